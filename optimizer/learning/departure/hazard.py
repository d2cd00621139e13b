"""Discrete-time hazard by regularised logistic regression, with gaps filled by the training median."""

from typing import Any, Self

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.linear_model import LogisticRegression

STRENGTH = 0.1
"""Inverse of the ridge penalty on standardised features: a coefficient is held near 0, as if it were known to
be below a third of a log odds per standard deviation, until enough departures speak against it."""


class LeavingHazard(ClassifierMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn has no types
    """
    Chance of leaving in a round, as an estimator of scikit-learn (Singer and Willett 1993).

    With one row per person and round, logistic regression is the likelihood of a discrete-time hazard; who
    is still there counts with every round survived. The intercept is not penalised, so the chances add up to
    the departures of the training rounds.

    Parameters
    ----------
    strength : float
        Inverse of the penalty, above 0.
    """

    def __init__(self, strength: float = STRENGTH) -> None:
        self.strength = strength

    def fit(self, X: np.ndarray, y: np.ndarray) -> Self:  # noqa: N803 - the names of scikit-learn
        """
        Fit; a column that is unknown or equal in all rows gets the coefficient 0.

        Parameters
        ----------
        X : numpy.ndarray
            Shape (n, k), NaN where unknown.
        y : numpy.ndarray
            Shape (n,), 0 or 1; both must occur.

        Returns
        -------
        LeavingHazard
            Itself.
        """
        self.classes_ = np.array([0, 1])
        known = ~np.isnan(X).all(axis=0)
        self.medians_ = np.zeros(X.shape[1])
        self.medians_[known] = np.nanmedian(X[:, known], axis=0)
        filled = np.where(np.isnan(X), self.medians_, X)
        centre, spread = filled.mean(axis=0), filled.std(axis=0)
        used = known & (spread > 1e-9)
        scaled = (filled[:, used] - centre[used]) / spread[used] if used.any() else np.zeros((len(X), 1))
        line = LogisticRegression(C=self.strength, max_iter=500, tol=1e-8).fit(scaled, y)
        self.coefficients_ = np.zeros(X.shape[1])
        if used.any():
            self.coefficients_[used] = line.coef_[0] / spread[used]
        self.intercept_ = float(line.intercept_[0] - self.coefficients_ @ centre)
        return self

    def predict_proba(self, X: np.ndarray) -> np.ndarray:  # noqa: N803 - the names of scikit-learn
        """
        Return the chances of staying and of leaving.

        Parameters
        ----------
        X : numpy.ndarray
            Shape (n, k), NaN where unknown.

        Returns
        -------
        numpy.ndarray
            Shape (n, 2), rows add up to 1.
        """
        odds = np.where(np.isnan(X), self.medians_, X) @ self.coefficients_ + self.intercept_
        chance = 1 / (1 + np.exp(-odds))
        return np.stack([1 - chance, chance], axis=1)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.allow_nan = True
        return tags
