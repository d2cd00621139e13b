"""The training catalogue: courses, what they lift, prerequisites, dated sessions with seats, and paths."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, CheckConstraint, Date, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from models.base import Base, Keyed, Numbered, UtcDateTime, field, one_of, utc_now
from models.competency import Competency

COURSE_MODES = ("online", "classroom", "blended", "work")
PATH_PREFERENCES = ("fastest", "cheapest", "least_leave")
PATH_STATUSES = ("proposed", "approved", "returned", "withdrawn")


class Course(Numbered, Keyed, Base):
    """A course of the catalogue."""

    __tablename__ = "course"
    __table_args__ = (
        CheckConstraint("hours > 0", name="hours_positive"),
        CheckConstraint("cost >= 0", name="cost_not_negative"),
        CheckConstraint("duration_days > 0", name="duration_positive"),
        one_of("mode", COURSE_MODES),
    )

    code: Mapped[str] = field(String(40), "Code of the course", "T0", unique=True)
    name: Mapped[str] = field(String(200), "Name of the course", "T0")
    kind: Mapped[str] = field(String(20), "Kind code such as TECH, ELEARN, COACH, PKA", "T0")
    mode: Mapped[str] = field(String(10), "One of COURSE_MODES", "T0")
    provider: Mapped[str | None] = field(String(120), "Provider", "T0")
    hours: Mapped[int] = field(Integer, "Lesson hours (JP)", "T0")
    cost: Mapped[int] = field(Integer, "Cost per person in rupiah", "T0", default=0)
    self_paced: Mapped[bool] = field(Boolean, "Whether it can be started on any day", "T0", default=False)
    duration_days: Mapped[int] = field(Integer, "Calendar days a self-paced course takes", "T0", default=14)


class CourseOutcome(Numbered, Base):
    """A competency that a course lifts from one level to the next."""

    __tablename__ = "course_outcome"
    __table_args__ = (
        UniqueConstraint("course_id", "competency_id"),
        CheckConstraint("to_level > from_level", name="levels_rise"),
        CheckConstraint("from_level >= 0 AND to_level <= 5", name="level_range"),
    )

    course_id: Mapped[int] = field(ForeignKey("course.id", ondelete="CASCADE"), "Course", "T0")
    competency_id: Mapped[int] = field(ForeignKey("competency.id"), "Competency", "T0", index=True)
    from_level: Mapped[int] = field(Integer, "Level needed at the start, 0 to 4", "T0")
    to_level: Mapped[int] = field(Integer, "Level reached, 1 to 5", "T0")

    competency: Mapped[Competency] = relationship(lazy="raise")


class CoursePrerequisite(Numbered, Base):
    """A course that must be finished before another starts."""

    __tablename__ = "course_prerequisite"
    __table_args__ = (
        UniqueConstraint("course_id", "required_id"),
        CheckConstraint("course_id <> required_id", name="two_courses"),
    )

    course_id: Mapped[int] = field(ForeignKey("course.id", ondelete="CASCADE"), "Course", "T0")
    required_id: Mapped[int] = field(ForeignKey("course.id", ondelete="CASCADE"), "Course before it", "T0")


class CourseSession(Numbered, Base):
    """A dated session of a course with its seats."""

    __tablename__ = "course_session"
    __table_args__ = (
        UniqueConstraint("course_id", "starts_on"),
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint("seats_taken BETWEEN 0 AND seats", name="seats_suffice"),
    )

    course_id: Mapped[int] = field(ForeignKey("course.id", ondelete="CASCADE"), "Course", "T0")
    starts_on: Mapped[date] = field(Date, "First day", "T0")
    ends_on: Mapped[date] = field(Date, "Last day", "T0")
    seats: Mapped[int] = field(Integer, "Seats in all", "T0")
    seats_taken: Mapped[int] = field(Integer, "Seats already given", "T0", default=0)
    place: Mapped[str | None] = field(String(120), "Place", "T0")


class TrainingPath(Numbered, Keyed, Base):
    """A training path that a person put forward to the superior."""

    __tablename__ = "training_path"
    __table_args__ = (one_of("preference", PATH_PREFERENCES), one_of("status", PATH_STATUSES))

    person_id: Mapped[int] = field(ForeignKey("person.id", ondelete="CASCADE"), "Person", "T1", index=True)
    preference: Mapped[str] = field(String(12), "One of PATH_PREFERENCES", "T1")
    steps: Mapped[list[Any]] = field(JSON, "Steps with course, session, dates and gains", "T1")
    status: Mapped[str] = field(String(12), "One of PATH_STATUSES", "T1", default="proposed")
    created_at: Mapped[datetime] = field(UtcDateTime, "When it was put forward", "T1", default=utc_now)
    decided_at: Mapped[datetime | None] = field(UtcDateTime, "When the superior answered", "T1")
