"""The page that tells which inputs have changed since a run froze them."""

from __future__ import annotations

import asyncio
from collections import Counter

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.database import WebDatabase
from app.planning import names, words
from app.planning.contexts import ChangeLine, ChangesContext
from app.planning.frozen import Change
from app.planning.rounds import round_facts
from app.planning.service import gather_rows
from app.planning.translate import changes_since
from app.web.i18n import translate as _
from models import Run, TransferRound

SHOWN = 300
"""Lines on the page; the counts above it are of all changes."""


async def changes_page(database: WebDatabase, transfer_round: TransferRound, run: Run) -> ChangesContext:
    """Compare the frozen inputs of a run with the roster of today, beside the event loop."""
    async with database.read() as db:
        case_file = (await db.scalars(select(Run.case_file).where(Run.id == run.id))).one()
    roster = await gather_rows(database, transfer_round, run.profile)
    found = await asyncio.to_thread(changes_since, case_file, roster)
    counts = Counter(change.kind for change in found)
    async with database.read() as db:
        lines = await _lines(db, found[:SHOWN])
    return ChangesContext(
        title=_("Masukan yang berubah"),
        round=round_facts(transfer_round),
        run_key=run.key,
        frozen_at=run.requested_at,
        counts=tuple((words.change_name(kind), count) for kind, count in counts.most_common()),
        lines=lines,
        total=len(found),
    )


async def _lines(db: AsyncSession, found: list[Change]) -> tuple[ChangeLine, ...]:
    first = {kind: [change.keys[0] for change in found if change.kind == kind] for kind in _WITH_PERSON}
    people = await names.people_names(db, [key for kind in _WITH_PERSON for key in first[kind]])
    posts = await names.post_names(
        db, [key for change in found if change.kind in {"posts", "pins", "exclusions"} for key in change.keys]
    )
    systems = await names.system_names(db, [change.keys[0] for change in found if change.kind == "systems"])
    lines = []
    for change in found:
        key = change.keys[0] if change.keys else ""
        what, href = key, None
        if change.kind in _WITH_PERSON:
            what, href = people.get(key, key), f"/pegawai/{key}" if key in people else None
        elif change.kind == "posts":
            what, href = posts.get(key, key), f"/jabatan/{key}" if key in posts else None
        elif change.kind == "systems":
            what, href = systems.get(key, key), f"/sistem/{key}" if key in systems else None
        lines.append(ChangeLine(kind=words.change_name(change.kind), what=what, href=href, how=_how(change)))
    return tuple(lines)


_WITH_PERSON = ("persons", "services", "holds", "pins", "exclusions")


def _how(change: Change) -> str:
    if change.how == "new":
        return _("baru")
    if change.how == "gone":
        return _("tidak ada lagi")
    fields = ", ".join(_field_name(name) for name in change.fields)
    return _("berubah: {fields}", fields=fields)


def _field_name(name: str) -> str:
    """Name a field of a record as people call it."""
    return {
        "post": _("jabatan"),
        "post_since": _("TMT jabatan"),
        "unit": _("unit"),
        "rank": _("golongan"),
        "education": _("pendidikan"),
        "education_field": _("bidang pendidikan"),
        "born": _("bulan lahir"),
        "levels": _("tingkat kompetensi"),
        "gains": _("pelatihan yang direncanakan"),
        "ratings": _("predikat kinerja"),
        "sanctions": _("hukuman disiplin"),
        "experience": _("pengalaman"),
        "movable": _("kedudukan hukum"),
        "employment": _("jenis kepegawaian"),
        "contract_ends_on": _("akhir kontrak"),
        "service_start": _("TMT CPNS"),
        "formation": _("formasi"),
        "standard": _("standar kompetensi"),
        "finishes_on": _("perkiraan selesai"),
        "roles": _("peran"),
        "share": _("bagian tugas"),
        "until": _("batas akhir"),
        "parameters": _("angka aturan"),
        "approved": _("persetujuan"),
    }.get(name, name)
