"""
Node potentials of a flow: what one unit more costs at each place, by shortest ways in the residual network.

The flow solver keeps its own potentials to itself; these are found again from the flow alone. A flow has them
if and only if it is of least cost.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.errors import SolveError


@dataclass(frozen=True)
class Residual:
    """
    Changes that a flow leaves open; people are folded into arcs between places.

    Attributes
    ----------
    vertices : int
        Number ``V`` of places and the end, which is the last.
    held, leaf : ndarray of int, shape (n,)
        Place that a person is in, and one that the same person could be in.
    loss : ndarray of int, shape (n,)
        Worth lost by that change.
    above : ndarray of int, shape (V - 1,)
        Where each place passes on what it holds.
    one_more, one_less : ndarray of int, shape (V - 1,)
        Cost of one unit more and of one unit less in each place.
    has_more, has_less : ndarray of bool, shape (V - 1,)
        Whether there can be one more, one less.
    """

    vertices: int
    held: NDArray[np.int64]
    leaf: NDArray[np.int64]
    loss: NDArray[np.int64]
    above: NDArray[np.int64]
    one_more: NDArray[np.int64]
    has_more: NDArray[np.bool_]
    one_less: NDArray[np.int64]
    has_less: NDArray[np.bool_]

    def arcs(self) -> tuple[NDArray, NDArray, NDArray]:
        """
        List the arcs by head.

        Returns
        -------
        tail, head, cost : ndarray of int
            Loops left out.
        """
        place = np.arange(self.vertices - 1)
        more, less = np.flatnonzero(self.has_more), np.flatnonzero(self.has_less)
        tail = np.concatenate([self.held, place[more], self.above[less]])
        head = np.concatenate([self.leaf, self.above[more], place[less]])
        cost = np.concatenate([self.loss, self.one_more[more], self.one_less[less]])
        order = np.argsort(head, kind="stable")
        order = order[tail[order] != head[order]]
        return tail[order], head[order], cost[order]


def potentials(residual: Residual) -> NDArray[np.int64]:
    """
    Find potentials in which no change lowers the cost.

    Parameters
    ----------
    residual : Residual
        Changes that the flow leaves open.

    Returns
    -------
    ndarray of int, shape (V,)
        ``potential[head] <= potential[tail] + cost`` on every arc.

    Raises
    ------
    SolveError
        When a round of changes gains, so that the flow was not of least cost.

    Notes
    -----
    Bellman and Ford's method on all arcs at once: as many rounds as the longest shortest way has arcs, each
    in time linear in the number of arcs.
    """
    tail, head, cost = residual.arcs()
    potential = np.zeros(residual.vertices, np.int64)
    heads, first = np.unique(head, return_index=True)
    for _ in range(residual.vertices + 1):
        if not len(heads):
            return potential
        reached = np.minimum.reduceat(potential[tail] + cost, first)
        if (reached >= potential[heads]).all():
            return potential
        potential[heads] = np.minimum(potential[heads], reached)
    raise SolveError("the flow is not of least cost: a round of changes would gain")
