"""Service indicators: what citizens noticed before the system and what they notice now."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.systems.contexts import IndicatorLine
from models import IndicatorReading, ServiceIndicator, System


def direction(before: float, now: float, better: str) -> str:
    """Tell whether a change helps citizens: better, worse, or the same within two in a hundred."""
    if abs(now - before) <= 0.02 * abs(before or 1):
        return "same"
    return "better" if (now > before) == (better == "up") else "worse"


async def indicator_lines(
    db: AsyncSession, *conditions: ColumnElement[bool]
) -> list[tuple[str, str, IndicatorLine]]:
    """Read indicators with their readings, by system: key, name, indicator."""
    rows: Any = (
        await db.execute(
            select(
                ServiceIndicator.id,
                System.key,
                System.name.label("system"),
                ServiceIndicator.name,
                ServiceIndicator.unit,
                ServiceIndicator.better,
                ServiceIndicator.target,
            )
            .join(System, System.id == ServiceIndicator.system_id)
            .where(*conditions)
            .order_by(System.value_per_month.desc(), System.name, ServiceIndicator.id)
        )
    ).all()
    readings: dict[int, list[Any]] = defaultdict(list)
    for reading in await db.execute(
        select(IndicatorReading.indicator_id, IndicatorReading.read_on, IndicatorReading.value)
        .where(IndicatorReading.indicator_id.in_([row.id for row in rows]))
        .order_by(IndicatorReading.read_on)
    ):
        readings[reading.indicator_id].append(reading)
    found = []
    for row in rows:
        course = readings[row.id]
        if not course:
            continue
        before, now = course[0].value, course[-1].value
        line = IndicatorLine(
            name=row.name,
            unit=row.unit,
            before=before,
            now=now,
            target=row.target,
            helps=direction(before, now, row.better),
            values=tuple(reading.value for reading in course),
            days=tuple(reading.read_on for reading in course),
        )
        found.append((row.key, row.system, line))
    return found
