"""Every move costs points: it unsettles the person, the team left and the team joined."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.rules._base import Example, Finding, LegalBasis, PricingPart, Rule
from optimizer.rules._examples import office, path, person, post, system

if TYPE_CHECKING:
    from optimizer.nodes import Nodes
    from optimizer.walk import Walk


class Moving(Rule):
    """Charge ``weights.move`` points for every change of post."""

    code = "moving"
    title = "Biaya perpindahan"
    title_en = "Cost of a move"
    legal = (LegalBasis("ADR 0010", "nilai satu perpindahan", "M"),)
    precedence = 9
    sentence = "{person} pindah dari {origin} ke {post} pada {on}."
    sentence_en = "{person} moves from {origin} to {post} on {on}."

    examples = (
        Example(
            "nobody moves",
            office([post("a")], [person("ani", "a")]),
            [],
            points=0,
        ),
        Example(
            "one move costs 60 points",
            office([post("a"), post("b")], [person("ani", "a")]),
            [path("ani", (0, "b"))],
            points=-60,
        ),
        Example(
            "a change of roles is no move",
            office([post("a")], [person("ani", "a")], systems=system({"id": "r"})),
            [path("ani", (0, "a", "r"))],
            points=0,
        ),
    )

    def pricing(self, nodes: "Nodes", params: Sequence[Any]) -> PricingPart:
        return PricingPart(move=np.full((1, 1, 1), -nodes.case.weights.move, np.int64))

    def verify(self, walk: "Walk", params: Sequence[Any]) -> Iterator[Finding]:
        for move in walk.moves:
            yield self.charge(
                -walk.case.weights.move,
                person=move.person.id,
                origin=move.origin.id,
                post=move.target.id,
                round=move.round,
                on=walk.register.dates[move.round],
            )


RULE = Moving()
