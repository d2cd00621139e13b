"""The stored form of learned departure risk: JSON numbers, never an object that runs code when it is read."""

from datetime import date
from typing import Literal

import msgspec
import numpy as np

from optimizer.errors import Fault
from optimizer.learning.departure.career import POST_KINDS
from optimizer.learning.departure.features import FEATURES
from optimizer.learning.model import Basis, ModelError


class RiskScore(msgspec.Struct, frozen=True):
    """
    Error of one method on later rounds.

    ``brier`` is the mean squared error of the chance; ``calibration_error`` the mean distance of chance said
    and share that left, over the ten groups that the model tells apart; both 0 to 1.
    """

    method: str
    brier: float
    calibration_error: float


class RiskPoint(msgspec.Struct, frozen=True):
    """One of ten groups by chance said: its mean, the share that left, number of rows."""

    said: float
    left: float
    rows: int


class KindLine(msgspec.Struct, frozen=True):
    """A kind of post in the tested rounds: rows, departures said, and departures that came."""

    kind: str
    rows: int
    said: float
    left: int


class RiskEvaluation(msgspec.Struct, frozen=True):
    """
    Error and calibration in time order: each tested round begins after the cut of the model that met it.

    ``gain`` is the Brier score of the better base rate less the model's; ``gain_low`` its 5th percentile
    over resampled people. ``said`` and ``left`` count departures in all tested rounds.
    """

    people: int
    rows: int
    folds: int
    said: float
    left: int
    scores: list[RiskScore]
    calibration: list[RiskPoint]
    kinds: list[KindLine]
    gain: float
    gain_low: float


class DepartureModel(msgspec.Struct, frozen=True):
    """
    Departure risk, on or switched off.

    ``basis`` is ``model``; ``reference_class``, the base rate of the kind of post; or ``plan``, certain dates
    alone. ``reason`` says why it is off: ``few_departures``, ``not_better`` or ``miscalibrated``.
    ``coefficients`` are log odds per unit of a feature; ``kind_rates`` chances per round, in the order of
    ``POST_KINDS``; ``round_months`` the length of the rounds that all chances hold for.
    """

    format: Literal["tuntas-departure-model"]
    version: Literal[1]
    basis: Basis
    reason: str
    trained_on: date
    data_sha256: str
    people: int
    rows: int
    departures: int
    round_months: int
    features: list[str]
    medians: list[float]
    intercept: float
    coefficients: list[float]
    overall_rate: float
    kind_rates: list[float]
    evaluation: RiskEvaluation | None

    def chance(self, row: list[float], post_kind: str) -> float:
        """
        Return the chance of leaving within one round, 0 to 1.

        Parameters
        ----------
        row : list of float
            In the order of `FEATURES`, NaN where unknown.
        post_kind : str
            One of ``POST_KINDS``; another one counts with the overall rate where the model is off.

        Returns
        -------
        float
            0 when nothing was learned.
        """
        if self.basis == "plan":
            return 0.0
        if self.basis == "reference_class":
            known = post_kind in POST_KINDS
            return self.kind_rates[POST_KINDS.index(post_kind)] if known else self.overall_rate
        return float(self.chances(np.array([row]))[0])

    def chances(self, rows: np.ndarray) -> np.ndarray:
        """
        Return what the learned coefficients say, whether the model is on or not.

        Parameters
        ----------
        rows : numpy.ndarray
            Shape (n, features), NaN where unknown.

        Returns
        -------
        numpy.ndarray
            Shape (n,), 0 to 1.
        """
        filled = np.where(np.isnan(rows), np.array(self.medians), rows)
        odds = np.array(filled @ np.array(self.coefficients) + self.intercept)
        return np.asarray(1 / (1 + np.exp(-odds)))


def encode_departures(model: DepartureModel) -> bytes:
    """
    Write a model as JSON.

    Parameters
    ----------
    model : DepartureModel
        Any state.

    Returns
    -------
    bytes
        UTF-8, two spaces of indent.
    """
    return msgspec.json.format(msgspec.json.encode(model), indent=2) + b"\n"


def decode_departures(text: bytes | str) -> DepartureModel:
    """
    Read a model, and refuse one of other features.

    Parameters
    ----------
    text : bytes or str
        JSON as `encode_departures` writes it.

    Returns
    -------
    DepartureModel
        The model.

    Raises
    ------
    ModelError
        If it is no such JSON, or its shapes or features are not those of this version.
    """
    try:
        model = msgspec.json.decode(text, type=DepartureModel)
    except msgspec.DecodeError as error:
        raise ModelError([Fault("$", f"this is no departure model: {error}")]) from error
    if model.features != list(FEATURES):
        raise ModelError([Fault("$.features", "other features than this version has; train again")])
    if {len(model.medians), len(model.coefficients)} != {len(FEATURES)} or len(model.kind_rates) != len(
        POST_KINDS
    ):
        raise ModelError([Fault("$.coefficients", "numbers are missing or too many; train again")])
    return model
