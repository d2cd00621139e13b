"""
Layers of a block: the network that it was built with, and an annex of nodes that came later.

Building a network costs far more than pricing it. Nodes that a shortlist has got since then are priced in a
small network of their own, beside the present post, until everything is built anew.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from optimizer.engine.columns import Columns
from optimizer.engine.network import Network
from optimizer.engine.pricing import Priced, Pricer
from optimizer.nodes import Nodes


@dataclass(frozen=True)
class Layer:
    """
    A network of some people of a block.

    Attributes
    ----------
    pricer : Pricer
        Prices n people over K nodes.
    who : ndarray of int, shape (n,)
        Their positions in the block.
    place : ndarray of int, shape (n, K), optional
        Position of each node on the shortlist, -1 for none; the same position if missing.
    """

    pricer: Pricer
    who: NDArray[np.int64]
    place: NDArray[np.int64] | None = None

    @property
    def network(self) -> Network:
        """The network."""
        return self.pricer.network

    def on_shortlist(self, columns: Columns, p: NDArray[np.int64]) -> Columns:
        """
        Name the nodes of paths by their positions on the shortlist.

        Parameters
        ----------
        columns : Columns
            Paths over the nodes here.
        p : ndarray of int, shape (N,)
            Person of each, counted here.

        Returns
        -------
        Columns
            The same paths; those that never leave the present node are left out of an annex.
        """
        if self.place is None:
            return columns
        path = columns.path
        named = np.where(path >= 0, self.place[p[:, None], path], path).astype(path.dtype)
        return replace(columns, path=named).take(np.flatnonzero((path > 0).any(axis=1)))


def later_nodes(
    nodes: Nodes, built: NDArray[np.int64], people: NDArray[np.int64]
) -> tuple[Nodes, NDArray, NDArray] | None:
    """
    Lay out the nodes that came after a network was built, beside node 0.

    Parameters
    ----------
    nodes : Nodes
        Nodes of everybody.
    built : ndarray of int, shape (all people,)
        How many nodes of each person the network has.
    people : ndarray of int, shape (P,)
        People of a block.

    Returns
    -------
    nodes, who, place : Nodes and ndarrays, or None
        Nodes of those with later ones, their positions in the block, and each node's place on the shortlist;
        None when nobody has any.
    """
    later = nodes.real[people].sum(axis=1) - built[people]
    who = np.flatnonzero(later > 0)
    if not len(who):
        return None
    rows, count = people[who], np.arange(1 + int(later.max()))
    place = np.where(count == 0, 0, built[rows][:, None] + count - 1)
    is_real = count <= later[who][:, None]
    place = np.where(is_real, place, -1)
    at = (rows[:, None], np.maximum(place, 0))
    real = is_real[:, :, None]
    some = replace(
        nodes,
        persons=nodes.persons[rows],
        post=np.where(is_real, nodes.post[at], -1),
        role=np.where(real, nodes.role[at], -1),
        share=np.where(real, nodes.share[at], 0),
        via_team=np.where(real, nodes.via_team[at], False),
    )
    return some, who, place


def best_of(layers: Sequence[Layer], priced: Sequence[Priced]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """
    Compare what the layers of a block offer each person.

    Parameters
    ----------
    layers : sequence of Layer
        The first one has everybody.
    priced : sequence of Priced
        Their pricings at the same multipliers.

    Returns
    -------
    best, layer : ndarray of int, shape (P,)
        Worth of the best path, in units of 1/SCALE points, and the layer that has it.
    """
    best = priced[0].best()
    lead = np.zeros(len(best), np.int64)
    for i, (layer, each) in enumerate(zip(layers[1:], priced[1:], strict=True), start=1):
        found = each.best()
        better = found > best[layer.who]
        best[layer.who[better]] = found[better]
        lead[layer.who[better]] = i
    return best, lead


__all__ = ["Layer", "best_of", "later_nodes"]
