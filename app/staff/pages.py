"""Pages of the roster: the list, a person's page, and the search by NIP."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from sqlalchemy.ext.asyncio import AsyncSession

from app.access import BUSINESS, Actor, allow
from app.clock import today
from app.staff import profile, queries, service
from app.staff.contexts import NumberContext
from app.staff.filters import holds_number
from app.web.forms import Form
from app.web.i18n import mark
from app.web.i18n import translate as _
from app.web.nav import DATA, NavEntry
from app.web.page import Page, WebRequest, go

READERS = allow(*BUSINESS)


@get("/pegawai", opt=READERS)
async def staff_list(
    request: WebRequest, db: NamedDependency[AsyncSession], actor: NamedDependency[Actor]
) -> Response[Any]:
    """Show the roster; a search with a number in it is led to the form that keeps it out of addresses."""
    query = {key: str(value) for key, value in request.query_params.items()}
    if holds_number(query.get("q", "")):
        return go(request, "/pegawai/nip?dari=cari")
    return Page(await queries.staff_list(db, actor, query, today()))


@get("/pegawai/nip", opt=READERS, sync_to_thread=False)
def number_form(request: WebRequest) -> Page:
    """Show the form for a NIP."""
    led_here = request.query_params.get("dari") == "cari"
    return Page(NumberContext(title=_("Cari dengan NIP"), form=Form(), came_from_search=led_here))


@post("/pegawai/nip", opt=READERS, status_code=200)
async def find_number(
    request: WebRequest,
    db: NamedDependency[AsyncSession],
    actor: NamedDependency[Actor],
    form: NamedDependency[Form],
) -> Response[Any]:
    """Look a NIP up and open the person's page."""
    nip = "".join(sign for sign in form.text("nip", longest=40) if sign.isdigit())
    if form.is_valid and len(nip) != 18:
        form.refuse("nip", _("NIP terdiri dari 18 angka; yang ditulis {n} angka.", n=len(nip)))
    key = await service.find_by_nip(db, actor, nip) if form.is_valid else None
    if key is not None:
        return go(request, f"/pegawai/{key}")
    if form.is_valid:
        form.refuse("nip", _("Tidak ada pegawai dengan NIP ini yang datanya boleh Anda buka."))
    return Page(NumberContext(title=_("Cari dengan NIP"), form=form), status_code=422)


@get("/pegawai/{key:str}", opt=READERS)
async def person(
    request: WebRequest,
    db: NamedDependency[AsyncSession],
    actor: NamedDependency[Actor],
    key: FromPath[str],
) -> Page:
    """Show a person's page; opening somebody else's record is written down."""
    context = await profile.person_page(db, actor, key, today())
    # End the reading first: on SQLite the note would otherwise wait for this session's own snapshot.
    await db.rollback()
    if not context.is_own:
        async with request.app.state.database.write() as writing:
            await service.note_reading(writing, actor, key)
    return Page(context)


@post("/pegawai/{key:str}/nip", opt=allow(*profile.REVEAL_ROLES), status_code=200)
async def reveal_nip(
    db: NamedDependency[AsyncSession], actor: NamedDependency[Actor], key: FromPath[str]
) -> Page:
    """Show a whole NIP, once and on record."""
    context = await profile.person_page(db, actor, key, today(), reveal_nip=True)
    await service.note_reading(db, actor, key, "nip")
    return Page(context)


@post("/pegawai/{key:str}/disiplin", opt=allow(*profile.REVEAL_ROLES), status_code=200)
async def read_sanctions(
    db: NamedDependency[AsyncSession], actor: NamedDependency[Actor], key: FromPath[str]
) -> Page:
    """Show sanctions, once and on record."""
    if not await profile.may_read_sanctions(db, actor):
        raise NotFoundException
    context = await profile.person_page(db, actor, key, today(), read_sanctions=True)
    await service.note_reading(db, actor, key, "sanctions")
    return Page(context)


ROUTES = [staff_list, number_form, find_number, person, reveal_nip, read_sanctions]
NAV = [NavEntry("staff", mark("Pegawai"), "/pegawai", "people", BUSINESS, group=DATA, order=20)]
