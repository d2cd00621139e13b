"""
Nodes that good plans hardly need, taken off the shortlist again.

Shortlists grow at prices that turn out wrong. A post taken off becomes one of the posts left out, which the
bound counts; nodes with roles stay, for nothing else counts them.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from optimizer.candidates import Shortlist
from optimizer.engine.columns import Columns
from optimizer.engine.crew import Crew
from optimizer.engine.network import SCALE
from optimizer.nodes import Nodes
from optimizer.prospects import Prospects

MOST_LOSS = 80 * SCALE
"""How much less than the best path of the person the best one that ends in a node may be worth."""


def losses(crew: Crew, multipliers: NDArray[np.int64]) -> NDArray[np.int64]:
    """
    Compare the best path that ends in each node with the best path of its person.

    Parameters
    ----------
    crew : Crew
        All people.
    multipliers : ndarray of int, shape (R,)
        In units of 1/SCALE points.

    Returns
    -------
    ndarray of int, shape (P, K)
        In the same units; very large where no path ends in the node, and for missing nodes.
    """
    worth = np.full(crew.nodes.post.shape, np.iinfo(np.int64).min // 2, np.int64)
    for people, layers in zip(crew.blocks, crew.layers, strict=True):
        for layer in layers:
            ends = layer.pricer.price(multipliers).whole.max(axis=0)
            place = layer.place
            if place is None:
                place = np.broadcast_to(np.arange(ends.shape[1]), ends.shape)
            p, k = np.nonzero(place >= 0)
            at = (people[layer.who[p]], place[p, k])
            worth[at] = np.maximum(worth[at], ends[p, k])
    return worth.max(axis=1)[:, None] - worth


def prune(
    shortlist: Shortlist,
    blocks: Sequence[Prospects],
    loss: NDArray[np.int64],
    beyond: Sequence[tuple[NDArray[np.int64], NDArray[np.int64]]],
    needed: Columns,
) -> tuple[Shortlist, NDArray[np.int64]]:
    """
    Take nodes that lose much off the list.

    Parameters
    ----------
    shortlist : Shortlist
        The list so far.
    blocks : sequence of Prospects
        Lawful pairs.
    loss : ndarray of int, shape (P, K)
        What each node loses, see `losses`.
    beyond : sequence of (pair, worth)
        Block by block, the pairs that would promise more than ``-MOST_LOSS`` as posts left out, beyond their
        person's best path. It is more than the worth of a node, for a promise does not count what leaving a
        role costs.
    needed : Columns
        Paths whose nodes stay.

    Returns
    -------
    shortlist : Shortlist
        The shorter list.
    place : ndarray of int, shape (P, K)
        Where each node stands now; -1 where it was taken off.
    """
    nodes = shortlist.nodes
    keep = nodes.real & (nodes.own_post | (loss <= MOST_LOSS))
    promising = [_keys_of(nodes, block, pair) for block, (pair, _) in zip(blocks, beyond, strict=True)]
    keep |= np.isin(_of_nodes(nodes), np.concatenate(promising)) & nodes.real & ~nodes.own_post
    keep[:, 0] = True
    row, t = np.nonzero(needed.path >= 0)
    keep[needed.person[row], needed.path[row, t]] = True
    place = np.where(keep, np.cumsum(keep, axis=1) - 1, -1)
    order = np.argsort(~keep, axis=1, kind="stable")[:, : int(keep.sum(axis=1).max())]
    everybody = np.arange(len(order))
    shorter = nodes.laid_out(everybody, np.where(keep[everybody[:, None], order], order, -1))
    known = _of_nodes(shorter)[shorter.real & ~shorter.own_post]
    everything = (_keys_of(shorter, block, np.arange(len(block))) for block in blocks)
    return Shortlist(shorter, [np.isin(keys, known) for keys in everything]), place


def _of_nodes(nodes: Nodes) -> NDArray[np.int64]:
    """Keys of nodes; those at other posts serve one role at most."""
    return _keys(nodes, nodes.persons[:, None], nodes.post, nodes.role[:, :, 0])


def _keys_of(nodes: Nodes, block: Prospects, pair: NDArray[np.int64]) -> NDArray[np.int64]:
    """Keys of some pairs."""
    return _keys(nodes, block.people[block.person(pair)], block.post[pair], block.served(pair)[:, 0])


def _keys(nodes: Nodes, person: NDArray, post: NDArray, role: NDArray) -> NDArray[np.int64]:
    roles = len(nodes.arrays.role_pairs) + 1
    return (person.astype(np.int64) * len(nodes.case.posts) + post) * roles + role + 1


def moved(columns: Columns, place: NDArray[np.int64]) -> Columns:
    """
    Name the nodes of paths by their new places.

    Parameters
    ----------
    columns : Columns
        Paths.
    place : ndarray of int, shape (P, K)
        Where each node stands now; -1 where it was taken off.

    Returns
    -------
    Columns
        The paths all of whose nodes are still there.
    """
    path = columns.path
    now = np.where(path >= 0, place[columns.person[:, None], path], path)
    is_whole = ((path < 0) == (now < 0)).all(axis=1)
    return replace(columns, path=now.astype(path.dtype)).take(np.flatnonzero(is_whole))


__all__ = ["losses", "moved", "prune"]
