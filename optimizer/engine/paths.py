"""
Paths read back from a pricing: which nodes a person holds in which rounds.

The way back recomputes each step from the prices and compares it with what pricing found, so that a
fault in either shows itself at once.
"""

import numpy as np
from numpy.typing import NDArray

from optimizer.engine.network import POSSIBLE, UNREACHED, Network
from optimizer.engine.pricing import Priced, Prices
from optimizer.errors import SolveError

GONE = -1
"""Node of a round after the end of service."""


def best_ends(
    priced: Priced, most: int, within: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """
    Choose the best ends of paths of each person.

    Parameters
    ----------
    priced : Priced
        Result of pricing.
    most : int
        Most ends per person.
    within : ndarray of int, shape (P,)
        Least worth of an end other than the best one, in units of 1/SCALE points.

    Returns
    -------
    p, k, t : ndarray of int, shape (n,)
        Person, last node and first round of the last stay; the best end of a person comes first.
    """
    rounds, people, count = priced.whole.shape
    worth = priced.whole.transpose(1, 2, 0).reshape(people, count * rounds)
    if most == 1:
        end = worth.argmax(axis=1)
        p = np.flatnonzero(worth[np.arange(people), end] >= POSSIBLE)
        return p, end[p] // rounds, end[p] % rounds
    most = min(most, worth.shape[1])
    if most < worth.shape[1]:
        chosen = np.argpartition(-worth, most - 1, axis=1)[:, :most]
    else:
        chosen = np.broadcast_to(np.arange(most), (people, most))
    values = np.take_along_axis(worth, chosen, axis=1)
    order = np.argsort(-values, axis=1, kind="stable")
    chosen, values = np.take_along_axis(chosen, order, 1), np.take_along_axis(values, order, 1)
    keep = (values >= within[:, None]) & (values >= POSSIBLE)
    keep[:, 0] = values[:, 0] >= POSSIBLE
    p, position = np.nonzero(keep)
    end = chosen[p, position]
    return p, end // rounds, end % rounds


def trace(network: Network, priced: Priced, p: NDArray, k: NDArray, t: NDArray) -> NDArray[np.int16]:
    """
    Read back the paths that end in given stays.

    Parameters
    ----------
    network : Network
        Career network of some people.
    priced : Priced
        Result of pricing them.
    p, k, t : ndarray of int, shape (n,)
        Person, last node and first round of the last stay.

    Returns
    -------
    ndarray of int16, shape (n, T)
        Node held in each round, ``GONE`` after the end of service.

    Raises
    ------
    SolveError
        When a step back does not reach the worth that pricing found.
    """
    rounds = network.rounds
    by_round = np.arange(rounds)
    held = (by_round >= t[:, None]) & (by_round < network.last[p, k][:, None])
    path = np.where(held, k[:, None], GONE).astype(np.int16)
    k, t = k.copy(), t.copy()
    open_ = np.flatnonzero((k != 0) | (t != 0))
    open_ = open_[~_straight(network, priced, path, p, k, t, open_)]
    while len(open_):
        source, since = _step_back(network, priced, p[open_], k[open_], t[open_])
        held = (by_round >= since[:, None]) & (by_round < t[open_][:, None])
        path[open_] = np.where(held, source[:, None], path[open_])
        k[open_], t[open_] = source, since
        open_ = open_[(source != 0) | (since != 0)]
    return path


def _straight(
    network: Network, priced: Priced, path: NDArray, p: NDArray, k: NDArray, t: NDArray, open_: NDArray
) -> NDArray[np.bool_]:
    """
    Fill in the paths that come from node 0 directly, which are most, and tell which ones these are.

    One arc is priced for each instead of all.
    """
    p, k, t = p[open_], k[open_], t[open_]
    prices = priced.prices
    worth = prices.so_far[t, p, 0] + prices.leave[t, p, 0] + prices.enter[t, p, k]
    worth += _rebate(network, prices, p, np.zeros_like(k), k, t)
    direct = network.first[p, 0, k] & (worth == priced.began[t, p, k])
    rows = open_[direct]
    path[rows] = np.where(np.arange(network.rounds) < t[direct][:, None], 0, path[rows])
    return direct


def _step_back(
    network: Network, priced: Priced, p: NDArray, k: NDArray, t: NDArray
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The stay before the one in node k from round t: its node and its first round."""
    prices = priced.prices
    fixed = prices.so_far[t, p] + prices.leave[t, p] + _arc_prices(network, priced, p, k, t)
    fixed += prices.enter[t, p, k][:, None]
    best = np.full(len(p), 2 * UNREACHED, np.int64)
    source, since = np.zeros(len(p), np.int64), np.zeros(len(p), np.int64)
    for e in range(network.rounds):
        ready = e + network.stay[p] <= t[:, None]
        if e == 0:
            ready[:, 0] = True
        worth = np.where(
            ready & (e <= t[:, None]), priced.began[e, p] - prices.so_far[e, p] + fixed, 2 * UNREACHED
        )
        node = worth.argmax(axis=1)
        found = worth[np.arange(len(p)), node]
        better = found > best
        best, source, since = (
            np.where(better, new, old) for new, old in ((found, best), (node, source), (e, since))
        )
    if not np.array_equal(best, priced.began[t, p, k]):
        raise SolveError("the way back along a path does not reach the worth that pricing found")
    return source, since


def _arc_prices(network: Network, priced: Priced, p: NDArray, k: NDArray, t: NDArray) -> NDArray[np.int64]:
    """What a change from each node into node k costs beyond leaving and entering, shape (n, K)."""
    count = network.count
    extra = np.full((len(p), count), UNREACHED, np.int64)
    extra[:, : network.own_count][network.first[p, :, k]] = 0
    row_of = np.full(network.people, -1, np.int64)
    row_of[network.later_people] = np.arange(len(network.later_people))
    row = row_of[p]
    if len(network.later_people):
        extra[(row >= 0)[:, None] & network.later[row, :, k]] = 0
    every = np.arange(count)
    sides = (np.repeat(p, count), np.tile(every, len(p)), np.repeat(k, count), np.repeat(t, count))
    return extra + _rebate(network, priced.prices, *sides).reshape(len(p), count)


def _rebate(
    network: Network, prices: Prices, p: NDArray, source: NDArray, target: NDArray, t: NDArray
) -> NDArray[np.int64]:
    """What changes do not pay for the places that they keep, shape (n,)."""
    total = np.zeros(len(p), np.int64)
    for family in network.uses.families:
        for use, mine, other in ((family.leave, source, target), (family.enter, target, source)):
            if not len(use.index) or (family.place < 0).all():
                continue
            slots = family.place.shape[2]
            flat = ((t * network.people + p) * network.count + mine)[:, None] * slots + np.arange(slots)
            at = np.minimum(np.searchsorted(use.index, flat), len(use.index) - 1)
            kept = network.shared(family, p, mine, other) & (use.index[at] == flat)
            price = use.matrix @ prices.multipliers
            total += np.where(kept, price[at], 0).sum(axis=1)
    return total


def returns(network: Network, p: NDArray, path: NDArray) -> NDArray[np.bool_]:
    """
    Tell which paths come back to a post or a role that they have left.

    Parameters
    ----------
    network : Network
        Career network of some people.
    p : ndarray of int, shape (n,)
        Person of each path.
    path : ndarray of int, shape (n, T)
        Node held in each round, ``GONE`` after the end of service.

    Returns
    -------
    ndarray of bool, shape (n,)
        Such paths are priced, which keeps the bound valid, but no plan may use them.
    """
    there = path >= 0
    who = p[:, None]
    post = np.where(there, network.nodes.post[who, path], -1)
    role = np.where(there[:, :, None], network.nodes.role[who, path], -1)
    back = np.zeros(len(p), bool)
    for late in range(2, path.shape[1]):
        for early in range(late - 1):
            between = slice(early + 1, late)
            same = (post[:, late] == post[:, early]) & (post[:, late] >= 0)
            back |= same & (post[:, between] != post[:, late : late + 1]).any(axis=1)
            for s in range(role.shape[2]):
                wanted = role[:, late, s]
                had = (role[:, early] == wanted[:, None]).any(axis=1) & (wanted >= 0)
                kept = (role[:, between] == wanted[:, None, None]).any(axis=2).all(axis=1)
                back |= had & ~kept
    return back


def stay_put(network: Network) -> NDArray[np.int16]:
    """
    Give the path on which everybody keeps node 0 to the end of service.

    Parameters
    ----------
    network : Network
        Career network of some people.

    Returns
    -------
    ndarray of int16, shape (P, T)
        Node held in each round; not every such path need be lawful.
    """
    held = np.arange(network.rounds) < network.last[:, :1]
    return np.where(held, 0, GONE).astype(np.int16)
