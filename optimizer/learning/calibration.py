"""Split-conformal correction of one-sided quantiles, and the loss by which quantiles are judged."""

import math

import numpy as np


def conformal_offset(residuals: np.ndarray, quantile: float) -> float:
    """
    Return what to add to a predicted quantile so that it covers as often as it says.

    With exchangeable systems, the finish lies at or below the corrected quantile with at least this chance
    (Romano, Patterson and Candès 2019, one-sided). Rotation and new ways of working break exchangeability
    over time; that is why the correction comes from the newest systems and is tested in time order.

    Parameters
    ----------
    residuals : numpy.ndarray
        Shape (n,), outcome minus prediction of systems that training has not seen; n of at least 1.
    quantile : float
        Between 0 and 1.

    Returns
    -------
    float
        The k-th smallest residual, k = ceil((n + 1) * quantile); the largest one where k exceeds n, and then
        the promise holds for n / (n + 1) only.
    """
    k = min(len(residuals), math.ceil((len(residuals) + 1) * quantile))
    return float(np.sort(residuals)[k - 1])


def pinball(outcome: np.ndarray, predicted: np.ndarray, quantile: float) -> np.ndarray:
    """
    Return the loss that a quantile minimises.

    Parameters
    ----------
    outcome, predicted : numpy.ndarray
        Shape (n,), months.
    quantile : float
        Between 0 and 1.

    Returns
    -------
    numpy.ndarray
        Shape (n,), months, at least 0: quantile per month too early, 1 - quantile per month too late.
    """
    missed = outcome - predicted
    return np.maximum(quantile * missed, (quantile - 1) * missed)
