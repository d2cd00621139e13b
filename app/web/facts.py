"""The few facts that the frame of every page shows: whose data, as of when, and which round is open.

They change rarely and every page needs them, so they are read at most once in some seconds. Nothing about a
person is among them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.web.nav import Counter
from models import DataVersion, TransferRound, Unit, utc_now

KEPT_FOR = timedelta(seconds=5)


@dataclass(frozen=True)
class OpenRound:
    """The round that is being worked on."""

    key: str
    name: str
    starts_on: date


@dataclass(frozen=True)
class Facts:
    """What the frame shows; empty before there are data."""

    organisation: str = ""
    data_as_of: date | None = None
    open_round: OpenRound | None = None
    counts: dict[str, int] = field(default_factory=dict)


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


class FactsReader:
    """Reads the facts, and keeps them for a few seconds."""

    def __init__(self, organisation: str, counters: dict[str, Counter]) -> None:
        self.organisation = organisation
        self.counters = counters
        self._facts = Facts(organisation)
        self._until = utc_now()

    async def read(self, db: AsyncSession) -> Facts:
        """Return the facts, from memory while they are fresh."""
        if utc_now() < self._until:
            return self._facts
        as_of = await db.scalar(select(DataVersion.as_of).order_by(DataVersion.version.desc()).limit(1))
        newest = TransferRound.opened_at.desc()
        current = await db.scalar(
            select(TransferRound).where(TransferRound.status == "open").order_by(newest).limit(1)
        )
        self._facts = Facts(
            organisation=self.organisation or await self._top_unit(db),
            data_as_of=_date(as_of),
            open_round=OpenRound(current.key, current.name, current.starts_on) if current else None,
            counts={key: await counter(db) for key, counter in self.counters.items()},
        )
        self._until = utc_now() + KEPT_FOR
        return self._facts

    async def _top_unit(self, db: AsyncSession) -> str:
        """Return the name of the one unit above all, or nothing when there are several."""
        names = (
            await db.scalars(select(Unit.name).where(Unit.parent_id.is_(None), Unit.active).limit(2))
        ).all()
        return names[0] if len(names) == 1 else ""
