"""People earn points for posts whose competency standard they meet."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.rules._base import Example, Finding, LegalBasis, PricingPart, Rule
from optimizer.rules._examples import office, person, post

if TYPE_CHECKING:
    from optimizer.nodes import Nodes
    from optimizer.walk import Walk


class Fit(Rule):
    """
    Credit the fit of people to their posts.

    Notes
    -----
    Fit is ``100 * sum(min(level, need)) // sum(need)`` over the post's standard, 100 without a standard;
    levels grow with planned training. A round in a post earns ``weights.fit * importance * fit // 100``.
    """

    code = "fit"
    title = "Kesesuaian dengan standar kompetensi"
    title_en = "Fit to the competency standard"
    legal = (
        LegalBasis("PermenPANRB 38/2017", "standar kompetensi jabatan", "C"),
        LegalBasis("ADR 0010", "nilai kesesuaian", "M"),
    )
    precedence = 9
    sentence = "{person} memenuhi {low} sampai {high} persen standar jabatan {post} selama {rounds} babak."
    sentence_en = "{person} meets {low} to {high} percent of the standard of {post} over {rounds} rounds."

    examples = (
        Example(
            "the standard is met: 20 points a round",
            office([post("a", standard={"c": 2})], [person("ani", "a", levels={"c": 4})]),
            [],
            points=40,
        ),
        Example(
            "nothing of the standard is met",
            office([post("a", standard={"c": 2})], [person("ani", "a")]),
            [],
            points=0,
        ),
        Example(
            "one of three levels is 33 percent, rounded down to 6 points",
            office([post("a", standard={"c": 3})], [person("ani", "a", levels={"c": 1})]),
            [],
            points=12,
        ),
        Example(
            "training lifts the fit from its round on",
            office(
                [post("a", standard={"c": 2})],
                [person("ani", "a", gains=[{"competency": "c", "round": 1, "level": 2}])],
            ),
            [],
            points=20,
        ),
        Example(
            "a senior executive post counts eightfold, without a standard in full",
            office([post("a", "SENIOR_EXECUTIVE")], [person("ani", "a")]),
            [],
            points=320,
        ),
    )

    def pricing(self, nodes: "Nodes", params: Sequence[Any]) -> PricingPart:
        factor = nodes.case.weights.fit * nodes.of_post(nodes.arrays.importance)
        return PricingPart(value=factor[:, :, None] * nodes.fit.astype(np.int64) // 100)

    def verify(self, walk: "Walk", params: Sequence[Any]) -> Iterator[Finding]:
        register, weight = walk.register, walk.case.weights.fit
        for journey in walk.journeys:
            grows = bool(journey.person.gains)
            for stay in journey.stays:
                rounds = range(stay.first, stay.last + 1)
                fits = [register.fit(journey.person, stay.post, t) for t in (rounds if grows else rounds[:1])]
                factor = weight * register.importance(stay.post)
                points = sum(factor * fit // 100 for fit in fits)
                if not grows:
                    points *= len(rounds)
                yield self.charge(
                    points,
                    person=journey.person.id,
                    post=stay.post.id,
                    low=min(fits),
                    high=max(fits),
                    rounds=len(rounds),
                )


RULE = Fit()
