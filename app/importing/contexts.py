"""What the pages of the import show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from app.web.context import PageContext
from app.web.forms import Form
from app.web.listing import Paging


@dataclass(frozen=True, kw_only=True)
class BatchLine:
    """One import in the list."""

    key: str
    file_name: str
    uploaded_at: datetime
    uploaded_by: str
    as_of: date | None
    tone: str
    icon: str
    status: str
    rows: int
    writes: int
    refused: int
    message: str


@dataclass(frozen=True, kw_only=True)
class ImportsContext(PageContext):
    """The upload form, and the imports so far."""

    template: ClassVar[str] = "importing/list.html"
    nav: ClassVar[str] = "importing"

    form: Form
    reaches: tuple[tuple[str, str], ...]
    batches: tuple[BatchLine, ...]
    paging: Paging
    has_people: bool


@dataclass(frozen=True, kw_only=True)
class KindLine:
    """The counts of one kind of table."""

    title: str
    rows: int
    untouched: int
    changed: int
    new: int
    refused: int
    warned: int
    gone: int


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One anomaly, or the first of several alike."""

    tone: str
    severity: str
    sheet: str
    row: int
    column: str
    raw: str
    found: str
    cure: str
    department: str
    alike: int
    href: str


@dataclass(frozen=True, kw_only=True)
class ColumnLine:
    """What became of one column."""

    heading: str
    read_as: str
    sheet: str


@dataclass(frozen=True, kw_only=True)
class DepartmentLine:
    """A department with a count."""

    name: str
    count: int
    href: str


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of the strip on top."""

    name: str
    fact: str
    state: str
    href: str | None = None


@dataclass(frozen=True, kw_only=True)
class PreviewContext(PageContext):
    """What a file would change, or what it changed."""

    template: ClassVar[str] = "importing/preview.html"
    nav: ClassVar[str] = "importing"

    key: str
    status: str
    file_name: str
    as_of: date | None
    uploaded_by: str
    uploaded_at: datetime
    committed_at: datetime | None
    seconds: float
    sheets: int
    skipped_sheets: tuple[str, ...]
    steps: tuple[Step, ...]
    main: KindLine
    main_is_people: bool
    kinds: tuple[KindLine, ...]
    notes: dict[str, str]
    shares: tuple[tuple[int, str, str], ...]
    segments: tuple[tuple[str, str, bool], ...]
    by_department: bool
    findings: tuple[Finding, ...]
    findings_total: int
    opened: bool
    all_href: str
    paging: Paging
    departments_with_findings: tuple[DepartmentLine, ...]
    consequences: tuple[tuple[str, str], ...]
    writes: int
    counted: int
    is_stale: bool
    may_undo: bool
    columns_total: int
    columns_read: tuple[ColumnLine, ...]
    columns_unused: tuple[ColumnLine, ...]
    columns_unknown: tuple[ColumnLine, ...]
    columns_refused: tuple[ColumnLine, ...]
    departments: tuple[DepartmentLine, ...]
    largest_department: int


@dataclass(frozen=True, kw_only=True)
class RefusedContext(PageContext):
    """A file that could not be read."""

    template: ClassVar[str] = "importing/refused.html"
    nav: ClassVar[str] = "importing"

    file_name: str
    uploaded_at: datetime
    uploaded_by: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class ChangeLine:
    """One row that changes, with old and new values."""

    name: str
    nip: str
    fields: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, kw_only=True)
class ChangesContext(PageContext):
    """The rows that a preview would change, field by field."""

    template: ClassVar[str] = "importing/changes.html"
    nav: ClassVar[str] = "importing"

    key: str
    file_name: str
    tabs: tuple[tuple[str, str, bool], ...]
    lines: tuple[ChangeLine, ...]
    paging: Paging
    is_gone: bool
    kept: bool
