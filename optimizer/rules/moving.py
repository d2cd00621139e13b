"""Every move costs points: it unsettles the person, the team left and the team joined."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.rules._base import Finding, LegalBasis, PricingPart, Rule

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
