"""The least-change step: of the paths that were priced, those with which the fewest people change."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from optimizer.engine import lp, master
from optimizer.engine.columns import Columns, Pool, fingerprint, together
from optimizer.engine.crew import Crew
from optimizer.engine.incumbent import Incumbent
from optimizer.engine.stop import Limits

PER_PERSON = 200_000
"""Points that a changed path costs here: more than paths of a few people can differ by."""

BREACH = 20_000_000
"""Points per unit of a broken row here: more than everybody freed could change for."""


def fewest_changes(
    crew: Crew,
    incumbent: Incumbent,
    people: NDArray[np.int64],
    base: Columns,
    pool: Sequence[Columns],
    limits: Limits,
    asked: int,
) -> Incumbent:
    """
    Choose anew so that few people leave the paths of the plan in hand.

    Parameters
    ----------
    crew : Crew
        All people, on the nodes of the incumbent.
    incumbent : Incumbent
        A lawful plan in which the demand holds.
    people : ndarray of int, shape (n,)
        Who may choose; positions in the case, increasing.
    base : Columns
        Their paths in the plan in hand, in the same order.
    pool : sequence of Columns
        Paths that were priced.
    limits : Limits
        When to stop.
    asked : int
        Position of the person concerned, whose path in the plan in hand breaks the demand.

    Returns
    -------
    Incumbent
        Lawful; as few changes as these paths allow, and of such choices one that is worth most.
    """
    fixed = incumbent.activity - incumbent.used_by(people)
    held = incumbent.columns.take(people)
    kept = base.take(base.person != asked)
    several = Pool(together([held, kept, *pool])).columns
    columns = several.take(np.isin(several.person, people))
    is_base = np.isin(fingerprint(columns), fingerprint(kept))
    programme = master.build(crew.rows, columns, people, fixed, whole=True, breach=BREACH)
    programme.problem.gain[: len(columns)] -= np.where(is_base, 0, PER_PERSON)
    answer = lp.solve_mip(programme.problem, max(1.0, limits.left), stop=limits.stop)
    if answer is None:
        return incumbent
    found = incumbent.with_changes(columns.take(np.flatnonzero(answer.x[: len(columns)] > 0.5)))
    return found if not found.breaches else incumbent
