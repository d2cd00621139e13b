"""The badge of the side bar: how many systems of the whole city are at risk."""

from __future__ import annotations

from sqlalchemy import true
from sqlalchemy.ext.asyncio import AsyncSession

from app.clock import today
from app.law.settings import law_on
from app.systems.listing import at_risk
from app.systems.queries import system_states


async def systems_at_risk(db: AsyncSession) -> int:
    """Count the systems with a cause of risk today."""
    day = today()
    return len(at_risk(await system_states(db, await law_on(db, day), day, true()), day))
