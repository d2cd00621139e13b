"""
What it is worth to enter a post and stay in it, for very many pairs of person and post, again and again.

What no multiplier changes is summed up once; what rows cost is priced by pattern of use.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.engine.network import SCALE
from optimizer.holding import Holding, Use

NEVER = np.iinfo(np.int64).min // 4
"""Promise of a post that can never be entered."""


@dataclass(frozen=True)
class Entering:
    """
    Prices of entering; ``N`` pairs, ``T`` rounds.

    Attributes
    ----------
    person : ndarray of int, shape (N,)
        Person of each pair.
    fixed : ndarray of int64, shape (T, N)
        Points of entering in a round and holding the post from then on, in units of 1/SCALE; ``NEVER`` where
        the post cannot be entered.
    hold, change : list of Use
        Rows used by holding the post, and in the round of entering it.
    """

    person: NDArray
    fixed: NDArray[np.int64]
    hold: list[Use]
    change: list[Use]

    @classmethod
    def of(cls, person: NDArray, may: NDArray[np.bool_], move: Holding, holding: Holding) -> "Entering":
        """
        Sum up what stays the same.

        Parameters
        ----------
        person : ndarray of int32, shape (N,)
            Person of each pair.
        may : ndarray of bool, shape (N, T)
            Rounds in which the post can be entered.
        move, holding : Holding
            Entering the post, and holding it.

        Returns
        -------
        Entering
            For any multipliers.
        """
        ahead = np.cumsum(holding.points.T[::-1], axis=0, dtype=np.int64)[::-1]
        fixed = (ahead + move.points.T) * SCALE
        fixed[~may.T] = NEVER
        return cls(person.astype(np.intp), fixed, holding.use, move.use)

    def worth(
        self,
        which: NDArray[np.int64] | slice,
        multipliers: NDArray[np.int64] | None,
        before: NDArray[np.int64],
    ) -> Iterator[tuple[int, NDArray[np.int64]]]:
        """
        Price a path that enters in each round and stays, from the last round to the first.

        Parameters
        ----------
        which : ndarray of int or slice
            Pairs; none twice.
        multipliers : ndarray of int, shape (R,), optional
            In units of 1/SCALE points; rows are free without them.
        before : ndarray of int, shape (P, T)
            Best worth at the present post up to each round.

        Yields
        ------
        round : int
            Round of entering.
        worth : ndarray of int, shape (n,)
            In units of 1/SCALE points; far below zero where the post cannot be entered.
        """
        person, until, count = self.person[which], np.ascontiguousarray(before.T), len(self.person)
        charges: list[tuple[Use, NDArray[np.int64]]] = []
        if multipliers is not None:
            priced = np.append(multipliers, 0)
            for use in self.hold:
                ahead = np.cumsum(use.prices(priced)[::-1], axis=0)[::-1]
                charges.append((use.take(which, count), ahead))
            charges += [(use.take(which, count), use.prices(priced)) for use in self.change]
        for t in range(len(self.fixed) - 1, -1, -1):
            worth = until[t][person]
            worth += self.fixed[t, which]
            for use, price in charges:
                use.charge(worth, price[t])
            yield t, worth


__all__ = ["NEVER", "Entering"]
