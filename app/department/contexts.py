"""What the desk of a department shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from app.law.quota import HoldQuota
from app.systems.contexts import EffectLine, RiskLine
from app.training.queries import StoredPath
from app.units.contexts import HeatMap
from app.web.context import PageContext


@dataclass(frozen=True, kw_only=True)
class Question:
    """Something that waits for the head: with its day and the place where it is answered."""

    tone: str
    icon: str
    title: str
    note: str
    href: str
    on: date | None


@dataclass(frozen=True, kw_only=True)
class SystemEffect:
    """What the shown plan does to one of the own systems."""

    key: str
    name: str
    state: str
    verdict: str
    stays: tuple[EffectLine, ...]
    leaves: tuple[EffectLine, ...]
    takes_over: tuple[EffectLine, ...]


@dataclass(frozen=True, kw_only=True)
class SharedPlanFacts:
    """The plan that was shown to the departments."""

    round_name: str
    starts_on: date
    shared_at: datetime
    is_stale: bool


@dataclass(frozen=True, kw_only=True)
class DeskContext(PageContext):
    """The desk of one department."""

    template: ClassVar[str] = "department/desk.html"
    nav: ClassVar[str] = "department"

    key: str
    people: int
    over_limit: int
    retiring: int
    vacant: int
    questions: tuple[Question, ...]
    paths: tuple[StoredPath, ...]
    systems: tuple[RiskLine, ...]
    axis: str
    risky: int
    plan: SharedPlanFacts | None
    incoming: tuple[Any, ...]
    outgoing: tuple[Any, ...]
    inside: tuple[Any, ...]
    effects: tuple[SystemEffect, ...]
    quota: HoldQuota | None
    heat: HeatMap
    may_answer: bool
    today: date
