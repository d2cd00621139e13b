"""Nobody moves to a lower career step without a ground."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.case import Person, Post
from optimizer.levels import STEPS
from optimizer.rules._base import Example, Finding, LegalBasis, PricingPart, Rule
from optimizer.rules._examples import office, path, person, post

if TYPE_CHECKING:
    from optimizer.nodes import Nodes
    from optimizer.register import Register
    from optimizer.walk import Walk


class NoDemotion(Rule):
    """
    Forbid a move to a lower step.

    Notes
    -----
    Grounds (sanction, performance procedure, reorganisation, own request) are decided outside a plan.
    """

    code = "no_demotion"
    title = "Tidak menurunkan jenjang tanpa dasar"
    title_en = "No demotion without a ground"
    legal = (
        LegalBasis("PP 94/2021", "ps. 8", "C"),
        LegalBasis("PP 11/2017", "ps. 189", "C"),
    )
    sentence = "{person} turun dari jenjang {from_step} ke {to_step}; penurunan memerlukan dasar tersendiri."
    sentence_en = (
        "{person} would fall from the step {from_step} to {to_step}; a demotion needs its own ground."
    )

    examples = (
        Example(
            "a lateral move",
            office([post("a", "SUPERVISOR"), post("b", "SUPERVISOR")], [person("ani", "a")]),
            [path("ani", (0, "b"))],
        ),
        Example(
            "supervisor to staff",
            office([post("a", "SUPERVISOR"), post("b")], [person("ani", "a")]),
            [path("ani", (0, "b"))],
            breaches=1,
        ),
        Example(
            "supervisor to Ahli Muda is on the same step",
            office(
                [post("a", "SUPERVISOR"), post("b", "FUNCTIONAL_EXPERT", functional_level="Ahli Muda")],
                [person("ani", "a")],
            ),
            [path("ani", (0, "b"))],
        ),
    )

    def pricing(self, nodes: "Nodes", params: Sequence[Any]) -> PricingPart:
        step = nodes.arrays.post_step.astype(np.int64)
        return PricingPart(follows=step[nodes.to_post] >= step[nodes.from_post])

    def objection(
        self, register: "Register", person: Person, post: Post, day: date, params: Any
    ) -> dict[str, Any] | None:
        return self._facts(register, person, person.post, post.id)

    def _facts(self, register: "Register", person: Person, origin: str, post: str) -> dict[str, Any] | None:
        high, low = register.step[origin], register.step[post]
        if low >= high:
            return None
        steps = {"from_step": STEPS[high], "to_step": STEPS[low]}
        return {"person": person.id, "post": post, "lawful_from": None, **steps}

    def verify(self, walk: "Walk", params: Sequence[Any]) -> Iterator[Finding]:
        for move in walk.moves:
            facts = self._facts(walk.register, move.person, move.origin.id, move.target.id)
            if facts is not None:
                yield self.breach(round=move.round, **facts)


RULE = NoDemotion()
