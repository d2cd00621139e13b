"""What the search shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from app.web.context import PageContext


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One thing found."""

    href: str
    name: str
    note: str


@dataclass(frozen=True, kw_only=True)
class HitGroup:
    """Things of one kind: the first few, how many there are, and where they all are."""

    title: str
    icon: str
    hits: tuple[Hit, ...]
    total: int
    href: str


@dataclass(frozen=True, kw_only=True)
class SearchContext(PageContext):
    """What a search finds, by kind."""

    template: ClassVar[str] = "search/found.html"

    text: str
    groups: tuple[HitGroup, ...]
