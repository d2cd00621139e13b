"""What a person's own pages show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from app.law.dates import LegalDate
from app.staff.contexts import (
    AppraisalLine,
    CareerLine,
    CompetencyLine,
    HoldLine,
    SanctionLine,
    ServiceLine,
    TrainingLine,
)
from app.training.plan import PathPlan
from app.training.queries import StoredPath
from app.web.context import PageContext


@dataclass(frozen=True, kw_only=True)
class OwnHead:
    """Name, post and fit, on top of every tab."""

    name: str
    post_title: str
    unit_name: str
    fit: int | None
    below: int


@dataclass(frozen=True, kw_only=True)
class OwnContext(PageContext):
    """What every tab shows; the profile is the first of them."""

    template: ClassVar[str] = "me/profile.html"

    head: OwnHead
    today: date


@dataclass(frozen=True, kw_only=True)
class ProfileContext(OwnContext):
    """The own profile: competencies with their evidence, career, systems, appraisals."""

    template: ClassVar[str] = "me/profile.html"
    nav: ClassVar[str] = "me-profile"

    competencies: tuple[CompetencyLine, ...]
    picture: str
    career: tuple[CareerLine, ...]
    services: tuple[ServiceLine, ...]
    holds: tuple[HoldLine, ...]
    trainings: tuple[TrainingLine, ...]
    appraisals: tuple[AppraisalLine, ...]


@dataclass(frozen=True, kw_only=True)
class YearLine:
    """Lesson hours of the year that runs: attended, added by the path, wanted or allowed."""

    starts_on: date
    ends_on: date
    done: int
    added: int
    least: int | None
    most: int | None
    citation: str
    picture: str

    @property
    def total(self) -> int:
        """Add up what is attended and what the path adds."""
        return self.done + self.added


@dataclass(frozen=True, kw_only=True)
class TrainingContext(OwnContext):
    """The training path with its three choices."""

    template: ClassVar[str] = "me/training.html"
    nav: ClassVar[str] = "me-training"

    picture: str
    plan: PathPlan | None
    fit_after: int | None
    choices: tuple[tuple[str, str, bool], ...]
    choice: str
    years: tuple[YearLine, ...]
    waiting: StoredPath | None
    answered: StoredPath | None
    is_waiting_same: bool
    has_changed: bool
    has_standard: bool
    superior: str


@dataclass(frozen=True, kw_only=True)
class RequirementCheck:
    """One requirement of a post against the person."""

    state: str
    sentence: str
    legal: str


@dataclass(frozen=True, kw_only=True)
class ReachablePost:
    """A post of the next step, with what is still missing."""

    title: str
    unit_name: str
    level: str
    vacant: int
    fit: int | None
    checks: tuple[RequirementCheck, ...]
    gaps: tuple[tuple[str, int, int], ...]

    @property
    def open_checks(self) -> int:
        """Count the requirements that are not met yet."""
        return sum(check.state != "ok" for check in self.checks)


@dataclass(frozen=True, kw_only=True)
class PostsContext(OwnContext):
    """When a move is possible, and which posts come next."""

    template: ClassVar[str] = "me/posts.html"
    nav: ClassVar[str] = "me-posts"

    may_move: LegalDate | None
    move_due: LegalDate | None
    service_ends: LegalDate | None
    holds: tuple[HoldLine, ...]
    contract_note: str
    posts: tuple[ReachablePost, ...]
    posts_total: int


@dataclass(frozen=True, kw_only=True)
class ReadingLine:
    """Somebody opened the record."""

    at: datetime
    who: str
    office: str
    part: str


@dataclass(frozen=True, kw_only=True)
class DataContext(OwnContext):
    """The own record as it is stored, and who read it."""

    template: ClassVar[str] = "me/record.html"
    nav: ClassVar[str] = "me-record"

    facts: tuple[tuple[str, str], ...]
    sanctions: tuple[SanctionLine, ...]
    readings: tuple[ReadingLine, ...]
    readings_total: int
