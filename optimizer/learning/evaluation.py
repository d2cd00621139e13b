"""Evaluation in time order: at several past dates, fit on what was known, and meet the systems after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from optimizer.learning.baselines import LEAST_REFERENCE, reference_slip
from optimizer.learning.calibration import pinball
from optimizer.learning.cohort import mature
from optimizer.learning.finish import slips
from optimizer.learning.fitting import fit
from optimizer.learning.history import Snapshot
from optimizer.learning.model import QUANTILES, CalibrationPoint, Evaluation, FinishModel, Score

FOLD_STARTS = (0.4, 0.55, 0.7, 0.85)
"""Where the folds begin, as shares of the mature snapshots in time order."""

LEAST_TESTED = 15
"""Fewer held-out systems decide nothing, and the model stays off."""

METHODS = ("model", "reference_class", "plan")
NOMINAL = (0.1, 0.25, 0.5, 0.65, 0.8, 0.9)
"""Quantiles of the calibration plot."""

DRAWS = 1000
CONFIDENCE = 0.05
"""The gain must stay above 0 in the worst one of twenty resamplings."""

COVER_DEVIATIONS = 2.0
"""How many standard deviations of a count the P80 may cover too little before the model is switched off."""

__all__ = ["Evaluation", "evaluate", "verdict"]


@dataclass(frozen=True)
class _Fold:
    cut: date
    model: FinishModel
    tested: list[Snapshot]


def evaluate(snapshots: Sequence[Snapshot], cut: date, seed: int = 1) -> Evaluation | None:
    """
    Score the model and both baselines on systems reviewed after each fold's cut.

    Parameters
    ----------
    snapshots : sequence of Snapshot
        Any order.
    cut : date
        End of what is known; outcomes of the tested systems are taken at this date.
    seed : int
        Seed of the resampling.

    Returns
    -------
    Evaluation or None
        None when no fold had enough systems before it.
    """
    folds = _folds(snapshots, cut, QUANTILES)
    if not folds:
        return None
    tested = [one for fold in folds for one in fold.tested]
    outcome = np.array([one.slip_by(cut) for one in tested])
    predicted = {
        "model": np.array([slips(fold.model, one) for fold in folds for one in fold.tested]),
        "reference_class": np.array(
            [reference_slip(fold.model.overruns, one, QUANTILES) for fold in folds for one in fold.tested]
        ),
        "plan": np.zeros((len(tested), len(QUANTILES))),
    }
    names = [one.system for one in tested]
    losses = {method: _by_system(names, _losses(outcome, predicted[method])) for method in METHODS}
    baseline = min(METHODS[1:], key=lambda method: losses[method].mean())
    gain = (losses[baseline] - losses["model"]).mean(axis=1)
    dice = np.random.default_rng(seed)
    drawn = gain[dice.integers(0, len(gain), (DRAWS, len(gain)))].mean(axis=1)
    return Evaluation(
        systems=len(gain),
        folds=len(folds),
        scores=[
            Score(
                method=method,
                pinball=losses[method].mean(axis=0).round(3).tolist(),
                coverage=_by_system(names, outcome[:, None] <= predicted[method] + 1e-9)
                .mean(axis=0)
                .round(3)
                .tolist(),
            )
            for method in METHODS
        ],
        calibration=_calibration(snapshots, cut),
        gain=round(float(gain.mean()), 3),
        gain_low=round(float(np.quantile(drawn, CONFIDENCE)), 3),
    )


def verdict(evaluation: Evaluation | None) -> str:
    """
    Say why a model has to be switched off.

    Parameters
    ----------
    evaluation : Evaluation or None
        As `evaluate` returns it.

    Returns
    -------
    str
        Empty when the model may be on; else ``few_systems``, ``not_better`` or ``under_covered``.
    """
    if evaluation is None or evaluation.systems < LEAST_TESTED:
        return "few_systems"
    if evaluation.gain_low <= 0:
        return "not_better"
    careful = QUANTILES[-1]
    covered = next(score for score in evaluation.scores if score.method == "model").coverage[-1]
    deviation = (careful * (1 - careful) / evaluation.systems) ** 0.5
    return "under_covered" if covered < careful - COVER_DEVIATIONS * deviation else ""


def _folds(snapshots: Sequence[Snapshot], cut: date, quantiles: Sequence[float]) -> list[_Fold]:
    ripe = mature(snapshots, cut)
    starts = [ripe[int(len(ripe) * share)].reviewed_on for share in FOLD_STARTS] if ripe else []
    found = []
    for start, end in zip(starts, [*starts[1:], date.max], strict=True):
        model = fit(snapshots, start, quantiles)
        if model.basis != "model" or len(model.overruns) < LEAST_REFERENCE:
            continue
        seen = {one.system for one in mature(snapshots, start)}
        tested = [one for one in ripe if start <= one.reviewed_on < end and one.system not in seen]
        if tested:
            found.append(_Fold(start, model, tested))
    return found


def _losses(outcome: np.ndarray, predicted: np.ndarray) -> np.ndarray:
    columns = [pinball(outcome, predicted[:, i], quantile) for i, quantile in enumerate(QUANTILES)]
    return np.stack(columns, axis=1)


def _by_system(names: Sequence[str], rows: np.ndarray) -> np.ndarray:
    """Average the rows of each system, so that one with many reviews counts once."""
    place = {name: i for i, name in enumerate(dict.fromkeys(names))}
    total = np.zeros((len(place), rows.shape[1]))
    count = np.zeros(len(place))
    for name, row in zip(names, rows, strict=True):
        total[place[name]] += row
        count[place[name]] += 1
    return total / count[:, None]


def _calibration(snapshots: Sequence[Snapshot], cut: date) -> list[CalibrationPoint]:
    folds = _folds(snapshots, cut, NOMINAL)
    names = [one.system for fold in folds for one in fold.tested]
    hits = np.array(
        [one.slip_by(cut) <= slips(fold.model, one) + 1e-9 for fold in folds for one in fold.tested]
    )
    covered = _by_system(names, hits).mean(axis=0)
    return [
        CalibrationPoint(nominal=nominal, covered=round(float(share), 3))
        for nominal, share in zip(NOMINAL, covered, strict=True)
    ]
