"""What the pages of the roster show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from app.law.dates import LegalDate
from app.staff.filters import StaffFilter
from app.web.context import PageContext
from app.web.forms import Form
from app.web.listing import Paging, Sort

Choice = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class PersonLine:
    """One row of the list."""

    key: str
    name: str
    post_title: str
    post_key: str
    unit_name: str
    unit_key: str
    department: str
    employment: str
    post_since: date | None
    months_in_post: int | None
    next_event: LegalDate | None


@dataclass(frozen=True, kw_only=True)
class StaffContext(PageContext):
    """The roster, narrowed by a filter that stands in the address."""

    template: ClassVar[str] = "staff/list.html"
    nav: ClassVar[str] = "staff"

    filter: StaffFilter
    people: tuple[PersonLine, ...]
    sort: Sort
    paging: Paging
    departments: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    statuses: tuple[Choice, ...]
    times: tuple[Choice, ...]
    roles: tuple[Choice, ...]
    chosen: tuple[tuple[str, str], ...]
    has_roster: bool


@dataclass(frozen=True, kw_only=True)
class NumberContext(PageContext):
    """Searching by NIP: a form of its own, so that no number stands in an address or a log."""

    template: ClassVar[str] = "staff/number.html"
    nav: ClassVar[str] = "staff"

    form: Form
    came_from_search: bool = False


@dataclass(frozen=True, kw_only=True)
class CompetencyLine:
    """One competency of a profile: what the post asks for, what is proven, and by what."""

    code: str
    name: str
    family: str
    standard: int | None
    level: int
    source: str
    assessed_on: date | None
    age_months: int | None
    assessed_by: str
    evidence: str
    is_guess: bool = False

    @property
    def gap(self) -> int:
        """Count the levels missing."""
        return max((self.standard or 0) - self.level, 0)


@dataclass(frozen=True, kw_only=True)
class CareerLine:
    """One post of the career."""

    title: str
    unit_name: str
    kind: str
    level: str
    from_date: date
    to_date: date | None
    months: int
    decree_no: str


@dataclass(frozen=True, kw_only=True)
class ServiceLine:
    """A role on a system that the person serves or served."""

    system_key: str
    system_name: str
    role_name: str
    is_key: bool
    share: int
    via: str
    since: date
    until: date | None
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class HoldLine:
    """A hold on the person."""

    system_key: str
    system_name: str
    role_name: str
    status: str
    from_date: date
    until: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class AppraisalLine:
    """A performance predicate."""

    year: int
    period: str
    predicate: str


@dataclass(frozen=True, kw_only=True)
class SanctionLine:
    """A disciplinary sanction; shown only where the reading is allowed and written down."""

    level: str
    kind: str
    from_date: date
    to_date: date | None


@dataclass(frozen=True, kw_only=True)
class TrainingLine:
    """A training attended."""

    name: str
    kind: str
    hours: int
    ended_on: date
    certificate_no: str


@dataclass(frozen=True, kw_only=True)
class PersonHead:
    """Who the person is, and the post held now."""

    key: str
    name: str
    nip: str
    employment_kind: str
    rank: str
    education: str
    post_title: str
    post_key: str
    post_kind: str
    unit_name: str
    unit_key: str
    department_name: str
    department_key: str
    post_since: date | None
    months_in_post: int | None
    legal_status: str
    dates: tuple[LegalDate, ...]


@dataclass(frozen=True, kw_only=True)
class PersonContext(PageContext):
    """A person's page, with the parts that the reader's role may see."""

    template: ClassVar[str] = "staff/person.html"
    nav: ClassVar[str] = "staff"

    person: PersonHead
    fit: int | None
    competencies: tuple[CompetencyLine, ...]
    career: tuple[CareerLine, ...]
    services: tuple[ServiceLine, ...]
    holds: tuple[HoldLine, ...]
    trainings: tuple[TrainingLine, ...]
    appraisals: tuple[AppraisalLine, ...]
    picture: str
    may_reveal: bool
    shown_nip: str = ""
    may_read_sanctions: bool = False
    sanctions: tuple[SanctionLine, ...] | None = None
    condition: str = ""
    condition_until: date | None = None
    today: date
    is_own: bool = False
