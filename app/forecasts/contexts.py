"""What pages show of forecasts: a card on a system, and the cards of the models."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from app.web.context import PageContext


@dataclass(frozen=True, kw_only=True)
class DriverLine:
    """What one fact does to the P80, in months against a system with the middle value."""

    name: str
    value: str
    months: float


@dataclass(frozen=True, kw_only=True)
class DepartureLine:
    """What it does when one key person leaves on the first day of the next round."""

    person_key: str
    person: str
    role: str
    gives: int
    months: float
    months_followed: float
    p80: date
    points: int
    points_followed: int


@dataclass(frozen=True, kw_only=True)
class SystemForecastCard:
    """The forecast of a system: its dates, what they rest on, drivers, and departures."""

    p50: date
    p80: date
    basis: str
    basis_sentence: str
    made_on: date
    drivers: tuple[DriverLine, ...]
    leaves_on: date
    departures: tuple[DepartureLine, ...]
    rate: float
    is_learned: bool


@dataclass(frozen=True, kw_only=True)
class ScoreLine:
    """How far a method erred on held-out systems."""

    method: str
    loss_p50: float
    loss_p80: float
    covered_p50: float
    covered_p80: float
    is_model: bool


@dataclass(frozen=True, kw_only=True)
class ModelCard:
    """A trained model: data, features, error, calibration, date."""

    trained_at: datetime
    known_on: date
    is_on: bool
    verdict: str
    basis_sentence: str
    systems: int
    reviews: int
    still_open: int
    from_files: int
    from_records: int
    sources: tuple[str, ...]
    fingerprint: str
    features: tuple[str, ...]
    tested: int
    folds: int
    scores: tuple[ScoreLine, ...]
    gain: float | None
    gain_low: float | None
    effect: tuple[float, float, float] | None
    rate: float
    calibration: tuple[tuple[float, float], ...]
    picture: str


@dataclass(frozen=True, kw_only=True)
class ModelsContext(PageContext):
    """The models in use."""

    template: ClassVar[str] = "forecasts/models.html"
    nav: ClassVar[str] = "models"

    finish: ModelCard | None
