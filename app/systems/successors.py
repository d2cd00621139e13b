"""Who comes nearest to a role: people of the host department, by the levels that the role asks for."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.staff.levels import proven_levels
from app.systems.contexts import SuccessorLine
from app.web.i18n import language
from app.web.i18n import translate as _
from models import Competency, Person, RoleNeed, RoleService, SystemRole, Unit


async def nearest_successors(
    db: AsyncSession, system_id: int, department_id: int, today: date
) -> dict[str, SuccessorLine]:
    """Return, by role key, the person who meets most of the role's needs and does not serve it."""
    ranked = _ranked(system_id, department_id, today)
    rows = (await db.execute(select(ranked).where(ranked.c.place == 1))).all()
    lacks = await _lacks(db, {row.person_id for row in rows}, {row.role_id for row in rows}, today)
    return {
        row.role_key: SuccessorLine(
            key=row.person_key,
            name=row.person_name,
            fit=int(100 * row.covered // row.wanted),
            lacks=tuple(lacks.get((row.role_id, row.person_id), ())),
        )
        for row in rows
    }


def _ranked(system_id: int, department_id: int, today: date) -> Any:
    """Rank the people of a department for each role by how many of its levels they have."""
    inside = (
        select(Person.id).join(Unit, Unit.id == Person.unit_id).where(Unit.department_id == department_id)
    )
    proven = proven_levels(today, inside)
    meets = case((proven.c.level < RoleNeed.level, proven.c.level), else_=RoleNeed.level)
    serving = (
        select(RoleService.id)
        .where(
            RoleService.role_id == SystemRole.id,
            RoleService.person_id == Person.id,
            or_(RoleService.until.is_(None), RoleService.until >= today),
        )
        .correlate(SystemRole, Person)
    )
    wanted = (
        select(func.sum(RoleNeed.level))
        .where(RoleNeed.role_id == SystemRole.id)
        .correlate(SystemRole)
        .scalar_subquery()
    )
    covered = func.sum(meets)
    return (
        select(
            SystemRole.id.label("role_id"),
            SystemRole.key.label("role_key"),
            Person.id.label("person_id"),
            Person.key.label("person_key"),
            Person.name.label("person_name"),
            covered.label("covered"),
            wanted.label("wanted"),
            func.row_number()
            .over(partition_by=SystemRole.id, order_by=(covered.desc(), Person.name, Person.id))
            .label("place"),
        )
        .select_from(SystemRole)
        .join(RoleNeed, RoleNeed.role_id == SystemRole.id)
        .join(proven, proven.c.competency_id == RoleNeed.competency_id)
        .join(Person, Person.id == proven.c.person_id)
        .join(Unit, Unit.id == Person.unit_id)
        .where(
            SystemRole.system_id == system_id,
            Person.active,
            Person.post_id.is_not(None),
            Unit.department_id == department_id,
            ~serving.exists(),
        )
        .group_by(SystemRole.id, SystemRole.key, Person.id, Person.key, Person.name)
        .subquery("ranked")
    )


async def _lacks(
    db: AsyncSession, people: set[int], roles: set[int], today: date
) -> dict[tuple[int, int], list[str]]:
    """Say which levels each chosen person misses for each role."""
    proven = proven_levels(today, people)
    rows = await db.execute(
        select(
            RoleNeed.role_id,
            Person.id,
            Competency.name,
            Competency.name_en,
            RoleNeed.level,
            func.coalesce(proven.c.level, 0).label("has"),
        )
        .select_from(RoleNeed)
        .join(Competency, Competency.id == RoleNeed.competency_id)
        .join(Person, Person.id.in_(people))
        .outerjoin(
            proven,
            and_(proven.c.person_id == Person.id, proven.c.competency_id == RoleNeed.competency_id),
        )
        .where(RoleNeed.role_id.in_(roles), RoleNeed.level > func.coalesce(proven.c.level, 0))
        .order_by(Competency.id)
    )
    found: dict[tuple[int, int], list[str]] = defaultdict(list)
    for row in rows:
        name = (row.name_en or row.name) if language() == "en" else row.name
        found[row.role_id, row.id].append(
            _("{name} kurang {n} tingkat", name=name, n=row.level - int(row.has))
        )
    return found
