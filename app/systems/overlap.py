"""Systems of two departments that seem to do the same: no department builds its own data."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.likeness import Collection
from models import ServiceIndicator, System, Unit

LIKE, LIKE_OF_ONE_KIND = 0.4, 0.25
"""From which likeness of name, purpose, service and indicators on two systems are pointed out."""
FEWEST_SHARED = 3
"""Fewer common words say nothing, however short the two texts are."""
NAME_WEIGHT, TEXT_WEIGHT = 1.0, 0.8


@dataclass(frozen=True)
class Similar:
    """A system of another department that is like the one asked about."""

    key: str
    name: str
    department: str
    likeness: int
    """Percent of the words that the two share, weighted by their rarity."""


async def similar_systems(db: AsyncSession, key: str) -> list[Similar]:
    """Return the running systems of other departments that are like one system, the likest first."""
    rows = (
        await db.execute(
            select(
                System.id,
                System.key,
                System.name,
                System.kind,
                System.purpose,
                System.service,
                func.coalesce(Unit.department_id, Unit.id).label("department_id"),
                Unit.name.label("department"),
            )
            .join(Unit, Unit.id == System.unit_id)
            .where((System.stage != "finished") | (System.key == key))
        )
    ).all()
    indicators: dict[int, list[str]] = defaultdict(list)
    for number, name in await db.execute(select(ServiceIndicator.system_id, ServiceIndicator.name)):
        indicators[number].append(name)
    collection = Collection(
        {
            row.key: [
                (row.name, NAME_WEIGHT),
                *((text or "", TEXT_WEIGHT) for text in (row.purpose, row.service, *indicators[row.id])),
            ]
            for row in rows
        }
    )
    own = next(row for row in rows if row.key == key)
    found = []
    for row in rows:
        if row.department_id == own.department_id:
            continue
        if collection.common(key, row.key) < FEWEST_SHARED:
            continue
        score = collection.mutual(key, row.key)
        if score >= (LIKE_OF_ONE_KIND if row.kind == own.kind else LIKE):
            found.append(Similar(row.key, row.name, row.department, round(100 * score)))
    return sorted(found, key=lambda line: (-line.likeness, line.name))
