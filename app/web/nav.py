"""The side bar: each area declares its entries (`NAV` in its pages.py), and this orders them by role."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from app.web.i18n import mark

Counter = Callable[[AsyncSession], Awaitable[int]]
"""Counts what an entry's badge shows: over the whole city, without regard to who asks."""

DATA = mark("Data")
ROUND = mark("Babak")
GROWTH = mark("Pengembangan")
CONTROL = mark("Pengelolaan")
OWN = mark("Saya")

GROUPS = ("", DATA, ROUND, GROWTH, CONTROL, OWN)
"""Headings in the order of the side bar; the first has none. `OWN` makes the tabs of the staff pages."""


@dataclass(frozen=True)
class NavEntry:
    """One entry: `key` is what a page's context names as its `nav`, `label` is Indonesian and marked."""

    key: str
    label: str
    href: str
    icon: str
    roles: frozenset[str]
    group: str = ""
    order: int = 50
    counter: Counter | None = None


@dataclass(frozen=True)
class NavGroup:
    """The entries under one heading that an account may open."""

    heading: str
    entries: tuple[NavEntry, ...]


def navigation(entries: Iterable[NavEntry], role: str) -> tuple[NavGroup, ...]:
    """Return the groups that an account of this role sees."""
    own = sorted((entry for entry in entries if role in entry.roles), key=lambda entry: entry.order)
    groups = (NavGroup(name, tuple(entry for entry in own if entry.group == name)) for name in GROUPS)
    return tuple(group for group in groups if group.entries)
