"""What the pages of units and posts show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from app.law.dates import LegalDate
from app.web.context import PageContext
from app.web.listing import Paging, Sort

Choice = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class UnitNode:
    """A unit in the tree, with the counts of everything below it."""

    key: str
    name: str
    short_name: str
    people: int
    formation: int
    vacant: int
    children: tuple[UnitNode, ...] = ()


@dataclass(frozen=True, kw_only=True)
class UnitsContext(PageContext):
    """The tree of all units, or those that a search finds."""

    template: ClassVar[str] = "units/tree.html"
    nav: ClassVar[str] = "units"

    roots: tuple[UnitNode, ...]
    search: str
    found: tuple[UnitNode, ...]
    units: int


@dataclass(frozen=True, kw_only=True)
class HolderLine:
    """A person on a post."""

    key: str
    name: str
    months_in_post: int | None
    next_event: LegalDate | None


@dataclass(frozen=True, kw_only=True)
class PostLine:
    """A post with its formation and who holds it."""

    key: str
    title: str
    kind: str
    level: str
    unit_name: str
    unit_key: str
    department: str
    formation: int
    holders: int
    people: tuple[HolderLine, ...] = ()

    @property
    def vacant(self) -> int:
        """Count the empty places."""
        return max(self.formation - self.holders, 0)

    @property
    def excess(self) -> int:
        """Count the holders beyond the formation."""
        return max(self.holders - self.formation, 0)


@dataclass(frozen=True, kw_only=True)
class PostsContext(PageContext):
    """The post map, narrowed."""

    template: ClassVar[str] = "units/posts.html"
    nav: ClassVar[str] = "units"

    posts: tuple[PostLine, ...]
    places: int
    sort: Sort
    paging: Paging
    departments: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    text: str
    department: str
    kind: str
    vacant_only: bool


@dataclass(frozen=True, kw_only=True)
class StandardLine:
    """A level that a post asks for, and how many holders reach it."""

    code: str
    name: str
    level: int
    reached: int
    holders: int


@dataclass(frozen=True, kw_only=True)
class RequirementLine:
    """What the post asks for beside competencies, with its article."""

    name: str
    value: str
    citation: str = ""


@dataclass(frozen=True, kw_only=True)
class PostContext(PageContext):
    """A post: standard, requirements and holders."""

    template: ClassVar[str] = "units/post.html"
    nav: ClassVar[str] = "units"

    post: PostLine
    standard: tuple[StandardLine, ...]
    requirements: tuple[RequirementLine, ...]
    today: date


@dataclass(frozen=True, kw_only=True)
class HeatCell:
    """Level minus standard of one person, or how many people of a group are below it."""

    css: str
    text: str
    label: str


@dataclass(frozen=True, kw_only=True)
class HeatRow:
    """A person, or a group of people with the same post."""

    name: str
    href: str
    note: str
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True, kw_only=True)
class HeatMap:
    """People against competencies; `grouped` when there are too many people for the screen."""

    heads: tuple[str, ...]
    rows: tuple[HeatRow, ...]
    grouped: bool
    left_out: int = 0
    rows_left_out: int = 0


@dataclass(frozen=True, kw_only=True)
class SystemLine:
    """A system that the unit hosts."""

    key: str
    name: str
    stage: str
    finish: date
    supports: int | None
    is_at_risk: bool


@dataclass(frozen=True, kw_only=True)
class UnitContext(PageContext):
    """A unit with its posts, people, gaps and systems."""

    template: ClassVar[str] = "units/unit.html"
    nav: ClassVar[str] = "units"

    key: str
    trail: tuple[tuple[str, str], ...]
    is_department: bool
    children: tuple[UnitNode, ...]
    posts: tuple[PostLine, ...]
    posts_below: int
    people: int
    formation: int
    vacant: int
    over_limit: int
    retiring: int
    heat: HeatMap
    systems: tuple[SystemLine, ...]
    today: date
