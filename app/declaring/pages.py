"""The pages by which a department declares its systems: begin, fill in, revise."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy.ext.asyncio import AsyncSession

from app.access import Actor, access_system, allow
from app.clock import today
from app.competencies.queries import read_entries
from app.declaring import fields, queries, service
from app.declaring.draft import SystemDraft
from app.declaring.stored import draft_of
from app.systems.needs import tailored_roles
from app.systems.overlap import similar_systems
from app.web.forms import Form
from app.web.i18n import translate as _
from app.web.page import Page, WebRequest, go
from models import System

WRITERS = allow("planner", "head")


@get("/sistem/baru", opt=WRITERS)
async def new_system(
    request: WebRequest, db: NamedDependency[AsyncSession], actor: NamedDependency[Actor]
) -> Page:
    """Show where a declaration begins, or its form once a kind or a source is chosen."""
    kind, source = request.query_params.get("jenis", ""), request.query_params.get("salin", "")
    if not kind and not source:
        return Page(await queries.start_page(db, actor))
    form = await queries.first_form(db, actor, str(kind), str(source), today())
    return Page(await queries.form_page(db, actor, form, today()))


@post("/sistem/baru", opt=WRITERS, status_code=200)
async def declare_system(
    request: WebRequest,
    db: NamedDependency[AsyncSession],
    actor: NamedDependency[Actor],
    form: NamedDependency[Form],
) -> Response[Any]:
    """Declare a system."""
    answer = await _read(db, actor, form, None)
    if isinstance(answer, Page):
        return answer
    system = await service.declare(db, actor, answer, today())
    return await _done(request, db, system, _("Sistem dinyatakan."))


@get("/sistem/{key:str}/ubah", opt=WRITERS)
async def system_form(
    request: WebRequest,
    db: NamedDependency[AsyncSession],
    actor: NamedDependency[Actor],
    key: FromPath[str],
) -> Response[Any]:
    """Show the form of a stored system."""
    system = await access_system(db, actor, key)
    if not (await draft_of(db, system)).fits:
        said = _("Sistem ini lebih besar daripada satu formulir; ubah lewat impor lembar sistem dan peran.")
        return go(request, f"/sistem/{key}", said, "warn")
    form = await queries.stored_form(db, system)
    return Page(await queries.form_page(db, actor, form, today(), system))


@post("/sistem/{key:str}/ubah", opt=WRITERS, status_code=200)
async def revise_system(
    request: WebRequest,
    db: NamedDependency[AsyncSession],
    actor: NamedDependency[Actor],
    form: NamedDependency[Form],
    key: FromPath[str],
) -> Response[Any]:
    """Revise a stored system."""
    system = await access_system(db, actor, key)
    answer = await _read(db, actor, form, system)
    if isinstance(answer, Page):
        return answer
    await service.revise(db, actor, system, answer, today())
    return await _done(request, db, system, _("Perubahan sistem disimpan."))


async def _read(db: AsyncSession, actor: Actor, form: Form, system: System | None) -> SystemDraft | Page:
    """Read the form; give the page again when a row is asked for or something is to be put right."""
    more = form.typed("tambah")
    if more in fields.LIMITS:
        again = Form(fields.with_row(form, more))
        return Page(await queries.form_page(db, actor, again, today(), system))
    reading = fields.Reading(form, await read_entries(db))
    units = [key for key, _name in await queries.departments(db, actor)]
    draft = reading.system(queries.known_kinds(system), units, values=queries.is_planner(actor))
    if form.is_valid and await service.name_is_taken(db, actor, draft, system):
        form.refuse("nama", _("Perangkat daerah ini sudah mempunyai sistem dengan nama itu."))
    if system is not None:
        if form.typed("sidik") != (await draft_of(db, system)).fingerprint:
            form.refuse(
                "nama", _("Sistem ini diubah orang lain sejak halaman ini dibuka. Buka lagi halamannya.")
            )
        await _refuse_removals(db, form, system, draft)
    if form.is_valid:
        return draft
    page = await queries.form_page(db, actor, form, today(), system, reading.suggested)
    return Page(page, status_code=422)


async def _refuse_removals(db: AsyncSession, form: Form, system: System, draft: SystemDraft) -> None:
    """Refuse to take away what others rest on, beside the field that asks for it."""
    used = await service.in_use(db, system, draft.gone_roles)
    for place in range(fields.rows(form, "p")):
        if form.typed(f"p{place}-key") in used:
            form.refuse(
                f"p{place}-hapus",
                _("Peran ini pernah dipegang, ditahan atau direncanakan, sehingga tidak dapat dihapus."),
            )
    kept = {indicator.was for indicator in draft.indicators}
    for name in await service.indicators_with_readings(db, system) - kept:
        shown = [place for place in range(fields.rows(form, "i")) if form.typed(f"i{place}-asal") == name]
        form.refuse(
            f"i{shown[0] if shown else 0}-nama",
            _("{name} sudah mempunyai nilai, sehingga tidak dapat dihapus.", name=name),
        )


async def _done(request: WebRequest, db: AsyncSession, system: System, said: str) -> Response[Any]:
    """Say that it is stored, and what the head should look at."""
    remarks = [said]
    marked = await tailored_roles(db, system.id, today())
    if marked:
        remarks.append(_("Kebutuhan yang sangat khusus: {roles}.", roles=", ".join(marked)))
    similar = await similar_systems(db, system.key)
    if similar:
        remarks.append(_("Mirip dengan sistem perangkat daerah lain: lihat di bawah."))
    tone = "ok" if len(remarks) == 1 else "warn"
    return go(request, f"/sistem/{system.key}", " ".join(remarks), tone)


ROUTES = [new_system, declare_system, system_form, revise_system]
