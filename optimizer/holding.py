"""Posts held or entered round by round: points, and the coupling rows used."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.engine.network import SCALE

FEW = 0.25
"""A use that concerns a smaller share of the pairs is kept for these alone; it saves memory and time."""


@dataclass(frozen=True)
class Use:
    """
    Rows that posts use and how much of each: few patterns, and which of them each post has.

    Millions of pairs of person and post share some thousand patterns, so that patterns are priced once and
    looked up.

    Attributes
    ----------
    row, amount : ndarray of int32, shape (G, T)
        Patterns; row -1 where none is used.
    index : ndarray of int32, shape (m,)
        Pattern of each post concerned.
    pair : ndarray of int, shape (m,), optional
        The posts concerned, in order; all of them if missing.
    """

    row: NDArray
    amount: NDArray
    index: NDArray
    pair: NDArray[np.int64] | None = None

    @classmethod
    def of(cls, row: NDArray, amount: NDArray) -> "Use":
        """
        Find the patterns.

        Parameters
        ----------
        row, amount : ndarray of int, shape (n, T)
            What each post uses.

        Returns
        -------
        Use
            The same.
        """
        which, index = _patterns(row, amount)
        return cls(row[which].astype(np.int32), amount[which].astype(np.int32), index.astype(np.int32))

    @classmethod
    def of_none(cls, count: int, rounds: int) -> "Use":
        """
        Say that no row is used.

        Parameters
        ----------
        count, rounds : int
            Number of posts, and of rounds.

        Returns
        -------
        Use
            One pattern for all.
        """
        nothing = np.full((1, rounds), -1, np.int32)
        return cls(nothing, np.zeros_like(nothing), np.zeros(count, np.int32))

    @classmethod
    def joined(cls, parts: Sequence["Use"]) -> "Use | None":
        """
        Put the uses of several parts one behind the other.

        Parameters
        ----------
        parts : sequence of Use
            Of all posts of each part.

        Returns
        -------
        Use or None
            None when no row is used.
        """
        row, amount = (np.concatenate([getattr(part, side) for part in parts]) for side in ("row", "amount"))
        which, same = _patterns(row, amount)
        row, amount = row[which], amount[which]
        offsets = np.cumsum([0, *(len(part.row) for part in parts[:-1])])
        same = same.astype(np.int32)
        index = np.concatenate([same[start + part.index] for start, part in zip(offsets, parts, strict=True)])
        is_used = (row.max(axis=1, initial=-1) >= 0)[index]
        if not is_used.any():
            return None
        if is_used.mean() >= FEW:
            return cls(row, amount, index)
        pair = np.flatnonzero(is_used)
        return cls(row, amount, index[pair], pair)

    def take(self, which: NDArray[np.int64] | slice, count: int) -> "Use":
        """
        Keep some of the posts, in the order given.

        Parameters
        ----------
        which : ndarray of int or slice
            Which ones; none twice.
        count : int
            How many there are.

        Returns
        -------
        Use
            Their use.
        """
        if self.pair is None:
            return Use(self.row, self.amount, self.index[which])
        place = np.full(count, -1, np.int64)
        chosen = np.arange(count)[which]
        place[chosen] = np.arange(len(chosen))
        now = place[self.pair]
        order = np.argsort(now, kind="stable")
        order = order[now[order] >= 0]
        return Use(self.row, self.amount, self.index[order], now[order])

    def prices(self, priced: NDArray[np.int64]) -> NDArray[np.int64]:
        """
        Price the patterns.

        Parameters
        ----------
        priced : ndarray of int, shape (R + 1,)
            Multipliers, and 0 for no row.

        Returns
        -------
        ndarray of int, shape (T, G)
            In units of 1/SCALE points.
        """
        return np.ascontiguousarray((priced[self.row] * self.amount).T)

    def charge(self, total: NDArray[np.int64], price: NDArray[np.int64]) -> None:
        """
        Take a price of each pattern off.

        Parameters
        ----------
        total : ndarray of int, shape (n,)
            Changed in place.
        price : ndarray of int, shape (G,)
            By pattern.
        """
        if self.pair is None:
            total -= price[self.index]
        else:
            total[self.pair] -= price[self.index]


def _patterns(row: NDArray, amount: NDArray) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Positions of the different rows of two tables read side by side, and which of them each one is."""
    chance = np.random.default_rng(0)
    weight = chance.integers(1, 2**62, (2, row.shape[1]), dtype=np.uint64) | np.uint64(1)
    key = np.zeros(len(row), np.uint64)
    for table, factors in zip((row, amount), weight, strict=True):
        for column, factor in zip(table.T, factors, strict=False):
            key += column.astype(np.uint64) * factor
    _, first, index = np.unique(key, return_index=True, return_inverse=True)
    if all(np.array_equal(table[first][index], table) for table in (row, amount)):
        return first, index
    # Two different ones met in one key, which hardly ever happens: compare them in full.
    both = np.concatenate([row, amount], axis=1)
    _, first, index = np.unique(both, axis=0, return_index=True, return_inverse=True)
    return first, index.ravel()


def patterns(table: NDArray) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """
    Find the different rows of a table.

    Parameters
    ----------
    table : ndarray of int, shape (n, T)
        Any table.

    Returns
    -------
    which : ndarray of int, shape (G,)
        Where each of them stands first.
    index : ndarray of int, shape (n,)
        Which of them each row is.
    """
    return _patterns(table, np.zeros_like(table[:, :0]))


@dataclass(frozen=True)
class Holding:
    """
    Holding posts, or entering them, round by round.

    Attributes
    ----------
    points : ndarray of int32, shape (n, T)
        Points of the round; 0 where service has ended.
    use : list of Use
        Rows used; none where service has ended.
    """

    points: NDArray
    use: list[Use]

    def worth(self, multipliers: NDArray[np.int64] | None) -> NDArray[np.int64]:
        """
        Points less the price of what is used.

        Parameters
        ----------
        multipliers : ndarray of int, shape (R,), optional
            In units of 1/SCALE points; rows are free without them.

        Returns
        -------
        ndarray of int, shape (n, T)
            In units of 1/SCALE points.
        """
        worth = self.points.astype(np.int64) * SCALE
        if multipliers is not None:
            priced = np.append(multipliers, 0)
            for use in self.use:
                for t, price in enumerate(use.prices(priced)):
                    use.charge(worth[:, t], price)
        return worth

    def take(self, which: NDArray[np.int64] | slice) -> "Holding":
        """
        Keep some of the posts held, in the order given.

        Parameters
        ----------
        which : ndarray of int or slice
            Which ones; none twice.

        Returns
        -------
        Holding
            The same rounds.
        """
        return Holding(self.points[which], [use.take(which, len(self.points)) for use in self.use])


__all__ = ["Holding", "Use", "patterns"]
