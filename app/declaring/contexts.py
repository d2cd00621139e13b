"""What the pages of declaring show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from app.web.context import PageContext
from app.web.forms import Form


@dataclass(frozen=True, kw_only=True)
class KindCard:
    """A kind of system that a declaration can begin with."""

    code: str
    name: str
    purpose: str
    roles: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class StartContext(PageContext):
    """Where a declaration begins: with a kind, or with a copy of an earlier system."""

    template: ClassVar[str] = "declaring/start.html"
    nav: ClassVar[str] = "own-systems"

    kinds: tuple[KindCard, ...]
    systems: tuple[tuple[str, str], ...]
    may_upload: bool


@dataclass(frozen=True, kw_only=True)
class PlannerStartContext(StartContext):
    """The same for the planner, whose side bar has another entry."""

    nav: ClassVar[str] = "systems"


@dataclass(frozen=True, kw_only=True)
class RoleRow:
    """One role of the form: how many lines for needs it shows, who serves it, and whether it stands open."""

    place: int
    need_rows: int
    summary: str
    holders: int
    is_stored: bool
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class DeclarationContext(PageContext):
    """The form of a declaration."""

    template: ClassVar[str] = "declaring/form.html"
    nav: ClassVar[str] = "own-systems"

    form: Form
    labels: Mapping[str, str]
    key: str
    system: str
    action: str
    back: str
    kinds: tuple[tuple[str, str], ...]
    units: tuple[tuple[str, str], ...]
    stages: tuple[tuple[str, str], ...]
    builders: tuple[tuple[str, str], ...]
    levels: tuple[tuple[str, str], ...]
    catalogue: tuple[str, ...]
    roles: tuple[RoleRow, ...]
    milestones: int
    indicators: int
    suggested: Mapping[str, tuple[tuple[str, str, str], ...]]
    missing: tuple[str, ...]
    may_set_value: bool
    most_roles: int
    most_milestones: int
    most_indicators: int
    most_needs: int


@dataclass(frozen=True, kw_only=True)
class PlannerDeclarationContext(DeclarationContext):
    """The same for the planner, whose side bar has another entry."""

    nav: ClassVar[str] = "systems"
