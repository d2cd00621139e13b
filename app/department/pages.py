"""The desk of a department, and the answers given there."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy.ext.asyncio import AsyncSession

from app.access import WHOLE_CITY, Actor, allow
from app.clock import today
from app.department import queries
from app.training import service
from app.web.i18n import mark
from app.web.i18n import translate as _
from app.web.nav import NavEntry
from app.web.page import Page, WebRequest, go


@get("/opd", opt=allow("head"))
async def own_desk(db: NamedDependency[AsyncSession], actor: NamedDependency[Actor]) -> Page:
    """Show the desk of the own department."""
    return Page(await queries.desk(db, actor, None, today()))


@get("/opd/{key:str}", opt=allow("head", *WHOLE_CITY))
async def desk(db: NamedDependency[AsyncSession], actor: NamedDependency[Actor], key: FromPath[str]) -> Page:
    """Show the desk of a department as its head sees it."""
    return Page(await queries.desk(db, actor, key, today()))


@post("/opd/pelatihan/{key:str}/setuju", opt=allow("head"))
async def approve_path(
    request: WebRequest,
    db: NamedDependency[AsyncSession],
    actor: NamedDependency[Actor],
    key: FromPath[str],
) -> Response[Any]:
    """Approve a training path of one of the own people."""
    name = await service.decide(db, actor, key, "approve")
    return go(request, "/opd#pelatihan", _("Jalur pelatihan {name} disetujui.", name=name))


@post("/opd/pelatihan/{key:str}/kembalikan", opt=allow("head"))
async def return_path(
    request: WebRequest,
    db: NamedDependency[AsyncSession],
    actor: NamedDependency[Actor],
    key: FromPath[str],
) -> Response[Any]:
    """Give a training path back to the person."""
    name = await service.decide(db, actor, key, "return")
    return go(request, "/opd#pelatihan", _("Jalur pelatihan {name} dikembalikan.", name=name))


ROUTES = [own_desk, desk, approve_path, return_path]
NAV = [NavEntry("department", mark("Meja OPD"), "/opd", "briefcase", frozenset({"head"}), order=10)]
