"""The page of the continuity picture."""

from __future__ import annotations

from litestar import get
from litestar.di import NamedDependency
from sqlalchemy.ext.asyncio import AsyncSession

from app.access import BUSINESS, Actor, allow
from app.clock import today
from app.continuity.queries import continuity
from app.web.i18n import mark
from app.web.nav import DATA, NavEntry
from app.web.page import Page, WebRequest


@get("/kesinambungan", opt=allow(*BUSINESS))
async def picture(
    request: WebRequest, db: NamedDependency[AsyncSession], actor: NamedDependency[Actor]
) -> Page:
    """Show the running systems on one time axis, and those most at risk."""
    query = {key: str(value) for key, value in request.query_params.items()}
    return Page(await continuity(db, actor, query, today()))


ROUTES = [picture]
NAV = [
    NavEntry(
        "continuity", mark("Kesinambungan"), "/kesinambungan", "graph-up", BUSINESS, group=DATA, order=42
    )
]
