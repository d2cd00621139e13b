"""Linear quantile regression of the slip in months, with gaps filled by the training median."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.linear_model import QuantileRegressor

PENALTY = 0.01
"""Months of loss per standard deviation of a feature times its coefficient: enough to drop columns that say
nothing, small beside slips of several months."""


class SlipQuantiles(RegressorMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn has no types
    """
    One linear quantile regression per quantile (Koenker and Bassett 1978), as an estimator of scikit-learn.

    Linear, because a city has tens of finished systems and not thousands, each coefficient is a number of
    months that can be read and argued about, and the whole is stored as JSON.

    Parameters
    ----------
    quantiles : sequence of float
        Ascending, each between 0 and 1.
    penalty : float
        L1 penalty on standardised coefficients, at least 0.
    """

    def __init__(self, quantiles: Sequence[float] = (0.5, 0.8), penalty: float = PENALTY) -> None:
        self.quantiles = quantiles
        self.penalty = penalty

    def fit(self, X: np.ndarray, y: np.ndarray, sample_weight: np.ndarray | None = None) -> Self:  # noqa: N803 - the names of scikit-learn
        """
        Fit all quantiles.

        A column that is unknown or equal in all rows gets the coefficient 0.

        Parameters
        ----------
        X : numpy.ndarray
            Shape (n, k), NaN where unknown; n of at least 2.
        y : numpy.ndarray
            Shape (n,), months.
        sample_weight : numpy.ndarray, optional
            Shape (n,), above 0.

        Returns
        -------
        SlipQuantiles
            Itself.
        """
        known = ~np.isnan(X).all(axis=0)
        self.medians_ = np.zeros(X.shape[1])
        self.medians_[known] = np.nanmedian(X[:, known], axis=0)
        filled = fill(X, self.medians_)
        spread = filled.std(axis=0)
        used = known & (spread > 1e-9)
        self.intercepts_ = np.zeros(len(self.quantiles))
        self.coefficients_ = np.zeros((len(self.quantiles), X.shape[1]))
        scaled = (filled[:, used] - self.medians_[used]) / spread[used]
        if not used.any():
            scaled = np.zeros((len(X), 1))
        for i, quantile in enumerate(self.quantiles):
            line = QuantileRegressor(quantile=quantile, alpha=self.penalty, solver="highs")
            line.fit(scaled, y, sample_weight=sample_weight)
            if used.any():
                self.coefficients_[i, used] = line.coef_ / spread[used]
            self.intercepts_[i] = line.intercept_ - self.coefficients_[i] @ self.medians_
        return self

    def predict(self, X: np.ndarray) -> np.ndarray:  # noqa: N803 - the names of scikit-learn
        """
        Predict the quantiles of the slip.

        Parameters
        ----------
        X : numpy.ndarray
            Shape (n, k), NaN where unknown.

        Returns
        -------
        numpy.ndarray
            Shape (n, quantiles), months, ascending in each row.
        """
        raw = fill(X, self.medians_) @ self.coefficients_.T + self.intercepts_
        return np.sort(raw, axis=1)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.allow_nan = True
        return tags


def fill(rows: np.ndarray, medians: np.ndarray) -> np.ndarray:
    """
    Put the medians where a value is unknown.

    Parameters
    ----------
    rows : numpy.ndarray
        Shape (n, k), with NaN.
    medians : numpy.ndarray
        Shape (k,).

    Returns
    -------
    numpy.ndarray
        Shape (n, k), without NaN.
    """
    return np.where(np.isnan(rows), medians, rows)
