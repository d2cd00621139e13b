"""Between rows and the learning library; the only module of this area that knows it.

Reading a model is arithmetic. Training loads scikit-learn, which takes some seconds, and is done by the
command line alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from app.forecasts.facts import Facts
from optimizer.errors import FaultError
from optimizer.learning import (
    FinishModel,
    RoleOnSystem,
    Snapshot,
    decode_model,
    effect_of,
    encode_model,
    is_learned,
    predict,
    priced_value,
)
from optimizer.learning.effects import round_starts
from optimizer.learning.features import FEATURES
from optimizer.learning.table import Layout, read_histories

LONGEST_NAME = 120

ROUNDS, ROUND_MONTHS = 6, 6
"""The usual horizon of a round; losses beyond it are charged by no plan."""


class HistoriesRefused(Exception):
    """A table of histories was refused; the message names rows, columns and cures."""


@dataclass(frozen=True)
class ReadTable:
    """The histories of a file, and sentences about rows that were left out on request."""

    facts: tuple[Facts, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class Trained:
    """A trained model: its JSON and what it rests on."""

    document: str
    basis: str
    report: str


@dataclass(frozen=True)
class Foretold:
    """The forecast of one system."""

    p50: date
    p80: date
    basis: str
    drivers: list[dict[str, float | str | None]]


@dataclass(frozen=True)
class MethodLine:
    """How far a method erred on held-out systems: months of loss, and shares covered, per quantile."""

    method: str
    losses: tuple[float, ...]
    covered: tuple[float, ...]


@dataclass(frozen=True)
class Card:
    """What a model card says; `effect` is months of delay per lost month with its interval."""

    basis: str
    reason: str
    systems: int
    reviews: int
    still_open: int
    data_sha256: str
    features: tuple[str, ...]
    tested: int
    folds: int
    methods: tuple[MethodLine, ...]
    calibration: tuple[tuple[float, float], ...]
    gain: float | None
    gain_low: float | None
    effect: tuple[float, float, float] | None
    rate: float


@dataclass(frozen=True)
class Giver:
    """Who serves a key role: percent of a full person, and the day on which law or contract ends it."""

    person_key: str
    person: str
    gives: int
    serves_until: date | None


@dataclass(frozen=True)
class Served:
    """A key role: percent needed, percent that a newcomer gives in the first rounds, and its holders."""

    name: str
    needed: int
    ramp: tuple[int, ...]
    givers: tuple[Giver, ...]


@dataclass(frozen=True)
class Loss:
    """What a departure costs: months of service, months of delay, points."""

    lost_months: float
    delay_months: float
    points: int


def read_table(
    content: bytes, columns: Mapping[str, str], date_form: str, unknown: Iterable[str], leave_out: bool
) -> ReadTable:
    """Read histories from CSV, or raise HistoriesRefused with every fault."""
    try:
        found = read_histories(content, Layout(columns, date_form, frozenset(unknown)), leave_out)
    except FaultError as error:
        raise HistoriesRefused("\n".join(str(fault) for fault in error.faults)) from error
    if long := [one.system for one in found.snapshots if len(one.system) > LONGEST_NAME]:
        raise HistoriesRefused(
            f"column system: {long[0][:40]!r}… is longer than {LONGEST_NAME} characters; shorten it"
        )
    return ReadTable(
        tuple(Facts(**asdict(one)) for one in found.snapshots), tuple(str(fault) for fault in found.faults)
    )


def synthetic_table(systems: int) -> str:
    """Write synthetic histories as CSV, for the demo."""
    from optimizer.learning.synthetic import synthetic
    from optimizer.learning.table import write_histories

    return write_histories(synthetic(systems))


def train(facts: Sequence[Facts], known_on: date) -> Trained:
    """Train and judge a model on what was known before a day."""
    from optimizer.learning.report import report
    from optimizer.learning.training import train as train_on

    model = train_on([_snapshot(one) for one in facts], known_on)
    return Trained(encode_model(model).decode(), model.basis, report(model))


def foretell(document: str, facts: Facts) -> Foretold:
    """Forecast one system."""
    forecast = predict(decode_model(document), _snapshot(facts))
    return Foretold(
        forecast.p50, forecast.p80, forecast.basis, [asdict(driver) for driver in forecast.drivers]
    )


def card_of(document: str) -> Card:
    """Return what the card of a model says."""
    model = decode_model(document)
    evaluation = model.evaluation
    effect = model.effect
    return Card(
        basis=model.basis,
        reason=model.reason,
        systems=model.systems,
        reviews=model.snapshots,
        still_open=model.still_open,
        data_sha256=model.data_sha256,
        features=FEATURES,
        tested=evaluation.systems if evaluation else 0,
        folds=evaluation.folds if evaluation else 0,
        methods=tuple(
            MethodLine(score.method, tuple(score.pinball), tuple(score.coverage))
            for score in (evaluation.scores if evaluation else ())
        ),
        calibration=tuple(
            (point.nominal, point.covered) for point in (evaluation.calibration if evaluation else ())
        ),
        gain=evaluation.gain if evaluation else None,
        gain_low=evaluation.gain_low if evaluation else None,
        effect=(effect.months, effect.low, effect.high) if effect else None,
        rate=model.delay_per_lost_month,
    )


def rate_is_learned(document: str) -> bool:
    """Tell whether the delay per lost month comes from histories."""
    return is_learned(decode_model(document))


def loss_of(
    document: str,
    role: Served,
    person: Giver,
    leaves_on: date,
    finish: date,
    value_per_month: int,
    successor: bool,
) -> Loss:
    """Price a departure on the first day of a round, as the next case would at full weight of service."""
    model: FinishModel = decode_model(document)
    starts = round_starts(leaves_on, ROUNDS, ROUND_MONTHS)
    others = tuple(
        sum(
            giver.gives
            for giver in role.givers
            if giver != person and (giver.serves_until is None or start < giver.serves_until)
        )
        for start in starts
    )
    effect = effect_of(
        model,
        RoleOnSystem(role.needed, others, role.ramp),
        person.gives,
        starts,
        leaves_on,
        finish,
        priced_value(model, value_per_month),
        100,
        ROUND_MONTHS,
        successor,
        person.serves_until,
    )
    return Loss(effect.lost_months, effect.delay_months, effect.points)


def _snapshot(facts: Facts) -> Snapshot:
    return Snapshot(**vars(facts))
