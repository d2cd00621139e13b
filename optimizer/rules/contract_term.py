"""Service of contract staff ends with the contract."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.case import Person, Post
from optimizer.rules._base import (
    NEEDED,
    NEEDED_EN,
    Example,
    Finding,
    LegalBasis,
    Paper,
    PricingPart,
    Rule,
)
from optimizer.rules._examples import office, path, person, post
from optimizer.rules._parameters import parameter

if TYPE_CHECKING:
    from optimizer.nodes import Nodes
    from optimizer.register import Register
    from optimizer.walk import Walk

RENEWED = [{"rule": "contract_term", "valid_from": "2018-11-28", "parameters": {"renewal_assumed": True}}]

RENEWAL = Paper(
    "perpanjangan perjanjian kerja",
    "the renewal of the contract",
    "PPK",
    "the appointing authority",
)


@dataclass(frozen=True)
class Params:
    """Parameters of the rule."""

    renewal_assumed: bool = parameter(
        False,
        "Rencana mengandaikan perjanjian kerja diperpanjang dan mencantumkan perpanjangannya sebagai dokumen",
        "The plan assumes that contracts are renewed, and lists each renewal as a document",
    )
    lead_days: int = parameter(
        30, "Hari kerja untuk memperpanjang", "Working days that a renewal takes", "days", 0, 365
    )


class ContractTerm(Rule):
    """
    End the service of a contract employee after the last day of the contract.

    Notes
    -----
    A round is served when it begins on or before that day. A renewal is a new date in the case, or an
    assumption of the city by a dated setting (ADR 0018); each assumed renewal is a document to obtain.
    """

    code = "contract_term"
    title = "Masa perjanjian kerja"
    title_en = "Term of contract"
    precedence = 1
    ends_service = True
    Params = Params
    legal = (LegalBasis("PP 49/2018", "masa hubungan perjanjian kerja", "M"),)
    sentence = "Perjanjian kerja {person} berakhir {ends_on}; rencana memakainya sampai {on}."
    sentence_en = "The contract of {person} ends on {ends_on}; the plan goes on until {on}."
    variants = {
        "renewal": (
            "Rencana memakai {person} setelah {ends_on}; " + NEEDED,
            "The plan needs {person} after {ends_on}; " + NEEDED_EN,
        )
    }

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
        Example(
            "where renewal is assumed the plan lists it",
            office(
                [post("a")],
                [person("ani", "a", employment="PPPK", contract_ends_on="2027-09-30")],
                settings=RENEWED,
            ),
            [path("ani", (0, "a"))],
            gates=1,
        ),
        Example(
            "nothing is to be renewed when the contract covers the horizon",
            office(
                [post("a")],
                [person("ani", "a", employment="PPPK", contract_ends_on="2030-12-31")],
                settings=RENEWED,
            ),
            [path("ani", (0, "a"))],
        ),
    )

    def pricing(self, nodes: "Nodes", params: Sequence[Any]) -> PricingPart:
        far = date.max.toordinal()
        ends = [
            each.contract_ends_on.toordinal()
            if each.contract_ends_on is not None and each.employment.startswith("PPPK")
            else far
            for each in (nodes.case.persons[p] for p in nodes.persons)
        ]
        last = np.array(ends).reshape(-1, 1, 1)
        begins = np.array([day.toordinal() for day in nodes.arrays.dates[:-1]])
        is_renewed = np.array([each.renewal_assumed for each in params])
        return PricingPart(serves=(begins <= last) | is_renewed)

    def serves(self, register: "Register", person: Person, post: Post, day: date, params: Any) -> bool:
        return params.renewal_assumed or day <= _expiry(person)

    def verify(self, walk: "Walk", params: Sequence[Any]) -> Iterator[Finding]:
        dates = walk.register.dates
        for journey in walk.journeys:
            expiry = _expiry(journey.person)
            late = [t for t in range(journey.end) if dates[t] > expiry]
            unrenewed = [t for t in late if not params[t].renewal_assumed]
            facts = {"person": journey.person.id, "ends_on": expiry}
            if unrenewed:
                yield self.breach(**facts, on=dates[journey.end], round=unrenewed[-1])
            elif late:
                yield self.gate(RENEWAL, params[late[0]].lead_days, **facts, variant="renewal", on=expiry)


def _expiry(person: Person) -> date:
    """Last day of the contract, for the verifier alone; people without one serve for ever."""
    is_contract = person.employment in {"PPPK", "PPPK_PART_TIME"}
    return person.contract_ends_on or date.max if is_contract else date.max


RULE = ContractTerm()
