"""
Between the database and the optimizer: rows become a case, a verified plan becomes moves, chains and figures.

Beside the solver's own process this is the only part of the program that knows the optimizer.
"""

from __future__ import annotations

from collections.abc import Collection

from app.planning.frozen import CaseRefused, Change, FrozenCase
from app.planning.judgement import Judgement, Price
from app.planning.translate.rows import Roster, RoundTerms, gather, terms_of

__all__ = [
    "CaseRefused",
    "Change",
    "FrozenCase",
    "Judgement",
    "Price",
    "Roster",
    "RoundTerms",
    "changes_since",
    "freeze_roster",
    "gather",
    "judge",
    "price_without",
    "terms_of",
]


def freeze_roster(roster: Roster) -> FrozenCase:
    """Assemble, check, fingerprint and compress the case of a roster."""
    from app.planning.translate.assemble import assemble
    from app.planning.translate.freezing import freeze

    return freeze(assemble(roster))


def judge(case_file: bytes, plan_text: bytes) -> Judgement:
    """Verify a plan against its frozen case, and read it for the screens."""
    from app.planning.translate.judging import judge as judge_plan

    return judge_plan(case_file, plan_text)


def changes_since(case_file: bytes, roster: Roster) -> list[Change]:
    """Compare frozen inputs with the roster of today, record by record."""
    from app.planning.translate.comparing import changes_since as compare

    return compare(case_file, roster)


def price_without(case_file: bytes, plan_text: bytes, people: Collection[str]) -> Price:
    """Return what a plan loses when the moves of some people are refused."""
    from app.planning.translate.pricing import price_without as price

    return price(case_file, plan_text, people)
