"""What the pages of rounds and runs show."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar

from markupsafe import Markup

from app.planning.verdict_contexts import VerdictShown
from app.web.context import PageContext
from app.web.forms import Form


@dataclass(frozen=True, kw_only=True)
class RoundFacts:
    """What every page of a round names: the round, its address, its dates."""

    key: str
    name: str
    starts_on: date
    ends_on: date
    rounds: int
    round_months: int
    profile: str
    is_open: bool

    @property
    def href(self) -> str:
        """Return the address of the round."""
        return f"/babak/{self.key}"


@dataclass(frozen=True, kw_only=True)
class RoundLine:
    """One round in the list of rounds."""

    facts: RoundFacts
    runs: int
    running: int
    plan_key: str | None
    value: int | None
    gap_ppm: int | None
    is_certified: bool
    moves: int | None


@dataclass(frozen=True, kw_only=True)
class RoundsContext(PageContext):
    """All rounds, the newest first."""

    template: ClassVar[str] = "planning/rounds.html"
    nav: ClassVar[str] = "rounds"

    rounds: tuple[RoundLine, ...]
    may_open: bool
    has_people: bool


@dataclass(frozen=True, kw_only=True)
class NewRoundContext(PageContext):
    """The form that opens a round."""

    template: ClassVar[str] = "planning/new_round.html"
    nav: ClassVar[str] = "rounds"

    form: Form
    usual_name: str
    usual_start: date
    months: tuple[int, ...]
    profiles: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of the round bar."""

    name: str
    fact: str
    state: str
    href: str | None = None


@dataclass(frozen=True, kw_only=True)
class RunLine:
    """One run in the list of runs."""

    key: str
    profile: str
    requested_at: datetime
    requested_by: str | None
    seconds: int
    spent: float | None
    state: str
    word: str
    value: int | None
    bound: int | None
    gap_ppm: int | None
    is_certified: bool
    moves: int | None
    plan_key: str | None
    is_stale: bool


@dataclass(frozen=True, kw_only=True)
class PinLine:
    """A pin or an exclusion in force for the next run."""

    key: str
    kind: str
    person_key: str
    person: str
    post: str
    unit: str
    from_date: date | None
    reason: str
    made_by: str | None
    made_at: datetime


@dataclass(frozen=True, kw_only=True)
class InputCount:
    """One kind of input with its number and the page that lists it."""

    label: str
    count: int
    note: str
    href: str | None


@dataclass(frozen=True, kw_only=True)
class RoundContext(PageContext):
    """A round: its steps, its inputs, its pins, its runs."""

    template: ClassVar[str] = "planning/round.html"
    nav: ClassVar[str] = "rounds"

    round: RoundFacts
    steps: tuple[Step, ...]
    inputs: tuple[InputCount, ...]
    data_as_of: date | None
    data_changed_at: datetime | None
    pins: tuple[PinLine, ...]
    runs: tuple[RunLine, ...]
    form: Form
    profiles: tuple[tuple[str, str, str], ...]
    usual_seconds: int
    may_plan: bool
    shared_plan: str | None
    refusals: tuple[str, ...] = ()

    @property
    def newest_plan(self) -> str | None:
        """Return the key of the newest plan, which the page's first action opens."""
        return next((run.plan_key for run in self.runs if run.plan_key), None)


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One stage of a run with the time at which it was reached."""

    name: str
    note: str
    at: float | None
    state: str


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """One figure of the best plan beside the same figure when nobody is moved."""

    label: str
    present: str
    planned: str
    note: str
    is_better: bool | None


@dataclass(frozen=True, kw_only=True)
class Improvement:
    """A better plan that the run found."""

    at: float
    value: int
    gap_ppm: int | None
    note: str


@dataclass(frozen=True, kw_only=True)
class Staleness:
    """How the roster has changed since the inputs of a run were frozen; counts by cause."""

    changes: int
    causes: tuple[tuple[str, int], ...]
    href: str


@dataclass(frozen=True, kw_only=True)
class RunContext(PageContext):
    """A run, live or ended."""

    template: ClassVar[str] = "planning/run.html"
    nav: ClassVar[str] = "run"

    round: RoundFacts
    key: str
    status: str
    state: str
    word: str
    profile: str
    seconds: int
    seed: int
    is_over: bool
    stop_requested: bool
    elapsed: float | None
    value: int | None
    value_gain: int | None
    bound: int | None
    gap_ppm: int | None
    certified_at: datetime | None
    moves: int | None
    moves_now: int | None
    chains: int | None
    rules: int
    verified_at: datetime | None
    curve: Markup | None
    curve_rows: tuple[tuple[str, str, str], ...]
    stages: tuple[Stage, ...]
    requested_at: datetime
    requested_by: str | None
    fingerprint: str
    facts: dict[str, Any]
    left_out: tuple[str, ...]
    waiting_holds: int
    stale: Staleness | None
    comparisons: tuple[Comparison, ...]
    improvements: tuple[Improvement, ...]
    plan_key: str | None
    plan_has_rows: bool
    ended_because: str | None
    blame: tuple[str, ...]
    verdict: VerdictShown | None
    may_plan: bool
    attempt: int

    @property
    def href(self) -> str:
        """Return the address of the run."""
        return f"{self.round.href}/run/{self.key}"

    @property
    def proposal_href(self) -> str:
        """Return the address of the proposal that the run found."""
        return f"{self.round.href}/usul?rencana={self.plan_key}"


@dataclass(frozen=True, kw_only=True)
class ChangeLine:
    """One record of the inputs that differs from the frozen one."""

    kind: str
    what: str
    href: str | None
    how: str


@dataclass(frozen=True, kw_only=True)
class ChangesContext(PageContext):
    """What has changed in the inputs since a run froze them."""

    template: ClassVar[str] = "planning/changes.html"
    nav: ClassVar[str] = "run"

    round: RoundFacts
    run_key: str
    frozen_at: datetime
    counts: tuple[tuple[str, int], ...]
    lines: tuple[ChangeLine, ...]
    total: int
    is_sound: bool = True
    faults: tuple[str, ...] = field(default=())


@dataclass(frozen=True, kw_only=True)
class PinsContext(PageContext):
    """Pins and exclusions of a round, and the form that adds one."""

    template: ClassVar[str] = "planning/pins.html"
    nav: ClassVar[str] = "rounds"

    round: RoundFacts
    pins: tuple[PinLine, ...]
    form: Form
    person_key: str
    person: str
    person_post: str
    post_key: str
    post: str
    kind: str
    round_dates: tuple[tuple[str, str], ...]
    may_plan: bool
    refusal: str | None = None
