"""The page behind the search box."""

from __future__ import annotations

from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from sqlalchemy.ext.asyncio import AsyncSession

from app.access import BUSINESS, Actor, allow
from app.clock import today
from app.search import queries
from app.staff.filters import LONGEST_WORDS, holds_number
from app.web.page import Page, WebRequest, go


@get("/cari", opt=allow(*BUSINESS))
async def search(
    request: WebRequest, db: NamedDependency[AsyncSession], actor: NamedDependency[Actor]
) -> Response[Any]:
    """Show what a text finds; a number is led to the form that keeps it out of addresses."""
    text = " ".join(str(request.query_params.get("q", "")).split())[:LONGEST_WORDS]
    if holds_number(text):
        return go(request, "/pegawai/nip?dari=cari")
    return Page(await queries.search(db, actor, text, today()))


ROUTES = [search]
