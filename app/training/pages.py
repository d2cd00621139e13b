"""The page of the training catalogue."""

from __future__ import annotations

from litestar import get
from litestar.di import NamedDependency
from sqlalchemy.ext.asyncio import AsyncSession

from app.access import WHOLE_CITY, allow
from app.clock import today
from app.training.overview import catalogue_page
from app.web.i18n import mark
from app.web.nav import GROWTH, NavEntry
from app.web.page import Page, WebRequest


@get("/pelatihan", opt=allow(*WHOLE_CITY))
async def courses(request: WebRequest, db: NamedDependency[AsyncSession]) -> Page:
    """Show the catalogue against what is missing."""
    query = {key: str(value) for key, value in request.query_params.items()}
    return Page(await catalogue_page(db, query, today()))


ROUTES = [courses]
NAV = [
    NavEntry("training", mark("Pelatihan"), "/pelatihan", "mortarboard", WHOLE_CITY, group=GROWTH, order=50)
]
