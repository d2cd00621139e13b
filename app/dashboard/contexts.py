"""What the dashboard and the legal calendar show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from app.systems.contexts import IndicatorLine, RiskLine
from app.web.context import PageContext


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One figure with the list that it counts; `note` may have a list of its own."""

    label: str
    value: int
    unit: str
    href: str
    note: str = ""
    note_href: str = ""
    tone: str = ""


@dataclass(frozen=True, kw_only=True)
class CalendarEvent:
    """One line of the legal calendar."""

    on: date
    tone: str
    title: str
    note: str
    href: str


@dataclass(frozen=True, kw_only=True)
class ShortageLine:
    """A competency with the people who miss it on their present post."""

    code: str
    name: str
    family: str
    people: int


@dataclass(frozen=True, kw_only=True)
class Step:
    """The main action of the page."""

    href: str
    text: str


@dataclass(frozen=True, kw_only=True)
class DashboardContext(PageContext):
    """The dashboard."""

    template: ClassVar[str] = "dashboard/dashboard.html"
    nav: ClassVar[str] = "dashboard"

    today: date
    has_roster: bool
    step: Step | None
    round_steps: tuple[Any, ...]
    figures: tuple[Figure, ...]
    risks: tuple[RiskLine, ...]
    axis: str
    systems_total: int
    risks_total: int
    events: tuple[CalendarEvent, ...]
    events_total: int
    vacancies: str
    vacancy_rows: tuple[tuple[str, ...], ...]
    has_plan: bool
    shortages: tuple[ShortageLine, ...]
    shortages_total: int
    indicators: tuple[tuple[str, str, IndicatorLine], ...]
    indicators_total: int


@dataclass(frozen=True, kw_only=True)
class CalendarContext(PageContext):
    """All legal dates of the twelve months ahead."""

    template: ClassVar[str] = "dashboard/calendar.html"
    nav: ClassVar[str] = "dashboard"

    today: date
    until: date
    events: tuple[CalendarEvent, ...]


@dataclass(frozen=True, kw_only=True)
class ShortagesContext(PageContext):
    """All competencies that people miss on their present posts."""

    template: ClassVar[str] = "dashboard/shortages.html"
    nav: ClassVar[str] = "dashboard"

    families: tuple[tuple[str, tuple[ShortageLine, ...]], ...]


@dataclass(frozen=True, kw_only=True)
class BenefitContext(PageContext):
    """All service indicators, before and now."""

    template: ClassVar[str] = "dashboard/benefit.html"
    nav: ClassVar[str] = "benefit"

    indicators: tuple[tuple[str, str, IndicatorLine], ...]
    better: int
    worse: int
