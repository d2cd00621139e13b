"""Reads what a training path is computed from, and the paths that were put forward."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.law.careers import CAREER_COLUMNS, career_of
from app.law.dates import service_ends_on
from app.law.months import add_months
from app.law.settings import Law
from app.staff.levels import proven_levels
from app.training.hours import years_of
from app.training.material import BusyFacts, CourseFacts, Material, OutcomeFacts, SessionFacts
from app.training.plan import PlanStep, read_steps
from app.web.i18n import language
from models import (
    Competency,
    Course,
    CourseOutcome,
    CoursePrerequisite,
    CourseSession,
    Milestone,
    Person,
    Post,
    PostStandard,
    RoleService,
    System,
    SystemRole,
    TrainingPath,
    TrainingRecord,
    Unit,
)

AHEAD_MONTHS = 18
"""How far a path looks: two budget years are seldom planned further."""
NOTICE = timedelta(days=1)
GUARD = timedelta(days=3)
"""The days before a milestone on which those who work on the system stay at the desk."""


async def material_for(db: AsyncSession, person_id: int, law: Law, today: date) -> Material:
    """Gather everything about one person that the path depends on."""
    person = (
        await db.execute(
            select(
                *CAREER_COLUMNS,
                Person.post_id,
            )
            .outerjoin(Post, Post.id == Person.post_id)
            .where(Person.id == person_id)
        )
    ).one()
    career = career_of(person)
    first, last = today + NOTICE, add_months(today, AHEAD_MONTHS)
    end = service_ends_on(career, law)
    if end is not None and end.kind == "retires":
        last = max(min(last, end.on - timedelta(1)), first)
    attended = (
        await db.execute(
            select(TrainingRecord.name, TrainingRecord.ended_on, TrainingRecord.hours).where(
                TrainingRecord.person_id == person_id
            )
        )
    ).all()
    courses = await catalogue(db, today)
    names_attended = {row.name.casefold() for row in attended}
    return Material(
        levels=await levels_of(db, person_id, today),
        targets=await standard_of(db, person.post_id),
        names=await competency_names(db),
        courses=courses,
        completed=frozenset(course.code for course in courses if course.name.casefold() in names_attended),
        busy=await _busy(db, person_id, today),
        years=years_of(
            person.employment_kind,
            person.contract_ends_on,
            [(row.ended_on, row.hours) for row in attended],
            law,
            today,
            last,
        ),
        starts_on=first,
        ends_on=last,
    )


async def levels_of(db: AsyncSession, person_id: int, today: date) -> dict[str, int]:
    """Return the level that counts by competency code."""
    proven = proven_levels(today, (person_id,))
    rows = await db.execute(
        select(Competency.code, proven.c.level)
        .join(proven, proven.c.competency_id == Competency.id)
        .where(proven.c.person_id == person_id)
    )
    return {code: int(level) for code, level in rows}


async def standard_of(db: AsyncSession, post_id: int | None) -> dict[str, int]:
    """Return the level that a post asks for by competency code."""
    rows = await db.execute(
        select(Competency.code, PostStandard.level)
        .join(Competency, Competency.id == PostStandard.competency_id)
        .where(PostStandard.post_id == post_id)
        .order_by(Competency.id)
    )
    return dict(rows.all())


async def competency_names(db: AsyncSession) -> dict[str, str]:
    """Return the names of the competencies in the language of the request."""
    rows = await db.execute(select(Competency.code, Competency.name, Competency.name_en))
    return {code: (name_en or name) if language() == "en" else name for code, name, name_en in rows}


async def catalogue(db: AsyncSession, today: date) -> tuple[CourseFacts, ...]:
    """Read all courses with their outcomes, prerequisites and the sessions still to come."""
    rows = (await db.execute(select(Course).order_by(Course.code))).scalars().all()
    codes = {row.id: row.code for row in rows}
    outcomes: dict[int, list[OutcomeFacts]] = defaultdict(list)
    for course_id, code, low, high in await db.execute(
        select(CourseOutcome.course_id, Competency.code, CourseOutcome.from_level, CourseOutcome.to_level)
        .join(Competency, Competency.id == CourseOutcome.competency_id)
        .order_by(CourseOutcome.id)
    ):
        outcomes[course_id].append(OutcomeFacts(code, low, high))
    requires: dict[int, list[str]] = defaultdict(list)
    for course_id, required_id in await db.execute(
        select(CoursePrerequisite.course_id, CoursePrerequisite.required_id)
    ):
        requires[course_id].append(codes[required_id])
    sessions: dict[int, list[SessionFacts]] = defaultdict(list)
    for row in await db.execute(
        select(
            CourseSession.id,
            CourseSession.course_id,
            CourseSession.starts_on,
            CourseSession.ends_on,
            CourseSession.seats,
            CourseSession.seats_taken,
            CourseSession.place,
        )
        .where(CourseSession.starts_on > today)
        .order_by(CourseSession.starts_on)
    ):
        sessions[row.course_id].append(
            SessionFacts(row.id, row.starts_on, row.ends_on, row.seats - row.seats_taken, row.place or "")
        )
    return tuple(
        CourseFacts(
            code=row.code,
            name=row.name,
            kind=row.kind,
            mode=row.mode,
            provider=row.provider or "",
            hours=row.hours,
            cost=row.cost,
            self_paced=row.self_paced,
            duration_days=row.duration_days,
            outcomes=tuple(outcomes[row.id]),
            requires=tuple(requires[row.id]),
            sessions=tuple(sessions[row.id]),
        )
        for row in rows
    )


async def _busy(db: AsyncSession, person_id: int, today: date) -> tuple[BusyFacts, ...]:
    """Return the days before the milestones still to come of the systems that the person serves."""
    served = (
        select(SystemRole.system_id)
        .join(RoleService, RoleService.role_id == SystemRole.id)
        .where(RoleService.person_id == person_id, RoleService.until.is_(None))
    )
    rows = await db.execute(
        select(Milestone.name, Milestone.planned_on, System.name.label("system"))
        .join(System, System.id == Milestone.system_id)
        .where(Milestone.system_id.in_(served), Milestone.actual_on.is_(None), Milestone.planned_on > today)
        .order_by(Milestone.planned_on)
    )
    return tuple(
        BusyFacts(row.planned_on - GUARD, row.planned_on, f"{row.name}, {row.system}") for row in rows
    )


@dataclass(frozen=True)
class StoredPath:
    """A path that somebody put forward."""

    key: str
    person_key: str
    person_name: str
    post_title: str
    unit_name: str
    preference: str
    status: str
    steps: tuple[PlanStep, ...]
    created_at: datetime
    decided_at: datetime | None

    @property
    def hours(self) -> int:
        """Add up the lesson hours."""
        return sum(step.hours for step in self.steps)

    @property
    def cost(self) -> int:
        """Add up the cost in rupiah."""
        return sum(step.cost for step in self.steps)

    @property
    def leave_days(self) -> int:
        """Add up the working days away from the desk."""
        return sum(step.leave_days for step in self.steps)


async def stored_paths(
    db: AsyncSession, *conditions: ColumnElement[bool], limit: int | None = None
) -> list[StoredPath]:
    """Read paths with the person and the post, the newest first."""
    statement: Any = (
        select(
            TrainingPath.key,
            Person.key.label("person_key"),
            Person.name,
            Post.title,
            Unit.name.label("unit_name"),
            TrainingPath.preference,
            TrainingPath.status,
            TrainingPath.steps,
            TrainingPath.created_at,
            TrainingPath.decided_at,
        )
        .join(Person, Person.id == TrainingPath.person_id)
        .outerjoin(Post, Post.id == Person.post_id)
        .outerjoin(Unit, Unit.id == Person.unit_id)
        .where(*conditions)
        .order_by(TrainingPath.created_at.desc(), TrainingPath.id.desc())
        .limit(limit)
    )
    return [
        StoredPath(
            key=row.key,
            person_key=row.person_key,
            person_name=row.name,
            post_title=row.title or "",
            unit_name=row.unit_name or "",
            preference=row.preference,
            status=row.status,
            steps=read_steps(row.steps),
            created_at=row.created_at,
            decided_at=row.decided_at,
        )
        for row in await db.execute(statement)
    ]
