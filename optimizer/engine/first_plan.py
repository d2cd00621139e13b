"""A first whole plan: everybody stays where that is lawful, then good paths where there is room."""

import numpy as np
from numpy.typing import NDArray

from optimizer.engine.columns import Columns, together
from optimizer.engine.crew import Crew
from optimizer.engine.incumbent import BREACH, Incumbent
from optimizer.engine.network import POSSIBLE
from optimizer.engine.passes import Pass
from optimizer.engine.paths import stay_put
from optimizer.engine.rows import Rows
from optimizer.errors import NoPlanError


def present(crew: Crew, bound: Pass) -> Incumbent:
    """
    Keep everybody as things stand; whoever may not stay takes the best path instead.

    Parameters
    ----------
    crew : Crew
        All people.
    bound : Pass
        A pricing in which everybody has a path.

    Returns
    -------
    Incumbent
        One path per person; rows may be broken.

    Raises
    ------
    NoPlanError
        When all paths found for somebody come back to a post or role once left.
    """
    parts = []
    for block in range(len(crew.blocks)):
        network = crew.network(block)
        path = stay_put(network)
        held = network.hold[:, :, 0] >= POSSIBLE
        lawful = np.flatnonzero(
            (held | (np.arange(network.rounds)[:, None] >= network.last[:, 0])).all(axis=0)
        )
        parts.append(crew.columns_of(block, lawful, path[lawful]))
    paths = together([*parts, bound.columns])
    person, first = np.unique(paths.person, return_index=True)
    if len(person) < len(crew.nodes.persons):
        without = np.setdiff1d(np.arange(len(crew.nodes.persons)), person)
        names = [crew.nodes.case.persons[p].id for p in without]
        raise NoPlanError([f"no path was found for {name}" for name in names], proven=False)
    return Incumbent(crew.rows, paths.take(first))


def greedy(incumbent: Incumbent, columns: Columns, order: NDArray[np.int64]) -> Incumbent:
    """
    Try paths one after the other and take each that makes the plan better.

    Parameters
    ----------
    incumbent : Incumbent
        Plan to begin with.
    columns : Columns
        Paths to try.
    order : ndarray of int
        Order in which to try them.

    Returns
    -------
    Incumbent
        A plan that is no worse.
    """
    rows = incumbent.rows
    activity = incumbent.activity.copy()
    chosen: dict[int, int] = {}
    uses, own = columns.uses, incumbent.columns.uses
    worth = columns.points
    for i in order:
        p = int(columns.person[i])
        if p in chosen:
            old, old_points = uses, worth[chosen[p]]
            old_row = chosen[p]
        else:
            old, old_points, old_row = own, incumbent.columns.points[p], p
        new_span = slice(uses.indptr[i], uses.indptr[i + 1])
        old_span = slice(old.indptr[old_row], old.indptr[old_row + 1])
        touched = np.concatenate([uses.indices[new_span], old.indices[old_span]])
        change = np.concatenate([uses.data[new_span], -old.data[old_span]])
        touched, where = np.unique(touched, return_inverse=True)
        delta = np.bincount(where, change).astype(np.int64)
        before, after = activity[touched], activity[touched] + delta
        gain = worth[i] - old_points - _loss(rows, touched, after) + _loss(rows, touched, before)
        if gain > 0:
            activity[touched] = after
            chosen[p] = int(i)
    return incumbent.with_changes(columns.take(np.array(list(chosen.values()), np.int64)))


def _loss(rows: Rows, touched: NDArray, activity: NDArray) -> int:
    """Points lost by some rows at an activity, breaches included."""
    lower, upper = rows.lower[touched], rows.upper[touched]
    missing, excess = np.maximum(lower - activity, 0), np.maximum(activity - upper, 0)
    priced = missing @ rows.missing_price[touched] + excess @ rows.excess_price[touched]
    beyond = np.maximum(missing - rows.missing_max[touched], 0) + np.maximum(
        excess - rows.excess_max[touched], 0
    )
    return int(priced + BREACH * beyond.sum())
