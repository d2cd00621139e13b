"""
A path as events: what it holds, enters and leaves, in which round, and what that is worth and uses.

This is the second road to a path's price: points and uses are looked up event by event, without the
dynamic programme.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from optimizer.engine.network import Network
from optimizer.engine.paths import GONE
from optimizer.engine.rows import Family, SlotUse


def points(network: Network, p: NDArray, path: NDArray) -> NDArray[np.int64]:
    """
    Add up the points of paths.

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
    ndarray of int, shape (n,)
        Points for holding and for moving; slack of rows is not part of it.
    """
    i, t = np.nonzero(path != GONE)
    total = np.bincount(i, network.points[t, p[i], path[i, t]], minlength=len(p)).astype(np.int64)
    i, t, _, target = changes(path)
    return total + np.bincount(i, network.move[t, p[i], target], minlength=len(p)).astype(np.int64)


def activity(network: Network, p: NDArray, path: NDArray) -> NDArray[np.int64]:
    """
    Add up what paths use of each row, without telling them apart.

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
    ndarray of int, shape (R,)
        Units used.
    """
    i, t = np.nonzero(path != GONE)
    total = _counted((t * network.people + p[i]) * network.count + path[i, t], network.uses.hold)
    for family, use, events in _events(network, p, path):
        _, position = _fired(network, family, use, p, events)
        total += _counted(position, use.matrix)
    return total


def changes(path: NDArray) -> tuple[NDArray, NDArray, NDArray, NDArray]:
    """
    Find the changes of node inside paths, those in round 0 included.

    Parameters
    ----------
    path : ndarray of int, shape (n, T)
        Node held in each round, ``GONE`` after the end of service.

    Returns
    -------
    i, t, source, target : ndarray of int
        Path, round, node left and node entered.
    """
    before = _before(path)
    i, t = np.nonzero((path != before) & (path != GONE))
    return i, t, before[i, t].astype(np.int64), path[i, t].astype(np.int64)


def endings(path: NDArray) -> tuple[NDArray, NDArray, NDArray]:
    """
    Find the ends of service inside the horizon.

    Parameters
    ----------
    path : ndarray of int, shape (n, T)
        Node held in each round, ``GONE`` after the end of service.

    Returns
    -------
    i, t, node : ndarray of int
        Path, first round without service, and the node held until then.
    """
    before = _before(path)
    i, t = np.nonzero((path == GONE) & (before != GONE))
    return i, t, before[i, t].astype(np.int64)


def _before(path: NDArray) -> NDArray:
    """Node held in the round before; node 0 before round 0."""
    before = np.zeros_like(path)
    before[:, 1:] = path[:, :-1]
    return before


def uses(network: Network, p: NDArray, path: NDArray) -> sparse.csr_array:
    """
    Look up what paths use of each row.

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
    sparse integer matrix, shape (n, R)
        Units used.
    """
    count = network.count
    i, t = np.nonzero(path != GONE)
    total = _summed(i, (t * network.people + p[i]) * count + path[i, t], network.uses.hold, len(p))
    for family, use, events in _events(network, p, path):
        event, position = _fired(network, family, use, p, events)
        if len(event):
            total = total + _summed(event, position, use.matrix, len(p))
    return total


Events = tuple[NDArray, NDArray, NDArray, NDArray]
"""Path, round and node of events, and which of their slots keep silent."""


def _events(network: Network, p: NDArray, path: NDArray) -> Iterator[tuple[Family, SlotUse, Events]]:
    """Yield every use of a change or an ending with the events to which it belongs."""
    i, t, source, target = changes(path)
    end_i, end_t, end_k = endings(path)
    for family in network.uses.families:
        silent = np.zeros((len(end_i), family.place.shape[2]), bool)
        if len(family.leave.index):
            yield family, family.leave, (i, t, source, network.shared(family, p[i], source, target))
        if len(family.enter.index):
            yield family, family.enter, (i, t, target, network.shared(family, p[i], target, source))
        if len(family.end.index):
            yield family, family.end, (end_i, end_t, end_k, silent)


def _fired(
    network: Network, family: Family, use: SlotUse, p: NDArray, events: Events
) -> tuple[NDArray, NDArray]:
    """Slots that fire: the path of each, and its row of the compiled use."""
    i, t, k, silent = events
    slots = family.place.shape[2]
    flat = ((t * network.people + p[i]) * network.count + k)[:, None] * slots + np.arange(slots)
    position = np.minimum(np.searchsorted(use.index, flat), len(use.index) - 1)
    event, slot = np.nonzero((use.index[position] == flat) & ~silent)
    return i[event], position[event, slot]


def _counted(index: NDArray, matrix: sparse.csr_array) -> NDArray[np.int64]:
    """Sum of rows ``index`` of a matrix, each as often as it is named."""
    return matrix.T @ np.bincount(index, minlength=matrix.shape[0])


def _summed(i: NDArray, index: NDArray, matrix: sparse.csr_array, paths: int) -> sparse.csr_array:
    """Sum rows ``index`` of a matrix into the paths ``i``."""
    ones = np.ones(len(i), np.int64)
    pick = sparse.csr_array((ones, (i, index)), shape=(paths, matrix.shape[0]))
    return pick @ matrix
