"""Pages of systems: the list with its risks, and one system."""

from __future__ import annotations

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy.ext.asyncio import AsyncSession

from app.access import BUSINESS, WHOLE_CITY, Actor, allow
from app.clock import today
from app.systems import detail, listing
from app.systems.counting import systems_at_risk
from app.web.i18n import mark
from app.web.nav import DATA, NavEntry
from app.web.page import Page, WebRequest

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


ROUTES = [system_list, system_page]
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
