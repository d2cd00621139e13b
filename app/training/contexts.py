"""What the catalogue page shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from app.training.queries import StoredPath
from app.web.context import PageContext
from app.web.listing import Paging


@dataclass(frozen=True, kw_only=True)
class OutcomeLine:
    """What a course lifts, with the people who miss that competency on their present post."""

    name: str
    from_level: int
    to_level: int
    code: str
    people: int


@dataclass(frozen=True, kw_only=True)
class CourseLine:
    """A course of the catalogue."""

    name: str
    mode: str
    provider: str
    hours: int
    cost: int
    self_paced: bool
    requires: tuple[str, ...]
    outcomes: tuple[OutcomeLine, ...]
    next_session: date | None
    sessions: int
    seats_left: int


@dataclass(frozen=True, kw_only=True)
class CatalogueContext(PageContext):
    """The training catalogue against what is missing, and the paths that were put forward."""

    template: ClassVar[str] = "training/catalogue.html"
    nav: ClassVar[str] = "training"

    courses: tuple[CourseLine, ...]
    text: str
    paging: Paging
    has_courses: bool
    uncovered: tuple[tuple[str, str, int], ...]
    paths: tuple[StoredPath, ...]
    waiting: int
    approved: int
    today: date
