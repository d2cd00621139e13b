"""
Multipliers by sign ascent: each row has a step of its own, which grows while its slope keeps its sign.

It takes the bound from far away to within some tenths of a percent in some dozens of pricings, where a
subgradient step, which has one length for all rows, needs hundreds; the last stretch is left to others.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from optimizer.engine import bounds
from optimizer.engine.ascent import Ascent, row_scale, subgradient
from optimizer.engine.crew import Crew
from optimizer.engine.network import SCALE
from optimizer.engine.passes import Weighing

GROW, SHRINK = 1.2, 0.5
"""Change of a row's step when its slope keeps, or changes, its sign."""

MOST_STEP = 60 * SCALE
"""Longest step of a row whose events use one unit, in units of 1/SCALE points."""

FAR = 10.0**11
"""Multipliers of hard rows stay below this."""

LOOK_BACK = 8
"""Steps over which progress is judged."""


def ascend(
    crew: Crew,
    start: NDArray[np.float64],
    first_step: float,
    go_on: Callable[[Ascent], bool],
    on_pass: Callable[[Weighing], None],
) -> Ascent:
    """
    Lower the Lagrangian bound quickly.

    Parameters
    ----------
    crew : Crew
        All people.
    start : ndarray of float, shape (R,)
        First multipliers, in units of 1/SCALE points.
    first_step : float
        First step of a row whose events use one unit, in units of 1/SCALE points.
    go_on : callable
        Asked before each step; ``drop`` is what the last steps have won.
    on_pass : callable
        Told of each pricing.

    Returns
    -------
    Ascent
        The best pricing.
    """
    rows = crew.rows
    scale = row_scale(crew)
    least, most = (np.clip(limit, -FAR, FAR) for limit in bounds.limits(rows))
    at = np.clip(start, least, most)
    result = crew.weigh(bounds.whole(rows, at))
    on_pass(result)
    state = Ascent(result, 1, float(abs(result.bound)))
    step, before = first_step / scale, np.zeros(rows.count)
    history = [result.bound]
    while go_on(state):
        sign = np.sign(subgradient(crew, result))
        step = np.where(sign * before > 0, np.minimum(step * GROW, MOST_STEP / scale), step)
        step = np.where(sign * before < 0, step * SHRINK, step)
        before = sign
        at = np.clip(at - step * sign, least, most)
        result = crew.weigh(bounds.whole(rows, at))
        on_pass(result)
        state.steps += 1
        if result.bound < state.best.bound:
            state.best = result
        history.append(state.best.bound)
        if len(history) > LOOK_BACK:
            state.drop = float(history[-1 - LOOK_BACK] - history[-1])
    return state
