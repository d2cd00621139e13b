"""Training: base rates, the hazard, and the evaluation that switches it on or off."""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256

import msgspec
import numpy as np

from optimizer.learning.departure.career import POST_KINDS, ROUND_MONTHS, Career, PersonRound, person_rounds
from optimizer.learning.departure.evaluation import evaluate, verdict
from optimizer.learning.departure.features import FEATURES, features
from optimizer.learning.departure.hazard import LeavingHazard
from optimizer.learning.departure.model import DepartureModel
from optimizer.learning.model import Basis

LEAST_FOR_RATES = 10
"""So few departures give a base rate with an error of a third; fewer give none."""

LEAST_DEPARTURES = 80
"""Ten departures per feature, the usual least for logistic regression (Peduzzi et al. 1996)."""

PRIOR_ROWS = 100
"""A kind of post with few people leans on the overall rate as if it had so many more."""


def train(careers: Sequence[Career], cut: date, seed: int = 1) -> DepartureModel:
    """
    Fit, evaluate in time order, and switch the model off where it does not beat the base rates.

    Parameters
    ----------
    careers : sequence of Career
        Any order.
    cut : date
        End of what is known.
    seed : int
        Seed of the resampling; equal careers, cut and seed give equal models.

    Returns
    -------
    DepartureModel
        On, or off with its reason.
    """
    rows = person_rounds(careers, cut)
    model = fit(rows, cut)
    ordered = sorted(careers, key=lambda one: (one.person, one.since))
    model = msgspec.structs.replace(model, data_sha256=sha256(msgspec.json.encode(ordered)).hexdigest())
    if model.basis != "model":
        return model
    evaluation = evaluate(rows, fit, seed)
    reason = verdict(evaluation)
    basis: Basis = "reference_class" if reason else "model"
    return msgspec.structs.replace(model, basis=basis, reason=reason, evaluation=evaluation)


def fit(rows: Sequence[PersonRound], cut: date) -> DepartureModel:
    """
    Fit on rounds that are over, without judging whether it is worth using.

    Parameters
    ----------
    rows : sequence of PersonRound
        As `person_rounds` gives them.
    cut : date
        End of what is known; only written down.

    Returns
    -------
    DepartureModel
        With basis ``model`` where there are `LEAST_DEPARTURES`, else ``reference_class`` or ``plan``.
    """
    left = np.array([one.left for one in rows], float)
    departures = int(left.sum())
    overall = float(left.mean()) if rows else 0.0
    model = DepartureModel(
        format="tuntas-departure-model",
        version=1,
        basis="reference_class" if departures >= LEAST_FOR_RATES else "plan",
        reason="few_departures",
        trained_on=cut,
        data_sha256="",
        people=len({one.person for one in rows}),
        rows=len(rows),
        departures=departures,
        round_months=ROUND_MONTHS,
        features=list(FEATURES),
        medians=[0.0] * len(FEATURES),
        intercept=0.0,
        coefficients=[0.0] * len(FEATURES),
        overall_rate=overall,
        kind_rates=_kind_rates(rows, left, overall),
        evaluation=None,
    )
    if departures < LEAST_DEPARTURES:
        return model
    hazard = LeavingHazard().fit(features(rows), left)
    return msgspec.structs.replace(
        model,
        basis="model",
        reason="",
        medians=hazard.medians_.tolist(),
        intercept=hazard.intercept_,
        coefficients=hazard.coefficients_.tolist(),
    )


def _kind_rates(rows: Sequence[PersonRound], left: np.ndarray, overall: float) -> list[float]:
    kinds = np.array([one.post_kind for one in rows])
    return [
        float((left[kinds == kind].sum() + PRIOR_ROWS * overall) / ((kinds == kind).sum() + PRIOR_ROWS))
        for kind in POST_KINDS
    ]
