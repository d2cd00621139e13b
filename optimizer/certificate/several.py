"""Paths with any number of changes over a few nodes: a plain dynamic programme round by round."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.certificate.prices import NEVER, POSSIBLE, Prices


@dataclass(frozen=True)
class _Changes:
    """Which changes between nodes are lawful by kind, each of shape (P, K, K)."""

    post: NDArray[np.bool_]
    own_roles: NDArray[np.bool_]
    roles: NDArray[np.bool_]


def best_paths(prices: Prices) -> NDArray[np.int64]:
    """
    Price every path over some nodes.

    Parameters
    ----------
    prices : Prices
        Of nodes with changes between any two of them.

    Returns
    -------
    ndarray of int, shape (P,)
        Worth of the best path, in units of ``1 / scale`` points; ``NEVER`` where none is lawful.

    Notes
    -----
    ``worth[e]`` holds the best worth with the stay in this *post* begun in round e; at the present post, in
    this node. Changes of roles within a post that the plan enters are allowed at any time there, and the stay
    in the post is taken as the shortest that any of its nodes asks for. This is wider than the rules by what
    a role's commitment forbids after such a change, and narrower by nothing: the bound stays a bound.
    """
    nodes, parts, held = prices.nodes, prices.parts, prices.held
    people, count, rounds = nodes.shape
    same_post = nodes.post[:, :, None] == nodes.post[:, None, :]
    changes = _changes(prices, same_post)
    stay = np.where(nodes.own_post, parts.stay, _shortest(parts.stay, same_post))
    stay[:, 0] = 0
    worth = np.full((rounds, people, count), NEVER, np.int64)
    worth[0, :, 0] = 0
    best = np.full(people, NEVER, np.int64)
    for t in range(rounds):
        ends = parts.last == t
        final = np.where(ends & (worth > POSSIBLE), worth - prices.fees.end, NEVER)
        best = np.maximum(best, final.max(axis=(0, 2)))
        worth[:, ends] = NEVER
        may_leave = np.arange(rounds)[:, None, None] + stay <= t
        ready = np.where(may_leave, worth, NEVER).max(axis=0)
        gate = np.where(prices.may_enter[:, :, t], prices.entered[:, :, t], NEVER)
        free = np.where(prices.may_enter[:, :, t], 0, NEVER)
        may_go = ~nodes.own_post | (t >= parts.earliest_leave[:, None])
        # A stay that may not end yet may change its roles, where there are any.
        begun = worth.max(axis=0) if changes.roles.any() else ready
        source = np.flatnonzero((begun > POSSIBLE).any(axis=0))
        fee = _fee(prices, source, t)
        arriving = _best_change(ready, fee, changes.post & may_go[:, :, None], source) + gate
        arriving = np.maximum(arriving, _best_change(ready, fee, changes.own_roles, source) + free)
        for e in range(t) if changes.roles.any() else ():
            changed = _best_change(worth[e], fee, changes.roles, source) + free
            worth[e] = np.maximum(worth[e], _lawful(changed))
        worth[t] = np.maximum(worth[t], _lawful(arriving))
        worth = _lawful(worth + (held[:, :, t + 1] - held[:, :, t]))
    return np.maximum(best, worth.max(axis=(0, 2)))


def _changes(prices: Prices, same_post: NDArray[np.bool_]) -> _Changes:
    nodes = prices.nodes
    own = nodes.own_post & nodes.real
    both = prices.parts.follows & nodes.real[:, :, None] & nodes.real[:, None, :]
    both = both & ~np.eye(nodes.shape[1], dtype=bool)
    return _Changes(
        post=both & ~same_post & ~own[:, None, :],
        own_roles=both & own[:, :, None] & own[:, None, :],
        roles=both & same_post & ~own[:, :, None] & ~own[:, None, :],
    )


def _shortest(stay: NDArray[np.int64], same_post: NDArray[np.bool_]) -> NDArray[np.int64]:
    return np.where(same_post, stay[:, None, :], np.iinfo(np.int64).max).min(axis=2)


def _fee(prices: Prices, source: NDArray[np.int64], t: int) -> NDArray[np.int64]:
    """Price of a change from some nodes to every node in round t, shape (P, n, K)."""
    fees = prices.fees
    fee = fees.leave[:, :, t][:, source, None] + fees.enter[:, None, :, t]
    for placed in fees.leaving:
        for s, lost in enumerate(_fires(placed.place[:, source], placed.place)):
            fee += np.where(lost, placed.fee[:, :, s, t][:, source, None], 0)
    for placed in fees.entering:
        for s, won in enumerate(_fires(placed.place, placed.place[:, source])):
            fee += np.where(won.transpose(0, 2, 1), placed.fee[:, None, :, s, t], 0)
    return fee


def _fires(mine: NDArray[np.int64], theirs: NDArray[np.int64]) -> Iterator[NDArray[np.bool_]]:
    """Whether each slot of the first nodes has a place that the others lack, each of shape (P, n, m)."""
    for s in range(mine.shape[2]):
        fires = np.broadcast_to((mine[:, :, s] != -1)[:, :, None], (*mine.shape[:2], theirs.shape[1]))
        for other in range(theirs.shape[2]):
            fires = fires & (mine[:, :, s, None] != theirs[:, None, :, other])
        yield fires


def _best_change(
    ready: NDArray[np.int64], fee: NDArray[np.int64], may: NDArray[np.bool_], source: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Best worth of arriving at each node from some nodes, shape (P, K)."""
    return np.where(may[:, source], ready[:, source][:, :, None] - fee, NEVER).max(axis=1, initial=NEVER)


def _lawful(worth: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.where(worth > POSSIBLE, worth, NEVER)


__all__ = ["best_paths"]
