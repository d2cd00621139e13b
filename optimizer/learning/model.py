"""The stored form of a trained forecast: JSON numbers, never an object that runs code when it is read."""

from datetime import date
from typing import Literal

import msgspec

from optimizer.errors import Fault, FaultError
from optimizer.learning.features import FEATURES

Basis = Literal["model", "reference_class", "plan"]
"""What a forecast rests on: the learned quantiles, overruns of finished systems, or the plan date alone."""

QUANTILES = (0.5, 0.8)
"""One in two, and four in five: the careful quantile until which holds last."""


class ModelError(FaultError):
    """A stored model cannot be read, or belongs to other features than this version has."""


class Score(msgspec.Struct, frozen=True):
    """Error of one method on held-out systems; ``pinball`` in months per quantile, ``coverage`` in 0 to 1."""

    method: str
    pinball: list[float]
    coverage: list[float]


class CalibrationPoint(msgspec.Struct, frozen=True):
    """What a nominal quantile (0 to 1) covered of the held-out systems."""

    nominal: float
    covered: float


class Evaluation(msgspec.Struct, frozen=True):
    """
    Error and calibration in time order: each test system is reviewed after the cut of the model that met it.

    ``gain`` is the mean of the pinball losses of the better baseline minus those of the model, in months;
    ``gain_low`` its 5th percentile over resampled test systems.
    """

    systems: int
    folds: int
    scores: list[Score]
    calibration: list[CalibrationPoint]
    gain: float
    gain_low: float


class DelayEffect(msgspec.Struct, frozen=True):
    """Months of delay per month of key-role service lost, with a 90 % interval over resampled systems."""

    months: float
    low: float
    high: float


class FinishModel(msgspec.Struct, frozen=True):
    """
    A finish forecast, on or switched off.

    ``reason`` says why it is off: ``few_systems``, ``not_better`` or ``under_covered``; empty when it is on.
    ``coefficients`` has the shape (quantiles, features), in months per unit of a feature; ``offsets`` are the
    conformal corrections in months; ``overruns`` the ordered slips of finished systems per planned month.
    """

    format: Literal["tuntas-finish-model"]
    version: Literal[1]
    basis: Basis
    reason: str
    trained_on: date
    data_sha256: str
    systems: int
    snapshots: int
    still_open: int
    features: list[str]
    quantiles: list[float]
    medians: list[float]
    intercepts: list[float]
    coefficients: list[list[float]]
    offsets: list[float]
    overruns: list[float]
    effect: DelayEffect | None
    evaluation: Evaluation | None

    @property
    def delay_per_lost_month(self) -> float:
        """
        Months of delay per month of key-role service lost, as prices use it.

        The learned median where the model is on and its interval lies above 0; otherwise 1, which is what the
        planner assumes without a history.
        """
        if self.basis != "model" or self.effect is None or self.effect.low <= 0:
            return 1.0
        return self.effect.months


def encode_model(model: FinishModel) -> bytes:
    """
    Write a model as JSON.

    Parameters
    ----------
    model : FinishModel
        Any state.

    Returns
    -------
    bytes
        UTF-8, two spaces of indent.
    """
    return msgspec.json.format(msgspec.json.encode(model), indent=2) + b"\n"


def decode_model(text: bytes | str) -> FinishModel:
    """
    Read a model, and refuse one of other features.

    Parameters
    ----------
    text : bytes or str
        JSON as `encode_model` writes it.

    Returns
    -------
    FinishModel
        The model.

    Raises
    ------
    ModelError
        If it is no such JSON, or its shapes or features are not those of this version.
    """
    try:
        model = msgspec.json.decode(text, type=FinishModel)
    except msgspec.DecodeError as error:
        raise ModelError([Fault("$", f"this is no finish model: {error}")]) from error
    if model.features != list(FEATURES):
        raise ModelError([Fault("$.features", "other features than this version has; train again")])
    shapes = {len(row) for row in model.coefficients} | {len(model.medians)}
    lengths = {len(model.quantiles), len(model.intercepts), len(model.coefficients), len(model.offsets)}
    if shapes != {len(FEATURES)} or lengths != {len(QUANTILES)}:
        raise ModelError([Fault("$.coefficients", "numbers are missing or too many; train again")])
    return model
