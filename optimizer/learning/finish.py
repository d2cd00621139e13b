"""A forecast from a stored model: arithmetic on its numbers, without scikit-learn."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from optimizer.learning.baselines import plan_slip, reference_slip
from optimizer.learning.features import FEATURES, features
from optimizer.learning.history import DAYS_PER_MONTH, Snapshot, months_between
from optimizer.learning.model import Basis, FinishModel


@dataclass(frozen=True)
class Driver:
    """What one feature does to the careful quantile, in months against a system with the median value."""

    feature: str
    value: float | None
    months: float


@dataclass(frozen=True)
class Forecast:
    """
    When a system will be finished.

    ``p50`` and ``p80`` are not before the review and in this order. ``drivers`` are those of the P80, the
    strongest first; empty when the forecast does not rest on the model.
    """

    system: str
    basis: Basis
    p50: date
    p80: date
    drivers: tuple[Driver, ...]


def slips(model: FinishModel, one: Snapshot) -> np.ndarray:
    """
    Return the quantiles of the slip, not earlier than the review.

    Parameters
    ----------
    model : FinishModel
        On or off.
    one : Snapshot
        The system as it is known.

    Returns
    -------
    numpy.ndarray
        Shape (quantiles,), months from the plan date, ascending.
    """
    if model.basis == "model":
        row = features([one])[0]
        row = np.where(np.isnan(row), model.medians, row)
        raw = np.array(model.coefficients) @ row + model.intercepts
        found = np.sort(raw) + model.offsets
    elif model.basis == "reference_class":
        found = reference_slip(model.overruns, one, model.quantiles)
    else:
        found = plan_slip(model.quantiles)
    earliest = months_between(one.planned_finish, one.reviewed_on)
    return np.maximum(np.maximum.accumulate(found), earliest)


def predict(model: FinishModel, one: Snapshot) -> Forecast:
    """
    Forecast the finish of one system.

    Parameters
    ----------
    model : FinishModel
        On or off.
    one : Snapshot
        The system on its review date; unknown facts count as the median of the training.

    Returns
    -------
    Forecast
        Dates and drivers.
    """
    early, careful = (
        one.planned_finish + timedelta(days=round(m * DAYS_PER_MONTH)) for m in slips(model, one)
    )
    return Forecast(one.system, model.basis, early, careful, _drivers(model, one))


def _drivers(model: FinishModel, one: Snapshot) -> tuple[Driver, ...]:
    if model.basis != "model":
        return ()
    row = features([one])[0]
    found = [
        Driver(name, float(value), float(coefficient * (value - median)))
        for name, value, median, coefficient in zip(
            FEATURES, row, model.medians, model.coefficients[-1], strict=True
        )
        if not np.isnan(value)
    ]
    return tuple(sorted(found, key=lambda driver: -abs(driver.months)))
