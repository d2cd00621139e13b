"""The restricted master: choose one path per person from a pool, with priced slack on the rows."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from optimizer.engine.columns import Columns
from optimizer.engine.lp import AT_LOWER, BASIC, INFINITE, Basis, Problem
from optimizer.engine.network import SCALE
from optimizer.engine.rows import Rows
from optimizer.rules._base import NO_LIMIT


@dataclass(frozen=True)
class Slack:
    """
    Variables that fill or empty rows at a price.

    Attributes
    ----------
    row : ndarray of int, shape (n,)
        Position of the row in the programme.
    fills : bool
        Whether they stand for missing units; for units in excess if not.
    gain : ndarray of float, shape (n,)
        Points gained per unit; a price is negative.
    limit : ndarray of float, shape (n,)
        Most units.
    """

    row: NDArray[np.int64]
    fills: bool
    gain: NDArray[np.float64]
    limit: NDArray[np.float64]


@dataclass(frozen=True)
class Box:
    """
    A range for the multipliers of a linear programme.

    Attributes
    ----------
    middle : ndarray of int, shape (R,)
        Multipliers in the middle, in units of 1/SCALE points.
    width : ndarray of float, shape (R,)
        How far a multiplier may lie from there, in the same units.
    """

    middle: NDArray[np.int64]
    width: NDArray[np.float64]


@dataclass(frozen=True)
class Master:
    """
    A restricted master as a programme.

    Attributes
    ----------
    problem : Problem
        Variables: paths, then slack. Constraints: rows, then people.
    rows : ndarray of int
        Coupling rows that are part of it; the others cannot be broken by these paths.
    slack : list of Slack
        In the order of their variables.
    constant : int
        Points lost by rows that are not part of it.
    columns : int
        Number of paths.
    """

    problem: Problem
    rows: NDArray[np.int64]
    slack: list[Slack]
    constant: int
    columns: int

    def multipliers(self, dual: NDArray[np.float64], count: int) -> NDArray[np.float64]:
        """
        Read the multipliers of all rows from a solution.

        Parameters
        ----------
        dual : ndarray of float
            Duals of the constraints.
        count : int
            Number of coupling rows.

        Returns
        -------
        ndarray of float, shape (R,)
            In units of 1/SCALE points; 0 for rows that are not part of the programme.
        """
        all_rows = np.zeros(count)
        all_rows[self.rows] = dual[: len(self.rows)] * SCALE
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
        for slack in self.slack:
            need, end = short if slack.fills else over, at + len(slack.row)
            x[at:end] = np.minimum(need[slack.row], slack.limit)
            need[slack.row] -= x[at:end]
            at = end
        return x

    def carried(self, before: "Master", basis: Basis) -> Basis:
        """
        Carry a basis over from a programme of the same people that had fewer paths.

        Parameters
        ----------
        before : Master
            Its paths are the first ones here.
        basis : Basis
            Its basis.

        Returns
        -------
        Basis
            The same point: new paths are not used, and new rows are free.
        """
        variable = np.full(len(self.problem.gain), AT_LOWER, np.int8)
        variable[: before.columns] = basis.variable[: before.columns]
        mine, theirs = self.columns, before.columns
        for slack, earlier in zip(self.slack, before.slack, strict=True):
            place = np.searchsorted(self.rows[slack.row], before.rows[earlier.row])
            variable[mine + place] = basis.variable[theirs : theirs + len(place)]
            mine, theirs = mine + len(slack.row), theirs + len(place)
        row = np.full(len(self.problem.row_lower), BASIC, np.int8)
        row[np.searchsorted(self.rows, before.rows)] = basis.row[: len(before.rows)]
        row[len(self.rows) :] = basis.row[len(before.rows) :]
        return Basis(variable, row)


def build(
    rows: Rows,
    columns: Columns,
    people: NDArray[np.int64],
    fixed: NDArray[np.int64],
    whole: bool,
    breach: int = 0,
    box: Box | None = None,
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
    box : Box, optional
        Range of the multipliers.

    Returns
    -------
    Master
        Maximises points less the price of slack.
    """
    count = len(columns)
    uses = sparse.csc_array(columns.uses)
    is_touched = np.diff(uses.indptr) > 0
    if not whole:
        # A row that no path uses yet still needs its dual, or pricing would never learn that it is short.
        is_touched |= rows.cost(fixed) > 0
    touched = np.flatnonzero(is_touched)
    constant = int(rows.cost(fixed)[~is_touched].sum()) - rows.granted
    slack = _priced(rows, touched)
    if breach:
        slack += _breaches(rows, touched, breach)
    if box is not None:
        slack += _edges(touched, box)
    slack_rows = np.concatenate([each.row for each in slack])
    signs = np.concatenate([np.full(len(each.row), 1.0 if each.fills else -1.0) for each in slack])
    size = len(slack_rows)
    slack_part = sparse.csc_array((signs, (slack_rows, np.arange(size))), shape=(len(touched), size))
    who = np.searchsorted(people, columns.person)
    choice = sparse.csc_array((np.ones(count), (who, np.arange(count))), shape=(len(people), count))
    nobody = sparse.csc_array((len(people), size))
    matrix = sparse.block_array(
        [[uses[:, touched].T.astype(float), slack_part], [choice, nobody]], format="csc"
    )
    lower, upper = rows.lower[touched] - fixed[touched], rows.upper[touched] - fixed[touched]
    ones = np.ones(len(people))
    problem = Problem(
        gain=np.concatenate([columns.points.astype(float), *(each.gain for each in slack)]),
        matrix=matrix,
        row_lower=np.concatenate([np.where(rows.lower[touched] <= -NO_LIMIT, -INFINITE, lower), ones]),
        row_upper=np.concatenate([np.where(rows.upper[touched] >= NO_LIMIT, INFINITE, upper), ones]),
        upper=np.concatenate([np.ones(count), *(each.limit for each in slack)]),
        whole=np.concatenate([np.ones(count, bool), np.zeros(size, bool)]) if whole else None,
    )
    return Master(problem, touched, slack, constant, count)


def _priced(rows: Rows, touched: NDArray) -> list[Slack]:
    """Slack that the rules allow."""
    lower, upper = rows.lower[touched] > -NO_LIMIT, rows.upper[touched] < NO_LIMIT
    missing = np.flatnonzero(lower & (rows.missing_max[touched] > 0))
    excess = np.flatnonzero(upper & (rows.excess_max[touched] > 0))
    below, above = touched[missing], touched[excess]
    return [
        Slack(missing, True, -rows.missing_price[below].astype(float), rows.missing_max[below].astype(float)),
        Slack(excess, False, -rows.excess_price[above].astype(float), rows.excess_max[above].astype(float)),
    ]


def _breaches(rows: Rows, touched: NDArray, price: int) -> list[Slack]:
    """Breaches of limits, at a price that no lawful plan pays."""
    below = np.flatnonzero(rows.lower[touched] > -NO_LIMIT)
    above = np.flatnonzero(rows.upper[touched] < NO_LIMIT)
    return [
        Slack(side, fills, np.full(len(side), -float(price)), np.full(len(side), INFINITE))
        for side, fills in ((below, True), (above, False))
    ]


def _edges(touched: NDArray, box: Box) -> list[Slack]:
    """Variables whose prices are the ends of the range: they keep the duals between them."""
    everywhere = np.arange(len(touched))
    free = np.full(len(touched), INFINITE)
    low = (box.middle - box.width)[touched] / SCALE
    high = (box.middle + box.width)[touched] / SCALE
    return [Slack(everywhere, True, low, free), Slack(everywhere, False, -high, free)]
