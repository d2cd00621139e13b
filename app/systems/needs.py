"""Who in the whole city meets what a role asks for; a need that hardly anybody meets is marked."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.staff.levels import proven_levels
from models import Person, RoleNeed, SystemRole

TAILORED = 3
"""A need that so few people or fewer meet is marked: it may have been written for one of them."""


async def people_meeting(db: AsyncSession, today: date, *conditions: ColumnElement[bool]) -> dict[int, int]:
    """Count, by role, the people of the whole city who have every level asked for; a role may ask nothing."""
    roles = select(SystemRole.id).where(*conditions)
    asked = select(RoleNeed.competency_id).where(RoleNeed.role_id.in_(roles))
    proven = proven_levels(today, competencies=asked)
    wanted = (
        select(RoleNeed.role_id, func.count().label("needs"))
        .where(RoleNeed.role_id.in_(roles))
        .group_by(RoleNeed.role_id)
        .subquery("wanted")
    )
    meeting = (
        select(RoleNeed.role_id, proven.c.person_id)
        .join(
            proven,
            and_(proven.c.competency_id == RoleNeed.competency_id, proven.c.level >= RoleNeed.level),
        )
        .join(Person, Person.id == proven.c.person_id)
        .join(wanted, wanted.c.role_id == RoleNeed.role_id)
        .where(Person.active, RoleNeed.role_id.in_(roles))
        .group_by(RoleNeed.role_id, proven.c.person_id, wanted.c.needs)
        .having(func.count() == wanted.c.needs)
        .subquery("meeting")
    )
    rows = await db.execute(
        select(wanted.c.role_id, func.count(meeting.c.person_id))
        .outerjoin(meeting, meeting.c.role_id == wanted.c.role_id)
        .group_by(wanted.c.role_id)
    )
    return dict(rows.all())


def is_tailored(people: int | None) -> bool:
    """Tell whether a need is marked; one that asks nothing is not."""
    return people is not None and people <= TAILORED


async def tailored_roles(db: AsyncSession, system_id: int, today: date) -> list[str]:
    """Return the names of the roles of a system whose needs hardly anybody meets."""
    people = await people_meeting(db, today, SystemRole.system_id == system_id)
    marked = [role for role, count in people.items() if is_tailored(count)]
    rows = await db.scalars(select(SystemRole.name).where(SystemRole.id.in_(marked)).order_by(SystemRole.id))
    return list(rows.all())
