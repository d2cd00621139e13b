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
    Rows that posts use and how much of each.

    Attributes
    ----------
    row, amount : ndarray of int, shape (m, T)
        -1 where no row is used.
    pair : ndarray of int, shape (m,), optional
        The posts concerned, in order; all of them if missing.
    """

    row: NDArray
    amount: NDArray
    pair: NDArray[np.int64] | None = None

    def cost(self, priced: NDArray[np.int64]) -> NDArray[np.int64]:
        """
        Price the use.

        Parameters
        ----------
        priced : ndarray of int, shape (R + 1,)
            Multipliers, and 0 for no row.

        Returns
        -------
        ndarray of int, shape (m, T)
            In units of 1/SCALE points.
        """
        return priced[self.row] * self.amount

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
            return Use(self.row[which], self.amount[which])
        place = np.full(count, -1, np.int64)
        chosen = np.arange(count)[which]
        place[chosen] = np.arange(len(chosen))
        now = place[self.pair]
        order = np.argsort(now, kind="stable")
        order = order[now[order] >= 0]
        return Use(self.row[order], self.amount[order], now[order])

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
        is_used = (row >= 0).any(axis=1)
        if not is_used.any():
            return None
        if is_used.mean() >= FEW:
            return cls(row, amount)
        pair = np.flatnonzero(is_used)
        return cls(row[pair], amount[pair], pair)


@dataclass(frozen=True)
class Holding:
    """
    Holding posts, or entering them, round by round.

    Attributes
    ----------
    points : ndarray of int32, shape (n, T)
        Points of the round; 0 where service has ended.
    use : list of Use
        Rows used.
    end : ndarray of int8, shape (n,)
        First round after service: nothing is used from then on, whatever ``use`` says.
    """

    points: NDArray
    use: list[Use]
    end: NDArray[np.int8]

    def served(self) -> NDArray[np.bool_]:
        """
        Tell in which rounds service goes on.

        Returns
        -------
        ndarray of bool, shape (n, T)
            True before its end.
        """
        return np.arange(self.points.shape[1]) < self.end[:, None]

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
            priced, served = np.append(multipliers, 0), self.served()
            for use in self.use:
                at = slice(None) if use.pair is None else use.pair
                worth[at] -= np.where(served[at], use.cost(priced), 0)
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
        count = len(self.end)
        return Holding(self.points[which], [use.take(which, count) for use in self.use], self.end[which])
