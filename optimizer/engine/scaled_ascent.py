"""
Multipliers by scaled ascent: a deflected subgradient in which each row is scaled by its own recent slopes.

One step length for all rows suits none where prices differ by orders of magnitude and many people run to
the same post at once; scaling by a moving mean of squared slopes (Kingma and Ba, "Adam", 2015) settles them
in about a hundred pricings.

Rows that stand for each other move together as well. Where there are too few posts of a kind, the price of
each one goes up and down, for people run from one to the next; what all of them lack has one sign.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from optimizer.engine import bounds
from optimizer.engine.ascent import Ascent, row_scale, subgradient
from optimizer.engine.crew import Crew
from optimizer.engine.network import SCALE
from optimizer.engine.passes import Weighing
from optimizer.engine.sign_ascent import FAR

MEAN, SQUARE = 0.8, 0.95
"""Share of the moving mean of slopes, and of their squares, that is kept at each step."""

LEAST_SLOPE = 1e-3
"""Slope below which a row is not scaled up any further, in units of one event's use."""


def ascend(
    crew: Crew,
    start: NDArray[np.float64],
    steps: int,
    lengths: tuple[float, float],
    go_on: Callable[[Ascent], bool],
    on_pass: Callable[[Weighing], None],
    everywhere: bool = False,
) -> Ascent:
    """
    Lower the Lagrangian bound in a given number of ever shorter steps.

    Parameters
    ----------
    crew : Crew
        All people.
    start : ndarray of float, shape (R,)
        First multipliers, in units of 1/SCALE points.
    steps : int
        Most pricings.
    lengths : (float, float)
        First and last step of a row whose events use one unit, in points.
    go_on : callable
        Asked before each step.
    on_pass : callable
        Told of each pricing.
    everywhere : bool
        Whether the bound holds for posts without a node as well.

    Returns
    -------
    Ascent
        The best pricing.
    """
    rows, scale = crew.rows, row_scale(crew)
    least, most = (np.clip(limit, -FAR, FAR) for limit in bounds.limits(rows))
    at = np.clip(start, least, most)
    result = crew.weigh(bounds.whole(rows, at), everywhere)
    on_pass(result)
    state = Ascent(result, 1, float(abs(result.bound)))
    alike, groups = rows.alike
    mean, square = np.zeros(rows.count + groups), np.zeros(rows.count + groups)
    first, last = lengths
    while state.steps < steps and go_on(state):
        slope = subgradient(crew, result) / scale
        slope = np.concatenate([slope, np.bincount(alike, slope, groups)])
        mean = MEAN * mean + (1 - MEAN) * slope
        square = SQUARE * square + (1 - SQUARE) * slope * slope
        done = state.steps
        direction = (mean / (1 - MEAN**done)) / (np.sqrt(square / (1 - SQUARE**done)) + LEAST_SLOPE)
        length = SCALE * first * (last / first) ** (done / steps)
        # A row moves by itself and together with its like.
        moved = direction[: rows.count] + direction[rows.count :][alike]
        at = np.clip(at - length / scale * moved, least, most)
        result = crew.weigh(bounds.whole(rows, at), everywhere)
        on_pass(result)
        state.steps += 1
        if result.bound < state.best.bound:
            state.best = result
    return state
