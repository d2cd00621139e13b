"""Counts of the whole city that take long and change only with the roster, kept until it does.

They count everybody alike, whoever looks; what a reader may see is decided by the page's policy.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.staff.levels import shortages
from models import DataVersion

_State = tuple[int, date]
_shortages: dict[str, tuple[_State, tuple[tuple[int, int], ...]]] = {}


async def kept_shortages(db: AsyncSession, today: date) -> tuple[tuple[int, int], ...]:
    """Return competency and people below standard, from memory while roster and day are the same."""
    version = await db.scalar(select(func.max(DataVersion.version))) or 0
    place, state = str(db.get_bind().engine.url), (version, today)
    known = _shortages.get(place)
    if known is not None and known[0] == state:
        return known[1]
    found = tuple((competency, people) for competency, people in await db.execute(shortages(today)))
    _shortages[place] = (state, found)
    return found
