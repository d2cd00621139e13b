"""What the pages of a round share: its facts, its dates, its profiles, and the version of the roster."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.law.months import add_months
from app.planning import words
from app.planning.contexts import RoundFacts
from models import DataVersion, TransferRound

PLANNER = "planner"


def round_facts(transfer_round: TransferRound) -> RoundFacts:
    """Return what the pages of a round name."""
    return RoundFacts(
        key=transfer_round.key,
        name=transfer_round.name,
        starts_on=transfer_round.starts_on,
        ends_on=add_months(transfer_round.starts_on, transfer_round.rounds * transfer_round.round_months),
        rounds=transfer_round.rounds,
        round_months=transfer_round.round_months,
        profile=transfer_round.profile,
        is_open=transfer_round.status == "open",
    )


def date_of(transfer_round: TransferRound, number: int) -> date:
    """Return the effective date of a round of the horizon."""
    return add_months(transfer_round.starts_on, number * transfer_round.round_months)


def profile_choices() -> tuple[tuple[str, str, str], ...]:
    """Return the weight profiles with their names and meanings."""
    return tuple((code, words.profile_name(code), words.profile_meaning(code)) for code in words.PROFILES)


async def roster_version(db: AsyncSession) -> int:
    """Return the version that the roster stands at."""
    return await db.scalar(select(func.max(DataVersion.version))) or 0


def moves_now(summary: Mapping[str, object]) -> int | None:
    """Return the moves of the first round, the ones that a decree is about."""
    by_round = summary.get("moves_by_round")
    return by_round[0] if isinstance(by_round, list) and by_round else None
