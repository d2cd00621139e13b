"""Reads a person's page: each part in one query, and only the parts that the reader's role may see."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased, joinedload

from app.access import Actor, access_person
from app.law.careers import career_in
from app.law.dates import all_dates, months_in_post
from app.law.months import whole_months
from app.law.settings import Law, law_on
from app.staff import words
from app.staff.competence import competency_lines, fit_of
from app.staff.contexts import (
    AppraisalLine,
    CareerLine,
    HoldLine,
    PersonContext,
    PersonHead,
    SanctionLine,
    ServiceLine,
    TrainingLine,
)
from app.staff.drawing import profile_picture
from models import (
    Hold,
    Performance,
    Person,
    PostHistory,
    RoleService,
    Sanction,
    System,
    SystemRole,
    TrainingRecord,
    TransferRound,
    Unit,
)

REVEAL_ROLES = frozenset({"planner", "auditor"})
"""Roles that may see a whole NIP, one at a time and on record."""

Department = aliased(Unit)


async def person_page(
    db: AsyncSession,
    actor: Actor,
    key: str,
    today: date,
    *,
    reveal_nip: bool = False,
    read_sanctions: bool = False,
) -> PersonContext:
    """Return the page of a person whose record the actor may read."""
    person = await access_person(db, actor, key, joinedload(Person.post))
    law = await law_on(db, today)
    head = await _head(db, person, law, today)
    competencies = await competency_lines(db, person.id, person.post_id, today)
    condition, until = await _condition(db, actor, person.id, today)
    sees_sanctions = await may_read_sanctions(db, actor)
    return PersonContext(
        title=person.name,
        person=head,
        fit=fit_of(competencies),
        competencies=competencies,
        career=await career_of(db, person.id, today),
        services=await services_of(db, person.id, today),
        holds=await holds_of(db, person.id, today),
        trainings=await trainings_of(db, person.id),
        appraisals=await appraisals_of(db, person.id),
        picture=profile_picture(competencies),
        may_reveal=actor.role in REVEAL_ROLES,
        shown_nip=person.nip if reveal_nip or person.id == actor.person_id else "",
        may_read_sanctions=sees_sanctions,
        sanctions=await sanctions_of(db, person.id) if read_sanctions and sees_sanctions else None,
        condition=condition,
        condition_until=until,
        today=today,
        is_own=person.id == actor.person_id,
    )


async def may_read_sanctions(db: AsyncSession, actor: Actor) -> bool:
    """Tell whether a role may open sanctions: the auditor, and the planner while a round is open."""
    if actor.role == "auditor":
        return True
    if actor.role != "planner":
        return False
    return (
        await db.scalar(select(TransferRound.id).where(TransferRound.status == "open").limit(1)) is not None
    )


async def _head(db: AsyncSession, person: Person, law: Law, today: date) -> PersonHead:
    post = person.post
    unit = (
        await db.execute(
            select(Unit.key, Unit.name, Department.key, Department.name)
            .outerjoin(Department, Department.id == Unit.department_id)
            .where(Unit.id == person.unit_id)
        )
    ).first()
    career = career_in(person, post)
    education = " ".join(part for part in (person.education_level, person.education_field) if part)
    return PersonHead(
        key=person.key,
        name=person.name,
        nip=person.nip[-3:],
        employment_kind=words.employment(person.employment_kind),
        rank=person.rank or "",
        education=education,
        post_title=post.title if post else "",
        post_key=post.key if post else "",
        post_kind=words.post_kind(post.kind) if post else "",
        unit_name=unit[1] if unit else "",
        unit_key=unit[0] if unit else "",
        department_name=(unit[3] or "") if unit else "",
        department_key=(unit[2] or "") if unit else "",
        post_since=person.post_since,
        months_in_post=months_in_post(career, today),
        legal_status=person.legal_status,
        dates=tuple(all_dates(career, law)),
    )


async def career_of(db: AsyncSession, person_id: int, today: date) -> tuple[CareerLine, ...]:
    """Read the posts of a career, the newest first."""
    rows = await db.scalars(
        select(PostHistory)
        .where(PostHistory.person_id == person_id)
        .order_by(PostHistory.from_date.desc(), PostHistory.id.desc())
    )
    return tuple(
        CareerLine(
            title=row.title,
            unit_name=row.unit_name or "",
            kind=words.post_kind(row.kind),
            level=row.echelon or row.functional_level or "",
            from_date=row.from_date,
            to_date=row.to_date,
            months=max(whole_months(row.from_date, row.to_date or today), 0),
            decree_no=row.decree_no or "",
        )
        for row in rows
    )


async def services_of(db: AsyncSession, person_id: int, today: date) -> tuple[ServiceLine, ...]:
    """Read the roles that a person serves or served, the open ones first."""
    rows: Any = await db.execute(
        select(
            System.key,
            System.name,
            SystemRole.name.label("role_name"),
            SystemRole.is_key,
            RoleService.share,
            RoleService.via,
            RoleService.since,
            RoleService.until,
        )
        .join(SystemRole, SystemRole.id == RoleService.role_id)
        .join(System, System.id == SystemRole.system_id)
        .where(RoleService.person_id == person_id)
        .order_by(RoleService.until.is_not(None), RoleService.since.desc())
    )
    return tuple(
        ServiceLine(
            system_key=row.key,
            system_name=row.name,
            role_name=row.role_name,
            is_key=row.is_key,
            share=row.share,
            via=words.via(row.via),
            since=row.since,
            until=row.until,
            is_open=row.until is None or row.until >= today,
        )
        for row in rows
    )


async def holds_of(db: AsyncSession, person_id: int, today: date) -> tuple[HoldLine, ...]:
    """Read the holds on a person that are asked for or in force."""
    rows: Any = await db.execute(
        select(
            System.key,
            System.name,
            SystemRole.name.label("role_name"),
            Hold.status,
            Hold.from_date,
            Hold.until,
            Hold.reason,
        )
        .join(SystemRole, SystemRole.id == Hold.role_id)
        .join(System, System.id == SystemRole.system_id)
        .where(Hold.person_id == person_id, Hold.status.in_(("requested", "approved")), Hold.until >= today)
        .order_by(Hold.until)
    )
    return tuple(
        HoldLine(
            system_key=row.key,
            system_name=row.name,
            role_name=row.role_name,
            status=row.status,
            from_date=row.from_date,
            until=row.until,
            reason=row.reason,
        )
        for row in rows
    )


async def trainings_of(db: AsyncSession, person_id: int) -> tuple[TrainingLine, ...]:
    """Read the trainings attended, the newest first."""
    rows = await db.scalars(
        select(TrainingRecord)
        .where(TrainingRecord.person_id == person_id)
        .order_by(TrainingRecord.ended_on.desc(), TrainingRecord.id.desc())
    )
    return tuple(
        TrainingLine(
            name=row.name,
            kind=row.kind,
            hours=row.hours,
            ended_on=row.ended_on,
            certificate_no=row.certificate_no or "",
        )
        for row in rows
    )


async def appraisals_of(db: AsyncSession, person_id: int) -> tuple[AppraisalLine, ...]:
    """Read the performance predicates, the newest first."""
    rows = await db.execute(
        select(Performance.year, Performance.period, Performance.predicate)
        .where(Performance.person_id == person_id)
        .order_by(Performance.year.desc(), Performance.period.desc())
    )
    return tuple(
        AppraisalLine(year=year, period=period, predicate=words.predicate(code))
        for year, period, code in rows
    )


async def sanctions_of(db: AsyncSession, person_id: int) -> tuple[SanctionLine, ...]:
    """Read the sanctions; whoever calls this writes the reading into the audit chain."""
    rows = await db.scalars(
        select(Sanction).where(Sanction.person_id == person_id).order_by(Sanction.from_date.desc())
    )
    return tuple(
        SanctionLine(
            level=words.sanction_level(row.level),
            kind=row.kind,
            from_date=row.from_date,
            to_date=row.to_date,
        )
        for row in rows
    )


async def _condition(db: AsyncSession, actor: Actor, person_id: int, today: date) -> tuple[str, date | None]:
    """Tell a head whether the conditions for a move are met, and until when not; never why."""
    if actor.role != "head":
        return "", None
    running = (
        await db.execute(
            select(Sanction.to_date).where(
                Sanction.person_id == person_id,
                Sanction.from_date <= today,
                (Sanction.to_date.is_(None)) | (Sanction.to_date >= today),
            )
        )
    ).all()
    if not running:
        return "met", None
    ends = [row[0] for row in running if row[0] is not None]
    return ("until", max(ends)) if len(ends) == len(running) else ("open", None)
