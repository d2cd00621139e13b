"""
The market of posts: every lawful pair of person and other post, with what it is worth round by round.

The rules judge all posts for everybody once; afterwards any multipliers can be put to all pairs at once,
to choose candidates, to add to them, and to bound what was left out.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.arrays import Arrays
from optimizer.engine import rows as coupling
from optimizer.engine.lawful import RuleInForce, join
from optimizer.engine.network import SCALE
from optimizer.nodes import Nodes

CHUNK_CELLS = 4_000_000
"""Cells (person, post, round) judged at a time; sets the memory needed, not the result."""

NEVER = np.iinfo(np.int64).min // 4
"""Promise of a post that can never be entered."""


Use = tuple[NDArray, ...]
"""Rows used by holding posts and how much of each, shape (n, T) both; -1 where no row is used."""


def all_posts(arrays: Arrays, persons: NDArray[np.int64]) -> Nodes:
    """
    Make one node per post of the case for some people, after node 0 as things stand.

    Parameters
    ----------
    arrays : Arrays
        The case.
    persons : ndarray of int, shape (P,)
        Positions of the people.

    Returns
    -------
    Nodes
        Shape (P, 1 + J), without roles; only changes from node 0 are in question.
    """
    count = len(arrays.case.posts)
    post = np.empty((len(persons), count + 1), np.int32)
    post[:, 0] = arrays.person_post[persons]
    post[:, 1:] = np.arange(count)
    role = np.broadcast_to(np.int32(-1), (*post.shape, 1))
    share = np.broadcast_to(np.int32(0), role.shape)
    return Nodes(arrays, persons, post, role, share, np.broadcast_to(False, role.shape), pairs=False)


@dataclass(frozen=True)
class Holding:
    """
    Holding posts without roles, round by round.

    Attributes
    ----------
    points : ndarray of int32, shape (n, T)
        Points for holding; 0 where service has ended.
    use : list of (row, amount)
        Rows used, shape (n, T), -1 where none, and how much of each.
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
            for row, amount in self.use:
                worth -= priced[row] * amount
        return worth


@dataclass(frozen=True)
class Market:
    """
    All lawful pairs of person and other post.

    Attributes
    ----------
    people : int
        Number of people.
    person, post : ndarray of int32, shape (N,)
        The pairs, by person.
    may : ndarray of bool, shape (N, T)
        Rounds in which the post can be entered from the present one.
    move : ndarray of int32, shape (N, T)
        Points for entering it.
    holding : Holding
        Holding the post of each pair.
    staying : Holding
        Holding the present post, by person.
    """

    people: int
    person: NDArray
    post: NDArray
    may: NDArray[np.bool_]
    move: NDArray
    holding: Holding
    staying: Holding

    def promise(
        self,
        multipliers: NDArray[np.int64] | None = None,
        before: NDArray[np.int64] | None = None,
    ) -> NDArray[np.int64]:
        """
        Best worth of a path that leaves the present post for this one and stays, for each pair.

        Parameters
        ----------
        multipliers : ndarray of int, shape (R,), optional
            In units of 1/SCALE points; rows are free without them.
        before : ndarray of int, shape (P, T), optional
            Best worth at the present post up to each round; that of holding it without roles if missing.

        Returns
        -------
        ndarray of int, shape (N,)
            In units of 1/SCALE points. Roles at the new post, and what entering and leaving use, are not
            part of it; the latter only ever costs.
        """
        if before is None:
            here = self.staying.worth(multipliers)
            before = np.cumsum(here, axis=1) - here
        there = self.holding.worth(multipliers)
        best = np.full(len(self.person), NEVER, np.int64)
        ahead = np.zeros(len(self.person), np.int64)
        for t in range(there.shape[1] - 1, -1, -1):
            ahead += there[:, t]
            entered = ahead + SCALE * self.move[:, t] + before[self.person, t]
            np.maximum(best, entered, out=best, where=self.may[:, t])
        return best

    def best(self, promise: NDArray[np.int64], most: int) -> NDArray[np.int64]:
        """
        Choose the most promising pairs of each person.

        Parameters
        ----------
        promise : ndarray of int, shape (N,)
            By pair; pairs at ``NEVER`` are not chosen.
        most : int
            Most pairs per person.

        Returns
        -------
        ndarray of int
            Positions of pairs, by person, the best first.
        """
        open_ = np.flatnonzero(promise > NEVER)
        order = open_[np.lexsort((-promise[open_], self.person[open_]))]
        person = self.person[order]
        rank = np.arange(len(order)) - np.searchsorted(person, person)
        return order[rank < most]


def survey(arrays: Arrays, rules: Sequence[RuleInForce], workers: int = 1) -> Market:
    """
    Let the rules judge every post for every person.

    Parameters
    ----------
    arrays : Arrays
        The case.
    rules : sequence of (Rule, parameters)
        Rules in force.
    workers : int
        Threads.

    Returns
    -------
    Market
        All lawful pairs.
    """
    people, posts = len(arrays.case.persons), len(arrays.case.posts)
    chunk = max(1, CHUNK_CELLS // ((posts + 1) * arrays.rounds))

    def judge(start: int) -> Market:
        return _judge(all_posts(arrays, np.arange(start, min(start + chunk, people))), rules)

    with ThreadPoolExecutor(workers) as threads:
        parts = list(threads.map(judge, range(0, people, chunk)))

    def joined(read: str) -> NDArray:
        return np.concatenate([getattr(part, read) for part in parts])

    return Market(
        people,
        joined("person"),
        joined("post"),
        joined("may"),
        joined("move"),
        _joined([part.holding for part in parts]),
        _joined([part.staying for part in parts]),
    )


def _judge(nodes: Nodes, rules: Sequence[RuleInForce]) -> Market:
    """The lawful pairs of some people."""
    lawful = join(nodes, rules)
    rounds = np.arange(nodes.arrays.rounds)
    may = lawful.enter & lawful.hold & lawful.follows[:, 0, :, None]
    may &= rounds >= lawful.earliest_leave[:, None, None]
    may &= rounds < lawful.last[:, :1, None]
    may &= ~nodes.own_post[:, :, None]
    may[:, 0] = False
    p, k = np.nonzero(may.any(axis=2))
    served = lawful.hold & (rounds < lawful.last[:, :, None])
    everybody, present = np.arange(len(nodes.persons)), np.zeros(len(nodes.persons), np.int64)

    def holding(p: NDArray, k: NDArray) -> Holding:
        points = np.where(served[p, k], lawful.value[p, k], 0).astype(np.int32)
        return Holding(points, _hold_uses(_pairs(nodes, p, k), rules))

    return Market(
        len(nodes.persons),
        nodes.persons[p].astype(np.int32),
        nodes.post[p, k],
        may[p, k],
        lawful.move[p, k].astype(np.int32),
        holding(p, k),
        holding(everybody, present),
    )


def _pairs(nodes: Nodes, p: NDArray, k: NDArray) -> Nodes:
    """Some pairs of person and post, each laid out as a person with that one node."""
    role = np.full((len(p), 1, 1), -1, np.int32)
    nothing = np.zeros(role.shape, np.int32)
    return Nodes(nodes.arrays, nodes.persons[p], nodes.post[p, k][:, None], role, nothing, nothing > 0)


def _hold_uses(nodes: Nodes, rules: Sequence[RuleInForce]) -> list[Use]:
    """Rows that holding one node each uses and how much, shape (N, T); as many entries for any people."""
    found, offset = [], 0
    shape = (len(nodes.persons), nodes.arrays.rounds)
    for block in coupling.row_blocks(nodes, rules):
        for usage in block.usage:
            if usage.event == "hold":
                row = np.where(usage.row >= 0, usage.row + offset, -1)
                sides = (row.astype(np.int32), usage.amount.astype(np.int32))
                found.append(tuple(np.broadcast_to(each[:, 0, 0], shape) for each in sides))
        offset += len(block.keys)
    return found


def _joined(parts: list[Holding]) -> Holding:
    use = [
        tuple(np.concatenate([part.use[i][side] for part in parts]) for side in (0, 1))
        for i in range(len(parts[0].use))
    ]
    points = np.concatenate([part.points for part in parts])
    return Holding(points, [each for each in use if each[0].max(initial=-1) >= 0])
