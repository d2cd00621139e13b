"""
One step of large-neighbourhood search: some people choose anew while all others keep their paths.

The paths of the pool suit prices of the whole organisation. What is best for a few people depends on what the
others leave them, so that further paths are priced at the duals of the sub-problem itself.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from optimizer.engine import bounds, lp, master
from optimizer.engine.columns import Columns, Pool, together
from optimizer.engine.crew import Crew
from optimizer.engine.incumbent import BREACH, Incumbent
from optimizer.engine.lp import Basis
from optimizer.engine.master import Master
from optimizer.engine.network import SCALE
from optimizer.engine.rows import Rows
from optimizer.engine.stop import Limits

SECONDS = 4.0
"""Time limit of the choice of one sub-problem."""

NODES = 60
"""Branch-and-bound nodes of one sub-problem in runs that are limited by work."""

PROGRAMMES = 4
"""Most linear programmes, between which further paths are priced."""

PATHS, WITHIN = 4, 2 * SCALE
"""Paths per person taken from a pricing, and how much worse than the best one they may be."""

ENOUGH = 2e-5
"""Pricing ends when it has raised the linear programme by less than this share."""

KEPT = 4 * SCALE
"""How much worse than a person's best path at the last duals a path may be that is chosen from."""

SLACK = 0.02
"""The choice may stop at this share of the distance between plan and linear programme."""

USED = 1e-6
"""Part of a path that a linear programme must use for it to be kept."""


@dataclass(frozen=True)
class Outcome:
    """
    Result of one sub-problem.

    Attributes
    ----------
    changed : Columns or None
        Paths that replace those of the plan.
    further : Columns or None
        Paths that were not known and that the linear programme used.
    proven : bool
        Whether no better choice of these paths exists.
    effort : float
        Share of its limit that the choice took.
    seconds : float
        Seconds that the step counts for.
    """

    changed: Columns | None
    further: Columns | None
    proven: bool
    effort: float
    seconds: float


def solve(
    crew: Crew,
    incumbent: Incumbent,
    people: NDArray[np.int64],
    known: Columns,
    limits: Limits,
    seed: int,
) -> Outcome:
    """
    Let some people choose anew.

    Parameters
    ----------
    crew : Crew
        All people.
    incumbent : Incumbent
        Plan in hand.
    people : ndarray of int, shape (n,)
        Who chooses; positions in the case, increasing.
    known : Columns
        Paths of these people.
    limits : Limits
        When to stop.
    seed : int
        Seed of the choice.

    Returns
    -------
    Outcome
        What changes, if anything.
    """
    began = limits.elapsed
    held = incumbent.columns.take(people)
    fixed = incumbent.activity - incumbent.used_by(people)
    offer = _generated(crew, people, fixed, together([held, known]), limits)
    columns = together([held, offer.columns])
    programme = master.build(crew.rows, columns, people, fixed, whole=True, breach=BREACH)
    start = programme.point(np.arange(len(people)))
    hoped = offer.value - float(programme.problem.gain @ start)
    by_work = limits.work is not None
    at_choice = limits.elapsed
    answer = lp.solve_mip(
        programme.problem,
        limits.left if by_work else min(SECONDS, limits.left),
        start=start,
        distance=max(0.5, SLACK * hoped),
        nodes=NODES if by_work else None,
        seed=seed,
        stop=limits.stop,
    )
    if by_work:
        # A run that can be repeated must not look at the clock.
        nodes = NODES if answer is None else answer.work
        effort = min(1.0, (1 + nodes) / NODES)
        seconds = SECONDS * effort
    else:
        effort = (limits.elapsed - at_choice) / SECONDS
        seconds = limits.elapsed - began
    if answer is None:
        return Outcome(None, offer.further, False, effort, seconds)
    chosen = np.flatnonzero(answer.x[: len(columns)] > 0.5)
    changed = columns.take(chosen[chosen >= len(people)])
    return Outcome(changed if len(changed) else None, offer.further, answer.proven, effort, seconds)


@dataclass(frozen=True)
class _Offer:
    """Paths to choose from, those of them that are new and were used, and the value of the programme."""

    columns: Columns
    further: Columns | None
    value: float


def _generated(
    crew: Crew, people: NDArray[np.int64], fixed: NDArray[np.int64], known: Columns, limits: Limits
) -> _Offer:
    """Price further paths at the duals of these people's own linear programme."""
    pool, some = Pool(known), crew.part(people)
    count, value = len(pool), -np.inf
    used, near = np.arange(0), np.arange(count)
    programme: Master | None = None
    basis: Basis | None = None
    for left in reversed(range(PROGRAMMES)):
        columns, before = pool.columns, programme
        programme = master.build(crew.rows, columns, people, fixed, whole=False, breach=BREACH)
        if before is not None and basis is not None:
            basis = programme.carried(before, basis)
        answer = lp.solve_lp(programme.problem, limits.left, basis=basis)
        if answer is None or limits.asked:
            break
        gained, value, basis = answer.value - value, answer.value, answer.basis
        used = count + np.flatnonzero(answer.x[count : len(columns)] > USED)
        price = margins(crew.rows, fixed)
        price[programme.rows] = answer.dual[: len(programme.rows)] * SCALE
        at = bounds.whole(crew.rows, price)
        # Only paths that the programme has chosen from are told apart by its duals.
        near = columns.near(at, KEPT)
        if not left or gained < ENOUGH * abs(value):
            break
        found = some.price(at, PATHS, WITHIN).columns
        if not pool.add(replace(found, person=people[found.person])):
            break
    columns = pool.columns
    return _Offer(columns.take(near), columns.take(used) if len(used) else None, value)


def margins(rows: Rows, fixed: NDArray[np.int64]) -> NDArray[np.float64]:
    """
    Price one more unit of each row at what it costs beside the use of others.

    Parameters
    ----------
    rows : Rows
        Coupling rows.
    fixed : ndarray of int, shape (R,)
        What the others use.

    Returns
    -------
    ndarray of float, shape (R,)
        In units of 1/SCALE points; 0 where there is room, and what a breach costs where none is left.
    """
    least, most = bounds.limits(rows)
    breach = float(BREACH * SCALE)
    full = np.where(fixed >= rows.upper, np.minimum(most, breach), 0.0)
    return np.where(fixed < rows.lower, np.maximum(least, -breach), full)
