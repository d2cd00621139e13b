"""What the plan in hand does to one system: the newest lawful one, or for a head the one that was shown."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.access import Actor
from app.planning.proposal_views import system_lines
from app.systems.contexts import EffectLine, PlanEffect
from models import Plan, System, TransferRound


async def effect_on(db: AsyncSession, actor: Actor, system_key: str) -> PlanEffect | None:
    """Return who stays, who leaves and who takes over; nothing before there is a plan to show."""
    statement = (
        select(Plan, TransferRound)
        .join(TransferRound, TransferRound.id == Plan.round_id)
        .where(Plan.is_lawful, TransferRound.status == "open")
    )
    if actor.sees_whole_city:
        statement = statement.order_by(Plan.id.desc())
    else:
        statement = statement.where(Plan.shared_at.is_not(None)).order_by(Plan.shared_at.desc())
    row = (await db.execute(statement.limit(1))).one_or_none()
    if row is None:
        return None
    plan, transfer_round = row
    lines = await system_lines(db, transfer_round, plan, System.key == system_key)
    if not lines:
        return None
    (line,) = lines
    shown = {
        name: tuple(
            EffectLine(
                person_key=each.person_key,
                person=each.person,
                role=each.role,
                is_key=each.is_key,
                when=each.when,
                href=each.move_href or "",
            )
            for each in getattr(line, name)
        )
        for name in ("stays", "leaves", "takes_over")
    }
    href = f"/babak/{transfer_round.key}/usul?rencana={plan.key}" if actor.sees_whole_city else ""
    return PlanEffect(
        round_name=transfer_round.name, state=line.state, verdict=line.verdict, plan_href=href, **shown
    )
