"""A stored system as a draft: to be revised, or copied into a new declaration."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.declaring.draft import IndicatorDraft, MilestoneDraft, RoleDraft, SystemDraft
from app.law.months import add_months
from models import Competency, Milestone, RoleNeed, RoleService, ServiceIndicator, System, SystemRole, Unit

COPY_MONTHS = 12
"""A copy of last year's declaration moves its dates by a year."""


async def draft_of(db: AsyncSession, system: System) -> SystemDraft:
    """Read a stored system with its roles, milestones and indicators."""
    needs: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for role_id, code, level in await db.execute(
        select(RoleNeed.role_id, Competency.code, RoleNeed.level)
        .join(Competency, Competency.id == RoleNeed.competency_id)
        .join(SystemRole, SystemRole.id == RoleNeed.role_id)
        .where(SystemRole.system_id == system.id)
        .order_by(RoleNeed.id)
    ):
        needs[role_id].append((code, level))
    roles = await db.scalars(
        select(SystemRole).where(SystemRole.system_id == system.id).order_by(SystemRole.id)
    )
    milestones = await db.scalars(
        select(Milestone).where(Milestone.system_id == system.id).order_by(Milestone.planned_on, Milestone.id)
    )
    indicators = await db.scalars(
        select(ServiceIndicator).where(ServiceIndicator.system_id == system.id).order_by(ServiceIndicator.id)
    )
    return SystemDraft(
        name=system.name,
        kind=system.kind,
        unit_key=await db.scalar(select(Unit.key).where(Unit.id == system.unit_id)) or "",
        purpose=system.purpose,
        service=system.service or "",
        stage=system.stage,
        built_by=system.built_by,
        started_on=system.started_on,
        planned_finish=system.planned_finish,
        value_per_month=system.value_per_month,
        roles=tuple(
            RoleDraft(
                key=role.key,
                name=role.name,
                percent=role.needed_percent,
                is_key=role.is_key,
                needs=tuple(needs[role.id]),
                ramp=tuple(role.ramp),
                handover_rounds=role.handover_rounds,
            )
            for role in roles
        ),
        milestones=tuple(MilestoneDraft(row.name, row.planned_on, row.actual_on) for row in milestones),
        indicators=tuple(
            IndicatorDraft(row.name, row.unit, row.better, row.target, was=row.name) for row in indicators
        ),
    )


def copied(draft: SystemDraft, today: date) -> SystemDraft:
    """Turn a stored system into a new declaration: nothing is reached yet, and the dates are a year later."""
    return replace(
        draft,
        name="",
        stage="concept",
        started_on=today,
        planned_finish=max(add_months(draft.planned_finish, COPY_MONTHS), add_months(today, COPY_MONTHS)),
        value_per_month=None,
        roles=tuple(replace(role, key="") for role in draft.roles),
        milestones=tuple(
            MilestoneDraft(each.name, add_months(each.planned_on, COPY_MONTHS)) for each in draft.milestones
        ),
        indicators=tuple(replace(each, was="") for each in draft.indicators),
    )


async def holders_of(db: AsyncSession, system_id: int, today: date) -> dict[str, int]:
    """Count, by the key of a role, the people who serve it now."""
    rows = await db.execute(
        select(SystemRole.key, func.count(RoleService.id))
        .join(RoleService, RoleService.role_id == SystemRole.id)
        .where(
            SystemRole.system_id == system_id,
            or_(RoleService.until.is_(None), RoleService.until >= today),
        )
        .group_by(SystemRole.key)
    )
    return dict(rows.all())
