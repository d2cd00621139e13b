"""
The market of posts: every lawful pair of person and other post, with what it is worth round by round.

The rules judge all posts for everybody once; afterwards any multipliers can be put to all pairs at once,
to choose candidates, to add to them, and to bound what was left out.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from optimizer.arrays import Arrays
from optimizer.engine import rows as coupling
from optimizer.engine.lawful import RuleInForce, join
from optimizer.entering import NEVER, Entering
from optimizer.holding import Holding, Use
from optimizer.nodes import Nodes

CHUNK_CELLS = 4_000_000
"""Cells (person, post, round) judged at a time; sets the memory needed, not the result."""


def all_posts(arrays: Arrays, persons: NDArray[np.int64]) -> Nodes:
    """
    Make one node per post that accepts the field of study, for some people, after node 0 as things stand.

    Parameters
    ----------
    arrays : Arrays
        The case.
    persons : ndarray of int, shape (P,)
        Positions of the people.

    Returns
    -------
    Nodes
        Shape (P, 1 + J) at most, without roles; only changes from node 0 are in question. Posts of other
        fields cannot be entered (rule ``education``), and leaving them out at once is what makes a large
        case with many fields a small one.
    """
    field = arrays.person_field[persons]
    fields = np.unique(field).tolist()
    count = max((len(arrays.posts_of_field[f]) for f in fields), default=0)
    post = np.full((len(persons), count + 1), -1, np.int32)
    post[:, 0] = arrays.person_post[persons]
    for f in fields:
        accepted = arrays.posts_of_field[f]
        post[field == f, 1 : len(accepted) + 1] = accepted
    role = np.broadcast_to(np.int32(-1), (*post.shape, 1))
    share = np.broadcast_to(np.int32(0), role.shape)
    return Nodes(arrays, persons, post, role, share, np.broadcast_to(False, role.shape), pairs=False)


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
    move : Holding
        Entering it from the present post without roles: points, and rows used by leaving and entering.
    holding : Holding
        Holding the post of each pair.
    staying : Holding
        Holding the present post, by person.
    """

    people: int
    person: NDArray
    post: NDArray
    may: NDArray[np.bool_]
    move: Holding
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
            In units of 1/SCALE points. Roles at the new post are not part of it, nor is what leaving a
            role uses, which only ever costs.
        """
        if before is None:
            here = self.staying.worth(multipliers)
            before = np.cumsum(here, axis=1) - here
        best = np.full(len(self.person), NEVER, np.int64)
        for _, entered in self._entering.worth(slice(None), multipliers, before):
            np.maximum(best, entered, out=best)
        best[best < NEVER // 2] = NEVER
        return best

    def entry(
        self, pair: NDArray[np.int64], multipliers: NDArray[np.int64], before: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """
        Find the round in which entering a post is worth most.

        Parameters
        ----------
        pair : ndarray of int, shape (m,)
            Positions of pairs.
        multipliers : ndarray of int, shape (R,)
            In units of 1/SCALE points.
        before : ndarray of int, shape (P, T)
            Best worth at the present post up to each round.

        Returns
        -------
        ndarray of int, shape (m,)
            The earliest of the best rounds.
        """
        best, entry = np.full(len(pair), NEVER // 2, np.int64), np.zeros(len(pair), np.int64)
        for t, entered in self._entering.worth(pair, multipliers, before):
            is_better = entered >= best
            best[is_better], entry[is_better] = entered[is_better], t
        return entry

    @cached_property
    def _entering(self) -> Entering:
        """What entering is worth, laid out for pricing."""
        return Entering.of(self.person, self.post, self.may, self.move, self.holding)

    def part(self, pairs: slice, people: NDArray[np.int64]) -> "Market":
        """
        Cut out the pairs of some people, without copying what is large.

        Parameters
        ----------
        pairs : slice
            Where their pairs lie.
        people : ndarray of int, shape (P,)
            Their positions; in the part they are counted in this order.

        Returns
        -------
        Market
            A market of these people alone.
        """
        place = np.full(self.people, -1, np.int32)
        place[people] = np.arange(len(people))
        return Market(
            len(people), place[self.person[pairs]], self.post[pairs], self.may[pairs], self.move.take(pairs),
            self.holding.take(pairs), self.staying.take(people),
        )  # fmt: skip

    def in_order(self, people: NDArray[np.int64]) -> "Market":
        """
        Lay the pairs out in another order of people.

        Parameters
        ----------
        people : ndarray of int, shape (P,)
            All people, in the order wanted.

        Returns
        -------
        Market
            The same pairs.
        """
        place = np.empty(self.people, np.int64)
        place[people] = np.arange(self.people)
        order = np.argsort(place[self.person], kind="stable")
        return Market(
            self.people, self.person[order], self.post[order], self.may[order], self.move.take(order),
            self.holding.take(order), self.staying,
        )  # fmt: skip

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
    people = len(arrays.case.persons)
    posts = max(len(arrays.posts_of_field[f]) for f in np.unique(arrays.person_field))
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
        _joined([part.move for part in parts]),
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

    def holding(p: NDArray, k: NDArray, use: list[Use]) -> Holding:
        points = np.where(served[p, k], lawful.value[p, k], 0).astype(np.int32)
        return Holding(points, use, lawful.last[p, k].astype(np.int8))

    hold, change = _uses(_pairs(nodes, p, k), rules)
    return Market(
        len(nodes.persons),
        nodes.persons[p].astype(np.int32),
        nodes.post[p, k],
        may[p, k],
        Holding(lawful.move[p, k].astype(np.int32), change, lawful.last[p, k].astype(np.int8)),
        holding(p, k, hold),
        holding(everybody, present, _uses(_pairs(nodes, everybody, present), rules)[0]),
    )


def _pairs(nodes: Nodes, p: NDArray, k: NDArray) -> Nodes:
    """Some pairs of person and post, each laid out as a person with the present node and that one."""
    post = np.stack([nodes.post[p, 0], nodes.post[p, k]], axis=1)
    role = np.full((len(p), 2, 1), -1, np.int32)
    nothing = np.zeros(role.shape, np.int32)
    return Nodes(nodes.arrays, nodes.persons[p], post, role, nothing, nothing > 0)


def _uses(nodes: Nodes, rules: Sequence[RuleInForce]) -> tuple[list[Use], list[Use]]:
    """
    Rows that each pair uses and how much, shape (n, T): by holding the post, and by the change to it.

    There are as many entries for any people.
    """
    hold: list[Use] = []
    change: list[Use] = []
    offset = 0
    shape = (len(nodes.persons), nodes.arrays.rounds)
    for block in coupling.row_blocks(nodes, rules):
        for usage in block.usage:
            is_leave = usage.event == "leave"
            row = np.broadcast_to(usage.row, (len(nodes.persons), 2, *usage.row.shape[2:]))
            row = row[:, 0 if is_leave else 1, 0]
            amount = np.asarray(usage.amount)
            amount = amount[:, 0 if is_leave else -1, 0]
            used = row >= 0
            if usage.place is not None:
                place = np.broadcast_to(usage.place, (len(nodes.persons), 2, 1))[:, :, 0]
                mine = place[:, 0 if is_leave else 1]
                used = used & ((place[:, 0] != place[:, 1]) & (mine != -1))[:, None]
            row = np.where(used, row + offset, -1).astype(np.int32)
            sides = (np.broadcast_to(row, shape), np.broadcast_to(amount.astype(np.int32), shape))
            (hold if usage.event == "hold" else change).append(sides)
        offset += len(block.keys)
    return hold, change


def _joined(parts: list[Holding]) -> Holding:
    use = [
        tuple(np.concatenate([part.use[i][side] for part in parts]) for side in (0, 1))
        for i in range(len(parts[0].use))
    ]
    points = np.concatenate([part.points for part in parts])
    end = np.concatenate([part.end for part in parts])
    return Holding(points, [each for each in use if each[0].max(initial=-1) >= 0], end)


__all__ = ["NEVER", "Market", "all_posts", "survey"]
