"""The cards of the trained models."""

from __future__ import annotations

from litestar import get
from litestar.di import NamedDependency
from sqlalchemy.ext.asyncio import AsyncSession

from app.access import WHOLE_CITY, allow
from app.forecasts.queries import models_page
from app.web.i18n import mark
from app.web.nav import DATA, NavEntry
from app.web.page import Page


@get("/model", opt=allow(*WHOLE_CITY))
async def models(db: NamedDependency[AsyncSession]) -> Page:
    """Show what is learned, from what, how far it errs, and whether it is used."""
    return Page(await models_page(db))


ROUTES = [models]
NAV = [NavEntry("models", mark("Model"), "/model", "graph-up", WHOLE_CITY, group=DATA, order=45)]
