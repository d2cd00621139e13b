"""What the pages of systems show."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from app.forecasts.contexts import SystemForecastCard
from app.law.dates import LegalDate
from app.systems.risk import Risk
from app.web.context import PageContext
from app.web.forms import Form


@dataclass(frozen=True, kw_only=True)
class RiskLine:
    """A system in the list, with its range, its supports and the gravest cause."""

    key: str
    name: str
    department: str
    department_key: str
    stage: str
    planned_finish: date
    forecast_p50: date | None
    forecast_p80: date | None
    supports: int | None
    filled_roles: int
    roles: int
    risk: Risk | None
    sentence: str
    decision: str
    decision_href: str
    picture: str = ""


@dataclass(frozen=True, kw_only=True)
class SystemsContext(PageContext):
    """All systems that the reader may see, narrowed."""

    template: ClassVar[str] = "systems/list.html"
    nav: ClassVar[str] = "systems"

    systems: tuple[RiskLine, ...]
    total: int
    at_risk: int
    finished: int
    view: str
    text: str
    department: str
    departments: tuple[tuple[str, str], ...]
    axis: str
    may_declare: bool


@dataclass(frozen=True, kw_only=True)
class OwnSystemsContext(SystemsContext):
    """The systems of a head's own department."""

    nav: ClassVar[str] = "own-systems"


@dataclass(frozen=True, kw_only=True)
class NeedLine:
    """A level that a role asks for."""

    name: str
    level: int


@dataclass(frozen=True, kw_only=True)
class SuccessorLine:
    """Who in the department comes nearest to a role, and what is missing."""

    key: str
    name: str
    fit: int
    lacks: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class HolderLine:
    """A role and one of its holders, or its emptiness, with the nearest successor."""

    role_key: str
    role_name: str
    is_key: bool
    needed_percent: int
    served_percent: int
    person_key: str
    person_name: str
    post_title: str
    unit_name: str
    share: int
    via: str
    months_in_post: int | None
    next_event: LegalDate | None
    vacant_since: date | None
    hold: str
    hold_until: date | None
    successor: SuccessorLine | None
    is_first: bool


@dataclass(frozen=True, kw_only=True)
class RoleCard:
    """A role with its needs."""

    key: str
    name: str
    is_key: bool
    needed_percent: int
    served_percent: int
    needs: tuple[NeedLine, ...]
    meeting: int | None = None
    """People of the whole city who meet every need; None when the role asks for nothing."""
    is_tailored: bool = False


@dataclass(frozen=True, kw_only=True)
class SimilarLine:
    """A system of another department that seems to do the same."""

    key: str
    name: str
    department: str
    likeness: int


@dataclass(frozen=True, kw_only=True)
class MilestoneLine:
    """A milestone, planned and reached."""

    name: str
    planned_on: date
    actual_on: date | None
    is_late: bool


@dataclass(frozen=True, kw_only=True)
class IndicatorLine:
    """What citizens notice: before, now, target, and the way between."""

    name: str
    unit: str
    before: float
    now: float
    target: float | None
    helps: str
    values: tuple[float, ...] = field(default=())
    days: tuple[date, ...] = field(default=())


@dataclass(frozen=True, kw_only=True)
class HoldCard:
    """A hold on a role of the system."""

    key: str
    person_key: str
    person_name: str
    role_name: str
    status: str
    from_date: date
    until: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class EffectLine:
    """A person whom the plan keeps on the system, takes away, or brings."""

    person_key: str
    person: str
    role: str
    is_key: bool
    when: str
    href: str


@dataclass(frozen=True, kw_only=True)
class PlanEffect:
    """What the plan in hand does to the people of the system."""

    round_name: str
    state: str
    verdict: str
    plan_href: str
    stays: tuple[EffectLine, ...]
    leaves: tuple[EffectLine, ...]
    takes_over: tuple[EffectLine, ...]


@dataclass(frozen=True, kw_only=True)
class TableRow:
    """A row of the table beside the timeline."""

    what: str
    who: str
    since: date | None
    until: date | None
    note: str


@dataclass(frozen=True, kw_only=True)
class SystemContext(PageContext):
    """One system."""

    template: ClassVar[str] = "systems/system.html"
    nav: ClassVar[str] = "systems"

    key: str
    kind: str
    stage: str
    department: str
    department_key: str
    built_by: str
    purpose: str
    service: str
    planned_finish: date
    forecast_p50: date | None
    forecast_p80: date | None
    months_late: int | None
    supports: int | None
    weakest_role: str
    filled_roles: int
    roles_total: int
    empty_roles: tuple[str, ...]
    indicator: IndicatorLine | None
    timeline: str
    timeline_rows: tuple[TableRow, ...]
    people: tuple[HolderLine, ...]
    risks: tuple[tuple[str, str, str], ...]
    roles: tuple[RoleCard, ...]
    milestones: tuple[MilestoneLine, ...]
    holds: tuple[HoldCard, ...]
    indicators: tuple[IndicatorLine, ...]
    effect: PlanEffect | None
    forecast: SystemForecastCard | None
    similar: tuple[SimilarLine, ...]
    tailored: bool
    may_open_people: bool
    may_open_similar: bool
    may_edit: bool
    may_ask_hold: bool
    may_decide_hold: bool
    today: date


@dataclass(frozen=True, kw_only=True)
class OwnSystemContext(SystemContext):
    """One system of a head's own department."""

    nav: ClassVar[str] = "own-systems"


@dataclass(frozen=True, kw_only=True)
class HoldRequestContext(PageContext):
    """Asking for a hold: who, until when, why, and what the law and the quota say."""

    template: ClassVar[str] = "systems/hold.html"
    nav: ClassVar[str] = "own-systems"

    key: str
    system: str
    form: Form
    people: tuple[tuple[str, str], ...]
    limits: tuple[tuple[str, str, str], ...]
    finish: date
    today: date
    used: int
    allowed: int | None
    quota_citation: str
    held: tuple[tuple[str, str, date], ...]
