"""A career: one post that a person held, and how it ended; cut into rounds for learning."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from optimizer.calendar import add_months

POST_KINDS = (
    "SENIOR_EXECUTIVE",
    "ADMINISTRATOR",
    "SUPERVISOR",
    "STAFF",
    "FUNCTIONAL_EXPERT",
    "FUNCTIONAL_SKILLED",
)
EMPLOYMENT_KINDS = ("PNS", "CPNS", "PPPK", "PPPK_PART_TIME")
LEARNED_ENDINGS = ("resigned", "transferred_out")
OTHER_ENDINGS = ("retired", "contract_ended", "other")
ENDINGS = ("moved", *LEARNED_ENDINGS, *OTHER_ENDINGS)
"""`moved` goes on in another post of the same agency; all others end the service there."""

ROUND_MONTHS = 6
FIRST_MONTHS = (4, 10)
"""Rounds begin on the first of April and of October."""


@dataclass(frozen=True)
class Career:
    """
    One post of one person.

    Attributes
    ----------
    person : str
        Opaque key; only groups the posts of one person.
    employment, post_kind : str
        One of ``EMPLOYMENT_KINDS`` and of ``POST_KINDS``.
    since, until : date
        First and last day in the post; None while it is held.
    ending : str
        One of ``ENDINGS``; empty while it is held.
    promoted_on : date or None
        Last day, not after ``since``, on which the person entered a higher post; None when unknown.
    observed_from : date or None
        From this day on a departure would have been recorded; ``since`` when None. A list drawn today holds
        only who stayed, so what lies before says nothing about leaving (left truncation).
    """

    person: str
    employment: str
    post_kind: str
    since: date
    until: date | None = None
    ending: str = ""
    promoted_on: date | None = None
    observed_from: date | None = None


@dataclass(frozen=True)
class PersonRound:
    """A person who was in a post on the first day of a round, and whether they left before the next."""

    person: str
    round_start: date
    employment: str
    post_kind: str
    since: date
    promoted_on: date | None
    left: bool


def rounds_between(first: date, last: date) -> list[date]:
    """
    List first days of rounds.

    Parameters
    ----------
    first, last : date
        Both may be the first day of a round.

    Returns
    -------
    list of date
        Ascending, from ``first`` to ``last``, both included.
    """
    days = (date(year, month, 1) for year in range(first.year, last.year + 1) for month in FIRST_MONTHS)
    return [day for day in days if first <= day <= last]


def person_rounds(careers: Sequence[Career], cut: date) -> list[PersonRound]:
    """
    Cut careers into rounds that were over by a date.

    A round in which somebody retires, dies or reaches the end of a contract is left out: that they would not
    have resigned in it is not known.

    Parameters
    ----------
    careers : sequence of Career
        Any order; posts of one person do not overlap.
    cut : date
        Nothing of this day or later is used.

    Returns
    -------
    list of PersonRound
        Oldest round first, then by person.
    """
    ends = {
        one.person: (one.until, one.ending)
        for one in careers
        if one.until is not None and one.ending != "moved"
    }
    found = []
    for one in careers:
        seen_from = max(one.since, one.observed_from or one.since)
        for start in rounds_between(seen_from, min(one.until or cut, cut)):
            following = add_months(start, ROUND_MONTHS)
            if following > cut:
                break
            end, ending = ends.get(one.person, (None, ""))
            leaves = end is not None and start <= end < following
            if leaves and ending in OTHER_ENDINGS:
                continue
            found.append(
                PersonRound(
                    one.person, start, one.employment, one.post_kind, one.since, one.promoted_on, leaves
                )
            )
    return sorted(found, key=lambda row: (row.round_start, row.person))
