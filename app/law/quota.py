"""How many people of a department are held, against the share that the house rule allows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.law.settings import Law
from models import Hold, Person


@dataclass(frozen=True)
class HoldQuota:
    """How many of the own people are held, and how many may be."""

    used: int
    allowed: int
    percent: int
    citation: str


async def hold_quota(db: AsyncSession, law: Law, units: Collection[int], today: date) -> HoldQuota | None:
    """Count the approved holds on the people of some units; nothing when no quota is set."""
    setting = law.settings.get("hold_quota")
    percent = setting.whole("percent") if setting else None
    if setting is None or percent is None:
        return None
    people = await db.scalar(select(func.count()).where(Person.active, Person.unit_id.in_(units))) or 0
    used = await db.scalar(
        select(func.count(func.distinct(Hold.person_id)))
        .join(Person, Person.id == Hold.person_id)
        .where(Hold.status == "approved", Hold.until >= today, Person.unit_id.in_(units))
    )
    return HoldQuota(
        used=used or 0, allowed=people * percent // 100, percent=percent, citation=setting.citation
    )
