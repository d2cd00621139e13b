"""Whoever enters a post has the education that it asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.case import Person, Post
from optimizer.levels import education_order
from optimizer.rules._arrays import by_post, per_round, unless_own
from optimizer.rules._base import Example, LegalBasis, PricingPart, Rule
from optimizer.rules._examples import office, path, person, post
from optimizer.rules._parameters import parameter

if TYPE_CHECKING:
    from optimizer.nodes import Nodes
    from optimizer.register import Register

LEAST = {
    "SENIOR_EXECUTIVE": "S1",
    "ADMINISTRATOR": "S1",
    "SUPERVISOR": "D3",
    "FUNCTIONAL_EXPERT": "S1",
    "FUNCTIONAL_SKILLED": "SMA",
    "STAFF": "SD",
}
"""Least education by kind of post, where the post names none itself."""


class Education(Rule):
    """
    Require the least education, and a field of study where the post names fields, on entering a post.

    Notes
    -----
    D4 equals S1. The least level itself suffices. An unknown education meets no requirement.
    """

    code = "education"
    title = "Pendidikan paling rendah"
    title_en = "Least education"
    legal = (
        LegalBasis("PP 17/2020", "ps. 107 (JPT)", "C"),
        LegalBasis("PP 11/2017", "ps. 54 (administrator, pengawas)", "C"),
        LegalBasis("PP 11/2017", "ps. 75-76 (fungsional)", "C"),
    )
    sentence = "{person} berpendidikan {education}; jabatan {post} meminta paling rendah {least}."
    sentence_en = "{person} has the education {education}; the post {post} asks for {least} at least."
    variants = {
        "field": (
            "Bidang studi {person} adalah {field}; jabatan {post} meminta {fields}.",
            "The field of study of {person} is {field}; the post {post} asks for {fields}.",
        )
    }

    examples = (
        Example(
            "a degree for an administrator",
            office([post("a"), post("b", "ADMINISTRATOR")], [person("ani", "a")]),
            [path("ani", (0, "b"))],
        ),
        Example(
            "a diploma is not enough",
            office([post("a"), post("b", "ADMINISTRATOR")], [person("ani", "a", education="D3")]),
            [path("ani", (0, "b"))],
            breaches=1,
        ),
        Example(
            "D4 equals S1",
            office([post("a"), post("b", education_min="S1")], [person("ani", "a", education="D4")]),
            [path("ani", (0, "b"))],
        ),
        Example(
            "another field of study",
            office(
                [post("a"), post("b", education_fields=["hukum"])],
                [person("ani", "a", education_field="teknik")],
            ),
            [path("ani", (0, "b"))],
            breaches=1,
        ),
        Example(
            "an unknown education meets nothing",
            office([post("a"), post("b", education_min="SMA")], [person("ani", "a", education=None)]),
            [path("ani", (0, "b"))],
            breaches=1,
        ),
    )

    @dataclass(frozen=True)
    class Params:
        """Parameters of the rule."""

        least: dict = parameter(
            LEAST, "Pendidikan paling rendah per jenis jabatan", "Least education by kind of post"
        )

    def pricing(self, nodes: "Nodes", params: Sequence[Any]) -> PricingPart:
        arrays = nodes.arrays
        has_field = arrays.post_accepts_field[nodes.post, nodes.of_person(arrays.person_field)]
        education = nodes.of_person(arrays.person_education)

        def lawful(each: Any) -> np.ndarray:
            least = by_post(nodes, self.code, each, lambda post, params: _least(post, params)[1])
            return (education >= nodes.of_post(least)) & has_field

        return PricingPart(enter=unless_own(nodes, per_round(params, lawful)))

    def objection(
        self, register: "Register", person: Person, post: Post, day: date, params: Any
    ) -> dict[str, Any] | None:
        word, least = _least(post, params)
        order = education_order(person.education)
        facts = {"person": person.id, "post": post.id, "lawful_from": None}
        if (-1 if order is None else order) < least:
            return {**facts, "education": person.education, "least": word}
        if post.education_fields and person.education_field not in post.education_fields:
            fields = list(post.education_fields)
            return {**facts, "variant": "field", "field": person.education_field, "fields": fields}
        return None


def _least(post: Post, params: Any) -> tuple[str | None, int]:
    word = post.education_min or params.least.get(post.kind)
    order = education_order(word)
    return word, -1 if order is None else order


RULE = Education()
