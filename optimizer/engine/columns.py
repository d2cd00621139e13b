"""The pool of paths found so far: no path twice, and the poor ones let go when it grows too large."""

import numpy as np
from numpy.typing import NDArray

from optimizer.engine.crew import Columns, together

_MIX = np.uint64(0x9E3779B97F4A7C15)


def fingerprint(columns: Columns) -> NDArray[np.uint64]:
    """
    Hash person and path of each column.

    Parameters
    ----------
    columns : Columns
        Paths.

    Returns
    -------
    ndarray of uint64, shape (N,)
        Equal for equal paths of one person. Two different paths share one with a chance of about
        ``N**2 / 2**64``; one of them would then not enter the pool, which costs nothing but that path.
    """
    mixed = columns.person.astype(np.uint64) * _MIX
    for t in range(columns.path.shape[1]):
        mixed ^= columns.path[:, t].astype(np.int64).astype(np.uint64) + np.uint64(2)
        mixed *= _MIX
        mixed ^= mixed >> np.uint64(29)
    return mixed


class Pool:
    """
    Paths of all people.

    Parameters
    ----------
    first : Columns
        Paths to begin with.
    """

    def __init__(self, first: Columns) -> None:
        self._parts: list[Columns] = []
        self._known = np.zeros(0, np.uint64)
        self.add(first)

    @property
    def columns(self) -> Columns:
        """All paths of the pool."""
        if len(self._parts) > 1:
            self._parts = [together(self._parts)]
        return self._parts[0]

    def __len__(self) -> int:
        return sum(len(part) for part in self._parts)

    def add(self, columns: Columns) -> int:
        """
        Take in paths that are not known yet.

        Parameters
        ----------
        columns : Columns
            Paths.

        Returns
        -------
        int
            How many were new.
        """
        prints, index = np.unique(fingerprint(columns), return_index=True)
        new = ~np.isin(prints, self._known, assume_unique=True)
        if new.any() or not self._parts:
            self._parts.append(columns.take(np.sort(index[new])))
            self._known = np.union1d(self._known, prints[new])
        return int(new.sum())

    def keep(self, wanted: NDArray[np.bool_]) -> None:
        """
        Let go of paths.

        Parameters
        ----------
        wanted : ndarray of bool, shape (N,)
            Which of ``columns`` to keep.
        """
        kept = self.columns.take(np.flatnonzero(wanted))
        self._parts = [kept]
        self._known = np.unique(fingerprint(kept))
