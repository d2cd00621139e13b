"""What the law makes certain about a person: when a move is possible, when it is due, when service ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.law.months import add_months, retires_on, whole_months
from app.law.settings import CONTRACT_KINDS, Law

LegalKind = Literal["may_move", "move_due", "retires", "contract_ends"]

LEAVING: frozenset[LegalKind] = frozenset({"retires", "contract_ends"})
"""Dates on which service ends whatever anybody decides."""


@dataclass(frozen=True)
class Career:
    """The facts of a person that decide about dates."""

    employment_kind: str
    post_kind: str | None
    functional_level: str | None
    post_since: date | None
    birth_date: date | None
    contract_ends_on: date | None
    functional_family: str | None = None


@dataclass(frozen=True)
class LegalDate:
    """One date with the article that it rests on."""

    kind: LegalKind
    on: date
    citation: str

    @property
    def article(self) -> str:
        """Return the first article of the citation, for places with little room."""
        return self.citation.split(";")[0].split(" dan ")[0].strip()


def months_in_post(career: Career, today: date) -> int | None:
    """Count the whole months in the present post."""
    return None if career.post_since is None else max(whole_months(career.post_since, today), 0)


def may_move_from(career: Career, law: Law) -> LegalDate | None:
    """Return the first day on which the present post may be left for another one."""
    return _tenure(career, law, "min_tenure", "may_move")


def move_due_on(career: Career, law: Law) -> LegalDate | None:
    """Return the day on which the longest time in one post is reached."""
    return _tenure(career, law, "max_tenure", "move_due")


def _tenure(career: Career, law: Law, code: str, kind: LegalKind) -> LegalDate | None:
    months = law.months(code)
    if months is None or career.post_since is None or career.employment_kind in CONTRACT_KINDS:
        return None
    return LegalDate(kind, add_months(career.post_since, months), law.citation(code))


def service_ends_on(career: Career, law: Law) -> LegalDate | None:
    """Return the end of service: retirement, or the end of a contract when that comes before."""
    ends = [end for end in (_retirement(career, law), _contract(career, law)) if end is not None]
    return min(ends, key=lambda end: end.on, default=None)


def leaves_on(career: Career, law: Law) -> LegalDate | None:
    """Return the end of service by which a place falls empty; not that of a contract that will be renewed."""
    return _retirement(career, law) if law.renews_contracts else service_ends_on(career, law)


def _retirement(career: Career, law: Law) -> LegalDate | None:
    age = law.retirement_age(career.post_kind, career.functional_level, career.functional_family)
    if age is None or career.birth_date is None:
        return None
    return LegalDate("retires", retires_on(career.birth_date, age), law.citation("retirement"))


def _contract(career: Career, law: Law) -> LegalDate | None:
    if career.employment_kind not in CONTRACT_KINDS or career.contract_ends_on is None:
        return None
    return LegalDate("contract_ends", career.contract_ends_on, law.citation("contract_term"))


def all_dates(career: Career, law: Law) -> list[LegalDate]:
    """Return every date that is known, the earliest first."""
    found = (may_move_from(career, law), move_due_on(career, law), service_ends_on(career, law))
    return sorted((each for each in found if each is not None), key=lambda each: each.on)


def next_event(career: Career, law: Law, today: date) -> LegalDate | None:
    """Return what comes next by law; a move that has been due for long stays the next event."""
    due = move_due_on(career, law)
    if due is not None and due.on <= today:
        end = service_ends_on(career, law)
        return end if end is not None and add_months(today, 12) >= end.on >= today else due
    return next((each for each in all_dates(career, law) if each.on >= today), None)
