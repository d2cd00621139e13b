"""The training catalogue as the path solver sees it: courses, what they lift, and when they are held."""

from datetime import date, timedelta
from typing import Annotated

from msgspec import Meta

from optimizer.case import Key, Level, Record


class Outcome(Record, frozen=True):
    """A course lifts a competency to ``to_level``; who starts it has reached ``from_level`` before."""

    competency: Key
    from_level: Level
    to_level: Level


class Session(Record, frozen=True):
    """A dated session, first and last day included, with the seats that are still free."""

    id: Key
    starts_on: date
    ends_on: date
    seats_left: Annotated[int, Meta(ge=0)] = 1


class Course(Record, frozen=True):
    """
    A course, held in dated ``sessions`` or, when ``self_paced``, on any ``duration_days`` in a row.

    ``requires`` names the courses that must be finished before it starts. ``hours`` are lesson hours (JP),
    ``cost`` is in rupiah per person. ``away`` says that a dated session takes the person from the desk;
    ``agency_paid`` that its hours count against a ceiling for classes paid by the agency.
    """

    id: Key
    hours: Annotated[int, Meta(ge=1)]
    outcomes: list[Outcome]
    requires: list[Key] = []
    sessions: list[Session] = []
    self_paced: bool = False
    duration_days: Annotated[int, Meta(ge=1)] = 14
    cost: Annotated[int, Meta(ge=0)] = 0
    away: bool = False
    agency_paid: bool = True


def working_days(first: date, last: date) -> int:
    """
    Count the days from Monday to Friday in a period.

    Parameters
    ----------
    first : date
        First day.
    last : date
        Last day, included.

    Returns
    -------
    int
        Number of working days; public holidays are not taken off.
    """
    days = (last - first).days + 1
    return sum((first + timedelta(offset)).weekday() < 5 for offset in range(days))


def leave_days(course: Course, session: Session) -> int:
    """
    Count the working days that a session takes the person from the desk.

    Parameters
    ----------
    course : Course
        Course of the session.
    session : Session
        Session attended.

    Returns
    -------
    int
        Working days of the session; none when the course does not take the person away.
    """
    return working_days(session.starts_on, session.ends_on) if course.away else 0
