"""Reads the continuity picture: systems with people and milestones, and the plan that the reader may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.access import Actor, own_systems
from app.continuity.contexts import AtRisk, ContinuityContext, SystemPicture
from app.continuity.drawing import Picture, axis
from app.continuity.lanes import Mark, Planned, facts_of, lanes_of
from app.continuity.people import people_map
from app.law.months import add_months
from app.law.settings import law_on
from app.systems import sentences
from app.systems.queries import system_states
from app.systems.risk import Risk, risks_of
from app.systems.state import SystemState
from app.web.i18n import translate as _
from models import Milestone, Person, Plan, PlannedService, System, SystemRole, TransferRound


async def continuity(
    db: AsyncSession, actor: Actor, query: Mapping[str, str], today: date
) -> ContinuityContext:
    """Return the running systems that the actor may see, narrowed to a department that the address names."""
    law = await law_on(db, today)
    everything = await system_states(db, law, today, own_systems(actor), System.stage != "finished")
    department = query.get("opd", "")
    shown = [each for each in everything if department in ("", each.department_key)]
    has_map = bool(department) or not actor.sees_whole_city
    ends = axis(shown, today)
    marks, started = await _marks(db), await _started(db)
    plan_name, planned = await _planned(db, actor)
    pictures = []
    for system in shown:
        lanes = lanes_of(system, planned.get(system.key, []))
        of_system = marks.get(system.key, [])
        pictures.append(
            SystemPicture(
                key=system.key,
                name=system.name,
                department=system.department_name,
                stage=sentences.stage(system.stage),
                picture=Picture(system, ends, today).draw(started.get(system.key), of_system, lanes),
                facts=facts_of(system, of_system, lanes),
            )
        )
    departments = sorted({(each.department_key, each.department_name) for each in everything}, key=_second)
    return ContinuityContext(
        title=_("Kesinambungan"),
        systems=tuple(pictures),
        at_risk=_at_risk(shown, today),
        has_map=has_map,
        people=people_map(shown) if has_map else (),
        department=department,
        departments=tuple(departments) if actor.sees_whole_city else (),
        plan_name=plan_name,
        sees_whole_city=actor.sees_whole_city,
        first=ends[0],
        last=ends[1],
    )


def _second(pair: tuple[str, str]) -> str:
    return pair[1]


def _at_risk(systems: list[SystemState], today: date) -> tuple[AtRisk, ...]:
    """Order by causes that stop the work, then by the first day, then by what a month of delay costs."""
    found: list[tuple[SystemState, list[Risk]]] = [(each, risks_of(each, today)) for each in systems]
    risky = [(system, risks) for system, risks in found if risks]
    risky.sort(
        key=lambda pair: (
            -sum(risk.is_grave for risk in pair[1]),
            min(risk.on or today for risk in pair[1]),
            -pair[0].value_per_month,
            pair[0].name,
        )
    )
    return tuple(
        AtRisk(
            key=system.key,
            name=system.name,
            department=system.department_name,
            grave=sum(risk.is_grave for risk in risks),
            supports=system.supports,
            causes=tuple(sentences.cause(risk, today) for risk in risks),
        )
        for system, risks in risky
    )


async def _started(db: AsyncSession) -> dict[str, date | None]:
    rows = await db.execute(select(System.key, System.started_on))
    return {row.key: row.started_on for row in rows}


async def _marks(db: AsyncSession) -> dict[str, list[Mark]]:
    rows = await db.execute(
        select(System.key, Milestone.name, Milestone.planned_on, Milestone.actual_on)
        .join(System, System.id == Milestone.system_id)
        .order_by(Milestone.planned_on, Milestone.id)
    )
    found: dict[str, list[Mark]] = defaultdict(list)
    for key, name, planned_on, actual_on in rows:
        found[key].append(Mark(name, planned_on, actual_on))
    return found


async def _planned(db: AsyncSession, actor: Actor) -> tuple[str, dict[str, list[Planned]]]:
    """Return the newest lawful plan of an open round; a head is given the one that was shown."""
    statement = (
        select(Plan.id, TransferRound)
        .join(TransferRound, TransferRound.id == Plan.round_id)
        .where(Plan.is_lawful, TransferRound.status == "open")
    )
    if actor.sees_whole_city:
        statement = statement.order_by(Plan.id.desc())
    else:
        statement = statement.where(Plan.shared_at.is_not(None)).order_by(Plan.shared_at.desc())
    row = (await db.execute(statement.limit(1))).one_or_none()
    if row is None:
        return "", {}
    plan_id, opened = row
    services = await db.execute(
        select(
            System.key,
            SystemRole.key,
            Person.key,
            Person.name,
            PlannedService.share,
            PlannedService.from_round,
            PlannedService.to_round,
            PlannedService.began_before,
            PlannedService.leaves_because,
        )
        .join(SystemRole, SystemRole.id == PlannedService.role_id)
        .join(System, System.id == SystemRole.system_id)
        .join(Person, Person.id == PlannedService.person_id)
        .where(PlannedService.plan_id == plan_id, own_systems(actor))
        .order_by(PlannedService.from_round, Person.name)
    )
    found: dict[str, list[Planned]] = defaultdict(list)
    for system, role, key, name, share, begin, end, began_before, because in services:
        leaves = add_months(opened.starts_on, opened.round_months * (end + 1)) if because else None
        arrives = None if began_before else add_months(opened.starts_on, opened.round_months * begin)
        found[system].append(Planned(role, key, name, share, arrives, leaves, because or ""))
    return opened.name, found
