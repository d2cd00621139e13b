"""What a model has to beat: the plan date, and the overruns of the reference class (Flyvbjerg 2006)."""

from collections.abc import Sequence

import numpy as np

from optimizer.learning.history import Snapshot, months_between

LEAST_REFERENCE = 10
"""So many finished systems make a reference class; fewer say little about four in five."""

LEAST_OVERDUE = 5
"""So many must have lasted longer than a system has now, else all of the class are asked."""


def overruns(snapshots: Sequence[Snapshot], slips: np.ndarray) -> list[float]:
    """
    Return one overrun per system.

    Parameters
    ----------
    snapshots : sequence of Snapshot
        Of length n; the last one of a system counts.
    slips : numpy.ndarray
        Shape (n,), months from plan date to finish.

    Returns
    -------
    list of float
        Slip per planned month, ascending.
    """
    last = {one.system: slip / one.planned_months for one, slip in zip(snapshots, slips, strict=True)}
    return sorted(float(value) for value in last.values())


def reference_slip(ordered: Sequence[float], one: Snapshot, quantiles: Sequence[float]) -> np.ndarray:
    """
    Forecast a slip from the class alone.

    Only systems that lasted longer, measured by their plan, than this one has so far can tell how it ends;
    where fewer than `LEAST_OVERDUE` did, all are asked.

    Parameters
    ----------
    ordered : sequence of float
        Overruns, ascending; at least one.
    one : Snapshot
        The system.
    quantiles : sequence of float
        Between 0 and 1.

    Returns
    -------
    numpy.ndarray
        Shape (quantiles,), months.
    """
    so_far = months_between(one.planned_finish, one.reviewed_on) / one.planned_months
    longer = [value for value in ordered if value > so_far]
    chosen = longer if len(longer) >= LEAST_OVERDUE else list(ordered)
    return np.quantile(chosen, list(quantiles), method="higher") * one.planned_months


def plan_slip(quantiles: Sequence[float]) -> np.ndarray:
    """
    Forecast what the plan says: no slip.

    Parameters
    ----------
    quantiles : sequence of float
        Between 0 and 1.

    Returns
    -------
    numpy.ndarray
        Zeros of shape (quantiles,).
    """
    return np.zeros(len(quantiles))
