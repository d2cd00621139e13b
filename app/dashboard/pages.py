"""The dashboard, and the lists behind it that belong to no other area."""

from __future__ import annotations

from litestar import get
from litestar.di import NamedDependency
from sqlalchemy.ext.asyncio import AsyncSession

from app.access import WHOLE_CITY, Actor, allow
from app.clock import today
from app.dashboard import queries
from app.web.i18n import mark
from app.web.nav import GROWTH, NavEntry
from app.web.page import Page

READERS = allow(*WHOLE_CITY)


@get("/dasbor", opt=READERS)
async def dashboard(db: NamedDependency[AsyncSession], actor: NamedDependency[Actor]) -> Page:
    """Show what needs a decision."""
    return Page(await queries.dashboard(db, actor, today()))


@get("/dasbor/kalender", opt=READERS)
async def calendar(db: NamedDependency[AsyncSession], actor: NamedDependency[Actor]) -> Page:
    """Show all legal dates of the months ahead."""
    return Page(await queries.calendar(db, actor, today()))


@get("/dasbor/kompetensi", opt=READERS)
async def shortages(db: NamedDependency[AsyncSession]) -> Page:
    """Show all competencies that people miss on their present posts."""
    return Page(await queries.shortage_list(db, today()))


@get("/dampak", opt=READERS)
async def benefit(db: NamedDependency[AsyncSession]) -> Page:
    """Show what citizens notice."""
    return Page(await queries.benefit(db))


ROUTES = [dashboard, calendar, shortages, benefit]
NAV = [
    NavEntry("dashboard", mark("Dasbor"), "/dasbor", "grid-1x2", WHOLE_CITY, order=10),
    NavEntry("benefit", mark("Dampak layanan"), "/dampak", "graph-up", WHOLE_CITY, group=GROWTH, order=60),
]
