"""The list behind a figure of the preview: which persons change, field by field, who is new, who is gone."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.importing.changes import Change, Changes
from app.importing.contexts import ChangeLine, ChangesContext
from app.importing.service import unpacked
from app.importing.values import Scalar
from app.web.formats import date_short
from app.web.i18n import translate as _
from app.web.listing import Query, address, read_paging
from models import ImportBatch, Person, Post, Unit

VIEWS = ("berubah", "baru", "hilang")
DATES = frozenset(
    {"birth_date", "rank_since", "service_start", "contract_ends_on", "post_since", "installed_on"}
)


def field_words() -> dict[str, str]:
    """Return the names of a person's fields."""
    return {
        "name": _("Nama"),
        "employment_kind": _("Jenis pegawai"),
        "sex": _("Jenis kelamin"),
        "birth_date": _("Tanggal lahir"),
        "rank": _("Golongan"),
        "rank_since": _("TMT golongan"),
        "legal_status": _("Kedudukan hukum"),
        "education_level": _("Pendidikan"),
        "education_field": _("Bidang studi"),
        "service_start": _("TMT CPNS"),
        "contract_ends_on": _("Akhir kontrak"),
        "unit": _("Unit"),
        "post": _("Jabatan"),
        "post_since": _("TMT jabatan"),
        "installed_on": _("TMT pelantikan"),
        "active": _("Aktif"),
    }


async def change_list(db: AsyncSession, batch: ImportBatch, query: Query) -> ChangesContext:
    """Return one page of the rows that change. Costs four queries."""
    changes = unpacked(batch.staged)
    view = str(query.get("apa", "berubah"))
    view = view if view in VIEWS else "berubah"
    path = f"/impor/{batch.key}/perubahan"
    rows = {name: _rows(changes, name) for name in VIEWS}
    department = str(query["opd"]) if "opd" in query else None
    keys = list(rows[view])
    if department is not None:
        keys = await _of_department(db, changes, rows[view], department)
    paging = read_paging(path, query, len(keys))
    shown = keys[paging.offset : paging.offset + paging.per_page]
    names = await _names(db, changes, shown)
    words = await _words(db, changes)
    lines = tuple(_line(key, rows[view][key], names, words) for key in shown)
    tabs = tuple(
        (address(path, {}, apa=name), _view_word(name, len(rows[name])), name == view and department is None)
        for name in VIEWS
    )
    return ChangesContext(
        title=_("Perubahan dalam impor"),
        key=batch.key,
        file_name=batch.file_name,
        tabs=tabs,
        lines=lines,
        paging=paging,
        is_gone=view == "hilang",
        kept=batch.staged is not None,
    )


def _view_word(name: str, count: int) -> str:
    return {
        "berubah": _("Berubah {n}", n=count),
        "baru": _("Baru {n}", n=count),
        "hilang": _("Tidak ada lagi {n}", n=count),
    }[name]


def _rows(changes: Changes, view: str) -> dict[str, Any]:
    updates = changes.updates.get("person", {})
    if view == "baru":
        return dict(changes.inserts.get("person", {}))
    gone = {key: change for key, change in updates.items() if change.new == {"active": False}}
    return gone if view == "hilang" else {key: change for key, change in updates.items() if key not in gone}


async def _of_department(db: AsyncSession, changes: Changes, rows: dict[str, Any], name: str) -> list[str]:
    department = await db.scalar(select(Unit.id).where(Unit.name == name, Unit.is_department))
    units = set(await db.scalars(select(Unit.code).where(Unit.department_id == department)))
    units |= {code for code, unit in changes.inserts.get("unit", {}).items() if unit.get("name") == name}
    units |= {
        code for code, unit in changes.inserts.get("unit", {}).items() if unit.get("department") in units
    }
    present = dict(await db.execute(select(Person.nip, Unit.code).join(Unit, Unit.id == Person.unit_id)))
    found = []
    for key, row in rows.items():
        values = row.new if isinstance(row, Change) else row
        if values.get("unit", present.get(key)) in units:
            found.append(key)
    return found


async def _names(db: AsyncSession, changes: Changes, nips: list[str]) -> dict[str, str]:
    rows = await db.execute(select(Person.nip, Person.name).where(Person.nip.in_(nips)))
    names = {nip: name for nip, name in rows}  # noqa: C416 - rows are no pairs for the type checker
    for nip in nips:
        if nip in changes.inserts.get("person", {}):
            names[nip] = str(changes.inserts["person"][nip]["name"])
    return names


async def _words(db: AsyncSession, changes: Changes) -> dict[tuple[str, str], str]:
    words: dict[tuple[str, str], str] = {}
    for code, name in await db.execute(select(Unit.code, Unit.name)):
        words["unit", code] = name
    for code, title in await db.execute(select(Post.code, Post.title)):
        words["post", code] = title
    for code, unit in changes.inserts.get("unit", {}).items():
        words["unit", code] = str(unit["name"])
    for code, post in changes.inserts.get("post", {}).items():
        words["post", code] = str(post["title"])
    return words


def _line(key: str, row: Any, names: dict[str, str], words: dict[tuple[str, str], str]) -> ChangeLine:
    labels = field_words()
    old, new = (row.old, row.new) if isinstance(row, Change) else ({}, row)
    fields = tuple(
        (labels[name], _shown(name, old.get(name), words), _shown(name, value, words))
        for name, value in new.items()
        if name in labels and value is not None
    )
    return ChangeLine(name=names.get(key, ""), nip=key, fields=fields)


def _shown(name: str, value: Scalar, words: dict[tuple[str, str], str]) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    if name in DATES:
        return date_short(date.fromisoformat(str(value)))
    return words.get((name, str(value)), str(value))
