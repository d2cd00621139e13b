"""
Multipliers by dual ascent: a deflected subgradient with Polyak's step to an estimated target.

Cheap steps, one pricing each, take over from sign ascent and bring the bound nearer to its best before
any linear programme is solved.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.engine import bounds
from optimizer.engine.crew import Crew, Weighing

DEFLECTION = 0.6
"""Share of the previous direction that is kept."""

FIRST_TARGET = 0.003
"""First guess of what the bound can still fall by, as a share of the first bound."""

PROGRESS = 0.1
"""Share of the estimated fall by which a step must lower the bound to count as progress."""

PATIENCE = 8
"""Steps without progress after which the target is brought nearer."""


@dataclass
class Ascent:
    """
    State of a dual ascent.

    Attributes
    ----------
    best : Pass
        Pricing with the lowest bound so far.
    steps : int
        Pricings done.
    drop : float
        Estimate of what the bound can still fall by.
    """

    best: Weighing
    steps: int
    drop: float


def row_scale(crew: Crew) -> NDArray[np.float64]:
    """
    Estimate the size of one event's use of each row, so that rows in percent and in heads move alike.

    Parameters
    ----------
    crew : Crew
        All people.

    Returns
    -------
    ndarray of float, shape (R,)
        Greatest amount by which an event uses the row; 1 where nothing does.
    """
    scale = np.ones(crew.rows.count)
    for block in range(len(crew.blocks)):
        uses = crew.network(block).uses
        parts = [uses.hold, *(use.matrix for f in uses.families for use in (f.enter, f.leave, f.end))]
        for matrix in parts:
            if matrix.nnz:
                np.maximum.at(scale, matrix.indices, np.abs(matrix.data))
    return scale


def ascend(
    crew: Crew,
    start: NDArray[np.float64],
    go_on: Callable[[Ascent], bool],
    on_pass: Callable[[Weighing], None],
) -> Ascent:
    """
    Lower the Lagrangian bound step by step.

    Parameters
    ----------
    crew : Crew
        All people.
    start : ndarray of float, shape (R,)
        First multipliers, in units of 1/SCALE points.
    go_on : callable
        Asked before each step.
    on_pass : callable
        Told of each pricing.

    Returns
    -------
    Ascent
        The best pricing.
    """
    rows = crew.rows
    weight = 1.0 / row_scale(crew) ** 2
    at = bounds.whole(rows, start)
    result = crew.weigh(at)
    on_pass(result)
    state = Ascent(result, 1, FIRST_TARGET * abs(result.bound))
    direction = np.zeros(rows.count)
    idle = 0
    while state.drop > 1 and go_on(state):
        slope = subgradient(crew, result)
        direction = DEFLECTION * direction + (1 - DEFLECTION) * slope
        length = float((direction * direction * weight).sum())
        if length <= 0:
            break
        step = (result.bound - (state.best.bound - state.drop)) / length
        at = bounds.whole(rows, at - step * direction * weight)
        result = crew.weigh(at)
        on_pass(result)
        state.steps += 1
        if result.bound < state.best.bound - PROGRESS * state.drop:
            idle = 0
        else:
            idle += 1
        if result.bound < state.best.bound:
            state.best = result
        if idle >= PATIENCE:
            state.drop, idle = state.drop / 2, 0
            at, result = state.best.multipliers, state.best
            direction[:] = 0
    return state


def subgradient(crew: Crew, result: Weighing) -> NDArray[np.float64]:
    """
    Difference between what rows would have and what the best paths use.

    Parameters
    ----------
    crew : Crew
        All people.
    result : Pass
        A pricing.

    Returns
    -------
    ndarray of float, shape (R,)
        A subgradient of the bound at the multipliers of the pricing.
    """
    nearest = bounds.nearest_activity(crew.rows, result.multipliers, result.activity)
    return (nearest - result.activity).astype(float)
