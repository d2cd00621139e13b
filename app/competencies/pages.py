"""The page of the catalogue."""

from __future__ import annotations

from litestar import get
from litestar.di import NamedDependency
from sqlalchemy.ext.asyncio import AsyncSession

from app.access import BUSINESS, allow
from app.competencies import queries
from app.web.i18n import mark
from app.web.nav import GROWTH, NavEntry
from app.web.page import Page, WebRequest


@get("/kompetensi", opt=allow(*BUSINESS, "staff"))
async def catalogue(request: WebRequest, db: NamedDependency[AsyncSession]) -> Page:
    """Show the catalogue, or what comes nearest to free words in the address."""
    query = request.query_params
    return Page(await queries.catalogue(db, str(query.get("q", "")), str(query.get("rumpun", ""))))


ROUTES = [catalogue]
NAV = [
    NavEntry(
        "competencies", mark("Katalog kompetensi"), "/kompetensi", "book", BUSINESS, group=GROWTH, order=50
    )
]
