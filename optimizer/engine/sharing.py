"""Changes on which a place is shared: staying in a department or on a role fires neither leave nor enter."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class SharedArcs:
    """Arcs on which one slot keeps its place: flat position of the arc, flat (p, k, s) of the slot, its side."""

    leaves: bool
    flat: NDArray[np.int64]
    slot: NDArray[np.int64]


def shared_arcs(place: NDArray, people: NDArray, open_: NDArray) -> list[SharedArcs]:
    """
    List the open arcs on which a slot keeps its place.

    Parameters
    ----------
    place : ndarray of int, shape (n, K, S)
        Places of the people in question.
    people : ndarray of int, shape (n,)
        Their positions in the network.
    open_ : ndarray of bool, shape (n, G, K)
        Changes that are allowed.

    Returns
    -------
    list of SharedArcs
        One entry per slot and side, so that no arc appears twice in an entry.
    """
    count, slots = place.shape[1:]
    source, target = place[:, : open_.shape[1], None, :], place[:, None, :, :]
    found = []
    for s in range(slots):
        for leaves in (True, False):
            mine, theirs = (source, target) if leaves else (target, source)
            one = mine[..., s : s + 1]
            i, g, target_node = np.nonzero(((one == theirs) & (one >= 0)).any(axis=3) & open_)
            if len(i):
                node = g if leaves else target_node
                flat = (i * open_.shape[1] + g) * count + target_node
                found.append(SharedArcs(leaves, flat, (people[i] * count + node) * slots + s))
    return found
