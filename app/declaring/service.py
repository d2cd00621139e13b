"""Writes a declaration: a new system, or the revision of a stored one, each with its audit entry."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from datetime import date

from litestar.exceptions import NotFoundException
from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.access import Actor
from app.audit import record
from app.data_version import raise_version
from app.declaring.draft import IndicatorDraft, RoleDraft, SystemDraft
from models import (
    Competency,
    Hold,
    IndicatorReading,
    Milestone,
    PlannedService,
    RoleNeed,
    RoleService,
    ServiceIndicator,
    System,
    SystemRole,
    Unit,
)

LONGEST_CODE = 30


async def declare(db: AsyncSession, actor: Actor, draft: SystemDraft, today: date) -> System:
    """Store a new system of the department named, or of the head's own."""
    system = System(
        code=_free(draft.name, set((await db.scalars(select(System.code))).all())),
        unit_id=await host_of(db, actor, draft.unit_key),
    )
    _fill(system, draft)
    db.add(system)
    await db.flush()
    await _write_parts(db, system, draft, today)
    await raise_version(db, "system")
    await record(db, actor.by, "system.declare", ("system", system.key), **_facts(draft))
    return system


async def revise(db: AsyncSession, actor: Actor, system: System, draft: SystemDraft, today: date) -> None:
    """Bring a stored system to what the form says; call `in_use` before, for what may not be taken away."""
    if draft.unit_key:
        system.unit_id = await host_of(db, actor, draft.unit_key)
    _fill(system, draft)
    await db.flush()
    if draft.gone_roles:
        await db.execute(
            delete(SystemRole).where(SystemRole.system_id == system.id, SystemRole.key.in_(draft.gone_roles))
        )
    await _write_parts(db, system, draft, today)
    await raise_version(db, "system")
    await record(
        db,
        actor.by,
        "system.revise",
        ("system", system.key),
        **_facts(draft),
        roles_removed=len(draft.gone_roles),
    )


async def host_of(db: AsyncSession, actor: Actor, unit_key: str) -> int:
    """Return the department that hosts the system: the head's own, whatever a form says."""
    if actor.role == "head":
        if actor.department_id is None:
            raise NotFoundException
        return actor.department_id
    found = await db.scalar(select(Unit.id).where(Unit.key == unit_key, Unit.is_department))
    if found is None:
        raise NotFoundException
    return found


async def name_is_taken(db: AsyncSession, actor: Actor, draft: SystemDraft, system: System | None) -> bool:
    """Tell whether the department has another system of that name."""
    host = (
        system.unit_id
        if system is not None and not draft.unit_key
        else await host_of(db, actor, draft.unit_key)
    )
    others = select(System.id).where(System.unit_id == host, func.lower(System.name) == draft.name.lower())
    if system is not None:
        others = others.where(System.id != system.id)
    return await db.scalar(others.limit(1)) is not None


async def in_use(db: AsyncSession, system: System, keys: Collection[str]) -> set[str]:
    """Return which of some stored roles cannot be taken away: served, held, or part of a plan, ever."""
    found: set[str] = set()
    for table in (RoleService, Hold, PlannedService):
        rows = await db.scalars(
            select(SystemRole.key)
            .join(table, table.role_id == SystemRole.id)
            .where(SystemRole.system_id == system.id, SystemRole.key.in_(keys))
        )
        found.update(rows.all())
    return found


async def indicators_with_readings(db: AsyncSession, system: System) -> set[str]:
    """Return the names of the stored indicators that have values; these cannot be taken away."""
    rows = await db.scalars(
        select(ServiceIndicator.name)
        .join(IndicatorReading, IndicatorReading.indicator_id == ServiceIndicator.id)
        .where(ServiceIndicator.system_id == system.id)
    )
    return set(rows.all())


def _fill(system: System, draft: SystemDraft) -> None:
    system.name, system.kind = draft.name, draft.kind
    system.purpose, system.service = draft.purpose, draft.service or None
    system.stage, system.built_by = draft.stage, draft.built_by
    system.started_on, system.planned_finish = draft.started_on, draft.planned_finish
    if draft.value_per_month is not None:
        system.value_per_month = draft.value_per_month


async def _write_parts(db: AsyncSession, system: System, draft: SystemDraft, today: date) -> None:
    await _write_roles(db, system.id, draft.roles)
    await _write_milestones(db, system.id, draft)
    await _write_indicators(db, system.id, draft.indicators, today)
    await db.flush()


async def _write_roles(db: AsyncSession, system_id: int, drafts: tuple[RoleDraft, ...]) -> None:
    stored = {
        role.key: role
        for role in await db.scalars(select(SystemRole).where(SystemRole.system_id == system_id))
    }
    unknown = {draft.key for draft in drafts if draft.key} - set(stored)
    if unknown:
        raise NotFoundException
    codes = {role.code for role in stored.values()}
    numbers = dict((await db.execute(select(Competency.code, Competency.id))).all())
    for draft in drafts:
        role = stored.get(draft.key)
        if role is None:
            role = SystemRole(system_id=system_id, code=_free(draft.name, codes).lower())
            codes.add(role.code)
            db.add(role)
        role.name, role.needed_percent, role.is_key = draft.name, draft.percent, draft.is_key
        role.ramp, role.handover_rounds = list(draft.ramp), draft.handover_rounds
        await db.flush()
        await db.execute(delete(RoleNeed).where(RoleNeed.role_id == role.id))
        db.add_all(
            RoleNeed(role_id=role.id, competency_id=numbers[code], level=level) for code, level in draft.needs
        )


async def _write_milestones(db: AsyncSession, system_id: int, draft: SystemDraft) -> None:
    await db.execute(delete(Milestone).where(Milestone.system_id == system_id))
    db.add_all(
        Milestone(system_id=system_id, name=each.name, planned_on=each.planned_on, actual_on=each.actual_on)
        for each in draft.milestones
    )


async def _write_indicators(
    db: AsyncSession, system_id: int, drafts: tuple[IndicatorDraft, ...], today: date
) -> None:
    stored = {
        row.name: row
        for row in await db.scalars(select(ServiceIndicator).where(ServiceIndicator.system_id == system_id))
    }
    for name in set(stored) - {draft.was for draft in drafts}:
        await db.delete(stored[name])
    # Two that swap names would meet halfway, so all are first put aside.
    for number, row in enumerate(stored.values()):
        row.name = f"#{number}"
    await db.flush()
    for draft in drafts:
        row = stored.get(draft.was) or ServiceIndicator(system_id=system_id)
        row.name, row.unit, row.better, row.target = draft.name, draft.unit, draft.better, draft.target
        db.add(row)
        await db.flush()
        if draft.now is not None:
            await _read_today(db, row.id, draft.now, today)


async def _read_today(db: AsyncSession, indicator_id: int, value: float, today: date) -> None:
    """Store a value read today; a second one of the same day takes its place."""
    reading = await db.scalar(
        select(IndicatorReading).where(
            IndicatorReading.indicator_id == indicator_id, IndicatorReading.read_on == today
        )
    )
    if reading is None:
        db.add(IndicatorReading(indicator_id=indicator_id, read_on=today, value=value))
    else:
        reading.value = value


def _facts(draft: SystemDraft) -> dict[str, object]:
    return {
        "kind": draft.kind,
        "stage": draft.stage,
        "finish": draft.planned_finish,
        "roles": len(draft.roles),
        "key_roles": sum(role.is_key for role in draft.roles),
        "needs": sum(len(role.needs) for role in draft.roles),
        "milestones": len(draft.milestones),
        "indicators": len(draft.indicators),
    }


def _free(name: str, taken: Collection[str]) -> str:
    """Make a code from a name that no other row has: `IZIN-CEPAT`, `IZIN-CEPAT-2`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    code = re.sub(r"[^A-Z0-9]+", "-", plain.upper()).strip("-")[:LONGEST_CODE].rstrip("-") or "S"
    used = {each.upper() for each in taken}
    number = 1
    while (found := code if number == 1 else f"{code}-{number}") in used:
        number += 1
    return found
