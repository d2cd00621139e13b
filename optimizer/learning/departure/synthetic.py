"""Synthetic careers whose truth is known, so that what training finds can be held against it."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from optimizer.calendar import add_months
from optimizer.learning.departure.career import POST_KINDS, ROUND_MONTHS, Career, rounds_between
from optimizer.learning.departure.features import FEATURES, row_of

FIRST, LAST = date(2016, 4, 1), date(2026, 10, 1)
KIND_SHARES = (0.02, 0.06, 0.15, 0.37, 0.3, 0.1)
MOVES, PROMOTIONS, RETIREMENTS = 0.08, 0.4, 0.012
"""Chances per round of another post, of its being a higher one, and of retirement in this little world."""


@dataclass(frozen=True)
class Truth:
    """Who leaves, by law of this little world: log odds per round, and per unit of each feature named."""

    base: float = -4.6
    effects: dict[str, float] = field(
        default_factory=lambda: {
            "first_year_in_post": -0.5,
            "years_since_promotion": 0.2,
            "contract": 0.9,
            "post_functional_expert": 0.5,
        }
    )

    def chance(self, row: list[float]) -> float:
        """Return the true chance of leaving in a round."""
        odds = self.base + sum(
            self.effects.get(name, 0.0) * value for name, value in zip(FEATURES, row, strict=True)
        )
        return float(1 / (1 + np.exp(-odds)))


NOISE = Truth(base=-3.7, effects={"post_functional_expert": 0.5})
"""A world in which nothing but the kind of post says who leaves: a model can win nothing on its base rate."""


def synthetic(people: int, seed: int = 1, truth: Truth | None = None) -> list[Career]:
    """
    Draw careers of people who were in service when the records began, or joined later.

    Parameters
    ----------
    people : int
        Number of people, at least 0.
    seed : int
        Equal seeds give equal careers.
    truth : Truth, optional
        The law of the world; the usual one when missing.

    Returns
    -------
    list of Career
        By person, oldest post first.
    """
    law, dice = truth or Truth(), np.random.default_rng(seed)
    return [career for number in range(people) for career in _person(f"K{number + 1:05}", dice, law)]


def _person(name: str, dice: np.random.Generator, law: Truth) -> list[Career]:
    rounds = rounds_between(FIRST, LAST)
    joined = 0 if dice.random() < 0.7 else int(dice.integers(1, len(rounds)))
    kind = str(dice.choice(POST_KINDS, p=KIND_SHARES))
    employment = (
        "PPPK"
        if kind in {"STAFF", "FUNCTIONAL_EXPERT", "FUNCTIONAL_SKILLED"} and dice.random() < 0.3
        else "PNS"
    )
    since = rounds[joined] - timedelta(days=int(dice.integers(0, 2500)) if joined == 0 else 0)
    promoted = since - timedelta(days=int(dice.integers(0, 1500)))
    found: list[Career] = []

    def close(until: date | None, ending: str) -> None:
        found.append(Career(name, employment, kind, since, until, ending, promoted, max(FIRST, since)))

    for start in rounds[joined:-1]:
        following = add_months(start, ROUND_MONTHS)
        day = start + timedelta(days=int(dice.integers(0, (following - start).days)))
        if dice.random() < law.chance(row_of(employment, kind, since, promoted, start)):
            close(day, "resigned" if dice.random() < 0.4 else "transferred_out")
            return found
        if dice.random() < RETIREMENTS:
            close(day, "retired")
            return found
        if dice.random() < MOVES:
            close(following - timedelta(days=1), "moved")
            since = following
            promoted = since if dice.random() < PROMOTIONS else promoted
    close(None, "")
    return found
