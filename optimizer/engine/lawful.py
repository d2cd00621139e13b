"""
What all rules together say about single paths: their parts joined, in an order-free way.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optimizer.nodes import Nodes
from optimizer.rules._base import PricingPart, Rule

RuleInForce = tuple[Rule, Sequence[Any]]
"""A rule with its parameters in force in each round."""


@dataclass(frozen=True)
class Lawful:
    """
    Joined parts of all rules; the axes have full length.

    Attributes
    ----------
    enter, hold : ndarray of bool, shape (P, K, T)
        Node k may be entered, may be held in round t.
    follows : ndarray of bool, shape (P, K, K) or (P, 1, K)
        A change from node k to node l, of post or of roles, is allowed.
    last : ndarray of int, shape (P, K)
        First round in which service has ended in node k; T when it lasts.
    earliest_leave : ndarray of int, shape (P,)
        First round in which the present post may be left.
    stay : ndarray of int, shape (P, K)
        Rounds that a newly entered node is kept, at least 1.
    value, move : ndarray of int, shape (P, K, T)
        Points for holding node k in round t, and for entering it by a change of post.
    """

    enter: NDArray[np.bool_]
    hold: NDArray[np.bool_]
    follows: NDArray[np.bool_]
    last: NDArray[np.int64]
    earliest_leave: NDArray[np.int64]
    stay: NDArray[np.int64]
    value: NDArray[np.int64]
    move: NDArray[np.int64]


def join(nodes: Nodes, rules: Sequence[RuleInForce]) -> Lawful:
    """
    Ask every rule for its part and join the parts.

    Parameters
    ----------
    nodes : Nodes
        Candidate nodes of some people.
    rules : sequence of (Rule, parameters)
        Rules with the parameters in force in each round.

    Returns
    -------
    Lawful
        Conjunctions, sums and maxima over all rules. Overdue points are already added to the value of
        the nodes at the present post.
    """
    people, count, rounds = nodes.shape
    full = (people, count, rounds)
    enter, hold, serves, follows = (Joined(np.logical_and) for _ in range(4))
    value, overdue, move = (Joined(np.add) for _ in range(3))
    earliest, stay, keep = (Joined(np.maximum) for _ in range(3))
    for rule, params in rules:
        part: PricingPart = rule.pricing(nodes, params)
        for joined, array in (
            (enter, part.enter),
            (hold, part.hold),
            (serves, part.serves),
            (follows, part.follows),
            (earliest, part.earliest_leave),
            (stay, part.min_stay),
            (keep, part.keep),
            (value, part.value),
            (overdue, part.overdue),
            (move, part.move),
        ):
            if array is not None:
                joined.take(array)
    served = np.logical_and.accumulate(serves.whole(full, True), axis=2)
    last = served.sum(axis=2)
    kept = keep.whole((people, count), 0)
    real = nodes.real[:, :, None]
    lasts = (last == rounds)[:, :, None] | (np.arange(rounds) + kept[:, :, None] <= last[:, :, None])
    points = value.whole(full, 0)
    points += np.where(nodes.own_post[:, :, None], overdue.whole(full, 0), 0)
    return Lawful(
        enter=enter.whole(full, True) & served & real & lasts,
        hold=hold.whole(full, True) & real,
        follows=follows.whole((people, count if nodes.pairs else 1, count), True) & ~_second_thoughts(nodes),
        last=last,
        earliest_leave=earliest.whole((people,), 0),
        stay=np.maximum(np.maximum(stay.whole((people, count), 1), kept), 1),
        value=points,
        move=move.whole(full, 0),
    )


def _second_thoughts(nodes: Nodes) -> NDArray[np.bool_]:
    """
    Changes of roles at the present post after a new role was begun there, shape (P, K or 1, K).

    They are left out of the network: with them a path could drop a role and begin it again, which no
    state of the dynamic programme would notice. Candidates offer each person few new roles anyway.
    """
    known = (nodes.role[:, :, :, None] == nodes.role[:, :1, None, :]).any(axis=3)
    has_begun = ((nodes.role >= 0) & ~known).any(axis=2) & nodes.own_post
    source = has_begun if nodes.pairs else has_begun[:, :1]
    return source[:, :, None] & nodes.own_post[:, None, :]


class Joined:
    """
    Parts joined by an operation; parts of equal shape are joined first, while they are small.

    Parameters
    ----------
    operation : ufunc
        Associative and commutative.
    """

    def __init__(self, operation: np.ufunc) -> None:
        self._operation = operation
        self._parts: dict[tuple[int, ...], NDArray] = {}

    def take(self, part: NDArray) -> None:
        """
        Join one more part.

        Parameters
        ----------
        part : ndarray
            Axes of length 1 stand for no variation.
        """
        known = self._parts.get(part.shape)
        self._parts[part.shape] = part if known is None else self._operation(known, part)

    def whole(self, shape: tuple[int, ...], nothing: bool | int) -> NDArray:
        """
        Join everything to its full shape.

        Parameters
        ----------
        shape : tuple of int
            Shape wanted.
        nothing : bool or int
            Value where no rule says anything.

        Returns
        -------
        ndarray
            A new array.
        """
        joined = np.full(shape, nothing, bool if isinstance(nothing, bool) else np.int64)
        for size in sorted(self._parts):
            self._operation(joined, self._parts[size], out=joined)
        return joined
