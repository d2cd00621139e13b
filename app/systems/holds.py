"""Holds on the key people of a system: asked for by the head, decided by the appointing authority."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from litestar.exceptions import NotFoundException
from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.access import Actor, access_system, own_systems
from app.audit import record
from app.clock import today
from app.data_version import raise_version
from models import Hold, Person, RoleService, System, SystemRole, utc_now

LIVE = ("requested", "approved")
DECISIONS = {"setuju": "approved", "tolak": "refused"}


@dataclass(frozen=True)
class Holdable:
    """A person on a key role who is not held there yet."""

    choice: str
    person: str
    role: str


async def holdable(db: AsyncSession, actor: Actor, system_key: str, day: date) -> list[Holdable]:
    """Return the people on key roles of a system on whom no hold is asked for or in force."""
    system = await access_system(db, actor, system_key)
    held = select(Hold.id).where(
        Hold.person_id == RoleService.person_id,
        Hold.role_id == RoleService.role_id,
        Hold.status.in_(LIVE),
        Hold.until >= day,
    )
    rows = await db.execute(
        select(Person.key, SystemRole.key, Person.name, SystemRole.name)
        .select_from(RoleService)
        .join(Person, Person.id == RoleService.person_id)
        .join(SystemRole, SystemRole.id == RoleService.role_id)
        .where(
            SystemRole.system_id == system.id,
            SystemRole.is_key,
            Person.active,
            RoleService.since <= day,
            or_(RoleService.until.is_(None), RoleService.until >= day),
            ~held.exists(),
        )
        .order_by(Person.name)
    )
    return [Holdable(f"{person}.{role}", name, role_name) for person, role, name, role_name in rows]


async def ask(db: AsyncSession, actor: Actor, system_key: str, choice: str, until: date, reason: str) -> None:
    """Ask that a person stays on a key role until a day."""
    possible = {each.choice for each in await holdable(db, actor, system_key, today())}
    if choice not in possible:
        raise NotFoundException
    person_key, _dot, role_key = choice.partition(".")
    person_id = await db.scalar(select(Person.id).where(Person.key == person_key))
    role_id = await db.scalar(select(SystemRole.id).where(SystemRole.key == role_key))
    hold = Hold(
        person_id=person_id,
        role_id=role_id,
        reason=reason,
        from_date=today(),
        until=until,
        requested_by=actor.account_id,
    )
    db.add(hold)
    await db.flush()
    await record(db, actor.by, "hold.request", ("hold", hold.key), until=until.isoformat(), role=role_key)


async def decide(db: AsyncSession, actor: Actor, system_key: str, hold_key: str, verb: str) -> None:
    """Approve or refuse a hold that waits; an approved one changes what plans are computed from."""
    hold = (
        await db.scalars(
            select(Hold)
            .join(SystemRole, SystemRole.id == Hold.role_id)
            .join(System, System.id == SystemRole.system_id)
            .where(
                Hold.key == hold_key,
                Hold.status == "requested",
                System.key == system_key,
                own_systems(actor),
                # Whoever asked does not decide.
                or_(Hold.requested_by.is_(None), Hold.requested_by != actor.account_id),
            )
        )
    ).one_or_none()
    if hold is None:
        raise NotFoundException
    hold.status, hold.decided_by, hold.decided_at = DECISIONS[verb], actor.account_id, utc_now()
    if hold.status == "approved":
        await raise_version(db, "hold")
    action = "hold.approve" if hold.status == "approved" else "hold.refuse"
    await record(db, actor.by, action, ("hold", hold.key), until=hold.until.isoformat())
