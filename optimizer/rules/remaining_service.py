"""A promotion shortly before retirement costs points, for the post would be empty again soon."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.case import Person, Post
from optimizer.rules._arrays import by_post, per_round, spread
from optimizer.rules._base import Example, Finding, LegalBasis, PricingPart, Rule
from optimizer.rules._examples import office, path, person, post
from optimizer.rules._parameters import parameter

if TYPE_CHECKING:
    from optimizer.nodes import Nodes
    from optimizer.walk import Walk

LED_AGES = {"SENIOR_EXECUTIVE": 60, "Guru": 60, "Ahli Madya": 60, "Ahli Utama": 65}
USUAL_AGE = 58
FAR = 10**6


class RemainingService(Rule):
    """
    Charge a promotion of somebody who retires within a time after it.

    Notes
    -----
    Service left is counted in whole months from the day of the move to the first of the month after the
    birthday that reaches the retirement age of the new post. Less than the limit costs once what a move
    costs; exactly the limit is enough. Practice, not law: the plan stays lawful.
    """

    code = "remaining_service"
    title = "Sisa masa kerja saat promosi"
    title_en = "Service left at a promotion"
    precedence = 9
    legal = (
        LegalBasis("ADR 0010", "sisa masa kerja saat promosi", "M"),
        LegalBasis("Ketentuan peserta PKN II (LAN)", "sisa masa kerja", "C"),
    )
    sentence = (
        "{person} dipromosikan ke {post} pada {on} dengan sisa masa kerja {months} bulan; "
        "sebaiknya {limit} bulan."
    )
    sentence_en = (
        "{person} is promoted to {post} on {on} with {months} months of service left; "
        "{limit} months are better."
    )

    @dataclass(frozen=True)
    class Params:
        """Parameters of the rule."""

        months: int = parameter(
            24, "Sisa masa kerja yang diharapkan", "Service left that is expected", "months", 0, 120
        )
        ages: dict = parameter(LED_AGES, "Usia pensiun selain 58", "Retirement ages other than 58", "years")

    examples = (
        Example(
            "three years left",
            office([post("a"), post("b", "SUPERVISOR")], [person("ani", "a", born="1972-03")]),
            [path("ani", (0, "b"))],
            points=0,
        ),
        Example(
            "one year left",
            office([post("a"), post("b", "SUPERVISOR")], [person("ani", "a", born="1970-03")]),
            [path("ani", (0, "b"))],
            points=-60,
        ),
        Example(
            "two years left to the day",
            office([post("a"), post("b", "SUPERVISOR")], [person("ani", "a", born="1971-03")]),
            [path("ani", (0, "b"))],
            points=0,
        ),
        Example(
            "a lateral move is no promotion",
            office([post("a"), post("b")], [person("ani", "a", born="1970-03")]),
            [path("ani", (0, "b"))],
            points=0,
        ),
        Example(
            "a senior executive retires at 60",
            office(
                [post("a", "ADMINISTRATOR"), post("b", "SENIOR_EXECUTIVE")],
                [person("ani", "a", born="1970-03")],
            ),
            [path("ani", (0, "b"))],
            points=0,
        ),
    )

    def pricing(self, nodes: "Nodes", params: Sequence[Any]) -> PricingPart:
        arrays = nodes.arrays
        born = [_month(nodes.case.persons[p]) for p in nodes.persons]
        month = np.array([FAR if each is None else each for each in born]).reshape(-1, 1, 1)
        begins = np.array([_month_of(day) for day in arrays.dates[:-1]])
        ages = per_round(params, lambda each: by_post(nodes, self.code, each.ages, _listed))
        groups, group = np.unique(np.column_stack([arrays.post_step, ages]), axis=0, return_inverse=True)
        # Rounds begin on the same day of their months; after the first of a month, a part of one is missing.
        left = month + 12 * groups[None, :, 1:] + 1 - begins - (arrays.dates[0].day > 1)
        is_short = left < np.array([each.months for each in params])
        is_short &= (groups[:, 0] > nodes.of_person(arrays.person_step))[:, :, None]
        if not is_short.any():
            return PricingPart()
        points = np.where(is_short, -nodes.case.weights.move, 0).astype(np.int64)
        return PricingPart(move=spread(nodes, points, group.ravel()))

    def verify(self, walk: "Walk", params: Sequence[Any]) -> Iterator[Finding]:
        register, price = walk.register, walk.case.weights.move
        for move in walk.moves:
            born = _month(move.person)
            if born is None or not price or not register.is_promotion(move.person, move.target):
                continue
            day, limit = register.dates[move.round], params[move.round].months
            retires = born + 12 * _age(move.target, params[move.round]) + 1
            months = retires - _month_of(day) - (1 if day.day > 1 else 0)
            if months < limit:
                yield self.charge(
                    -price,
                    person=move.person.id,
                    post=move.target.id,
                    on=day,
                    round=move.round,
                    months=months,
                    limit=limit,
                )


def _age(post: Post, params: Any) -> int:
    """Age for the verifier alone: the most special name that is listed."""
    family = post.functional_family or ""
    names = (family, family.partition(" ")[0], post.functional_level, post.kind)
    return int(next((params.ages[name] for name in names if name in params.ages), USUAL_AGE))


def _listed(post: Post, ages: dict) -> int:
    """Age for the engine alone: the usual one, overruled by each more special name."""
    age = ages.get(post.functional_level, ages.get(post.kind, USUAL_AGE))
    if post.functional_family:
        first, *_ = post.functional_family.split(" ")
        age = ages.get(post.functional_family, ages.get(first, age))
    return int(age)


def _month_of(day: date) -> int:
    return day.year * 12 + day.month - 1


def _month(person: Person) -> int | None:
    return None if person.born is None else int(person.born[:4]) * 12 + int(person.born[5:]) - 1


RULE = RemainingService()
