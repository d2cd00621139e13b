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
    by_post : list of Use
        Rows used by holding, shape (J, T), the same for everybody.
    by_pair : list of ByRound
        Other rows used by holding.
    change : list of ByRound
        Rows used in the round of entering.
    short : ndarray of int, shape (n,)
        Pairs in which service ends within the horizon.
    end : ndarray of int, shape (n,)
        First round after service of these.
    """

    person: NDArray
    post: NDArray
    fixed: NDArray[np.int64]
    by_post: list[Use]
    by_pair: list["ByRound"]
    change: list["ByRound"]
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
        by_pair: list[ByRound] = []
        posts, first, which = np.unique(post, return_index=True, return_inverse=True)
        served = holding.served()
        for use in holding.use:
            row, amount = use.row, use.amount
            if use.pair is None and all(np.array_equal(side[first][which], side) for side in (row, amount)):
                by_post.append(Use(_spread(row[first], posts, -1), _spread(amount[first], posts, 0)))
            else:
                by_pair.append(ByRound.of(use, served))
        change = [ByRound.of(use) for use in move.use]
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
        by_pair = [use.take(which) for use in self.by_pair]
        change = [use.take(which) for use in self.change]
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
                for use in by_pair:
                    use.add(pairs, t, priced)
                if by_pair:
                    worth -= pairs
                for use in change:
                    use.add(worth, t, priced, -1)
            yield t, worth

    def _ahead(self, priced: NDArray[np.int64]) -> NDArray[np.int64]:
        """Price of holding each post from a round to the end, shape (T + 1, J)."""
        rounds, posts = len(self.fixed), len(self.by_post[0].row)
        ahead = np.zeros((rounds + 1, posts), np.int64)
        for t in range(rounds - 1, -1, -1):
            ahead[t] = ahead[t + 1] + sum(priced[use.row[:, t]] * use.amount[:, t] for use in self.by_post)
        return ahead

    def _short(self, which: NDArray[np.int64] | slice) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Positions among some pairs of those in which service ends within the horizon, and where it ends."""
        if isinstance(which, slice):
            return self.short, self.end
        found, place = _common(which, self.short)
        return found, self.end[place]


@dataclass(frozen=True)
class ByRound:
    """
    A use with the round as first axis, so that one round lies together in memory.

    Attributes
    ----------
    row : ndarray of int, shape (T, m)
        -1 where no row is used.
    amount : ndarray of int, shape (T, m), optional
        How much of each; 1 throughout if missing.
    pair : ndarray of int, shape (m,), optional
        The pairs concerned, in order; all of them if missing.
    """

    row: NDArray
    amount: NDArray | None
    pair: NDArray[np.int64] | None

    @classmethod
    def of(cls, use: Use, served: NDArray[np.bool_] | None = None) -> "ByRound":
        """
        Lay a use out by round.

        Parameters
        ----------
        use : Use
            Rows used.
        served : ndarray of bool, shape (N, T), optional
            Rounds in which they are used at all.

        Returns
        -------
        ByRound
            The same.
        """
        row = use.row
        if served is not None:
            row = np.where(served if use.pair is None else served[use.pair], row, -1)
        is_plain = ((use.amount == 1) | (row < 0)).all()
        return cls(row.T.copy(), None if is_plain else use.amount.T.copy(), use.pair)

    def take(self, which: NDArray[np.int64] | slice) -> "ByRound":
        """
        Keep some pairs.

        Parameters
        ----------
        which : ndarray of int or slice
            Pairs; a slice stands for all of them.

        Returns
        -------
        ByRound
            Their use.
        """
        if isinstance(which, slice):
            return self
        if self.pair is None:
            return ByRound(self.row[:, which], None if self.amount is None else self.amount[:, which], None)
        found, place = _common(which, self.pair)
        amount = None if self.amount is None else self.amount[:, place]
        return ByRound(self.row[:, place], amount, found)

    def add(self, total: NDArray[np.int64], t: int, priced: NDArray[np.int64], sign: int = 1) -> None:
        """
        Add the price of the use in a round.

        Parameters
        ----------
        total : ndarray of int, shape (N,)
            Changed in place.
        t : int
            Round.
        priced : ndarray of int, shape (R + 1,)
            Multipliers, and 0 for no row.
        sign : int
            1 or -1.
        """
        cost = priced[self.row[t]]
        if self.amount is not None:
            cost *= self.amount[t]
        if self.pair is None:
            total += sign * cost
        else:
            total[self.pair] += sign * cost


def _common(
    which: NDArray[np.int64], listed: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Positions in the first of what is on the second, an increasing list, and positions there."""
    if not len(listed):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    place = np.minimum(np.searchsorted(listed, which), len(listed) - 1)
    found = np.flatnonzero(listed[place] == which)
    return found, place[found]


def _spread(values: NDArray, posts: NDArray, missing: int) -> NDArray:
    """Lay values of some posts out by post."""
    spread = np.full((int(posts.max(initial=-1)) + 1, values.shape[1]), missing, values.dtype)
    spread[posts] = values
    return spread


__all__ = ["NEVER", "Entering"]
