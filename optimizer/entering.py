"""
What it is worth to enter a post and stay in it, for very many pairs of person and post, again and again.

What no multiplier changes is summed up once; what the rows of holding a post cost is summed up by post.
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
    Prices of entering; ``N`` pairs, ``J`` posts, ``T`` rounds.

    Attributes
    ----------
    person, post : ndarray of int, shape (N,)
        The pairs.
    fixed : ndarray of int64, shape (T, N)
        Points of entering in a round and holding the post from then on, in units of 1/SCALE; ``NEVER`` where
        the post cannot be entered.
    by_post : list of (row, amount)
        Rows used by holding, shape (J, T), the same for everybody.
    by_pair : list of (row, amount)
        Other rows used by holding, shape (T, N); without amount where it is 1 throughout.
    change : list of (row, amount)
        Rows used in the round of entering, likewise.
    short : ndarray of int, shape (n,)
        Pairs in which service ends within the horizon.
    end : ndarray of int, shape (n,)
        First round after service of these.
    """

    person: NDArray
    post: NDArray
    fixed: NDArray[np.int64]
    by_post: list[Use]
    by_pair: list[Use]
    change: list[Use]
    short: NDArray[np.int64]
    end: NDArray[np.int64]

    @classmethod
    def of(
        cls, person: NDArray, post: NDArray, may: NDArray[np.bool_], move: Holding, holding: Holding
    ) -> "Entering":
        """
        Sum up what stays the same.

        Parameters
        ----------
        person, post : ndarray of int32, shape (N,)
            The pairs.
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
        by_post: list[Use] = []
        by_pair: list[Use] = []
        posts, first, which = np.unique(post, return_index=True, return_inverse=True)
        for row, amount in holding.use:
            if all(np.array_equal(side[first][which], side) for side in (row, amount)):
                by_post.append((_spread(row[first], posts, -1), _spread(amount[first], posts, 0)))
            else:
                by_pair.append(_by_round(np.where(holding.served(), row, -1), amount))
        change = [_by_round(row, amount) for row, amount in move.use]
        short = np.flatnonzero(holding.end < holding.points.shape[1])
        return cls(
            person.astype(np.intp), post.astype(np.intp), fixed, by_post, by_pair, change,
            short, holding.end[short].astype(np.intp),
        )  # fmt: skip

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
            Pairs.
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
        person, post = self.person[which], self.post[which]
        until = np.ascontiguousarray(before.T)
        priced = None if multipliers is None else np.append(multipliers, 0)
        pairs = np.zeros(len(person) if self.by_pair else 0, np.int64)
        if priced is not None and self.by_post:
            posts = self._ahead(priced)
            short, end = self._short(which)
            beyond = posts[end, post[short]]
        for t in range(len(self.fixed) - 1, -1, -1):
            worth = until[t][person]
            worth += self.fixed[t, which]
            if priced is not None:
                if self.by_post:
                    worth -= posts[t][post]
                    # What others would use after their service has ended is no cost, and no gain either.
                    worth[short] += beyond
                for use in self.by_pair:
                    pairs += _cost(use, t, which, priced)
                if self.by_pair:
                    worth -= pairs
                for use in self.change:
                    worth -= _cost(use, t, which, priced)
            yield t, worth

    def _ahead(self, priced: NDArray[np.int64]) -> NDArray[np.int64]:
        """Price of holding each post from a round to the end, shape (T + 1, J)."""
        rounds, posts = len(self.fixed), len(self.by_post[0][0])
        ahead = np.zeros((rounds + 1, posts), np.int64)
        for t in range(rounds - 1, -1, -1):
            ahead[t] = ahead[t + 1] + sum(priced[row[:, t]] * amount[:, t] for row, amount in self.by_post)
        return ahead

    def _short(self, which: NDArray[np.int64] | slice) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Positions among some pairs of those in which service ends within the horizon, and where it ends."""
        if isinstance(which, slice):
            return self.short, self.end
        place = np.searchsorted(self.short, which)
        place = np.minimum(place, max(0, len(self.short) - 1))
        found = np.flatnonzero(self.short[place] == which) if len(self.short) else np.zeros(0, np.int64)
        return found, self.end[place[found]]


def _by_round(row: NDArray, amount: NDArray) -> Use:
    """Lay a use out with the round as first axis."""
    if ((amount == 1) | (row < 0)).all():
        return (row.T.copy(),)
    return row.T.copy(), amount.T.copy()


def _cost(use: Use, t: int, which: NDArray[np.int64] | slice, priced: NDArray) -> NDArray[np.int64]:
    row, *amount = use
    cost = priced[row[t, which]]
    if amount:
        cost *= amount[0][t, which]
    return cost


def _spread(values: NDArray, posts: NDArray, missing: int) -> NDArray:
    """Lay values of some posts out by post."""
    spread = np.full((int(posts.max(initial=-1)) + 1, values.shape[1]), missing, values.dtype)
    spread[posts] = values
    return spread


__all__ = ["NEVER", "Entering"]
