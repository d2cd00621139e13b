"""Evaluation in time order: at several past rounds, fit on what was over, and meet the rounds after it."""

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np

from optimizer.learning.departure.career import POST_KINDS, PersonRound
from optimizer.learning.departure.features import features
from optimizer.learning.departure.model import (
    DepartureModel,
    KindLine,
    RiskEvaluation,
    RiskPoint,
    RiskScore,
)

FOLD_STARTS = (0.4, 0.55, 0.7, 0.85)
"""Where the folds begin, as shares of the rounds in time order."""

METHODS = ("model", "kind_rate", "overall_rate")
BASELINES = METHODS[1:]
LEAST_TESTED = 30
"""Fewer departures in the tested rounds decide nothing, and the model stays off."""

GROUPS = 10
DRAWS = 500
CONFIDENCE = 0.05
"""The gain must stay above 0 in the worst one of twenty resamplings of people."""

COUNT_DEVIATIONS = 2.0
COUNT_SHARE = 0.2
"""The number of departures said may miss the number that came by so many standard deviations of a count, or
by this share of it, whichever is more: with many people any drift is beyond chance, and a small one harms
nobody."""

Fitting = Callable[[Sequence[PersonRound], date], DepartureModel]


def evaluate(rows: Sequence[PersonRound], fit: Fitting, seed: int = 1) -> RiskEvaluation | None:
    """
    Score the model and both base rates on rounds that begin after each fold's cut.

    Parameters
    ----------
    rows : sequence of PersonRound
        Oldest round first.
    fit : callable
        Fits a model on rows that are over.
    seed : int
        Seed of the resampling of people.

    Returns
    -------
    RiskEvaluation or None
        None when no fold had enough departures before it.
    """
    starts = sorted({one.round_start for one in rows})
    cuts = [starts[int(len(starts) * share)] for share in FOLD_STARTS] if starts else []
    tested: list[PersonRound] = []
    said: dict[str, list[np.ndarray]] = {method: [] for method in METHODS}
    folds = 0
    for cut, end in zip(cuts, [*cuts[1:], date.max], strict=True):
        # Rounds follow each other without a gap, so one that began before the cut is over on it.
        model = fit([one for one in rows if one.round_start < cut], cut)
        later = [one for one in rows if cut <= one.round_start < end]
        if model.basis != "model" or not later:
            continue
        folds += 1
        tested += later
        rates = dict(zip(POST_KINDS, model.kind_rates, strict=True))
        said["model"].append(model.chances(features(later)))
        said["kind_rate"].append(np.array([rates[one.post_kind] for one in later]))
        said["overall_rate"].append(np.full(len(later), model.overall_rate))
    if not tested:
        return None
    return _scored(tested, {method: np.concatenate(parts) for method, parts in said.items()}, folds, seed)


def verdict(evaluation: RiskEvaluation | None) -> str:
    """
    Say why a model has to be switched off.

    Parameters
    ----------
    evaluation : RiskEvaluation or None
        As `evaluate` returns it.

    Returns
    -------
    str
        Empty when the model may be on; else ``few_departures``, ``not_better`` or ``miscalibrated``.
    """
    if evaluation is None or evaluation.left < LEAST_TESTED:
        return "few_departures"
    if evaluation.gain_low <= 0:
        return "not_better"
    missed = abs(evaluation.said - evaluation.left)
    allowed = max(COUNT_DEVIATIONS * evaluation.left**0.5, COUNT_SHARE * evaluation.left)
    return "miscalibrated" if missed > allowed else ""


def _scored(
    tested: Sequence[PersonRound], said: dict[str, np.ndarray], folds: int, seed: int
) -> RiskEvaluation:
    left = np.array([one.left for one in tested], float)
    errors = {method: (chances - left) ** 2 for method, chances in said.items()}
    better = min(BASELINES, key=lambda method: errors[method].mean())
    gains = errors[better] - errors["model"]
    place = {name: i for i, name in enumerate(dict.fromkeys(one.person for one in tested))}
    person = np.array([place[one.person] for one in tested])
    gain_of, rows_of = np.bincount(person, gains), np.bincount(person)
    dice = np.random.default_rng(seed)
    draws = [dice.integers(0, len(place), len(place)) for _ in range(DRAWS)]
    drawn = [gain_of[chosen].sum() / rows_of[chosen].sum() for chosen in draws]
    kinds = np.array([one.post_kind for one in tested])
    groups = _groups(said["model"])
    return RiskEvaluation(
        people=len(place),
        rows=len(tested),
        folds=folds,
        said=round(float(said["model"].sum()), 2),
        left=int(left.sum()),
        scores=[
            RiskScore(
                method, round(float(errors[method].mean()), 7), round(_missed(groups, said[method], left), 6)
            )
            for method in METHODS
        ],
        calibration=[
            RiskPoint(
                round(float(said["model"][group].mean()), 6), round(float(left[group].mean()), 6), len(group)
            )
            for group in groups
        ],
        kinds=[
            KindLine(
                kind,
                int((kinds == kind).sum()),
                round(float(said["model"][kinds == kind].sum()), 2),
                int(left[kinds == kind].sum()),
            )
            for kind in POST_KINDS
            if (kinds == kind).any()
        ],
        gain=float(gains.mean()),
        gain_low=float(np.quantile(drawn, CONFIDENCE)),
    )


def _groups(said: np.ndarray) -> list[np.ndarray]:
    """Split rows into ten groups of equal size by the chance that was said; few rows make fewer groups."""
    return [group for group in np.array_split(np.argsort(said, kind="stable"), GROUPS) if len(group)]


def _missed(groups: Sequence[np.ndarray], said: np.ndarray, left: np.ndarray) -> float:
    parts = [len(group) * abs(said[group].mean() - left[group].mean()) for group in groups]
    return float(sum(parts) / len(said))
