"""What was known of a system on a day, from its dated records: progress, team and service lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.law.months import add_months, month_start

MONTHS_BETWEEN_REVIEWS = 6
FULL = 100


@dataclass(frozen=True)
class Facts:
    """A system on a review date, in plain values; empty where nobody recorded it."""

    system: str
    started_on: date
    planned_finish: date
    reviewed_on: date
    finished_on: date | None
    progress: float | None
    stage: str | None
    built_by: str | None
    size: float | None
    lost_before: float | None
    lost_ahead: float | None


@dataclass(frozen=True)
class KeyRole:
    """A key role: the percent it needs, and who gave how much from when to when."""

    needed: int
    services: tuple[tuple[date, date | None, int], ...]

    def lost(self, since: date, until: date) -> float:
        """
        Return months of full service lost between two days, looked at on the first of each month.

        What was before the first recorded service is unknown, and counts as nothing lost.
        """
        if not self.services:
            return 0.0
        day = add_months(month_start(max(since, min(first for first, _, _ in self.services))), 1)
        missing = 0
        while day <= until:
            given = sum(
                share
                for first, last, share in self.services
                if first <= day and (last is None or last >= day)
            )
            missing += max(0, self.needed - given)
            day = add_months(day, 1)
        return missing / FULL


@dataclass(frozen=True)
class Record:
    """A system with its dated records."""

    key: str
    started_on: date
    planned_finish: date
    finished_on: date | None
    stage: str
    built_by: str
    needed: int
    reached: tuple[date | None, ...]
    """Day on which each milestone was reached."""
    key_roles: tuple[KeyRole, ...]


def reviews(record: Record, today: date) -> list[Facts]:
    """Return what was known at the start of each half-year of the work, and nothing of what came later."""
    end = min(record.finished_on or today, today)
    found = []
    day = add_months(record.started_on, MONTHS_BETWEEN_REVIEWS)
    while day < end:
        found.append(facts_on(record, day))
        day = add_months(day, MONTHS_BETWEEN_REVIEWS)
    return found


def facts_on(record: Record, day: date, *, is_today: bool = False) -> Facts:
    """
    Return what was known on a day.

    The stage is kept for today only, so it is unknown for earlier days. Service ahead is what came until the
    plan date; seen from today, it is what the present team leaves open.
    """
    done = [reached is not None and reached <= day for reached in record.reached]
    return Facts(
        system=record.key,
        started_on=record.started_on,
        planned_finish=record.planned_finish,
        reviewed_on=day,
        finished_on=record.finished_on,
        progress=sum(done) / len(done) if done else None,
        stage=record.stage if is_today else None,
        built_by=record.built_by,
        size=record.needed / FULL if record.needed else None,
        lost_before=_lost(record.key_roles, record.started_on, day),
        lost_ahead=_lost(record.key_roles, day, record.planned_finish),
    )


def _lost(roles: Sequence[KeyRole], since: date, until: date) -> float | None:
    served: Iterable[KeyRole] = [role for role in roles if role.services]
    return sum(role.lost(since, until) for role in served) if served else None
