"""Reads systems with their roles, holders and holds, in as many queries as there are tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.law.careers import CAREER_COLUMNS, career_of
from app.law.dates import all_dates, months_in_post, next_event
from app.law.settings import Law
from app.systems.state import Holder, HoldState, RoleState, SystemState
from models import Hold, Person, Post, RoleService, System, SystemRole, Unit

Rows = Sequence[Row[*tuple[Any, ...]]]

LIVE_HOLDS = ("requested", "approved")


async def system_states(
    db: AsyncSession, law: Law, today: date, *conditions: ColumnElement[bool]
) -> list[SystemState]:
    """Read systems with who serves them today, the most valuable to citizens first: four queries."""
    systems = (await db.execute(_systems().where(*conditions))).all()
    chosen = select(System.id).where(*conditions)
    roles = (
        await db.execute(
            select(
                SystemRole.id,
                SystemRole.key,
                SystemRole.system_id,
                SystemRole.name,
                SystemRole.is_key,
                SystemRole.needed_percent,
                _last_service(today),
            )
            .where(SystemRole.system_id.in_(chosen))
            .order_by(SystemRole.is_key.desc(), SystemRole.id)
        )
    ).all()
    holders = await _holders(db, law, today, chosen)
    holds = await _holds(db, today, chosen)
    by_system: dict[int, list[RoleState]] = defaultdict(list)
    for role in roles:
        by_system[role.system_id].append(
            RoleState(
                key=role.key,
                name=role.name,
                is_key=role.is_key,
                needed_percent=role.needed_percent,
                holders=tuple(holders.get(role.id, ())),
                vacant_since=role.last_day if role.id not in holders else None,
            )
        )
    return [
        SystemState(
            key=row.key,
            name=row.name,
            kind=row.kind,
            stage=row.stage,
            department_key=row.department_key,
            department_name=row.short_name or row.department_name,
            planned_finish=row.planned_finish,
            forecast_p50=row.forecast_p50,
            forecast_p80=row.forecast_p80,
            value_per_month=row.value_per_month,
            roles=tuple(by_system.get(row.id, ())),
            holds=tuple(holds.get(row.id, ())),
        )
        for row in systems
    ]


def _systems() -> Any:
    return (
        select(
            System.id,
            System.key,
            System.name,
            System.kind,
            System.stage,
            System.planned_finish,
            System.forecast_p50,
            System.forecast_p80,
            System.value_per_month,
            Unit.key.label("department_key"),
            Unit.name.label("department_name"),
            Unit.short_name,
        )
        .join(Unit, Unit.id == System.unit_id)
        .order_by(System.value_per_month.desc(), System.name)
    )


def _last_service(today: date) -> Any:
    """Return the last day on which somebody served a role, for roles that nobody serves now."""
    return (
        select(func.max(RoleService.until))
        .where(RoleService.role_id == SystemRole.id, RoleService.until < today)
        .correlate(SystemRole)
        .scalar_subquery()
        .label("last_day")
    )


async def _holders(db: AsyncSession, law: Law, today: date, systems: Any) -> dict[int, list[Holder]]:
    rows = await db.execute(
        select(
            RoleService.role_id,
            RoleService.share,
            RoleService.via,
            RoleService.since,
            Person.key,
            Person.name,
            *CAREER_COLUMNS,
            Post.title,
            Unit.name.label("unit_name"),
        )
        .join(SystemRole, SystemRole.id == RoleService.role_id)
        .join(Person, Person.id == RoleService.person_id)
        .outerjoin(Post, Post.id == Person.post_id)
        .outerjoin(Unit, Unit.id == Person.unit_id)
        .where(
            SystemRole.system_id.in_(systems),
            Person.active,
            RoleService.since <= today,
            or_(RoleService.until.is_(None), RoleService.until >= today),
        )
        .order_by(RoleService.share.desc(), RoleService.since, Person.name)
    )
    found: dict[int, list[Holder]] = defaultdict(list)
    for row in rows:
        career = career_of(row)
        found[row.role_id].append(
            Holder(
                person_key=row.key,
                person_name=row.name,
                post_title=row.title or "",
                unit_name=row.unit_name or "",
                share=row.share,
                via=row.via,
                since=row.since,
                post_since=row.post_since,
                months_in_post=months_in_post(career, today),
                dates=tuple(all_dates(career, law)),
                next_event=next_event(career, law, today),
            )
        )
    return dict(found)


async def _holds(db: AsyncSession, today: date, systems: Any) -> dict[int, list[HoldState]]:
    rows = await db.execute(
        select(
            SystemRole.system_id,
            Hold.key,
            Person.key.label("person_key"),
            Person.name.label("person_name"),
            SystemRole.key.label("role_key"),
            SystemRole.name.label("role_name"),
            Hold.status,
            Hold.from_date,
            Hold.until,
            Hold.reason,
        )
        .join(SystemRole, SystemRole.id == Hold.role_id)
        .join(Person, Person.id == Hold.person_id)
        .where(SystemRole.system_id.in_(systems), Hold.status.in_(LIVE_HOLDS), Hold.until >= today)
        .order_by(Hold.until, Hold.id)
    )
    found: dict[int, list[HoldState]] = defaultdict(list)
    for system_id, *facts in rows:
        found[system_id].append(HoldState(*facts))
    return dict(found)
