"""The anomalies of one import: grouped by kind with one example each, or all of one kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.importing.anomalies import sentences
from app.importing.contexts import DepartmentLine, Finding
from app.importing.words import severity_words
from app.web.i18n import language
from app.web.i18n import translate as _
from app.web.listing import Paging, Query, address, read_paging
from models import ImportAnomaly

SEVERITIES = ("refused", "warning", "note")
RANK = case({severity: place for place, severity in enumerate(SEVERITIES)}, value=ImportAnomaly.severity)
PER_PAGE = 100


@dataclass(frozen=True)
class Wish:
    """What the address asks for."""

    severity: str
    kind: str
    column: str
    department: str | None
    opened: bool
    by_department: bool


def read_wish(query: Query) -> Wish:
    """Read the filters; without any, refused rows and warnings are shown, grouped."""
    severity = str(query.get("tingkat", ""))
    department = query.get("opd")
    kind = str(query.get("jenis", ""))
    return Wish(
        severity=severity if severity in SEVERITIES else "",
        kind=kind,
        column=str(query.get("kolom", "")),
        department=None if department is None else str(department),
        opened=bool(kind) or department is not None or query.get("buka") == "semua",
        by_department=query.get("lihat") == "opd",
    )


def _filtered(statement: Any, batch_id: int, wish: Wish) -> Any:
    statement = statement.where(ImportAnomaly.batch_id == batch_id)
    if wish.severity:
        statement = statement.where(ImportAnomaly.severity == wish.severity)
    elif not wish.kind:
        statement = statement.where(ImportAnomaly.severity != "note")
    if wish.kind:
        statement = statement.where(ImportAnomaly.kind == wish.kind, ImportAnomaly.column == wish.column)
    if wish.department is not None:
        statement = statement.where(func.coalesce(ImportAnomaly.department, "") == wish.department)
    return statement


async def severity_counts(db: AsyncSession, batch_id: int) -> dict[str, int]:
    """Return how many findings there are of each severity."""
    rows = await db.execute(
        select(ImportAnomaly.severity, func.count())
        .where(ImportAnomaly.batch_id == batch_id)
        .group_by(ImportAnomaly.severity)
    )
    found = {severity: count for severity, count in rows}  # noqa: C416 - rows are no pairs for the type checker
    return {severity: found.get(severity, 0) for severity in SEVERITIES}


def segments(path: str, wish: Wish, counts: dict[str, int]) -> tuple[tuple[str, str, bool], ...]:
    """Return the filters above the list, each with its count."""
    important = counts["refused"] + counts["warning"]
    plain = not wish.by_department and wish.department is None
    return (
        (f"{path}#anomali", _("Semua {n}", n=important), plain and not wish.severity),
        (
            f"{path}?tingkat=refused#anomali",
            _("Ditolak {n}", n=counts["refused"]),
            wish.severity == "refused",
        ),
        (
            f"{path}?tingkat=warning#anomali",
            _("Peringatan {n}", n=counts["warning"]),
            wish.severity == "warning",
        ),
        (f"{path}?tingkat=note#anomali", _("Catatan {n}", n=counts["note"]), wish.severity == "note"),
        (f"{path}?lihat=opd#anomali", _("Per OPD"), not plain),
    )


async def grouped(db: AsyncSession, batch_id: int, path: str, wish: Wish) -> list[Finding]:
    """Return one finding of each kind and column, with how many there are alike. Costs two queries."""
    groups = _filtered(
        select(func.min(ImportAnomaly.id), func.count()).group_by(
            ImportAnomaly.severity, ImportAnomaly.kind, ImportAnomaly.column
        ),
        batch_id,
        wish,
    )
    alike = {first: count for first, count in await db.execute(groups)}  # noqa: C416 - see above
    rows = await db.scalars(
        select(ImportAnomaly).where(ImportAnomaly.id.in_(alike)).order_by(RANK, ImportAnomaly.id)
    )
    return [_finding(row, alike[row.id] - 1, path) for row in rows]


async def listed(
    db: AsyncSession, batch_id: int, path: str, query: Query, wish: Wish
) -> tuple[list[Finding], Paging]:
    """Return all findings that the filters leave, page by page. Costs two queries."""
    total = await db.scalar(_filtered(select(func.count()).select_from(ImportAnomaly), batch_id, wish)) or 0
    paging = read_paging(path, query, total, PER_PAGE)
    statement = _filtered(select(ImportAnomaly), batch_id, wish)
    statement = statement.order_by(RANK, ImportAnomaly.sheet, ImportAnomaly.row, ImportAnomaly.id)
    rows = await db.scalars(statement.limit(paging.per_page).offset(paging.offset))
    return [_finding(row, 0, path) for row in rows], paging


async def departments(db: AsyncSession, batch_id: int, path: str) -> list[DepartmentLine]:
    """Return the departments with findings that need a cure, the most first."""
    name = func.coalesce(ImportAnomaly.department, "")
    rows = await db.execute(
        select(name, func.count())
        .where(ImportAnomaly.batch_id == batch_id, ImportAnomaly.severity != "note")
        .group_by(name)
        .order_by(func.count().desc(), name)
    )
    return [
        DepartmentLine(
            name=found or _("Tanpa perangkat daerah"), count=count, href=address(path, {"opd": found}) or path
        )
        for found, count in rows
    ]


def _finding(row: ImportAnomaly, alike: int, path: str) -> Finding:
    words = sentences(row.kind, row.arguments, language(), severity=row.severity)
    tone, severity = severity_words(row.severity)
    return Finding(
        tone=tone,
        severity=severity,
        sheet=row.sheet,
        row=row.row,
        column=row.column,
        raw=row.raw or "",
        found=words.found,
        cure=words.cure,
        department=row.department or "",
        alike=alike,
        href=address(path, {"tingkat": row.severity, "jenis": row.kind, "kolom": row.column}) + "#anomali",
    )
