"""
Prices for the rows that the network cannot carry: each price gives a bound, and often a plan as well.

A subgradient ascent with Polyak's step. Whole plans come for free, because every flow is one: those that keep
the loose rows' hard limits are plans of the case.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.engine import bounds
from optimizer.engine.network import SCALE
from optimizer.oneround.flow import Flow, FlowProblem

MOST_STEPS = 120
"""Flows at most."""

PATIENCE = 6
"""Flows without a lower bound after which steps are halved."""

LEAST_STEP = 1e-3
"""Share of the distance to the target at which steps are too short to matter."""

HOPE = 2e-3
"""Share of the bound by which the best plan is thought to lie below it, as long as none is known."""


@dataclass
class Relaxed:
    """
    What the prices gave.

    Attributes
    ----------
    best : Flow
        The flow with the least bound.
    plan : ndarray of int, shape (P,), optional
        The choices of the best plan that keeps all hard rows.
    value : int or None
        Points of that plan.
    """

    best: Flow
    plan: NDArray[np.int64] | None = None
    value: int | None = None

    @property
    def bound(self) -> int:
        """Points that no plan exceeds."""
        return self.best.objective // SCALE

    @property
    def is_optimal(self) -> bool:
        """Whether the plan reaches the bound."""
        return self.value == self.bound


def relax(problem: FlowProblem, go_on: Callable[[Relaxed], bool]) -> Relaxed | None:
    """
    Lower the bound by pricing the loose rows.

    Parameters
    ----------
    problem : FlowProblem
        The network of a case.
    go_on : callable
        Asked after each flow with what is known so far.

    Returns
    -------
    Relaxed or None
        None when there is no plan that keeps even the places.
    """
    choices, loose = problem.choices, problem.coupling.loose
    rows = choices.rows
    prices = np.zeros(rows.count, np.int64)
    first = problem.solve(prices)
    if first is None:
        return None
    found, flow = Relaxed(first), first
    step, waited = 1.0, 0
    for _ in range(MOST_STEPS):
        _note_plan(problem, found, flow)
        if found.is_optimal or not go_on(found) or step < LEAST_STEP:
            break
        activity = choices.activity(flow.chosen)
        slope = np.where(loose, activity - bounds.nearest_activity(rows, prices, activity), 0)
        length = int((slope * slope).sum())
        if not length:
            break
        target = (1 - HOPE) * found.best.objective if found.value is None else SCALE * found.value
        stride = step * max(1.0, flow.objective - target) / length
        prices = bounds.whole(rows, np.where(loose, prices + stride * slope, 0))
        following = problem.solve(prices)
        if following is None:
            break
        flow = following
        if flow.objective < found.best.objective:
            found.best, waited = flow, 0
        else:
            waited += 1
        if waited == PATIENCE:
            prices, step, waited = found.best.multipliers, step / 2, 0
    return found


def _note_plan(problem: FlowProblem, found: Relaxed, flow: Flow) -> None:
    """Keep the flow's choices if they are the best plan so far."""
    choices = problem.choices
    rows, activity = choices.rows, choices.activity(flow.chosen)
    if rows.overrun(activity).any():
        return
    value = rows.granted + int(choices.points[flow.chosen].sum()) - int(rows.cost(activity).sum())
    if found.value is None or value > found.value:
        found.plan, found.value = flow.chosen, value
