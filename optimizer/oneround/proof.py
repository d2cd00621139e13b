"""
The proof of a plan of one round, from prices alone: it knows neither the network nor its solver.

At any prices no plan is worth more than everybody's best choice and every row's best use. A plan that
reaches this bound is the best, and each choice and each row then reaches its own part of it: the reduced cost
of every arc has the right sign.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.engine.bounds import row_terms
from optimizer.engine.network import SCALE
from optimizer.oneround.choices import Choices


@dataclass(frozen=True)
class Proof:
    """
    What prices say of a plan, in units of 1/SCALE points.

    Attributes
    ----------
    bound : int
        What no plan exceeds.
    person_regret : ndarray of int, shape (P,)
        Worth of each person's best choice less that of the one made; not negative.
    row_regret : ndarray of int, shape (R,)
        Most that each row could earn less what it earns; not negative.
    """

    bound: int
    person_regret: NDArray[np.int64]
    row_regret: NDArray[np.int64]

    @property
    def is_tight(self) -> bool:
        """Whether the plan reaches the bound."""
        return not self.person_regret.any() and not self.row_regret.any()


def prove(choices: Choices, chosen: NDArray[np.int64], multipliers: NDArray[np.int64]) -> Proof:
    """
    Weigh a plan by prices, in whole numbers.

    Parameters
    ----------
    choices : Choices
        What everybody may do.
    chosen : ndarray of int, shape (P,)
        One choice of each person.
    multipliers : ndarray of int, shape (R,)
        Price of one unit of each row, in units of 1/SCALE points, inside ``bounds.limits``.

    Returns
    -------
    Proof
        Bound and regrets; their sum is the distance of bound and value where the plan keeps its hard rows.
    """
    rows = choices.rows
    worth = choices.worth(multipliers)
    best = np.full(choices.people, np.iinfo(np.int64).min)
    np.maximum.at(best, choices.person, worth)
    terms = row_terms(rows, multipliers)
    activity = choices.activity(chosen)
    earned = multipliers * activity - SCALE * rows.cost(activity)
    return Proof(
        bound=SCALE * rows.granted + int(best.sum()) + int(terms.sum()),
        person_regret=best - worth[chosen],
        row_regret=terms - earned,
    )
