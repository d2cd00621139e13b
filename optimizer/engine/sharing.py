"""
Changes on which a place is shared: staying in a department or on a role fires neither leave nor enter.

What such a change does not pay is a rebate on its arc. Rebates are compiled into one matrix per kind of
change and round, so that pricing needs one product for all of them.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from optimizer.engine.rows import Family, SlotUse


@dataclass(frozen=True)
class Rebates:
    """
    Rebates of one kind of change in one round.

    Attributes
    ----------
    arc : ndarray of int, shape (n,)
        Flat position of each arc that has a rebate; increasing, no repeats.
    matrix : sparse integer matrix, shape (n, R)
        Units of each row that the change does not use.
    """

    arc: NDArray[np.int64]
    matrix: sparse.csr_array


def positions(use: SlotUse, shape: tuple[int, ...]) -> NDArray[np.int32]:
    """
    Lay out where each slot stands in a compiled use.

    Parameters
    ----------
    use : SlotUse
        Compiled use.
    shape : tuple of int
        (T, P, K, S).

    Returns
    -------
    ndarray of int, shape (T, P, K, S)
        Row of ``use.matrix``; -1 where the slot uses nothing.
    """
    table = np.full(shape, -1, np.int32)
    table.reshape(-1)[use.index] = np.arange(len(use.index))
    return table


def rebates(
    families: list[Family], people: NDArray[np.int64], open_: NDArray[np.bool_], rounds: range, total: int
) -> list[Rebates | None]:
    """
    Compile the rebates of some changes.

    Parameters
    ----------
    families : list of Family
        Usages of changes.
    people : ndarray of int, shape (n,)
        People in question.
    open_ : ndarray of bool, shape (n, G, K)
        Changes that are allowed between their first G nodes and all nodes.
    rounds : range
        Rounds in which such changes happen.
    total : int
        Number of rounds T.

    Returns
    -------
    list of Rebates or None, length T
        None where a round has none.
    """
    parts: list[list[tuple[NDArray, sparse.csr_array]]] = [[] for _ in range(total)]
    for family in families:
        if (family.place < 0).all() or not len(people):
            continue
        shape = (total, *family.place.shape)
        for use, leaves in ((family.leave, True), (family.enter, False)):
            if not len(use.index):
                continue
            table = positions(use, shape)
            for arc, p, k, s in _shared(family.place[people], people, open_, leaves):
                for t in rounds:
                    row = table[t, p, k, s]
                    used = np.flatnonzero(row >= 0)
                    if len(used):
                        parts[t].append((arc[used], use.matrix[row[used]]))
    return [_together(part) for part in parts]


def _shared(
    place: NDArray, people: NDArray, open_: NDArray, leaves: bool
) -> list[tuple[NDArray, NDArray, NDArray, int]]:
    """Arcs on which a slot keeps its place: per slot the flat arc, person and node of the slot."""
    count, slots = place.shape[1:]
    source, target = place[:, : open_.shape[1], None, :], place[:, None, :, :]
    mine, theirs = (source, target) if leaves else (target, source)
    found = []
    for s in range(slots):
        same = np.zeros(open_.shape, bool)
        for other in range(slots):
            same |= mine[..., s] == theirs[..., other]
        i, g, k = np.nonzero(same & (mine[..., s] >= 0) & open_)
        if len(i):
            found.append(((i * open_.shape[1] + g) * count + k, people[i], g if leaves else k, s))
    return found


def _together(parts: list[tuple[NDArray, sparse.csr_array]]) -> Rebates | None:
    if not parts:
        return None
    arcs = np.concatenate([arc for arc, _ in parts])
    stacked = sparse.vstack([matrix for _, matrix in parts], format="csr")
    arc, row = np.unique(arcs, return_inverse=True)
    if len(arc) == len(arcs):
        return Rebates(arc, sparse.csr_array(stacked[np.argsort(arcs)]))
    gather = sparse.csr_array((np.ones(len(row), np.int64), (row, np.arange(len(row)))), (len(arc), len(row)))
    return Rebates(arc, sparse.csr_array(gather @ stacked))


__all__ = ["Rebates", "positions", "rebates"]
