"""What the pages of the import read."""

from __future__ import annotations

from datetime import date
from typing import Any

from litestar.exceptions import NotFoundException
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.importing.contexts import BatchLine, ImportsContext, RefusedContext
from app.importing.refusal import FileRefused
from app.importing.words import status_words
from app.web.forms import Form
from app.web.i18n import language
from app.web.i18n import translate as _
from app.web.listing import Query, read_paging
from models import Account, DataVersion, ImportBatch, Person

PER_PAGE = 20
COMMAND_LINE = "tuntas import"


def reaches() -> tuple[tuple[str, str], ...]:
    """Return the choices of what absence from a file means."""
    return (
        (
            "auto",
            _("Otomatis: bila berkas memuat sebagian besar pegawai, yang tidak ada ditandai tidak aktif"),
        ),
        ("all", _("Seluruh kota: siapa pun yang tidak ada dalam berkas ditandai tidak aktif")),
        ("departments", _("Hanya perangkat daerah yang ada dalam berkas")),
        ("none", _("Tidak menandai siapa pun; hanya menambah dan mengubah")),
    )


async def import_list(db: AsyncSession, query: Query, form: Form) -> ImportsContext:
    """Return the upload form and the imports so far, the newest first. Costs three queries."""
    total = await db.scalar(select(func.count()).select_from(ImportBatch)) or 0
    paging = read_paging("/impor", query, total, PER_PAGE)
    # The staged rows are large and not shown here.
    columns = (
        ImportBatch.key, ImportBatch.file_name, ImportBatch.uploaded_at, ImportBatch.as_of,
        ImportBatch.status,
        ImportBatch.counts,
        Account.display_name,
    )  # fmt: skip
    rows = await db.execute(
        select(*columns)
        .outerjoin(Account, Account.id == ImportBatch.uploaded_by)
        .order_by(ImportBatch.id.desc())
        .limit(paging.per_page)
        .offset(paging.offset)
    )
    return ImportsContext(
        title=_("Impor data"),
        form=form,
        reaches=reaches(),
        batches=tuple(_line(*row) for row in rows),
        paging=paging,
        has_people=await db.scalar(select(Person.id).limit(1)) is not None,
    )


def _line(
    key: str,
    file_name: str,
    at: Any,
    as_of: str | None,
    status: str,
    counts: dict[str, Any],
    name: str | None,
) -> BatchLine:
    tone, icon, word = status_words(status)
    kinds = counts.get("kinds", {}).values()
    return BatchLine(
        key=key,
        file_name=file_name,
        uploaded_at=at,
        uploaded_by=name or COMMAND_LINE,
        as_of=date.fromisoformat(as_of) if as_of else None,
        tone=tone,
        icon=icon,
        status=word,
        rows=sum(kind["rows"] for kind in kinds),
        writes=counts.get("writes", 0),
        refused=sum(kind["refused"] for kind in kinds),
        message=refusal_sentence(counts),
    )


def refusal_sentence(counts: dict[str, Any]) -> str:
    """Return why a file was refused, or nothing."""
    code = counts.get("refusal")
    return FileRefused(code, **counts["details"]).sentence(language()) if code else ""


async def access_batch(db: AsyncSession, key: str) -> ImportBatch:
    """Reach an import; only planners come here, and each of them may see all imports."""
    batch = (await db.scalars(select(ImportBatch).where(ImportBatch.key == key))).one_or_none()
    if batch is None:
        raise NotFoundException
    return batch


async def uploader(db: AsyncSession, batch: ImportBatch) -> str:
    """Return the name of who brought the file."""
    if batch.uploaded_by is None:
        return COMMAND_LINE
    return await db.scalar(select(Account.display_name).where(Account.id == batch.uploaded_by)) or ""


async def is_stale(db: AsyncSession, batch: ImportBatch) -> bool:
    """Tell whether the data have changed since the preview was made."""
    newest = await db.scalar(select(func.max(DataVersion.version))) or 0
    return batch.status == "previewed" and newest != batch.base_version


async def refused_file(db: AsyncSession, batch: ImportBatch) -> RefusedContext:
    """Return the page of a file that could not be read."""
    return RefusedContext(
        title=_("Berkas ditolak"),
        file_name=batch.file_name,
        uploaded_at=batch.uploaded_at,
        uploaded_by=await uploader(db, batch),
        sentence=refusal_sentence(batch.counts),
    )
