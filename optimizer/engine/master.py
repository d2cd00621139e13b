"""The restricted master: choose one path per person from a pool, with priced slack on the rows."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from optimizer.engine.crew import Columns
from optimizer.engine.lp import INFINITE, Problem
from optimizer.engine.rows import Rows
from optimizer.rules._base import NO_LIMIT


@dataclass(frozen=True)
class Master:
    """
    A restricted master as a programme.

    Attributes
    ----------
    problem : Problem
        Variables: paths, then slack in the order of ``sides``. Constraints: rows, then people.
    rows : ndarray of int
        Coupling rows that are part of it; the others cannot be broken by these paths.
    sides : tuple of ndarray of int
        Positions in ``rows`` with priced slack below and above, and with a priced breach below and above.
    constant : int
        Points lost by rows that are not part of it.
    columns : int
        Number of paths.
    """

    problem: Problem
    rows: NDArray[np.int64]
    sides: tuple[NDArray[np.int64], ...]
    constant: int
    columns: int

    def multipliers(self, dual: NDArray[np.float64], count: int, scale: int) -> NDArray[np.float64]:
        """
        Read the multipliers of all rows from a solution.

        Parameters
        ----------
        dual : ndarray of float
            Duals of the constraints.
        count : int
            Number of coupling rows.
        scale : int
            Units per point.

        Returns
        -------
        ndarray of float, shape (R,)
            In units of 1/scale points; 0 for rows that are not part of the programme.
        """
        all_rows = np.zeros(count)
        all_rows[self.rows] = dual[: len(self.rows)] * scale
        return all_rows

    def point(self, chosen: NDArray[np.int64]) -> NDArray[np.float64]:
        """
        Lay out a choice of paths as a point of the programme.

        Parameters
        ----------
        chosen : ndarray of int
            One column per person.

        Returns
        -------
        ndarray of float
            Values of all variables, with the slack that the choice needs.
        """
        x = np.zeros(len(self.problem.gain))
        x[chosen] = 1
        rows = len(self.rows)
        activity = self.problem.matrix[:rows, : self.columns] @ x[: self.columns]
        short = np.maximum(self.problem.row_lower[:rows] - activity, 0)
        over = np.maximum(activity - self.problem.row_upper[:rows], 0)
        at = self.columns
        for side, need in zip(self.sides, (short, over, short, over), strict=True):
            end = at + len(side)
            x[at:end] = np.minimum(need[side], self.problem.upper[at:end])
            need[side] -= x[at:end]
            at = end
        return x


def build(
    rows: Rows,
    columns: Columns,
    people: NDArray[np.int64],
    fixed: NDArray[np.int64],
    whole: bool,
    breach: int = 0,
) -> Master:
    """
    Write the restricted master for some people while all others keep their paths.

    Parameters
    ----------
    rows : Rows
        Coupling rows.
    columns : Columns
        Paths of these people, at least one each.
    people : ndarray of int, shape (n,)
        Their positions in the case, increasing.
    fixed : ndarray of int, shape (R,)
        What everybody else uses.
    whole : bool
        Whether paths must be chosen whole.
    breach : int
        Points per unit at which hard sides may be broken; 0 keeps them hard.

    Returns
    -------
    Master
        Maximises points less the price of slack.
    """
    count = len(columns)
    uses = sparse.csc_array(columns.uses)
    touched = np.flatnonzero(np.diff(uses.indptr))
    lower, upper = rows.lower[touched] - fixed[touched], rows.upper[touched] - fixed[touched]
    constant = int(rows.cost(fixed).sum() - rows.cost(fixed)[touched].sum())
    missing = np.flatnonzero((rows.missing_max[touched] > 0) & (rows.lower[touched] > -NO_LIMIT))
    excess = np.flatnonzero((rows.excess_max[touched] > 0) & (rows.upper[touched] < NO_LIMIT))
    below, above = _breakable(rows, touched) if breach else (missing[:0], excess[:0])
    sides = (missing, excess, below, above)
    signs = np.repeat([1.0, -1.0, 1.0, -1.0], [len(side) for side in sides])
    position = np.concatenate(sides)
    slack = len(position)
    slack_part = sparse.csc_array((signs, (position, np.arange(slack))), shape=(len(touched), slack))
    who = np.searchsorted(people, columns.person)
    choice = sparse.csc_array((np.ones(count), (who, np.arange(count))), shape=(len(people), count))
    matrix = sparse.block_array(
        [
            [uses[:, touched].T.astype(float), slack_part],
            [choice, sparse.csc_array((len(people), slack))],
        ],
        format="csc",
    )
    gain = np.concatenate(
        [
            columns.points,
            -rows.missing_price[touched][missing],
            -rows.excess_price[touched][excess],
            np.full(len(below) + len(above), -breach),
        ]
    )
    ones = np.ones(len(people))
    limit = np.concatenate(
        [
            np.ones(count),
            rows.missing_max[touched][missing],
            rows.excess_max[touched][excess],
            np.full(len(below) + len(above), INFINITE),
        ]
    )
    problem = Problem(
        gain=gain.astype(float),
        matrix=matrix,
        row_lower=np.concatenate([np.where(lower < -NO_LIMIT // 2, -INFINITE, lower), ones]),
        row_upper=np.concatenate([np.where(upper > NO_LIMIT // 2, INFINITE, upper), ones]),
        upper=limit.astype(float),
        whole=np.concatenate([np.ones(count, bool), np.zeros(slack, bool)]) if whole else None,
    )
    return Master(problem, touched, sides, constant, count)


def _breakable(rows: Rows, touched: NDArray) -> tuple[NDArray, NDArray]:
    """Rows that have a limit on each side, where a breach can be priced."""
    return (
        np.flatnonzero(rows.lower[touched] > -NO_LIMIT),
        np.flatnonzero(rows.upper[touched] < NO_LIMIT),
    )
