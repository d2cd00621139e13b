"""Reads the desk of a department; every part is kept to the department's own people and systems."""

from __future__ import annotations

from datetime import date
from typing import Any

from litestar.exceptions import NotFoundException
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.access import Actor, access_unit
from app.department.contexts import (
    DeskContext,
    Question,
    SharedPlanFacts,
    SystemEffect,
)
from app.law.months import add_months
from app.law.quota import hold_quota
from app.law.settings import law_on
from app.planning import department as planned
from app.staff.conditions import joined
from app.staff.filters import StaffFilter
from app.staff.queries import count_people
from app.systems.contexts import EffectLine
from app.systems.listing import at_risk, risk_line
from app.systems.queries import system_states
from app.systems.state import SystemState
from app.systems.svg import axis_ends, axis_picture
from app.training.queries import stored_paths
from app.units.heat import heat_map
from app.units.posts import count_posts
from app.web.formats import date_short
from app.web.i18n import translate as _
from models import Person, System, TrainingPath, Unit

SOON_MONTHS = 3
"""A hold that ends within so many months is asked about."""


async def desk(db: AsyncSession, actor: Actor, key: str | None, today: date) -> DeskContext:
    """Return the desk of a department: the own one without a key, another one for the whole-city roles."""
    unit = await _department(db, actor, key)
    law = await law_on(db, today)
    inside = list((await db.scalars(select(Unit.id).where(Unit.department_id == unit.id))).all())
    systems = await system_states(db, law, today, System.unit_id.in_(inside))
    running = [system for system in systems if not system.is_finished]
    ends = axis_ends(running, today)
    answers = actor.role == "head"
    paths = await stored_paths(
        db,
        TrainingPath.status == "proposed",
        Person.unit_id.in_(inside),
        Person.id != (actor.person_id or 0),
    )
    shared = await planned.shared_plan(db)
    moves = await planned.department_moves(db, shared.plan_key, unit.id) if shared else None
    effects = await planned.system_effects(db, shared.plan_key, unit.id) if shared else ()
    return DeskContext(
        title=unit.name,
        key=unit.key,
        people=await db.scalar(joined(func.count(Person.id)).where(Person.unit_id.in_(inside))) or 0,
        over_limit=await count_people(db, actor, StaffFilter(time="lewat", department=unit.key), law, today),
        retiring=await count_people(db, actor, StaffFilter(time="pensiun", department=unit.key), law, today),
        vacant=(await count_posts(db, actor, {"lowong": "ya", "opd": unit.key}))[0],
        questions=tuple(_questions(systems, today)),
        paths=tuple(paths),
        systems=tuple(risk_line(system, ends, today) for system in running),
        axis=axis_picture(ends),
        risky=len(at_risk(systems, today)),
        plan=_plan(shared),
        incoming=moves.incoming if moves else (),
        outgoing=moves.outgoing if moves else (),
        inside=moves.inside if moves else (),
        effects=tuple(_effect(line) for line in effects),
        quota=await hold_quota(db, law, inside, today),
        heat=await heat_map(db, inside, today),
        may_answer=answers,
        today=today,
    )


async def _department(db: AsyncSession, actor: Actor, key: str | None) -> Unit:
    if key is None:
        unit = await db.get(Unit, actor.department_id) if actor.department_id is not None else None
    else:
        unit = await access_unit(db, actor, key)
    if unit is None or not unit.is_department:
        raise NotFoundException
    return unit


def _plan(shared: planned.SharedPlan | None) -> SharedPlanFacts | None:
    if shared is None:
        return None
    return SharedPlanFacts(
        round_name=shared.round_name,
        starts_on=shared.starts_on,
        shared_at=shared.shared_at,
        is_stale=shared.is_stale,
    )


def _questions(systems: list[SystemState], today: date) -> list[Question]:
    """List what waits: empty key roles, holds that end soon, holds that nobody has decided."""
    found = []
    for system in systems:
        if system.is_finished:
            continue
        for role in system.key_roles:
            if role.holders:
                continue
            note = (
                _("Kosong sejak {day}.", day=date_short(role.vacant_since))
                if role.vacant_since
                else _("Belum pernah terisi.")
            )
            found.append(
                Question(
                    tone="bad",
                    icon="person-plus",
                    title=_("Siapa mengisi {role} pada {system}?", role=role.name, system=system.name),
                    note=note,
                    href=f"/sistem/{system.key}#peran-{role.key}",
                    on=role.vacant_since,
                )
            )
        found += _hold_questions(system, today)
    return sorted(found, key=lambda question: (question.tone != "bad", question.on or today))


def _hold_questions(system: SystemState, today: date) -> list[Question]:
    found = []
    for hold in system.holds:
        words = {"person": hold.person_name, "system": system.name, "day": date_short(hold.until)}
        if hold.status == "requested":
            title = _("Penahanan {person} pada {system} menunggu keputusan PPK", **words)
            note = _("Diminta sampai {day}.", day=words["day"])
            found.append((title, note, "hourglass-split", hold.until))
        elif hold.until <= add_months(today, SOON_MONTHS):
            title = _("Penahanan {person} pada {system} berakhir {day}", **words)
            if system.finish > hold.until:
                note = _("Sistem diperkirakan selesai {day}.", day=date_short(system.finish))
            else:
                note = _("Sistem diperkirakan selesai sebelum itu.")
            found.append((title, note, "lock", hold.until))
    return [
        Question(
            tone="hold", icon=icon, title=title, note=note, href=f"/sistem/{system.key}#penahanan", on=day
        )
        for title, note, icon, day in found
    ]


def _effect(line: Any) -> SystemEffect:
    def people(lines: Any) -> tuple[EffectLine, ...]:
        return tuple(
            EffectLine(
                person_key=each.person_key,
                person=each.person,
                role=each.role,
                is_key=each.is_key,
                when=each.when,
                href="",
            )
            for each in lines
        )

    return SystemEffect(
        key=line.key,
        name=line.name,
        state=line.state,
        verdict=line.verdict,
        stays=people(line.stays),
        leaves=people(line.leaves),
        takes_over=people(line.takes_over),
    )
