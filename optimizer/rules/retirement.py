"""Service ends with retirement: the first day of the month after the birthday that reaches the age."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.case import Person, Post
from optimizer.rules._arrays import by_post, per_round
from optimizer.rules._base import Example, Finding, LegalBasis, PricingPart, Rule
from optimizer.rules._examples import office, path, person, post
from optimizer.rules._parameters import parameter

if TYPE_CHECKING:
    from optimizer.nodes import Nodes
    from optimizer.register import Register
    from optimizer.walk import Walk

AGES = {
    "SENIOR_EXECUTIVE": 60,
    "ADMINISTRATOR": 58,
    "SUPERVISOR": 58,
    "STAFF": 58,
    "FUNCTIONAL_SKILLED": 58,
    "FUNCTIONAL_EXPERT": 58,
    "Guru": 60,
    "Ahli Madya": 60,
    "Ahli Utama": 65,
}
"""Retirement age by functional family or its first word, by functional level, or by kind of post."""

FAR = 10**6


class Retirement(Rule):
    """
    End service on the retirement date that goes with the post held.

    Notes
    -----
    A round is served when it begins before the retirement date. Somebody who has moved in time to a post
    with a later age serves on; after the date nobody moves. Without a month of birth no date is known.
    """

    code = "retirement"
    title = "Batas usia pensiun"
    title_en = "Retirement age"
    precedence = 1
    ends_service = True
    legal = (
        LegalBasis("UU 20/2023", "ps. 55", "C"),
        LegalBasis("PP 11/2017", "ps. 239-240", "C"),
        LegalBasis("UU 14/2005", "ps. 30 ayat (4) (guru)", "M"),
    )
    sentence = "{person} pensiun {retires_on} sebagai {post}; rencana memakainya sampai {on}."
    sentence_en = "{person} retires as {post} on {retires_on}; the plan goes on until {on}."

    examples = (
        Example(
            "57 years old: serves on",
            office([post("a")], [person("ani", "a", born="1970-01")]),
            [],
        ),
        Example(
            "58 in March: gone on 1 April, so the plan may not use her in October",
            office([post("a"), post("b")], [person("ani", "a", born="1969-09")]),
            [path("ani", (0, "a"), (1, "b"))],
            breaches=1,
        ),
        Example(
            "58 in October: still serves the round that begins on 1 October",
            office([post("a"), post("b")], [person("ani", "a", born="1969-10")]),
            [path("ani", (0, "a"), (1, "b"))],
        ),
        Example(
            "as Ahli Madya until 60",
            office(
                [post("a", "FUNCTIONAL_EXPERT", functional_level="Ahli Madya")],
                [person("ani", "a", born="1967-10")],
            ),
            [],
        ),
        Example(
            "teachers of any level until 60",
            office(
                [
                    post(
                        "a", "FUNCTIONAL_EXPERT", functional_level="Ahli Muda", functional_family="Guru Kelas"
                    )
                ],
                [person("ani", "a", born="1967-10")],
            ),
            [path("ani", (0, "a"))],
        ),
        Example(
            "others of that level are gone at 58",
            office(
                [post("a", "FUNCTIONAL_EXPERT", functional_level="Ahli Muda", functional_family="Perawat")],
                [person("ani", "a", born="1967-10")],
            ),
            [path("ani", (0, "a"))],
            breaches=1,
        ),
    )

    @dataclass(frozen=True)
    class Params:
        """Parameters of the rule."""

        ages: dict = parameter(
            AGES, "Usia pensiun per jenis atau jenjang", "Retirement age by kind or level", "years"
        )

    def pricing(self, nodes: "Nodes", params: Sequence[Any]) -> PricingPart:
        born = np.array([_months(nodes.case.persons[p].born) for p in nodes.persons]).reshape(-1, 1, 1)
        age = per_round(params, lambda each: by_post(nodes, self.code, each.ages, _listed))
        retires = born + 12 * age[nodes.post] + 1
        begins = np.array([day.year * 12 + day.month - 1 for day in nodes.arrays.dates[:-1]])
        return PricingPart(serves=begins < retires)

    def serves(self, register: "Register", person: Person, post: Post, day: date, params: Any) -> bool:
        leaves_on = retires_on(person, post, params)
        return leaves_on is None or day < leaves_on

    def verify(self, walk: "Walk", params: Sequence[Any]) -> Iterator[Finding]:
        register = walk.register
        for journey in walk.journeys:
            person = journey.person
            if person.born is None:
                continue
            post = register.posts[person.post]
            for stay in journey.stays:
                # The post left in a round must still be served on its date, as well as the one entered.
                for held, t in (
                    (post, stay.first),
                    *((stay.post, t) for t in range(stay.first, stay.last + 1)),
                ):
                    if not self.serves(register, person, held, register.dates[t], params[t]):
                        yield self.breach(
                            person=person.id,
                            post=held.id,
                            retires_on=retires_on(person, held, params[t]),
                            on=register.dates[stay.last + 1],
                            round=t,
                        )
                        break
                post = stay.post


def retires_on(person: Person, post: Post, params: Any) -> date | None:
    """
    Compute the retirement date of a person in a post.

    Parameters
    ----------
    person : Person
        The person.
    post : Post
        Post held.
    params : Params
        Parameters of the rule.

    Returns
    -------
    date or None
        First day without service; None when the month of birth is unknown.
    """
    if person.born is None:
        return None
    year, month = divmod(_months(person.born) + 12 * _age(post, params) + 1, 12)
    return date(year, month + 1, 1)


def _age(post: Post, params: Any) -> int:
    """Age for the verifier and for dates that are shown."""
    family = post.functional_family or ""
    for name in (family, family.partition(" ")[0], post.functional_level, post.kind):
        if name in params.ages:
            return int(params.ages[name])
    return AGES[post.kind]


def _listed(post: Post, ages: dict) -> int:
    """Age for the engine alone."""
    age = ages.get(post.kind, AGES[post.kind])
    age = ages.get(post.functional_level, age)
    if post.functional_family:
        first, *_ = post.functional_family.split(" ")
        age = ages.get(post.functional_family, ages.get(first, age))
    return int(age)


def _months(born: str | None) -> int:
    return FAR if born is None else int(born[:4]) * 12 + int(born[5:]) - 1


RULE = Retirement()
