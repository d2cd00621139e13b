"""Promotions, and entries into functional posts, ask for good performance ratings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.case import Person, Post
from optimizer.rules._arrays import is_promotion, per_round, unless_own
from optimizer.rules._base import Example, LegalBasis, PricingPart, Rule
from optimizer.rules._examples import office, path, person, post
from optimizer.rules._parameters import parameter

if TYPE_CHECKING:
    from optimizer.nodes import Nodes
    from optimizer.register import Register

GOOD = frozenset({"sangat_baik", "baik"})
FUNCTIONAL = frozenset({"FUNCTIONAL_EXPERT", "FUNCTIONAL_SKILLED"})


class Performance(Rule):
    """
    Require that the last yearly ratings are all at least "Baik".

    Notes
    -----
    Asked of promotions, and of entering a functional post from a post that is none. The last ratings on
    record count, for those of years to come are not known. Fewer ratings on record than asked for prove
    nothing.
    """

    code = "performance"
    title = "Predikat kinerja"
    title_en = "Performance ratings"
    legal = (
        LegalBasis("PP 11/2017", "ps. 54 (promosi)", "C"),
        LegalBasis("PP 11/2017", "ps. 75-76 (fungsional)", "C"),
        LegalBasis("PermenPANRB 6/2022", "predikat kinerja", "C"),
    )
    sentence = (
        "Predikat kinerja {person} dalam {years} tahun terakhir: {ratings}; jabatan {post} meminta paling "
        "rendah baik."
    )
    sentence_en = (
        "The last {years} ratings of {person} are {ratings}; the post {post} asks for baik at least."
    )

    examples = (
        Example(
            "two good years before a promotion",
            office(
                [post("a"), post("b", "SUPERVISOR")],
                [
                    person(
                        "ani",
                        "a",
                        ratings=[
                            {"year": 2025, "predicate": "baik"},
                            {"year": 2026, "predicate": "sangat_baik"},
                        ],
                    )
                ],
            ),
            [path("ani", (0, "b"))],
        ),
        Example(
            "one poor year",
            office(
                [post("a"), post("b", "SUPERVISOR")],
                [
                    person(
                        "ani",
                        "a",
                        ratings=[{"year": 2025, "predicate": "kurang"}, {"year": 2026, "predicate": "baik"}],
                    )
                ],
            ),
            [path("ani", (0, "b"))],
            breaches=1,
        ),
        Example(
            "a poor year longer ago",
            office(
                [post("a"), post("b", "SUPERVISOR")],
                [
                    person(
                        "ani",
                        "a",
                        ratings=[
                            {"year": 2024, "predicate": "kurang"},
                            {"year": 2025, "predicate": "baik"},
                            {"year": 2026, "predicate": "baik"},
                        ],
                    )
                ],
            ),
            [path("ani", (0, "b"))],
        ),
        Example(
            "only one year on record",
            office(
                [post("a"), post("b", "SUPERVISOR")],
                [person("ani", "a", ratings=[{"year": 2026, "predicate": "baik"}])],
            ),
            [path("ani", (0, "b"))],
            breaches=1,
        ),
        Example(
            "a functional post asks for it as well",
            office(
                [post("a"), post("b", "FUNCTIONAL_EXPERT", functional_level="Ahli Pertama")],
                [person("ani", "a", ratings=[{"year": 2026, "predicate": "baik"}])],
            ),
            [path("ani", (0, "b"))],
            breaches=1,
        ),
        Example(
            "a lateral move does not",
            office(
                [post("a"), post("b", "STAFF")],
                [person("ani", "a", ratings=[])],
            ),
            [path("ani", (0, "b"))],
        ),
    )

    @dataclass(frozen=True)
    class Params:
        """Parameters of the rule."""

        promotion_years: int = parameter(
            2, "Tahun penilaian untuk promosi", "Rated years for a promotion", "years", 0, 5
        )
        functional_years: int = parameter(
            2,
            "Tahun penilaian untuk masuk fungsional",
            "Rated years to enter a functional post",
            "years",
            0,
            5,
        )

    def pricing(self, nodes: "Nodes", params: Sequence[Any]) -> PricingPart:
        good = np.array([_good_years(nodes.case.persons[p]) for p in nodes.persons]).reshape(-1, 1)
        is_functional = nodes.arrays.post_kind >= 4
        enters = nodes.of_post(is_functional) & ~nodes.of_person(is_functional[nodes.arrays.person_post])
        promoted = is_promotion(nodes)
        return PricingPart(
            enter=unless_own(
                nodes,
                per_round(
                    params,
                    lambda each: (
                        (~promoted | (good >= each.promotion_years))
                        & (~enters | (good >= each.functional_years))
                    ),
                ),
            )
        )

    def objection(
        self, register: "Register", person: Person, post: Post, day: date, params: Any
    ) -> dict[str, Any] | None:
        years = params.promotion_years if register.is_promotion(person, post) else 0
        if post.kind in FUNCTIONAL and register.posts[person.post].kind not in FUNCTIONAL:
            years = max(years, params.functional_years)
        yearly = sorted((each.year, each.predicate) for each in person.ratings if each.period == "Y")
        last = [predicate for _, predicate in yearly[-years:]] if years else []
        if len(last) == years and all(predicate in GOOD for predicate in last):
            return None
        return {"person": person.id, "post": post.id, "years": years, "ratings": last, "lawful_from": None}


def _good_years(person: Person) -> int:
    """Count the yearly ratings, from the last one backwards, that are good without a break."""
    yearly = sorted((each for each in person.ratings if each.period == "Y"), key=lambda each: -each.year)
    count = 0
    for rating in yearly:
        if rating.predicate not in GOOD:
            break
        count += 1
    return count


RULE = Performance()
