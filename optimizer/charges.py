"""
What pairs of person and post use of rows, told apart by what decides: mostly post or person alone.

A price is then looked up once per post or person instead of once per pair; pairs that differ are listed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.holding import Use

SAMPLE = 200_000
"""Pairs looked at to find out which pattern is usual."""


@dataclass(frozen=True)
class Charge:
    """
    The use of one rule, for ``N`` pairs.

    Attributes
    ----------
    row, amount : ndarray of int32, shape (G, T)
        Patterns; row -1 where none is used.
    by_person : bool
        Whether the usual pattern is that of the person; else that of the post.
    usual : ndarray of int32
        Usual pattern of each person of the block, or of each post of the case.
    pair, index, instead : ndarray of int32, shape (m,)
        Pairs that differ, their pattern, and the usual one in whose place it stands.
    """

    row: NDArray
    amount: NDArray
    by_person: bool
    usual: NDArray
    pair: NDArray
    index: NDArray
    instead: NDArray

    @classmethod
    def of(cls, use: Use, person: NDArray, post: NDArray, people: int, posts: int) -> "Charge":
        """
        Find out what decides.

        Parameters
        ----------
        use : Use
            Pattern of each pair.
        person, post : ndarray of int, shape (N,)
            The pairs.
        people, posts : int
            Number of people of the block, and of posts of the case.

        Returns
        -------
        Charge
            The same use; the choice between person and post sets its size, not its meaning.
        """
        row, amount, pattern = _whole(use, len(post))
        found = []
        for key, count in ((post, posts), (person, people)):
            usual = _commonest(key, pattern, count)
            found.append((usual, np.flatnonzero(usual[key] != pattern)))
        by_person = len(found[1][1]) < len(found[0][1])
        usual, pair = found[by_person]
        key = person if by_person else post
        return cls(row, amount, by_person, usual, pair.astype(np.int32), pattern[pair], usual[key[pair]])

    def prices(self, priced: NDArray[np.int64], ahead: bool) -> NDArray[np.int64]:
        """
        Price the patterns.

        Parameters
        ----------
        priced : ndarray of int, shape (R + 1,)
            Multipliers, and 0 for no row.
        ahead : bool
            Whether the use of a round counts for all rounds before it as well, as holding a post does.

        Returns
        -------
        ndarray of int, shape (T, G)
            In units of 1/SCALE points.
        """
        price = (priced[self.row] * self.amount).T
        if ahead:
            price = np.cumsum(price[::-1], axis=0)[::-1]
        return np.ascontiguousarray(price)

    def pattern(self, pair: NDArray[np.int64], person: NDArray, post: NDArray) -> NDArray[np.int64]:
        """
        Look the pattern of some pairs up.

        Parameters
        ----------
        pair : ndarray of int, shape (n,)
            Pairs.
        person, post : ndarray of int, shape (n,)
            Their people in the block, and posts.

        Returns
        -------
        ndarray of int, shape (n,)
            Positions in ``row``.
        """
        found = self.usual[person if self.by_person else post].astype(np.int64)
        if len(self.pair):
            at = np.minimum(np.searchsorted(self.pair, pair), len(self.pair) - 1)
            differs = self.pair[at] == pair
            found[differs] = self.index[at[differs]]
        return found

    def differences(self, where: slice) -> tuple[NDArray[np.intp], NDArray, NDArray]:
        """
        List the pairs of a part that differ from the usual.

        Parameters
        ----------
        where : slice
            A part of the pairs.

        Returns
        -------
        pair : ndarray of int, shape (m,)
            Positions inside the part.
        index, instead : ndarray of int32, shape (m,)
            Their pattern, and the usual one in whose place it stands.
        """
        some = slice(*np.searchsorted(self.pair, (where.start, where.stop)))
        return (self.pair[some] - where.start).astype(np.intp), self.index[some], self.instead[some]

    def count(
        self, used: NDArray[np.int64], which: tuple[NDArray, NDArray, NDArray], when: NDArray[np.bool_]
    ) -> None:
        """
        Add what some pairs use in some rounds to the rows.

        Parameters
        ----------
        used : ndarray of int, shape (R + 1,)
            Changed in place; the last entry stands for no row.
        which : (pair, person, post), ndarrays of int, shape (n,)
            The pairs.
        when : ndarray of bool, shape (n, T)
            Rounds that count.
        """
        pattern = self.pattern(*which)
        np.add.at(used, self.row[pattern][when], self.amount[pattern][when])


def all_charges(uses: Sequence[Use], person: NDArray, post: NDArray, people: int, posts: int) -> list[Charge]:
    """
    Find out what decides about each of several uses.

    Parameters
    ----------
    uses : sequence of Use
        Pattern of each pair.
    person, post : ndarray of int, shape (N,)
        The pairs.
    people, posts : int
        Number of people of the block, and of posts of the case.

    Returns
    -------
    list of Charge
        One for each.
    """
    return [Charge.of(use, person, post, people, posts) for use in uses]


def _whole(use: Use, count: int) -> tuple[NDArray, NDArray, NDArray]:
    """Patterns, and the one of every pair; a pattern of nothing is added for those not concerned."""
    if use.pair is None:
        return use.row, use.amount, use.index
    row = np.append(use.row, np.full((1, use.row.shape[1]), -1, np.int32), axis=0)
    amount = np.append(use.amount, np.zeros((1, use.row.shape[1]), np.int32), axis=0)
    pattern = np.full(count, len(use.row), np.int32)
    pattern[use.pair] = use.index
    return row, amount, pattern


def _commonest(key: NDArray, pattern: NDArray, count: int) -> NDArray:
    """A pattern of each key that many of its pairs have; which one sets no result, only the size."""
    usual = np.zeros(count, np.int32)
    usual[key] = pattern
    step = len(key) // SAMPLE + 1
    width = int(pattern.max(initial=0)) + 1
    both, times = np.unique(key[::step].astype(np.int64) * width + pattern[::step], return_counts=True)
    # The commonest comes last of its key and is the one that stays written.
    order = np.argsort(times, kind="stable")
    usual[both[order] // width] = both[order] % width
    return usual


__all__ = ["Charge", "all_charges"]
