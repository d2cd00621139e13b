"""Service of contract staff ends with the contract."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.case import Person, Post
from optimizer.rules._base import Example, Finding, LegalBasis, PricingPart, Rule
from optimizer.rules._examples import office, path, person, post

if TYPE_CHECKING:
    from optimizer.nodes import Nodes
    from optimizer.register import Register
    from optimizer.walk import Walk


class ContractTerm(Rule):
    """
    End the service of a contract employee after the last day of the contract.

    Notes
    -----
    A round is served when it begins on or before that day. A renewal is a new date in the case.
    """

    code = "contract_term"
    title = "Masa perjanjian kerja"
    title_en = "Term of contract"
    precedence = 1
    ends_service = True
    legal = (LegalBasis("PP 49/2018", "masa hubungan perjanjian kerja", "M"),)
    sentence = "Perjanjian kerja {person} berakhir {ends_on}; rencana memakainya sampai {on}."
    sentence_en = "The contract of {person} ends on {ends_on}; the plan goes on until {on}."

    examples = (
        Example(
            "the contract covers the horizon",
            office([post("a")], [person("ani", "a", employment="PPPK", contract_ends_on="2030-12-31")]),
            [],
        ),
        Example(
            "the contract ends before the second round",
            office(
                [post("a"), post("b")], [person("ani", "a", employment="PPPK", contract_ends_on="2027-09-30")]
            ),
            [path("ani", (0, "a"), (1, "b"))],
            breaches=1,
        ),
        Example(
            "the last day is the date of the second round",
            office(
                [post("a"), post("b")], [person("ani", "a", employment="PPPK", contract_ends_on="2027-10-01")]
            ),
            [path("ani", (0, "a"), (1, "b"))],
        ),
    )

    def pricing(self, nodes: "Nodes", params: Sequence[Any]) -> PricingPart:
        far = date.max.toordinal()
        ends = [_last_day(nodes.case.persons[p]) for p in nodes.persons]
        last = np.array([far if day is None else day.toordinal() for day in ends]).reshape(-1, 1, 1)
        begins = np.array([day.toordinal() for day in nodes.arrays.dates[:-1]])
        return PricingPart(serves=begins <= last)

    def serves(self, register: "Register", person: Person, post: Post, day: date, params: Any) -> bool:
        last_day = _last_day(person)
        return last_day is None or day <= last_day

    def verify(self, walk: "Walk", params: Sequence[Any]) -> Iterator[Finding]:
        dates = walk.register.dates
        for journey in walk.journeys:
            last_day = _last_day(journey.person)
            if last_day is not None and journey.end and dates[journey.end - 1] > last_day:
                yield self.breach(
                    person=journey.person.id, ends_on=last_day, on=dates[journey.end], round=journey.end - 1
                )


def _last_day(person: Person) -> date | None:
    return person.contract_ends_on if person.employment.startswith("PPPK") else None


RULE = ContractTerm()
