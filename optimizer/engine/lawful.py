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
        A change of post from node k to node l is allowed.
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
    enter, hold, serves = (np.ones(full, bool) for _ in range(3))
    follows = np.ones((people, count if nodes.pairs else 1, count), bool)
    earliest = np.zeros(people, np.int64)
    stay, keep = np.ones((people, count), np.int64), np.zeros((people, count), np.int64)
    value, overdue, move = (np.zeros(full, np.int64) for _ in range(3))
    for rule, params in rules:
        part: PricingPart = rule.pricing(nodes, params)
        for joined, array in ((enter, part.enter), (hold, part.hold), (serves, part.serves)):
            if array is not None:
                joined &= array
        if part.follows is not None:
            follows &= part.follows
        if part.earliest_leave is not None:
            np.maximum(earliest, part.earliest_leave, out=earliest)
        for longest, array in ((stay, part.min_stay), (keep, part.keep)):
            if array is not None:
                np.maximum(longest, array, out=longest)
        for total, array in ((value, part.value), (overdue, part.overdue), (move, part.move)):
            if array is not None:
                total += array
    value += np.where(nodes.own_post[:, :, None], overdue, 0)
    served = np.logical_and.accumulate(serves, axis=2)
    last = served.sum(axis=2)
    hold &= nodes.real[:, :, None]
    round_index = np.arange(rounds)
    lasts = (last == rounds)[:, :, None] | (round_index + keep[:, :, None] <= last[:, :, None])
    enter &= served & nodes.real[:, :, None] & lasts
    return Lawful(enter, hold, follows, last, earliest, np.maximum(stay, keep), value, move)
