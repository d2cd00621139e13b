"""What the continuity picture shows: a drawing per system with its facts, and the systems most at risk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from app.web.context import PageContext


@dataclass(frozen=True, kw_only=True)
class FactLine:
    """A fact of a drawing, in words."""

    what: str
    who: str
    since: date | None
    until: date | None
    note: str


@dataclass(frozen=True, kw_only=True)
class SystemPicture:
    """A system with its drawing and the same facts as lines."""

    key: str
    name: str
    department: str
    stage: str
    picture: str
    facts: tuple[FactLine, ...]


@dataclass(frozen=True, kw_only=True)
class AtRisk:
    """A system at risk: every cause, the gravest first."""

    key: str
    name: str
    department: str
    grave: int
    supports: int | None
    causes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class MapRow:
    """A person against the systems of the page, in their order: percent of time, empty where none."""

    person: str
    shares: tuple[int | None, ...]
    is_key: tuple[bool, ...]
    total: int


@dataclass(frozen=True, kw_only=True)
class ContinuityContext(PageContext):
    """The systems that the reader may see, on one time axis."""

    template: ClassVar[str] = "continuity/picture.html"
    nav: ClassVar[str] = "continuity"

    systems: tuple[SystemPicture, ...]
    at_risk: tuple[AtRisk, ...]
    has_map: bool
    people: tuple[MapRow, ...]
    department: str
    departments: tuple[tuple[str, str], ...]
    plan_name: str
    sees_whole_city: bool
    first: date
    last: date
