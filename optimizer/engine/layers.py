"""
Layers of a block: the network that it was built with, and an annex of nodes that came later.

Building a network costs far more than pricing it. Nodes that a shortlist has got since then are priced in a
small network of their own, together with those at the present post, until everything is built anew.
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
            The same paths. Those that keep to the present post are known to the first layer as well.
        """
        if self.place is None:
            return columns
        path = columns.path
        named = np.where(path >= 0, self.place[p[:, None], path], path)
        return replace(columns, path=named.astype(path.dtype))


def later_nodes(
    nodes: Nodes, built: NDArray[np.int64], people: NDArray[np.int64]
) -> tuple[Nodes, NDArray, NDArray] | None:
    """
    Lay out the nodes that came after a network was built, behind those at the present post.

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
    own = nodes.own_post[people].sum(axis=1)
    later = nodes.real[people].sum(axis=1) - built[people]
    who = np.flatnonzero(later > 0)
    if not len(who):
        return None
    count = np.arange(int((own + later)[who].max()))
    place = np.where(count < own[who][:, None], count, (built[people] - own)[who][:, None] + count)
    place = np.where(count < (own + later)[who][:, None], place, -1)
    return nodes.laid_out(people[who], place), who, place


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
