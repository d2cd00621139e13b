"""Promotions climb one career step at a time."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.case import Person, Post
from optimizer.levels import STEPS
from optimizer.rules._arrays import unless_own
from optimizer.rules._base import Example, Finding, LegalBasis, PricingPart, Rule
from optimizer.rules._examples import office, path, person, post

if TYPE_CHECKING:
    from optimizer.nodes import Nodes
    from optimizer.register import Register
    from optimizer.walk import Walk


class NoLevelJump(Rule):
    """
    Forbid a move that climbs more than one step.

    Notes
    -----
    Functional posts stand on the step of their equal structural level.
    """

    code = "no_level_jump"
    title = "Tidak melompati jenjang"
    title_en = "No jump over a level"
    legal = (
        LegalBasis("PP 11/2017", "ps. 54", "C"),
        LegalBasis("PP 17/2020", "ps. 107", "C"),
        LegalBasis("PermenPANRB 17/2021", "penyetaraan jenjang", "M"),
    )
    sentence = "{person} berpindah dari jenjang {from_step} ke {to_step}; promosi hanya satu jenjang."
    sentence_en = "{person} would go from the step {from_step} to {to_step}; a promotion climbs one step."

    examples = (
        Example(
            "staff to supervisor",
            office([post("a"), post("b", "SUPERVISOR")], [person("ani", "a")]),
            [path("ani", (0, "b"))],
        ),
        Example(
            "staff to administrator",
            office([post("a"), post("b", "ADMINISTRATOR")], [person("ani", "a")]),
            [path("ani", (0, "b"))],
            breaches=1,
        ),
        Example(
            "Ahli Muda stands beside a supervisor and may become administrator",
            office(
                [
                    post("a", "FUNCTIONAL_EXPERT", functional_level="Ahli Muda"),
                    post("b", "ADMINISTRATOR"),
                ],
                [person("ani", "a")],
            ),
            [path("ani", (0, "b"))],
        ),
    )

    def pricing(self, nodes: "Nodes", params: Sequence[Any]) -> PricingPart:
        step = nodes.arrays.post_step.astype(np.int64)
        climb = nodes.of_post(step) - nodes.of_person(nodes.arrays.person_step)
        follows = step[nodes.to_post] - step[nodes.from_post] <= 1
        return PricingPart(enter=unless_own(nodes, (climb <= 1)[:, :, None] | nodes.pairs), follows=follows)

    def objection(
        self, register: "Register", person: Person, post: Post, day: date, params: Any
    ) -> dict[str, Any] | None:
        return self._facts(register, person, person.post, post.id)

    def _facts(self, register: "Register", person: Person, origin: str, post: str) -> dict[str, Any] | None:
        low, high = register.step[origin], register.step[post]
        if high - low <= 1:
            return None
        steps = {"from_step": STEPS[low], "to_step": STEPS[high]}
        return {"person": person.id, "post": post, "lawful_from": None, **steps}

    def verify(self, walk: "Walk", params: Sequence[Any]) -> Iterator[Finding]:
        for move in walk.moves:
            facts = self._facts(walk.register, move.person, move.origin.id, move.target.id)
            if facts is not None:
                yield self.breach(round=move.round, **facts)


RULE = NoLevelJump()
