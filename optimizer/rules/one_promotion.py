"""Nobody is promoted twice within one plan."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.rules._base import Example, Finding, LegalBasis, PricingPart, Rule
from optimizer.rules._examples import office, path, person, post

if TYPE_CHECKING:
    from optimizer.nodes import Nodes
    from optimizer.walk import Walk


class OnePromotion(Rule):
    """
    Allow one promotion per person and horizon.

    Notes
    -----
    The second promotion would rest on ratings and tests that do not exist yet.
    """

    code = "one_promotion"
    title = "Satu promosi dalam satu rencana"
    title_en = "One promotion in a plan"
    legal = (LegalBasis("ADR 0010", "satu promosi per cakrawala", "M"),)
    precedence = 9
    sentence = "{person} dipromosikan {count} kali dalam rencana ini; paling banyak satu kali."
    sentence_en = "{person} would be promoted {count} times in this plan; once is the most."

    examples = (
        Example(
            "one promotion",
            office([post("a"), post("b", "SUPERVISOR"), post("c", "SUPERVISOR")], [person("ani", "a")]),
            [path("ani", (0, "b"))],
        ),
        Example(
            "two promotions",
            office([post("a"), post("b", "SUPERVISOR"), post("c", "ADMINISTRATOR")], [person("ani", "a")]),
            [path("ani", (0, "b"), (1, "c"))],
            breaches=1,
        ),
        Example(
            "a promotion and a lateral move",
            office([post("a"), post("b", "SUPERVISOR"), post("c", "SUPERVISOR")], [person("ani", "a")]),
            [path("ani", (0, "b"), (1, "c"))],
        ),
    )

    def pricing(self, nodes: "Nodes", params: Sequence[Any]) -> PricingPart:
        step = nodes.arrays.post_step.astype(np.int64)
        before, after = step[nodes.from_post], step[nodes.to_post]
        today = nodes.of_person(nodes.arrays.person_step)[:, :, None]
        return PricingPart(follows=(before <= today) | (after <= before))

    def verify(self, walk: "Walk", params: Sequence[Any]) -> Iterator[Finding]:
        step = walk.register.step
        promotions = Counter(
            move.person.id for move in walk.moves if step[move.target.id] > step[move.origin.id]
        )
        for key, count in promotions.items():
            if count > 1:
                yield self.breach(person=key, count=count)


RULE = OnePromotion()
