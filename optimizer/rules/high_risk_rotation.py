"""Posts prone to corruption are not held for long; each round beyond the limit costs points."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.calendar import whole_months
from optimizer.rules._base import Example, Finding, LegalBasis, PricingPart, Rule
from optimizer.rules._examples import office, path, person, post
from optimizer.rules._parameters import parameter

if TYPE_CHECKING:
    from optimizer.nodes import Nodes
    from optimizer.walk import Walk


class HighRiskRotation(Rule):
    """
    Charge every round in which somebody holds a post prone to corruption beyond its time.

    Notes
    -----
    Which posts are marked is decided by the city (procurement, licensing, treasury, tax, land). A round
    counts when the limit is reached on its date, and costs ``factor`` times ``weights.overdue``, on top of
    the charge for the longest time in post. At the time set in the rule on holds, a hold yields to it.
    """

    code = "high_risk_rotation"
    title = "Rotasi jabatan rawan korupsi"
    title_en = "Rotation of posts prone to corruption"
    precedence = 5
    legal = (
        LegalBasis("Pedoman MCSP KPK", "manajemen ASN", "C"),
        LegalBasis("PP 60/2008", "sistem pengendalian intern", "M"),
    )
    sentence = (
        "{person} memegang jabatan rawan korupsi {post} selama {months} bulan, {rounds} babak melewati "
        "batas {limit} bulan."
    )
    sentence_en = (
        "{person} holds the corruption-prone post {post} for {months} months, {rounds} rounds beyond the "
        "limit of {limit} months."
    )

    @dataclass(frozen=True)
    class Params:
        """Parameters of the rule."""

        months: int = parameter(
            48, "Masa paling lama dalam jabatan rawan", "Longest time in such a post", "months", 1, 600
        )
        factor: int = parameter(2, "Kelipatan biaya per babak", "Multiple of the charge", "times", 0, 100)

    examples = (
        Example(
            "three years in a marked post",
            office([post("a", high_risk=True)], [person("ani", "a")]),
            [],
            points=0,
        ),
        Example(
            "four and a half years: both rounds are charged",
            office([post("a", high_risk=True)], [person("ani", "a", post_since="2022-10-01")]),
            [],
            points=-160,
        ),
        Example(
            "four years are full on the date of the second round",
            office([post("a", high_risk=True)], [person("ani", "a", post_since="2023-10-01")]),
            [],
            points=-80,
        ),
        Example(
            "a post that is not marked",
            office([post("a")], [person("ani", "a", post_since="2020-04-01")]),
            [],
            points=0,
        ),
        Example(
            "moved on in time",
            office([post("a", high_risk=True), post("b")], [person("ani", "a", post_since="2023-10-01")]),
            [path("ani", (0, "a"), (1, "b"))],
            points=0,
        ),
    )

    def pricing(self, nodes: "Nodes", params: Sequence[Any]) -> PricingPart:
        arrays = nodes.arrays
        months = nodes.of_person(arrays.months_in_post)
        served = months + nodes.case.horizon.round_months * np.arange(len(params))
        limits = np.array([each.months for each in params])
        points = np.array([-each.factor * nodes.case.weights.overdue for each in params], np.int64)
        is_marked = nodes.of_person(arrays.post_high_risk[arrays.person_post]) & (months >= 0)
        return PricingPart(overdue=np.where(is_marked & (served >= limits), points, 0)[:, None, :])

    def verify(self, walk: "Walk", params: Sequence[Any]) -> Iterator[Finding]:
        register, price = walk.register, walk.case.weights.overdue
        for journey in walk.journeys:
            someone = journey.person
            if not register.posts[someone.post].high_risk or someone.post_since is None:
                continue
            points, months, rounds, limit = 0, 0, 0, 0
            for stay in journey.stays:
                if stay.post.id != someone.post:
                    break
                for t in range(stay.first, stay.last + 1):
                    if whole_months(someone.post_since, register.dates[t]) >= params[t].months:
                        points -= params[t].factor * price
                        months = whole_months(someone.post_since, register.dates[t + 1])
                        rounds, limit = rounds + 1, params[t].months
            if points:
                facts = {"person": someone.id, "post": someone.post, "months": months}
                yield self.charge(points, rounds=rounds, limit=limit, **facts)


RULE = HighRiskRotation()
