"""
Column generation: a restricted master and pricing in turn, with duals kept near the best ones.

Pricing counts every lawful post; one that is on nobody's list becomes a node when the master's prices make it
worth having.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.engine import bounds, lp, master
from optimizer.engine.columns import Pool
from optimizer.engine.crew import Crew
from optimizer.engine.lp import Answer
from optimizer.engine.master import Box, Master
from optimizer.engine.network import SCALE
from optimizer.engine.passes import Weighing

FIRST_WIDTH = 0.1
"""First width of the range around the best multipliers, as a share of their usual size."""

EDGE = 1e-3
"""Units of a row by which variables at the edge of the range may be used when it is taken not to bind."""

PATHS, WITHIN = 4, 6 * SCALE
"""Paths per person taken from a pricing, and how much worse than the best one they may be."""

NEAR = 8 * SCALE
"""How much worse than the best one a path of the master may be at the multipliers in the middle."""

WIDER, NARROWER = 1.5, 0.4
"""Change of the width after a master that was right, or wrong, about the bound."""

SLOW, PATIENCE = 0.08, 3
"""Share of the hoped gain below which a round counts as stalled, and stalled rounds after which to stop."""

STEPS = (1.0, 0.5, 0.25, 0.12)
"""Shares of the way to the master's multipliers that are priced until one lowers the bound."""


@dataclass
class Generated:
    """
    State of column generation.

    Attributes
    ----------
    best : Weighing
        Pricing with the lowest bound.
    crew : Crew
        All people, on the shortlist of the day.
    """

    best: Weighing
    crew: Crew


def generate(
    crew: Crew,
    pool: Pool,
    best: Weighing,
    go_on: Callable[[], bool],
    seconds_left: Callable[[], float],
    on_pass: Callable[[Weighing], None],
    target: float,
    widen: Callable[[Weighing], Crew] | None = None,
) -> Generated:
    """
    Raise the restricted master and lower the bound until they nearly meet.

    Parameters
    ----------
    crew : Crew
        All people.
    pool : Pool
        Paths so far; grows.
    best : Weighing
        Pricing with the lowest bound so far.
    go_on : callable
        Asked before each round.
    seconds_left : callable
        Time limit of the next linear programme.
    on_pass : callable
        Told of each pricing that lowers the bound, or repeats it for a longer shortlist.
    target : float
        Relative distance of master and bound at which to stop.
    widen : callable, optional
        Lengthens the shortlist at some prices and returns all people on it. Without it, the bound is that of
        the shortlist alone.

    Returns
    -------
    Generated
        Bound and people.
    """
    people = np.arange(len(crew.nodes.persons))
    nothing = np.zeros(crew.rows.count, np.int64)
    size = np.abs(best.multipliers[best.multipliers != 0])
    width = FIRST_WIDTH * float(size.mean() if len(size) else SCALE) * np.ones(crew.rows.count)
    state = Generated(best, crew)
    stalled = 0
    while go_on() and stalled < PATIENCE:
        box = Box(state.best.multipliers, width)
        columns = pool.columns.take(pool.columns.near(state.best.multipliers, NEAR))
        programme = master.build(crew.rows, columns, people, nothing, whole=False, box=box)
        answer = lp.solve_lp(programme.problem, seconds_left())
        if answer is None:
            break
        model = (answer.value - programme.constant) * SCALE
        hoped = state.best.bound - model
        at_edge = _at_edge(programme, answer)
        if hoped <= target * abs(state.best.bound):
            if at_edge <= EDGE:
                break
            width = width * 4
            continue
        wish = programme.multipliers(answer.dual, crew.rows.count)
        gained = _price_towards(pool, state, wish, on_pass, widen) / hoped
        width = width * (WIDER if gained > 0.3 else NARROWER if gained < 0.05 else 1.0)
        stalled = stalled + 1 if gained < SLOW else 0
    return state


def _at_edge(programme: Master, answer: Answer) -> float:
    """Most units of any row that are filled at the price of the edge of the range."""
    edges = sum(len(each.row) for each in programme.slack[-2:])
    return float(answer.x[-edges:].max(initial=0))


def _price_towards(
    pool: Pool,
    state: Generated,
    wish: NDArray[np.float64],
    on_pass: Callable[[Weighing], None],
    widen: Callable[[Weighing], Crew] | None,
) -> int:
    """
    Price between the best multipliers and the master's, keep what is found, and tell how far the bound fell.

    Pricing is cheap beside the next linear programme and a longer list, so that shorter steps are tried
    when a step fails, and the list grows only where the bound is lowest.
    """
    middle, before = state.best.multipliers, state.best.bound
    tried: list[Weighing] = []
    for step in STEPS:
        at = bounds.whole(state.crew.rows, middle + step * (wish - middle))
        tried.append(state.crew.weigh(at, everywhere=widen is not None))
        if tried[-1].bound < before:
            break
    nearest = min(tried, key=lambda each: each.bound)
    if widen is not None:
        state.crew = widen(nearest)
    for each in {id(each): each for each in (tried[0], nearest)}.values():
        pool.add(state.crew.price(each.multipliers, PATHS, WITHIN).columns)
    if nearest.bound < before:
        state.best = state.crew.weigh(nearest.multipliers, everywhere=widen is not None)
        on_pass(state.best)
    return before - state.best.bound
