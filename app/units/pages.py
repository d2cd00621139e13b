"""Pages of units and posts."""

from __future__ import annotations

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy.ext.asyncio import AsyncSession

from app.access import BUSINESS, Actor, allow
from app.clock import today
from app.units import posts, queries
from app.web.i18n import mark
from app.web.nav import DATA, NavEntry
from app.web.page import Page, WebRequest

READERS = allow(*BUSINESS)


@get("/unit", opt=READERS)
async def unit_tree(
    request: WebRequest, db: NamedDependency[AsyncSession], actor: NamedDependency[Actor]
) -> Page:
    """Show the tree of units, or what a search in it finds."""
    search = " ".join(str(request.query_params.get("q", "")).split())[:80]
    return Page(await queries.unit_tree(db, actor, search))


@get("/unit/{key:str}", opt=READERS)
async def unit_page(
    db: NamedDependency[AsyncSession], actor: NamedDependency[Actor], key: FromPath[str]
) -> Page:
    """Show a unit with its posts, people, gaps and systems."""
    return Page(await queries.unit_page(db, actor, key, today()))


@get("/jabatan", opt=READERS)
async def post_list(
    request: WebRequest, db: NamedDependency[AsyncSession], actor: NamedDependency[Actor]
) -> Page:
    """Show the post map, narrowed by a filter in the address."""
    query = {key: str(value) for key, value in request.query_params.items()}
    return Page(await posts.post_list(db, actor, query))


@get("/jabatan/{key:str}", opt=READERS)
async def post_page(
    db: NamedDependency[AsyncSession], actor: NamedDependency[Actor], key: FromPath[str]
) -> Page:
    """Show a post with its standard, its requirements and its holders."""
    return Page(await queries.post_page(db, actor, key, today()))


ROUTES = [unit_tree, unit_page, post_list, post_page]
NAV = [NavEntry("units", mark("Jabatan dan unit"), "/unit", "diagram-3", BUSINESS, group=DATA, order=30)]
