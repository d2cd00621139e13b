"""The preview page: counts, consequences and columns, from what was kept with the batch."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from app.importing import finding_queries as findings
from app.importing.contexts import ColumnLine, DepartmentLine, KindLine, PreviewContext, Step
from app.importing.queries import is_stale, uploader
from app.importing.undo import may_be_undone
from app.importing.words import field_title, kind_title, refusal_reason
from app.web.i18n import translate as _
from app.web.listing import Query, address, read_paging
from models import ImportBatch

COUNTED = ("rows", "untouched", "changed", "new", "refused", "warned")
KEY_PEOPLE_NAMED = 3
DEPARTMENTS_SHOWN = 6


async def preview(db: AsyncSession, batch: ImportBatch, query: Query) -> PreviewContext:
    """Return the preview of a batch, or its finished page. Costs at most seven queries."""
    path = f"/impor/{batch.key}"
    counts = batch.counts
    wish = findings.read_wish(query)
    severities = await findings.severity_counts(db, batch.id)
    if wish.opened:
        found, paging = await findings.listed(db, batch.id, path, query, wish)
        total = paging.total
    else:
        found = await findings.grouped(db, batch.id, path, wish)
        total = sum(finding.alike + 1 for finding in found)
        paging = read_paging(path, query, len(found), max(1, len(found)))
    kinds = tuple(_kind(code, values) for code, values in counts["kinds"].items())
    people = "persons" in counts["kinds"]
    main = _kind("persons", counts["kinds"]["persons"]) if people else _sum(kinds)
    columns = _columns(batch.columns)
    stale = await is_stale(db, batch)
    return PreviewContext(
        title=_("Impor selesai") if batch.status == "committed" else _("Pratinjau impor"),
        key=batch.key,
        status=batch.status,
        file_name=batch.file_name,
        as_of=date.fromisoformat(batch.as_of) if batch.as_of else None,
        uploaded_by=await uploader(db, batch),
        uploaded_at=batch.uploaded_at,
        committed_at=batch.committed_at,
        seconds=float(counts.get("seconds", 0)),
        sheets=len(counts["tables"]),
        skipped_sheets=tuple(counts["skipped_sheets"]),
        steps=_steps(batch, columns, main.changed + main.new + main.gone),
        main=main,
        main_is_people=people,
        kinds=kinds,
        notes=_notes(counts, people=people),
        shares=_shares(main),
        segments=findings.segments(path, wish, severities),
        by_department=wish.by_department,
        findings=tuple(found),
        findings_total=total,
        opened=wish.opened,
        all_href=address(path, {"tingkat": wish.severity, "buka": "semua"}) + "#anomali",
        paging=paging,
        departments_with_findings=tuple(await findings.departments(db, batch.id, path)),
        consequences=tuple(_consequences(counts, main, people=people)),
        writes=counts["writes"],
        counted=main.changed + main.new + main.gone,
        is_stale=stale,
        may_undo=await db.run_sync(lambda session: may_be_undone(session, batch)),
        columns_total=sum(map(len, columns.values())),
        columns_read=columns["read"],
        columns_unused=columns["unused"],
        columns_unknown=columns["unknown"],
        columns_refused=columns["refused"],
        departments=tuple(
            DepartmentLine(name=name, count=count, href=address(f"{path}/perubahan", {"opd": name}))
            for name, count in counts["departments"][:DEPARTMENTS_SHOWN]
            if count
        ),
        largest_department=max((count for _name, count in counts["departments"]), default=0),
    )


def _kind(code: str, values: dict[str, int]) -> KindLine:
    counts = {name: values[name] for name in COUNTED}
    return KindLine(title=kind_title(code), gone=values.get("gone", 0), **counts)


def _sum(kinds: tuple[KindLine, ...]) -> KindLine:
    counts = {name: sum(getattr(kind, name) for kind in kinds) for name in (*COUNTED, "gone")}
    return KindLine(title=_("Semua tabel"), **counts)


def _notes(counts: dict[str, Any], *, people: bool) -> dict[str, str]:
    if not people:
        return {"changed": "", "new": "", "gone": ""}
    who = counts["people"]
    gone = _("{n} pensiun, {m} tanpa sebab", n=counts["gone_retired"], m=counts["gone_unexplained"])
    if counts["reach"] == "none":
        gone = _("tidak diperiksa untuk berkas ini")
    return {
        "changed": _("{n} jabatan, {m} lainnya", n=who["changed_place"], m=who["changed_other"]),
        "new": _("{n} CPNS, {m} lainnya", n=who["new_cpns"], m=who["new_other"]),
        "gone": gone,
    }


def _shares(main: KindLine) -> tuple[tuple[int, str, str], ...]:
    return (
        (main.untouched, "quiet", _("Tidak berubah {n}", n=main.untouched)),
        (main.changed, "second", _("Berubah {n}", n=main.changed)),
        (main.new, "ok", _("Baru {n}", n=main.new)),
        (main.gone, "warn", _("Tidak ada lagi {n}", n=main.gone)),
        (main.refused, "bad", _("Baris ditolak {n}", n=main.refused)),
    )


def _steps(batch: ImportBatch, columns: dict[str, tuple[ColumnLine, ...]], counted: int) -> tuple[Step, ...]:
    total = sum(map(len, columns.values()))
    known = len(columns["read"]) + len(columns["unused"])
    done = batch.status == "committed"
    fact = {
        "previewed": _("belum ada yang ditulis"),
        "committed": _("sudah ditulis"),
        "discarded": _("dibatalkan"),
    }[batch.status]
    return (
        Step(name=_("Berkas"), fact=batch.file_name, state="done", href="/impor"),
        Step(
            name=_("Judul kolom"),
            fact=_("{known} dari {total} dikenali", known=known, total=total),
            state="done",
            href="#kolom",
        ),
        Step(name=_("Pratinjau"), fact=fact, state="done" if done else "here"),
        Step(
            name=_("Selesai"),
            fact=_("{n} perubahan ditulis", n=counted) if done else "",
            state="here" if done else "next",
        ),
    )


def _consequences(counts: dict[str, Any], main: KindLine, *, people: bool) -> list[tuple[str, str]]:
    lines: list[tuple[str, str]] = []
    touched = main.changed + main.new
    if people:
        lines.append(
            (
                "people",
                _("{n} data pegawai berubah atau bertambah, sekaligus atau tidak sama sekali", n=touched),
            )
        )
    else:
        lines.append(
            ("database", _("{n} baris berubah atau bertambah, sekaligus atau tidak sama sekali", n=touched))
        )
    if main.gone:
        lines.append(("archive", _("{n} pegawai ditandai tidak aktif, riwayatnya tetap", n=main.gone)))
    if counts["moves_to_review"]:
        lines.append(
            (
                "arrow-left-right",
                _("{n} mutasi dalam usul babak terbuka perlu diperiksa ulang", n=counts["moves_to_review"]),
            )
        )
    gone = counts["key_people_gone"]
    lines += [("lock", _named_key_person(**line)) for line in gone[:KEY_PEOPLE_NAMED]]
    if len(gone) > KEY_PEOPLE_NAMED:
        lines.append(("lock", _("{n} orang kunci lain juga tidak ada", n=len(gone) - KEY_PEOPLE_NAMED)))
    if main.refused:
        lines.append(("slash-circle", _("{n} baris ditolak tidak ikut ditulis", n=main.refused)))
    return lines


def _named_key_person(name: str, system: str) -> str:
    return _("Orang kunci tidak ada lagi dalam berkas: {name}, {system}", name=name, system=system)


def _columns(stored: dict[str, Any]) -> dict[str, tuple[ColumnLine, ...]]:
    found: dict[str, list[ColumnLine]] = {"read": [], "unused": [], "unknown": [], "refused": []}
    for table in stored.get("tables", ()):
        for column in table["columns"]:
            state = column["state"]
            read_as = ""
            if state == "read":
                read_as = field_title(table["kind"], column["field"])
            elif state == "refused":
                read_as = refusal_reason(column["reason"])
            heading = column["heading"] or _("(tanpa judul)")
            found[state].append(ColumnLine(heading=heading, read_as=read_as, sheet=table["sheet"]))
    return {state: tuple(lines) for state, lines in found.items()}
