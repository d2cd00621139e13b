"""Time in one post has a longest; each round beyond it costs points."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.calendar import whole_months
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
    from optimizer.walk import Walk

EXTENSION = Paper(
    "evaluasi kinerja dan keputusan perpanjangan",
    "the evaluation and the decision on an extension",
    "PPK dengan koordinasi BKN",
    "the appointing authority, in coordination with BKN",
)


class MaxTenure(Rule):
    """
    Charge every round in which the post of today is held although its longest time is over.

    Notes
    -----
    A round counts when the limit is reached on its date. ``Weights.overdue`` points are lost per round.
    A senior executive who stays needs the evaluation and extension of PP 11/2017 art. 133, which is listed
    as a gate. Contract staff have no such limit. Posts entered within the plan are younger than the limit,
    as long as the horizon is shorter than it.
    """

    code = "max_tenure"
    title = "Masa jabatan paling lama"
    title_en = "Longest time in post"
    legal = (
        LegalBasis("PP 11/2017", "ps. 190 ayat (3)", "C"),
        LegalBasis("Peraturan BKN 5/2019", "ps. 2 ayat (3)", "C"),
        LegalBasis("PP 11/2017", "ps. 133 (JPT)", "C"),
    )
    precedence = 6
    sentence = (
        "{person} tetap menjabat {post} sampai {months} bulan, {rounds} babak melewati batas {limit} bulan; "
        "perlu alasan tertulis."
    )
    sentence_en = (
        "{person} stays {post} up to {months} months, {rounds} rounds beyond the limit of {limit} months; "
        "a written reason is needed."
    )

    examples = (
        Example(
            "three years: nothing to charge",
            office([post("a")], [person("ani", "a")]),
            [],
            points=0,
        ),
        Example(
            "five and a half years: both rounds are charged",
            office([post("a")], [person("ani", "a", post_since="2021-10-01")]),
            [],
            points=-80,
        ),
        Example(
            "five years are full on the date of the second round",
            office([post("a")], [person("ani", "a", post_since="2022-10-01")]),
            [],
            points=-40,
        ),
        Example(
            "a move ends the charge",
            office([post("a"), post("b")], [person("ani", "a", post_since="2021-10-01")]),
            [path("ani", (0, "a"), (1, "b"))],
            points=-40,
        ),
        Example(
            "a senior executive who stays needs an extension",
            office([post("a", "SENIOR_EXECUTIVE")], [person("ani", "a", post_since="2021-10-01")]),
            [],
            gates=1,
            points=-80,
        ),
        Example(
            "contract staff have no longest time",
            office([post("a")], [person("ani", "a", post_since="2021-10-01", employment="PPPK")]),
            [],
            points=0,
        ),
    )

    variants = {
        "extension": (
            "{person} melewati {limit} bulan sebagai {post} pada {on}; " + NEEDED,
            "{person} passes {limit} months as {post} on {on}; " + NEEDED_EN,
        )
    }

    @dataclass(frozen=True)
    class Params:
        """Parameters of the rule."""

        months: int = parameter(
            60, "Masa paling lama dalam satu jabatan", "Longest time in one post", "months", 1, 600
        )
        lead_days: int = parameter(
            30,
            "Hari kerja untuk evaluasi dan perpanjangan JPT",
            "Working days for the evaluation and extension of a senior executive",
            "days",
            0,
            365,
        )

    def pricing(self, nodes: "Nodes", params: Sequence[Any]) -> PricingPart:
        months = nodes.of_person(nodes.arrays.months_in_post)
        served = months + nodes.case.horizon.round_months * np.arange(len(params))
        limits = np.array([each.months for each in params])
        is_official = nodes.of_person(nodes.arrays.employment) == 0
        overdue = (served >= limits) & (months >= 0) & is_official
        points = -nodes.case.weights.overdue
        return PricingPart(overdue=np.where(overdue, points, 0).astype(np.int64)[:, None, :])

    def verify(self, walk: "Walk", params: Sequence[Any]) -> Iterator[Finding]:
        points, dates = walk.case.weights.overdue, walk.register.dates
        for journey in walk.journeys:
            person = journey.person
            if person.employment != "PNS" or person.post_since is None:
                continue
            held = 0
            for stay in journey.stays:
                if stay.post.id != person.post:
                    break
                held = stay.last + 1
            beyond = [t for t in range(held) if whole_months(person.post_since, dates[t]) >= params[t].months]
            if beyond:
                yield self.charge(
                    -points * len(beyond),
                    person=person.id,
                    post=person.post,
                    rounds=len(beyond),
                    months=whole_months(person.post_since, dates[beyond[-1] + 1]),
                    limit=params[beyond[0]].months,
                )
                if walk.register.posts[person.post].kind == "SENIOR_EXECUTIVE":
                    limit = params[beyond[0]].months
                    facts = {"person": person.id, "post": person.post, "limit": limit}
                    facts |= {"on": dates[beyond[0]], "round": beyond[0]}
                    yield self.gate(EXTENSION, params[beyond[0]].lead_days, variant="extension", **facts)


RULE = MaxTenure()
