"""
Some people choose anew while all others keep their paths, from many paths each.

A step of the engine keeps the paths that are near the best one, for it is repeated hundreds of times.
A question is put once, and a demand can ask for a path that is far from everybody's best.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from optimizer.engine import bounds, lp, master
from optimizer.engine.columns import Columns, Pool, together
from optimizer.engine.crew import Crew
from optimizer.engine.incumbent import BREACH, Incumbent
from optimizer.engine.network import SCALE
from optimizer.engine.stop import Limits
from optimizer.engine.subproblem import margins

PROGRAMMES = 5
"""Most linear programmes, between which further paths are priced."""

PATHS, WITHIN = 12, 200 * SCALE
"""Paths per person taken from a pricing, and how much worse than the best one they may be."""

SHARE = 0.4
"""Share of the time left that the linear programmes may take."""


def choose(
    crew: Crew,
    incumbent: Incumbent,
    people: NDArray[np.int64],
    known: Sequence[Columns],
    limits: Limits,
    seed: int,
) -> tuple[Incumbent, Columns]:
    """
    Let some people choose anew.

    Parameters
    ----------
    crew : Crew
        All people.
    incumbent : Incumbent
        Plan in hand, which may break rows.
    people : ndarray of int, shape (n,)
        Who chooses; positions in the case, increasing.
    known : sequence of Columns
        Further paths of these people.
    limits : Limits
        When to stop.
    seed : int
        Seed of the choice.

    Returns
    -------
    incumbent : Incumbent
        No worse than before.
    columns : Columns
        All paths that were chosen from.
    """
    held = incumbent.columns.take(people)
    fixed = incumbent.activity - incumbent.used_by(people)
    pool, some = Pool(held), crew.part(people)
    for each in known:
        pool.add(each.take(np.isin(each.person, people)))
    until = limits.elapsed + SHARE * limits.left
    price = margins(crew.rows, fixed)
    for _ in range(PROGRAMMES):
        found = some.price(bounds.whole(crew.rows, price), PATHS, WITHIN).columns
        if not pool.add(replace(found, person=people[found.person])) or limits.elapsed > until:
            break
        programme = master.build(crew.rows, pool.columns, people, fixed, whole=False, breach=BREACH)
        answer = lp.solve_lp(programme.problem, limits.left)
        if answer is None or limits.asked:
            break
        price = margins(crew.rows, fixed)
        price[programme.rows] = answer.dual[: len(programme.rows)] * SCALE
    several = pool.columns
    columns = together([held, several])
    programme = master.build(crew.rows, columns, people, fixed, whole=True, breach=BREACH)
    start = programme.point(np.arange(len(people)))
    solved = lp.solve_mip(programme.problem, max(0.5, limits.left), start=start, seed=seed, stop=limits.stop)
    if solved is None:
        return incumbent, several
    chosen = np.flatnonzero(solved.x[: len(columns)] > 0.5)
    better = incumbent.with_changes(columns.take(chosen))
    return (better if better.merit > incumbent.merit else incumbent), several
