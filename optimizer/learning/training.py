"""Training: fit, evaluate in time order, and switch on only what beats the baselines."""

from collections.abc import Sequence
from datetime import date

import msgspec
import numpy as np

from optimizer.learning.cohort import mature
from optimizer.learning.estimator import SlipQuantiles
from optimizer.learning.evaluation import evaluate, verdict
from optimizer.learning.features import LOST_AHEAD
from optimizer.learning.fitting import fit, table
from optimizer.learning.history import Snapshot
from optimizer.learning.model import Basis, DelayEffect, FinishModel

RESAMPLES = 60
"""Refits over resampled systems for the interval of the effect."""


def train(snapshots: Sequence[Snapshot], cut: date, seed: int = 1) -> FinishModel:
    """
    Fit, evaluate in time order, and switch the model off where it does not beat the baselines.

    Parameters
    ----------
    snapshots : sequence of Snapshot
        Any order.
    cut : date
        End of what is known.
    seed : int
        Seed of the resampling; the same histories, cut and seed give the same model.

    Returns
    -------
    FinishModel
        On, or off with its reason; the evaluation is part of it either way.
    """
    model = fit(snapshots, cut)
    if model.basis != "model":
        return model
    evaluation = evaluate(snapshots, cut, seed)
    reason = verdict(evaluation)
    effect = delay_effect(snapshots, cut, seed)
    # Off, the reference class stands in; it needs fewer systems than a model, so it is always there.
    basis: Basis = "reference_class" if reason else "model"
    return msgspec.structs.replace(model, basis=basis, reason=reason, evaluation=evaluation, effect=effect)


def delay_effect(snapshots: Sequence[Snapshot], cut: date, seed: int = 1) -> DelayEffect | None:
    """
    Estimate months of delay per month of key-role service lost, at the median.

    Parameters
    ----------
    snapshots : sequence of Snapshot
        Any order.
    cut : date
        End of what is known.
    seed : int
        Seed of the resampling.

    Returns
    -------
    DelayEffect or None
        None when nobody recorded lost service, or it never differed.
    """
    ripe = mature(snapshots, cut)
    rows, slip, weight = table(ripe, cut)
    lost = rows[:, LOST_AHEAD]
    if np.isnan(lost).all() or np.nanstd(lost) < 1e-9:
        return None
    centre = SlipQuantiles([0.5]).fit(rows, slip, weight).coefficients_[0, LOST_AHEAD]
    place = {name: i for i, name in enumerate(dict.fromkeys(one.system for one in ripe))}
    system = np.array([place[one.system] for one in ripe])
    dice = np.random.default_rng(seed)
    drawn = []
    for _ in range(RESAMPLES):
        times = np.bincount(dice.integers(0, len(place), len(place)), minlength=len(place))[system]
        kept = times > 0
        line = SlipQuantiles([0.5]).fit(rows[kept], slip[kept], weight[kept] * times[kept])
        drawn.append(line.coefficients_[0, LOST_AHEAD])
    low, high = np.quantile(drawn, [0.05, 0.95])
    return DelayEffect(months=float(centre), low=float(low), high=float(high))
