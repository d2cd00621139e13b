"""
The case: everything that the optimizer is told, as frozen records that read from and write to JSON.

Nothing personal but an opaque key. What a field means for the law stands in the rules; consistency
across records (dangling keys, contradictory pins) is checked in ``optimizer.validation``.
"""

from datetime import date
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from optimizer.levels import EmploymentKind, PostKind

CASE_FORMAT = "tuntas-case"
CASE_VERSION = 1

Key = Annotated[str, Meta(min_length=1, max_length=64)]
Level = Annotated[int, Meta(ge=0, le=5)]
Percent = Annotated[int, Meta(ge=0, le=100)]
Points = Annotated[int, Meta(ge=0, le=1_000_000)]
Keeping = Annotated[int, Meta(ge=0, le=10_000)]
"""Points for keeping to a published move: below the price at which the engine breaks a row on its way."""
Month = Annotated[str, Meta(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]


class Record(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """Base of all records of a case: immutable, and unknown fields are refused."""


class Horizon(Record, frozen=True):
    """Rounds 0..rounds-1; round t takes effect ``t * round_months`` months after ``starts_on``."""

    starts_on: date
    rounds: Annotated[int, Meta(ge=1, le=12)] = 6
    round_months: Annotated[int, Meta(ge=1, le=12)] = 6


class Competency(Record, frozen=True):
    """A competency of the dictionary."""

    id: Key
    name: str = ""
    family: Literal["managerial", "sociocultural", "technical"] = "technical"


class Unit(Record, frozen=True):
    """
    An organisational unit.

    ``department`` is the key of the department it belongs to; ``parent`` the unit straight above it, whose
    head leads it as well (none for the highest ones).
    """

    id: Key
    department: Key
    name: str = ""
    parent: Key | None = None


class Post(Record, frozen=True):
    """
    Equal posts of one unit, ``formation`` of them.

    ``importance`` scales vacancy and fit points (default from the kind); ``standard`` maps a competency
    to the level asked for.
    """

    id: Key
    unit: Key
    kind: PostKind
    title: str = ""
    echelon: str | None = None
    functional_level: str | None = None
    functional_family: str | None = None
    formation: Annotated[int, Meta(ge=0)] = 1
    rank_min: str | None = None
    rank_max: str | None = None
    education_min: str | None = None
    education_fields: list[str] = []
    standard: dict[str, Level] = {}
    importance: Annotated[int, Meta(ge=1, le=100)] | None = None
    high_risk: bool = False
    leads_unit: bool = False
    special: str | None = None
    open: bool = True


class Gain(Record, frozen=True):
    """Planned training lifts a competency to ``level`` from round ``round`` on."""

    competency: Key
    round: Annotated[int, Meta(ge=0)]
    level: Level


class Rating(Record, frozen=True):
    """Performance predicate of one year or quarter; ``period`` is Y or Q1..Q4."""

    year: int
    predicate: Literal["sangat_baik", "baik", "butuh_perbaikan", "kurang", "sangat_kurang"]
    period: Literal["Y", "Q1", "Q2", "Q3", "Q4"] = "Y"


class Sanction(Record, frozen=True):
    """A disciplinary sanction in force from ``since`` to ``until`` (open when empty)."""

    level: Literal["light", "medium", "heavy"]
    since: date
    until: date | None = None


class Person(Record, frozen=True):
    """
    A civil servant.

    ``experience`` gives months held per career step (see ``optimizer.levels.STEPS``) *before* the
    present post; time in the present post is counted from ``post_since``. ``born`` is the month of
    birth, which with the kind of post gives the retirement date.
    """

    id: Key
    post: Key
    post_since: date | None = None
    employment: EmploymentKind = "PNS"
    rank: str | None = None
    education: str | None = None
    education_field: str | None = None
    born: Month | None = None
    service_start: date | None = None
    contract_ends_on: date | None = None
    movable: bool = True
    levels: dict[str, Level] = {}
    gains: list[Gain] = []
    ratings: list[Rating] = []
    sanctions: list[Sanction] = []
    experience: dict[str, Annotated[int, Meta(ge=0)]] = {}


class Transfer(Record, frozen=True):
    """
    A person may change agencies by entering a post, at a price.

    ``out``: the post stands for another agency, and nobody enters it but by such a transfer. ``in``: the
    person comes from another agency, holds a post that stands for it, and enters no post but by such
    transfers. ``points`` are added to the value, by round; a list that is too short ends with zeros, and an
    empty one is free. ``rounds`` are the rounds in which the transfer may take effect; all when empty.
    """

    person: Key
    post: Key
    direction: Literal["out", "in"]
    points: list[Annotated[int, Meta(ge=-1_000_000, le=1_000_000)]] = []
    rounds: list[Annotated[int, Meta(ge=0)]] = []


class Relation(Record, frozen=True):
    """
    Two people who are married or kin, as declared; no other fact about either is told.

    It serves rules on conflicts of interest alone and is no part of anybody's score.
    """

    person: Key
    other: Key
    kind: Literal["spouse", "kin"]


class Role(Record, frozen=True):
    """
    A role on a system.

    ``need_percent`` is the effective service needed per round, 100 = one full person. ``ramp`` gives
    the percent of full service that a newcomer gives in the first rounds of service. A leaver of a
    key role must leave somebody behind who has served ``handover_rounds`` rounds.
    """

    id: Key
    name: str = ""
    needs: dict[str, Level] = {}
    need_percent: Annotated[int, Meta(ge=0, le=10_000)] = 100
    key: bool = False
    ramp: list[Percent] = []
    handover_rounds: Annotated[int, Meta(ge=0, le=12)] = 1


class System(Record, frozen=True):
    """
    An information system under construction.

    Service is needed in every round that begins before ``finishes_on`` (a forecast or a plan date).
    ``value_per_month`` is what citizens lose, in points, per month without any service to its roles.
    At most ``leavers_per_round`` of its key people should leave in one round.
    """

    id: Key
    unit: Key
    finishes_on: date
    roles: list[Role]
    name: str = ""
    value_per_month: Points = 100
    leavers_per_round: Annotated[int, Meta(ge=0)] = 1


class Service(Record, frozen=True):
    """A person serves a role today, from the own post or through a work-team decree, at a share."""

    person: Key
    role: Key
    since: date
    share: Annotated[int, Meta(ge=1, le=100)] = 100
    via: Literal["post", "team"] = "post"


class Hold(Record, frozen=True):
    """An approved hold: the person keeps serving the role in every round that begins before ``until``."""

    person: Key
    role: Key
    until: date


class Pin(Record, frozen=True):
    """The person holds the post from round ``round`` to the end of the horizon or of service."""

    person: Key
    post: Key
    round: Annotated[int, Meta(ge=0)] = 0


class Exclusion(Record, frozen=True):
    """The person does not enter the post."""

    person: Key
    post: Key


class Departure(Record, frozen=True):
    """An announced departure (resignation, transfer out): ``on`` is the first day without service."""

    person: Key
    on: date


class PublishedMove(Record, frozen=True):
    """
    A move that has been published: the person enters the post in the round.

    A pinned one is given up only for ``weights.pinned`` points, more than nearly every move can win.
    """

    person: Key
    post: Key
    round: Annotated[int, Meta(ge=0)] = 0
    pinned: bool = False


class Limit(Record, frozen=True):
    """
    A limit on a measure of the whole plan, with at most one per measure; ``optimizer.rules.measure_limit``.

    Without a ``price`` it is kept; with one, each unit beyond it costs that many points.
    """

    measure: Literal["continuity", "fit", "moves"]
    at_least: Annotated[int, Meta(ge=0, le=1_000_000_000)] | None = None
    at_most: Annotated[int, Meta(ge=0, le=1_000_000_000)] | None = None
    price: Points = 0


class Reference(Record, frozen=True):
    """
    A plan by its moves, from which the plan wanted differs in at least ``differs_percent`` of the moves.

    ``id`` names it in rows and reports; whether a move is pinned has no meaning here.
    """

    id: Key
    moves: list[PublishedMove]
    differs_percent: Percent = 20


class Setting(Record, frozen=True):
    """Parameters of one rule, dated, with their legal basis; the law's confidence is C, N or M."""

    rule: Key
    valid_from: date
    parameters: dict[str, Any]
    valid_to: date | None = None
    citation: str = ""
    confidence: Literal["C", "N", "M"] = "M"


class Window(Record, frozen=True):
    """A period in which moves need an outside approval (elections, inauguration, acting head)."""

    kind: Literal["election", "post_inauguration", "acting_head"]
    since: date
    until: date
    approved: bool = False
    citation: str = ""


class Weights(Record, frozen=True):
    """
    Points of the value.

    Attributes are multipliers per unit: ``fit`` points per full fit and importance and round;
    ``vacancy`` per empty place and importance and round; ``move`` per move; ``overdue`` per round
    beyond the longest time in post; ``service`` percent of the citizens' value that a shortfall of
    role service costs; ``handover`` per missing handover; ``stability`` per leaver beyond the limit;
    ``assignment`` per role begun; ``change`` per move that differs from the published ones, ``pinned`` per
    pinned published move given up.
    """

    fit: Points = 20
    vacancy: Points = 30
    move: Points = 60
    overdue: Points = 40
    service: Points = 100
    handover: Points = 400
    stability: Points = 300
    assignment: Points = 30
    change: Keeping = 0
    pinned: Keeping = 3_000


class Case(Record, frozen=True):
    """
    The whole planning problem; ``name`` and ``note`` are for people.

    ``advisory_team`` names the members of the performance appraisal team who are people of the case.
    ``preferences`` gives the posts that people wish for, the first wish first; nothing of the value rests on
    it (``optimizer.oneround.sides``).
    """

    format: Literal["tuntas-case"]
    version: Literal[1]
    horizon: Horizon
    units: list[Unit]
    posts: list[Post]
    persons: list[Person]
    name: str = ""
    note: str = ""
    competencies: list[Competency] = []
    systems: list[System] = []
    services: list[Service] = []
    holds: list[Hold] = []
    pins: list[Pin] = []
    exclusions: list[Exclusion] = []
    transfers: list[Transfer] = []
    departures: list[Departure] = []
    published: list[PublishedMove] = []
    limits: list[Limit] = []
    references: list[Reference] = []
    relations: list[Relation] = []
    advisory_team: list[Key] = []
    settings: list[Setting] = []
    windows: list[Window] = []
    weights: Weights = Weights()
    preferences: dict[Key, list[Key]] = {}
