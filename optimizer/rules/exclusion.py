"""An excluded person does not enter the post; somebody who may not be moved enters none."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.case import Person, Post
from optimizer.rules._arrays import unless_own
from optimizer.rules._base import Example, LegalBasis, PricingPart, Rule
from optimizer.rules._examples import office, path, person, post

if TYPE_CHECKING:
    from optimizer.nodes import Nodes
    from optimizer.register import Register


class Exclusion(Rule):
    """Keep to the planner's exclusions and to the mark that a person is not to be moved."""

    code = "exclusion"
    title = "Pengecualian perencana"
    title_en = "Planner's exclusion"
    legal = (LegalBasis("ADR 0010", "pengecualian dengan alasan tercatat", "M"),)
    precedence = 9
    sentence = "{person} dikecualikan dari jabatan {post}."
    sentence_en = "{person} is excluded from the post {post}."
    variants = {
        "not_movable": (
            "{person} ditandai tidak dipindahkan.",
            "{person} is marked as not to be moved.",
        )
    }

    examples = (
        Example(
            "another post is entered",
            office(
                [post("a"), post("b"), post("c")],
                [person("ani", "a")],
                exclusions=[{"person": "ani", "post": "b"}],
            ),
            [path("ani", (0, "c"))],
        ),
        Example(
            "the excluded post is entered",
            office([post("a"), post("b")], [person("ani", "a")], exclusions=[{"person": "ani", "post": "b"}]),
            [path("ani", (0, "b"))],
            breaches=1,
        ),
        Example(
            "the excluded post is held already",
            office([post("a")], [person("ani", "a")], exclusions=[{"person": "ani", "post": "a"}]),
            [],
        ),
        Example(
            "somebody who is not to be moved",
            office([post("a"), post("b")], [person("ani", "a", movable=False)]),
            [path("ani", (0, "b"))],
            breaches=1,
        ),
    )

    def pricing(self, nodes: "Nodes", params: Sequence[Any]) -> PricingPart:
        arrays, position = nodes.arrays, {int(p): i for i, p in enumerate(nodes.persons)}
        lawful = np.repeat(nodes.of_person(arrays.movable), nodes.shape[1], axis=1)
        for exclusion in nodes.case.exclusions:
            i = position.get(arrays.person_position[exclusion.person])
            if i is not None:
                lawful[i] &= nodes.post[i] != arrays.post_position[exclusion.post]
        return PricingPart(enter=unless_own(nodes, lawful[:, :, None]))

    def objection(
        self, register: "Register", person: Person, post: Post, day: date, params: Any
    ) -> dict[str, Any] | None:
        facts = {"person": person.id, "post": post.id, "lawful_from": None}
        if not person.movable:
            return {**facts, "variant": "not_movable"}
        return facts if (person.id, post.id) in register.excluded else None


RULE = Exclusion()
