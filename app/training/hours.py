"""Lesson hours of a year: calendar years for permanent staff, contract years for contract employees."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from app.law.months import add_months
from app.law.settings import CONTRACT_KINDS, Law
from app.training.material import YearFacts

LEAST, LOAD, CONTRACT = "learning_minimum", "learning_load", "contract_learning_limit"
"""Codes of the rule settings: hours due, hours beside which work goes on, ceiling of contract employees."""

Attended = tuple[date, int]
"""Last day and lesson hours of a training attended."""


def years_of(
    employment_kind: str,
    contract_ends_on: date | None,
    attended: Iterable[Attended],
    law: Law,
    first: date,
    last: date,
) -> tuple[YearFacts, ...]:
    """Return the years between two days with the hours attended in each."""
    attended = list(attended)
    contract = employment_kind in CONTRACT_KINDS
    setting = law.settings.get(CONTRACT if contract else LEAST)
    hours = setting.whole("hours") if setting else None
    load = law.settings.get(LOAD)
    most = hours if contract else load.whole("hours") if load else None
    spans = _contract_years(contract_ends_on, first, last) if contract and contract_ends_on else ()
    return tuple(
        YearFacts(
            starts_on=starts_on,
            ends_on=ends_on,
            done=sum(amount for day, amount in attended if starts_on <= day <= ends_on),
            least=None if contract else hours,
            most=most,
            agency_paid_only=contract,
            citation=setting.citation if setting else "",
        )
        for starts_on, ends_on in spans or _calendar_years(first, last)
    )


def _calendar_years(first: date, last: date) -> list[tuple[date, date]]:
    return [(date(year, 1, 1), date(year, 12, 31)) for year in range(first.year, last.year + 1)]


def _contract_years(contract_ends_on: date, first: date, last: date) -> list[tuple[date, date]]:
    """Count contract years back from the end of the contract, and on as if it were renewed."""
    ends = contract_ends_on
    while add_months(ends, -12) >= first:
        ends = add_months(ends, -12)
    spans: list[tuple[date, date]] = []
    while not spans or spans[-1][1] < last:
        spans.append((add_months(ends, -12) + timedelta(1), ends))
        ends = add_months(ends, 12)
    return spans
