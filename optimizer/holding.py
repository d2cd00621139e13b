"""Posts held or entered round by round: points, and the coupling rows used."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.engine.network import SCALE

Use = tuple[NDArray, ...]
"""Rows used and how much of each, shape (n, T) both; -1 where no row is used."""


@dataclass(frozen=True)
class Holding:
    """
    Holding posts without roles, or entering them, round by round.

    Attributes
    ----------
    points : ndarray of int32, shape (n, T)
        Points of the round; 0 where service has ended.
    use : list of (row, amount)
        Rows used, shape (n, T), -1 where none, and how much of each.
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
            priced = np.append(multipliers, 0)
            for row, amount in self.use:
                worth -= np.where(self.served(), priced[row] * amount, 0)
        return worth

    def take(self, which: NDArray[np.int64] | slice) -> "Holding":
        """
        Keep some of the posts held.

        Parameters
        ----------
        which : ndarray of int or slice
            Which ones.

        Returns
        -------
        Holding
            The same rounds.
        """
        return Holding(
            self.points[which], [(row[which], amount[which]) for row, amount in self.use], self.end[which]
        )
