"""Service of somebody who has announced to go ends on the day announced."""

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

GOING = [{"person": "ani", "on": "2027-10-01"}]


class Departure(Rule):
    """
    End the service of people on the day on which they go: a resignation, or a transfer to another agency.

    Notes
    -----
    The day announced is the first one without service. A round that begins on it is not served.
    """

    code = "departure"
    title = "Pengunduran diri atau pindah instansi"
    title_en = "Announced departure"
    precedence = 1
    ends_service = True
    legal = (LegalBasis("PP 11/2017", "pemberhentian atas permintaan sendiri, mutasi antarinstansi", "M"),)
    sentence = "{person} berhenti atau pindah instansi mulai {ends_on}; rencana memakainya sampai {on}."
    sentence_en = "{person} leaves on {ends_on}; the plan goes on until {on}."

    examples = (
        Example(
            "nobody goes",
            office([post("a")], [person("ani", "a")]),
            [path("ani", (0, "a"))],
        ),
        Example(
            "the plan goes on with somebody who has gone on the day of the second round",
            office([post("a"), post("b")], [person("ani", "a")], departures=GOING),
            [path("ani", (0, "a"), (1, "b"))],
            breaches=1,
        ),
        Example(
            "the day after the second round begins ends nothing before",
            office(
                [post("a"), post("b")],
                [person("ani", "a")],
                departures=[{"person": "ani", "on": "2027-10-02"}],
            ),
            [path("ani", (0, "a"), (1, "b"))],
        ),
        Example(
            "the path ends with the service",
            office([post("a"), post("b")], [person("ani", "a")], departures=GOING),
            [path("ani", (0, "b"), last=0)],
        ),
    )

    def pricing(self, nodes: "Nodes", params: Sequence[Any]) -> PricingPart:
        if not nodes.case.departures:
            return PricingPart()
        position = {each.person: each.on.toordinal() for each in nodes.case.departures}
        far = date.max.toordinal()
        goes = np.array([position.get(nodes.case.persons[p].id, far) for p in nodes.persons])
        begins = np.array([day.toordinal() for day in nodes.arrays.dates[:-1]])
        return PricingPart(serves=begins < goes.reshape(-1, 1, 1))

    def serves(self, register: "Register", person: Person, post: Post, day: date, params: Any) -> bool:
        return day < register.departs.get(person.id, date.max)

    def verify(self, walk: "Walk", params: Sequence[Any]) -> Iterator[Finding]:
        register = walk.register
        if not register.departs:
            return
        for journey in walk.journeys:
            goes = register.departs.get(journey.person.id, date.max)
            late = [t for t in range(journey.end) if register.dates[t] >= goes]
            if late:
                yield self.breach(
                    person=journey.person.id, ends_on=goes, on=register.dates[journey.end], round=late[-1]
                )


RULE = Departure()
