"""Pages of systems: the list with its risks, and one system."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from sqlalchemy.ext.asyncio import AsyncSession

from app.access import BUSINESS, WHOLE_CITY, Actor, allow
from app.clock import today
from app.systems import detail, hold_request, holds, listing
from app.systems.counting import systems_at_risk
from app.web.forms import Form
from app.web.i18n import mark
from app.web.i18n import translate as _
from app.web.nav import DATA, NavEntry
from app.web.page import Page, WebRequest, go

# Staff reach the systems that they serve from their own pages.
READERS = allow(*BUSINESS, "staff")
HEADS = frozenset({"head"})


@get("/sistem", opt=allow(*BUSINESS))
async def system_list(
    request: WebRequest, db: NamedDependency[AsyncSession], actor: NamedDependency[Actor]
) -> Page:
    """Show the systems, narrowed by a filter in the address."""
    query = {key: str(value) for key, value in request.query_params.items()}
    return Page(await listing.system_list(db, actor, query, today()))


@get("/sistem/{key:str}", opt=READERS)
async def system_page(
    db: NamedDependency[AsyncSession], actor: NamedDependency[Actor], key: FromPath[str]
) -> Page:
    """Show one system."""
    return Page(await detail.system_page(db, actor, key, today()))


@get("/sistem/{key:str}/tahan", opt=allow("head"))
async def hold_form(
    db: NamedDependency[AsyncSession], actor: NamedDependency[Actor], key: FromPath[str]
) -> Page:
    """Show the form that asks for a hold."""
    return Page(await hold_request.hold_page(db, actor, key, Form(), today()))


@post("/sistem/{key:str}/tahan", opt=allow("head"), status_code=200)
async def ask_hold(
    request: WebRequest,
    db: NamedDependency[AsyncSession],
    actor: NamedDependency[Actor],
    form: NamedDependency[Form],
    key: FromPath[str],
) -> Response[Any]:
    """Ask for a hold on a key person."""
    context = await hold_request.hold_page(db, actor, key, form, today())
    choice = form.choice("siapa", [code for code, _name in context.people])
    until = form.day("sampai", earliest=today(), latest=context.finish)
    reason = form.text("alasan", longest=600)
    if not form.is_valid or until is None:
        return Page(context, status_code=422)
    await holds.ask(db, actor, key, choice, until, reason)
    return go(request, f"/sistem/{key}#penahanan", _("Penahanan diminta; PPK memutuskannya."))


@post("/sistem/{key:str}/penahanan/{hold_key:str}/{verb:str}", opt=allow("authority"))
async def decide_hold(
    request: WebRequest,
    db: NamedDependency[AsyncSession],
    actor: NamedDependency[Actor],
    key: FromPath[str],
    hold_key: FromPath[str],
    verb: FromPath[str],
) -> Response[Any]:
    """Approve or refuse a hold that waits."""
    if verb not in holds.DECISIONS:
        raise NotFoundException
    await holds.decide(db, actor, key, hold_key, verb)
    said = _("Penahanan disetujui.") if verb == "setuju" else _("Penahanan ditolak.")
    return go(request, f"/sistem/{key}#penahanan", said)


ROUTES = [system_list, system_page, hold_form, ask_hold, decide_hold]
NAV = [
    NavEntry(
        "systems",
        mark("Sistem"),
        "/sistem",
        "hdd-stack",
        WHOLE_CITY,
        group=DATA,
        order=40,
        counter=systems_at_risk,
    ),
    # The badge counts the whole city, so a head has an entry without one.
    NavEntry("own-systems", mark("Sistem"), "/sistem", "hdd-stack", HEADS, group=DATA, order=40),
]
