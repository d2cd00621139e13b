"""Whom and what to plant a fault with: a case with ways to pick people and posts by what they are."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from typing import Any

from msgspec.structs import replace

from optimizer.case import (
    Case,
    Person,
    Post,
)

Planted = tuple[Case, list[dict[str, Any]]]
Planter = Callable[[Case, random.Random], Planted]

STEP = {
    "STAFF": 0,
    "SUPERVISOR": 1,
    "ADMINISTRATOR": 2,
    "SENIOR_EXECUTIVE": 3,
    "Ahli Muda": 1,
    "Ahli Madya": 2,
    "Ahli Utama": 3,
}


def step(post: Post) -> int:
    """Career step, written down once more."""
    return STEP.get(post.functional_level or "", STEP.get(post.kind, 0))


class City:
    """A case with ways to pick people and posts by what they are."""

    def __init__(self, case: Case, chance: random.Random) -> None:
        self.case, self.chance = case, chance
        self.posts = {post.id: post for post in case.posts}
        self.rounds = case.horizon.rounds
        serving = {service.person for service in case.services}
        start = case.horizon.starts_on
        self.idle = [
            person
            for person in case.persons
            if person.id not in serving
            and person.employment == "PNS"
            and person.movable
            and not person.sanctions
            and (person.born is None or start.year - int(person.born[:4]) < 52)
        ]

    def person(self, wanted: Callable[[Person], bool] = lambda _: True) -> Person:
        """Pick somebody without roles who serves through the horizon."""
        return self.chance.choice([each for each in self.idle if wanted(each)])

    def held(self, person: Person) -> Post:
        """Return the post of today."""
        return self.posts[person.post]

    def other(self, person: Person, wanted: Callable[[Post], bool] = lambda _: True) -> Post:
        """Pick another post."""
        return self.chance.choice(
            [each for each in self.case.posts if each.id != person.post and wanted(each)]
        )

    def round(self) -> int:
        """Pick a round."""
        return self.chance.randrange(self.rounds)

    def months(self, person: Person, t: int) -> int:
        """Count months in post in a round, for starts on the first of a month."""
        start, since = self.case.horizon.starts_on, person.post_since or date(1990, 1, 1)
        return (start.year - since.year) * 12 + start.month - since.month + 6 * t

    def goes(self, person: Person, post: Post, t: int) -> dict[str, Any]:
        """Move a person to a post in a round."""
        stays = [{"post": person.post, "first": 0, "last": t - 1}] if t else []
        stays.append({"post": post.id, "first": t, "last": self.rounds - 1})
        return {"person": person.id, "stays": stays}

    def begins(self, person: Person, t: int) -> dict[str, Any]:
        """Let a person without roles begin one in a round, at the present post."""
        roles = [role.id for system in self.case.systems for role in system.roles]
        stays = [{"post": person.post, "first": 0, "last": t - 1}] if t else []
        served = {"role": self.chance.choice(roles), "share": 50, "via": "team"}
        stays.append({"post": person.post, "first": t, "last": self.rounds - 1, "roles": [served]})
        return {"person": person.id, "stays": stays}

    def with_person(self, person: Person, **changes: Any) -> tuple[Case, Person]:
        """Change a person in the case."""
        changed = replace(person, **changes)
        persons = [changed if each.id == person.id else each for each in self.case.persons]
        return replace(self.case, persons=persons), changed
