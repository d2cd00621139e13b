"""
The Lagrangian bound: what rows and people earn at given multipliers, in exact whole numbers.

The bound holds for every choice of multipliers, so that it rests on no solver.
"""

import numpy as np
from numpy.typing import NDArray

from optimizer.engine.network import SCALE
from optimizer.engine.rows import Rows
from optimizer.rules._base import NO_LIMIT


def limits(rows: Rows) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """
    Give the range in which a multiplier can be of use.

    Parameters
    ----------
    rows : Rows
        Coupling rows.

    Returns
    -------
    least, most : ndarray of float, shape (R,)
        In units of 1/SCALE points; infinite where a side is hard.
    """
    least = np.where(rows.missing_max > 0, -SCALE * rows.missing_price.astype(float), -np.inf)
    most = np.where(rows.excess_max > 0, SCALE * rows.excess_price.astype(float), np.inf)
    least[rows.lower <= -NO_LIMIT] = 0
    most[rows.upper >= NO_LIMIT] = 0
    return least, most


def middle(rows: Rows) -> NDArray[np.float64]:
    """
    Give multipliers to begin with: half the price of what may be missing.

    Parameters
    ----------
    rows : Rows
        Coupling rows.

    Returns
    -------
    ndarray of float, shape (R,)
        In units of 1/SCALE points.
    """
    least, _ = limits(rows)
    return np.where(np.isfinite(least), least / 2, 0.0)


def whole(rows: Rows, multipliers: NDArray) -> NDArray[np.int64]:
    """
    Round multipliers to whole units of 1/SCALE points inside their range.

    Parameters
    ----------
    rows : Rows
        Coupling rows.
    multipliers : ndarray of float, shape (R,)
        In units of 1/SCALE points.

    Returns
    -------
    ndarray of int, shape (R,)
        The multipliers that pricing and certificate use.
    """
    least, most = limits(rows)
    # A hard row of an unsolvable case would drive its multiplier to infinity; the bound needs no more.
    far = 10.0**11
    clipped = np.clip(np.nan_to_num(multipliers), np.maximum(least, -far), np.minimum(most, far))
    return np.rint(clipped).astype(np.int64)


def row_terms(rows: Rows, multipliers: NDArray[np.int64]) -> NDArray[np.int64]:
    """
    Greatest worth of the activity of each row less its slack.

    Parameters
    ----------
    rows : Rows
        Coupling rows.
    multipliers : ndarray of int, shape (R,)
        In units of 1/SCALE points, inside ``limits``.

    Returns
    -------
    ndarray of int, shape (R,)
        ``max over a of y a - slack(a)``; a concave piecewise linear function is greatest at a corner.
    """
    best = np.full(rows.count, np.iinfo(np.int64).min)
    slack_missing = multipliers + SCALE * rows.missing_price
    slack_excess = multipliers - SCALE * rows.excess_price
    has_lower, has_upper = rows.lower > -NO_LIMIT, rows.upper < NO_LIMIT
    for there, worth in (
        (has_lower, _product(has_lower, multipliers, rows.lower)),
        (has_upper, _product(has_upper, multipliers, rows.upper)),
        (
            has_lower & (rows.missing_max > 0) & (slack_missing < 0),
            _product(has_lower, multipliers, rows.lower) - slack_missing * rows.missing_max,
        ),
        (
            has_upper & (rows.excess_max > 0) & (slack_excess > 0),
            _product(has_upper, multipliers, rows.upper) + slack_excess * rows.excess_max,
        ),
    ):
        best = np.where(there, np.maximum(best, worth), best)
    return np.where(has_lower | has_upper, best, 0)


def _product(there: NDArray, multipliers: NDArray, bound: NDArray) -> NDArray[np.int64]:
    return multipliers * np.where(there, bound, 0)


def nearest_activity(rows: Rows, multipliers: NDArray, activity: NDArray) -> NDArray[np.int64]:
    """
    Choose, among the activities that earn most at these multipliers, the one nearest to the given one.

    Parameters
    ----------
    rows : Rows
        Coupling rows.
    multipliers : ndarray of int, shape (R,)
        In units of 1/SCALE points, inside ``limits``.
    activity : ndarray of int, shape (R,)
        Use of the rows by the best paths.

    Returns
    -------
    ndarray of int, shape (R,)
        Its difference to ``activity`` is a subgradient of the bound.
    """
    lowest, highest = rows.lower.copy(), rows.upper.copy()
    highest = np.where(multipliers < 0, rows.lower, highest)
    lowest = np.where(multipliers > 0, rows.upper, lowest)
    lowest = np.where(multipliers <= -SCALE * rows.missing_price, lowest - rows.missing_max, lowest)
    highest = np.where(multipliers >= SCALE * rows.excess_price, highest + rows.excess_max, highest)
    return np.clip(activity, np.minimum(lowest, highest), highest)
