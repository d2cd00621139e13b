"""A first whole plan: everybody stays where that is lawful, then good paths where there is room."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from optimizer.engine.columns import Columns, together
from optimizer.engine.crew import Crew
from optimizer.engine.incumbent import BREACH, Incumbent
from optimizer.engine.network import POSSIBLE
from optimizer.engine.passes import Pass
from optimizer.engine.paths import stay_put
from optimizer.engine.rows import Rows
from optimizer.errors import NoPlanError

TRIED = 400
"""Paths that are weighed together; only those that would win something then are tried one by one."""


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
    # Paths held come first, paths to try behind them.
    people = len(incumbent.columns)
    uses = sparse.csr_array(sparse.vstack([incumbent.columns.uses, columns.uses], format="csr"))
    points = np.concatenate([incumbent.columns.points, columns.points])
    held = np.arange(people)
    for start in range(0, len(order), TRIED):
        tried = order[start : start + TRIED]
        old = held[columns.person[tried]]
        change = sparse.coo_array(uses[people + tried] - uses[old])
        gain = points[people + tried] - points[old] + _gained(rows, activity, change)
        for i in tried[gain > 0].tolist():
            p = int(columns.person[i])
            touched, delta = _difference(uses, people + i, int(held[p]))
            before, after = activity[touched], activity[touched] + delta
            lost = int((_loss(rows, touched, after) - _loss(rows, touched, before)).sum())
            if points[people + i] - points[held[p]] > lost:
                activity[touched] = after
                held[p] = people + i
    return incumbent.with_changes(columns.take(held[held >= people] - people))


def _gained(rows: Rows, activity: NDArray[np.int64], change: sparse.coo_array) -> NDArray[np.int64]:
    """Points of the rows that each change would win by itself, shape (n,)."""
    at, touched = change.coords
    before = activity[touched]
    won = _loss(rows, touched, before) - _loss(rows, touched, before + change.data)
    gained = np.zeros(change.shape[0], np.int64)
    np.add.at(gained, at, won)
    return gained


def _difference(uses: sparse.csr_array, new: int, old: int) -> tuple[NDArray, NDArray]:
    """Rows that one path in place of another would use more or less, and how much."""
    new_span, old_span = (slice(uses.indptr[i], uses.indptr[i + 1]) for i in (new, old))
    touched = np.concatenate([uses.indices[new_span], uses.indices[old_span]])
    change = np.concatenate([uses.data[new_span], -uses.data[old_span]])
    touched, where = np.unique(touched, return_inverse=True)
    return touched, np.bincount(where, change).astype(np.int64)


def _loss(rows: Rows, touched: NDArray, activity: NDArray) -> NDArray[np.int64]:
    """Points lost by each of some rows at an activity, breaches included."""
    lower, upper = rows.lower[touched], rows.upper[touched]
    missing, excess = np.maximum(lower - activity, 0), np.maximum(activity - upper, 0)
    beyond = np.maximum(missing - rows.missing_max[touched], 0) + np.maximum(
        excess - rows.excess_max[touched], 0
    )
    return missing * rows.missing_price[touched] + excess * rows.excess_price[touched] + BREACH * beyond
