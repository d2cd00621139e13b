"""Some posts are not entered for the first time beyond an age."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.case import Person, Post
from optimizer.rules._arrays import by_post, per_round, spread, unless_own
from optimizer.rules._base import Example, LegalBasis, PricingPart, Rule
from optimizer.rules._examples import office, path, person, post
from optimizer.rules._parameters import parameter

if TYPE_CHECKING:
    from optimizer.nodes import Nodes
    from optimizer.register import Register

FUNCTIONAL = frozenset({"FUNCTIONAL_EXPERT", "FUNCTIONAL_SKILLED"})
OLDEST = {
    "SENIOR_EXECUTIVE": 56,
    "FUNCTIONAL_SKILLED": 53,
    "Ahli Pertama": 53,
    "Ahli Muda": 53,
    "Ahli Madya": 55,
    "Ahli Utama": 60,
}
"""Greatest age in full years at the entry, by functional level or kind of post."""

NO_AGE = 10**6


class AgeLimit(Rule):
    """
    Bar the entry into a senior executive post, or from another kind of post into a functional one, by age.

    Notes
    -----
    Full years count: somebody of 56 years and eleven months is 56. The month of birth counts from its first
    day. A lateral move between senior executive posts, or between functional ones, has no age limit. An
    unknown month of birth cannot show that the age is kept, and bars the entry.
    """

    code = "age_limit"
    title = "Batas usia pengangkatan"
    title_en = "Age limit of appointments"
    legal = (
        LegalBasis("PP 17/2020", "ps. 107 ayat (1) huruf c angka 6 (JPT pratama)", "C"),
        LegalBasis("PermenPANRB 1/2023", "perpindahan ke jabatan fungsional", "M"),
    )
    sentence = "{person} berusia {age} tahun pada {on}; masuk jabatan {post} paling tinggi {limit} tahun."
    sentence_en = "{person} is {age} years old on {on}; the post {post} is entered at {limit} at the latest."

    @dataclass(frozen=True)
    class Params:
        """Parameters of the rule."""

        oldest: dict = parameter(
            OLDEST, "Usia tertinggi saat diangkat", "Greatest age at the appointment", "years"
        )

    examples = (
        Example(
            "an administrator of 56 becomes senior executive",
            office(
                [post("a", "ADMINISTRATOR"), post("b", "SENIOR_EXECUTIVE")],
                [person("ani", "a", born="1970-06")],
            ),
            [path("ani", (0, "b"))],
        ),
        Example(
            "an administrator of 57 does not",
            office(
                [post("a", "ADMINISTRATOR"), post("b", "SENIOR_EXECUTIVE")],
                [person("ani", "a", born="1970-04")],
            ),
            [path("ani", (0, "b"))],
            breaches=1,
        ),
        Example(
            "the month before the 57th birthday",
            office(
                [post("a", "ADMINISTRATOR"), post("b", "SENIOR_EXECUTIVE")],
                [person("ani", "a", born="1970-05")],
            ),
            [path("ani", (0, "b"))],
        ),
        Example(
            "a senior executive of 58 changes department",
            office(
                [post("a", "SENIOR_EXECUTIVE"), post("b", "SENIOR_EXECUTIVE")],
                [person("ani", "a", born="1969-04")],
            ),
            [path("ani", (0, "b"))],
        ),
        Example(
            "from a general post into a functional one at 54",
            office(
                [post("a"), post("b", "FUNCTIONAL_EXPERT", functional_level="Ahli Pertama")],
                [person("ani", "a", born="1973-01")],
            ),
            [path("ani", (0, "b"))],
            breaches=1,
        ),
        Example(
            "an unknown month of birth shows nothing",
            office([post("a", "ADMINISTRATOR"), post("b", "SENIOR_EXECUTIVE")], [person("ani", "a")]),
            [path("ani", (0, "b"))],
            breaches=1,
        ),
    )

    def pricing(self, nodes: "Nodes", params: Sequence[Any]) -> PricingPart:
        arrays = nodes.arrays
        born = [_month(nodes.case.persons[p].born) for p in nodes.persons]
        # An unknown month of birth stands for an age beyond every limit.
        month = np.array([-12 * NO_AGE if each is None else each for each in born]).reshape(-1, 1, 1)
        dates = np.array([day.year * 12 + day.month - 1 for day in arrays.dates[:-1]])
        age = (dates - month) // 12
        limits = per_round(params, lambda each: by_post(nodes, self.code, each, _limit))
        kind = np.where(arrays.post_kind >= 4, 1, np.where(arrays.post_kind == 3, 2, 0))
        groups, group = np.unique(np.column_stack([kind, limits]), axis=0, return_inverse=True)
        is_same = (groups[:, 0] == 0) | (groups[:, 0] == nodes.of_person(kind[arrays.person_post]))
        lawful = (age <= groups[None, :, 1:]) | is_same[:, :, None]
        return PricingPart(enter=unless_own(nodes, spread(nodes, lawful, group.ravel())))

    def objection(
        self, register: "Register", person: Person, post: Post, day: date, params: Any
    ) -> dict[str, Any] | None:
        held = register.posts[person.post]
        if post.kind in FUNCTIONAL:
            is_same_kind = held.kind in FUNCTIONAL
        elif post.kind == "SENIOR_EXECUTIVE":
            is_same_kind = held.kind == "SENIOR_EXECUTIVE"
        else:
            return None
        limit, born = _limit(post, params), _month(person.born)
        if is_same_kind or limit >= NO_AGE:
            return None
        age = None if born is None else (day.year * 12 + day.month - 1 - born) // 12
        if age is not None and age <= limit:
            return None
        facts = {"person": person.id, "post": post.id, "on": day, "lawful_from": None}
        return {**facts, "age": age, "limit": limit}


def _limit(post: Post, params: Any) -> int:
    return int(params.oldest.get(post.functional_level or "", params.oldest.get(post.kind, NO_AGE)))


def _month(born: str | None) -> int | None:
    return None if born is None else int(born[:4]) * 12 + int(born[5:]) - 1


RULE = AgeLimit()
