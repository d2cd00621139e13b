"""
Column generation: a restricted master and pricing in turn, with duals smoothed towards the best ones.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.engine import bounds, lp, master
from optimizer.engine.columns import Pool
from optimizer.engine.crew import Crew, Pass
from optimizer.engine.lp import Answer
from optimizer.engine.network import SCALE

SMOOTHING = 0.5
"""Share of the best multipliers in the point that is priced (in-out separation)."""

SIMPLEX_UP_TO = 300
"""People up to whom vertex duals by simplex are the faster way (prototype measurements)."""


@dataclass
class Generated:
    """
    State of column generation.

    Attributes
    ----------
    best : Pass
        Pricing with the lowest bound.
    answer : Answer or None
        Last solution of the restricted master.
    weights : ndarray of float
        Weight of each column of the pool in that solution.
    """

    best: Pass
    answer: Answer | None
    weights: NDArray[np.float64]


def generate(
    crew: Crew,
    pool: Pool,
    best: Pass,
    go_on: Callable[[], bool],
    seconds_left: Callable[[], float],
    on_pass: Callable[[Pass], None],
    target: float,
) -> Generated:
    """
    Raise the restricted master and lower the bound until they nearly meet.

    Parameters
    ----------
    crew : Crew
        All people.
    pool : Pool
        Paths so far; grows.
    best : Pass
        Pricing with the lowest bound so far.
    go_on : callable
        Asked before each round.
    seconds_left : callable
        Time limit of the next linear programme.
    on_pass : callable
        Told of each pricing.
    target : float
        Relative distance of master and bound at which to stop.

    Returns
    -------
    Generated
        Bound, last master solution and its weights on the pool.
    """
    people = np.arange(len(crew.nodes.persons))
    nothing = np.zeros(crew.rows.count, np.int64)
    central = len(people) > SIMPLEX_UP_TO
    state = Generated(best, None, np.zeros(len(pool)))
    while go_on():
        programme = master.build(crew.rows, pool.columns, people, nothing, whole=False)
        answer = lp.solve_lp(programme.problem, seconds_left(), central)
        if answer is None and central:
            answer = lp.solve_lp(programme.problem, seconds_left(), central=False)
        if answer is None:
            break
        state.answer, state.weights = answer, answer.x[: programme.columns]
        value = (answer.value + -programme.constant) * SCALE
        if state.best.bound - value <= target * abs(state.best.bound):
            break
        at_vertex = programme.multipliers(answer.dual, crew.rows.count, SCALE)
        share, added = SMOOTHING, 0
        while added == 0 and go_on():
            mixed = share * state.best.multipliers + (1 - share) * at_vertex
            result = crew.price(bounds.whole(crew.rows, mixed), most=3, within=4 * SCALE)
            on_pass(result)
            added = pool.add(result.columns)
            if result.bound < state.best.bound:
                state.best = result
            elif added == 0 and share == 0:
                return state
            # A mis-price: nothing new at the smoothed point; go nearer to the master's own duals.
            share = share / 2 if share > 0.1 else 0.0
        state.weights = np.concatenate([state.weights, np.zeros(len(pool) - len(state.weights))])
    return state
