"""Paths with one change, priced exactly, and which nodes a path with more changes could be better with."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.certificate.parts import Placed
from optimizer.certificate.prices import NEVER, POSSIBLE, Prices


@dataclass(frozen=True)
class Outlook:
    """
    What paths of one change earn, and where more changes might earn more.

    Attributes
    ----------
    best : ndarray of int, shape (P,)
        Worth of the best path that stays or changes once, from the present node.
    useful : ndarray of bool, shape (P, K)
        Nodes that a better path could hold; node 0 is among them where there are any.
    """

    best: NDArray[np.int64]
    useful: NDArray[np.bool_]


def outlook(prices: Prices) -> Outlook:
    """
    Price single changes, and bound what follows them.

    Parameters
    ----------
    prices : Prices
        Of all nodes of some people; only changes from node 0 are in question.

    Returns
    -------
    Outlook
        A node that is not useful is on no path better than ``best``. For later changes every pair of nodes is
        taken as lawful and as sharing no place that costs, which can only add nodes.
    """
    held, ended, rounds = prices.held, prices.ended, prices.nodes.shape[2]
    begun = _first_changes(prices)
    whole = _lawful(_since(begun, held[:, :, :-1]) + ended[:, :, None])
    best = np.maximum(_lawful(ended[:, 0]), whole.max(axis=(1, 2), initial=NEVER))

    relaxed = _relaxed(prices, begun)
    arrive, ready = _onto(relaxed)
    onward, tail = _from(relaxed)
    as_target = arrive[:, None, :] + relaxed.entering + tail
    as_source = ready + onward[:, None, :rounds]
    # A first change may be followed by changes of roles alone.
    to_end = _lawful(_since(relaxed.begun, relaxed.held[:, :, :-1]) + relaxed.ended[:, :, None])
    most = np.maximum(np.maximum(as_target, as_source), to_end)
    useful = (most > np.maximum(best, POSSIBLE)[:, None, None]).any(axis=2)
    useful[:, 0] |= useful.any(axis=1)
    return Outlook(best, useful)


@dataclass(frozen=True)
class _Relaxed:
    """
    Prices of nodes in the most favourable reading, each of shape (P, K, T) or (P, K).

    A node stands for all nodes of its post, so that changes of roles within a post are free.
    """

    begun: NDArray[np.int64]
    held: NDArray[np.int64]
    ended: NDArray[np.int64]
    entering: NDArray[np.int64]
    leaving: NDArray[np.int64]
    stay: NDArray[np.int64]
    last: NDArray[np.int64]


def _relaxed(prices: Prices, begun: NDArray[np.int64]) -> _Relaxed:
    """Read the prices of every later change as if it shared no place that costs, and were always lawful."""
    fees, parts = prices.fees, prices.parts
    entering = prices.entered - fees.enter - _least(fees.entering, prices)
    entering = np.where(prices.may_enter, entering, NEVER)
    leaving = fees.leave + _least(fees.leaving, prices)
    worth, stay, end = np.diff(prices.held, axis=2), parts.stay.copy(), fees.end.copy()
    serving = np.flatnonzero((prices.nodes.role >= 0).any(axis=(1, 2)))
    if len(serving):
        group = np.where(prices.nodes.own_post, -1, prices.nodes.post)[serving]
        for table, sign in ((begun, 1), (entering, 1), (worth, 1), (leaving, -1), (stay, -1), (end, -1)):
            table[serving] = sign * _most_of_group(sign * table[serving], group)
    held = np.zeros_like(prices.held)
    np.cumsum(worth, axis=2, out=held[:, :, 1:])
    ended = np.take_along_axis(held, parts.last[:, :, None], axis=2)[:, :, 0] - end
    return _Relaxed(begun, held, ended, entering, leaving, stay, parts.last)


def _most_of_group(values: NDArray[np.int64], group: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give each node the greatest value among the nodes of its group; group -1 stays as it is."""
    person = np.broadcast_to(np.arange(len(group))[:, None], group.shape)
    most = np.full((len(group), int(group.max(initial=0)) + 1, *values.shape[2:]), 100 * NEVER, np.int64)
    is_real = group >= 0
    np.maximum.at(most, (person[is_real], group[is_real]), values[is_real])
    found = most[person, np.maximum(group, 0)]
    return np.where(is_real.reshape(*group.shape, *[1] * (values.ndim - 2)), found, values)


def _onto(relaxed: _Relaxed) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Best worth of being ready to change in each round: by person, and at each node other than node 0."""
    begun, held = relaxed.begun, relaxed.held
    people, count, rounds = begun.shape
    arrive = np.full((people, rounds), NEVER, np.int64)
    ready = np.full((people, count, rounds), NEVER, np.int64)
    since = np.full((people, count), 10 * NEVER, np.int64)
    for t in range(rounds):
        for e in range(t):
            came = _since(begun[:, :, e], held[:, :, e])
            np.maximum(since, came, out=since, where=e + relaxed.stay == t)
        may = t < relaxed.last
        may[:, 0] = False
        ready[:, :, t] = _lawful(np.where(may, since + held[:, :, t] - relaxed.leaving[:, :, t], NEVER))
        arrive[:, t] = ready[:, :, t].max(axis=1)
        onto = arrive[:, None, t] + relaxed.entering[:, :, t]
        begun[:, :, t] = _lawful(np.maximum(begun[:, :, t], onto))
    return arrive, ready


def _from(relaxed: _Relaxed) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Best worth of what follows a change in each round: by person, and from each beginning of a stay."""
    held, leaving, last = relaxed.held, relaxed.leaving, relaxed.last
    people, count, rounds = relaxed.begun.shape
    onward = np.full((people, rounds + 1), NEVER, np.int64)
    tail = np.empty((people, count, rounds), np.int64)
    for t in range(rounds - 1, -1, -1):
        rest = np.where(t < last, relaxed.ended - held[:, :, t], NEVER)
        for later in range(t + 1, rounds):
            gone = held[:, :, later] - held[:, :, t] - leaving[:, :, later] + onward[:, None, later]
            np.maximum(rest, gone, out=rest, where=(later < last) & (t + relaxed.stay <= later))
        tail[:, :, t] = rest = _lawful(rest)
        onward[:, t] = _lawful(relaxed.entering[:, :, t] + rest).max(axis=1)
    return onward, tail


def _first_changes(prices: Prices) -> NDArray[np.int64]:
    """Worth of leaving node 0 for each node in each round, before it is held; shape (P, K, T)."""
    parts, fees = prices.parts, prices.fees
    rounds = np.arange(prices.nodes.shape[2])
    own = prices.nodes.own_post[:, :, None]
    may = prices.may_enter & parts.follows[:, :1].transpose(0, 2, 1)
    may &= (own | (rounds >= parts.earliest_leave[:, None, None])) & (rounds < parts.last[:, :1, None])
    may[:, 0] = False
    worth = prices.held[:, :1, :-1] + prices.entered - fees.enter - fees.leave[:, :1]
    for placed in fees.leaving:
        here, there = placed.place[:, :1], placed.place
        fires = (here != -1) & ~(here[:, :, :, None] == there[:, :, None, :]).any(axis=3)
        worth = worth - (fires[..., None] * placed.fee[:, :1]).sum(axis=2)
    for placed in fees.entering:
        here, there = placed.place[:, :1], placed.place
        fires = (there != -1) & ~(there[:, :, :, None] == here[:, :, None, :]).any(axis=3)
        worth = worth - (fires[..., None] * placed.fee).sum(axis=2)
    return _lawful(np.where(may, worth, NEVER))


def _least(uses: list[Placed], prices: Prices) -> NDArray[np.int64]:
    """The least that such uses can cost, whatever the other side of the change, shape (P, K, T)."""
    least = np.zeros(prices.nodes.shape, np.int64)
    for placed in uses:
        fires = (placed.place != -1)[..., None]
        least += np.where(fires, np.minimum(placed.fee, 0), 0).sum(axis=2)
    return least


def _since(begun: NDArray[np.int64], held: NDArray[np.int64]) -> NDArray[np.int64]:
    """Worth of the beginning of a stay less what holding the node until then would have been worth."""
    return np.where(begun > POSSIBLE, begun - held, 10 * NEVER)


def _lawful(worth: NDArray[np.int64]) -> NDArray[np.int64]:
    """Take away what holds something unlawful, so that it is never carried on and cancelled."""
    return np.where(worth > POSSIBLE, worth, NEVER)


__all__ = ["Outlook", "outlook"]
