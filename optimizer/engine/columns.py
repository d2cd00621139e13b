"""Paths as columns, and the pool of those found so far: no path twice."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from optimizer.engine.network import SCALE

_MIX = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True)
class Columns:
    """
    Paths of people with their points and uses.

    Attributes
    ----------
    person : ndarray of int, shape (N,)
        Position of the person in the case.
    path : ndarray of int16, shape (N, T)
        Node held in each round, -1 after the end of service.
    points : ndarray of int, shape (N,)
        Points for holding and moving.
    uses : sparse integer matrix, shape (N, R)
        Units used of each row.
    """

    person: NDArray[np.int64]
    path: NDArray[np.int16]
    points: NDArray[np.int64]
    uses: sparse.csr_array

    def __len__(self) -> int:
        return len(self.person)

    def take(self, index: NDArray) -> "Columns":
        """
        Keep some of the paths.

        Parameters
        ----------
        index : ndarray of int or bool
            Which ones.

        Returns
        -------
        Columns
            In the order asked for.
        """
        return Columns(self.person[index], self.path[index], self.points[index], self.uses[index])

    def worth(self, multipliers: NDArray[np.int64]) -> NDArray[np.int64]:
        """
        Points less the price of what is used.

        Parameters
        ----------
        multipliers : ndarray of int, shape (R,)
            In units of 1/SCALE points.

        Returns
        -------
        ndarray of int, shape (N,)
            In units of 1/SCALE points.
        """
        return SCALE * self.points - self.uses @ multipliers

    def near(self, multipliers: NDArray[np.int64], within: int) -> NDArray[np.int64]:
        """
        Find the paths that are worth nearly as much as the best one of their person.

        Parameters
        ----------
        multipliers : ndarray of int, shape (R,)
            In units of 1/SCALE points.
        within : int
            How much less they may be worth, in units of 1/SCALE points.

        Returns
        -------
        ndarray of int
            Their positions, increasing.
        """
        worth = self.worth(multipliers)
        best = np.full(int(self.person.max(initial=0)) + 1, np.iinfo(np.int64).min)
        np.maximum.at(best, self.person, worth)
        return np.flatnonzero(best[self.person] - worth <= within)


def together(parts: Sequence[Columns]) -> Columns:
    """
    Put columns one behind the other.

    Parameters
    ----------
    parts : sequence of Columns
        At least one.

    Returns
    -------
    Columns
        All of them.
    """
    return Columns(
        np.concatenate([part.person for part in parts]),
        np.concatenate([part.path for part in parts]),
        np.concatenate([part.points for part in parts]),
        sparse.csr_array(sparse.vstack([part.uses for part in parts], format="csr")),
    )


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

    def replace(self, columns: Columns) -> None:
        """
        Hold other paths instead.

        Parameters
        ----------
        columns : Columns
            Paths; each once.
        """
        self._parts = [columns]
        self._known = np.unique(fingerprint(columns))
