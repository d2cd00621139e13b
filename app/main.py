"""The composition root: builds the web program from its areas, and refuses to start without policies.

Areas are found by their `pages.py`: its `ROUTES` are served and its `NAV` stands in the side bar, so that a
new page edits no central list.
"""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import AsyncIterator, Collection, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import structlog
from litestar import Litestar, Request
from litestar.datastructures import State
from litestar.di import Provide
from litestar.handlers import BaseRouteHandler
from litestar.routes import HTTPRoute
from sqlalchemy.ext.asyncio import AsyncSession

from app import clock
from app.access import POLICY, Actor
from app.config import BODY_LIMIT, Settings
from app.database import WebDatabase
from app.web import assets, health, home, language
from app.web.csrf import SAFE_METHODS
from app.web.errors import HANDLERS
from app.web.facts import FactsReader
from app.web.forms import provide_form
from app.web.gate import Gate
from app.web.headers import Outermost
from app.web.nav import NavEntry
from app.web.session import Activity, sweep
from app.web.templates import make_environment

WRITE_DOWN_SECONDS = 30
"""How often the times of last use are stored, and dead sessions removed."""

log = structlog.get_logger("tuntas.web")


class PolicyMissing(Exception):
    """A route without a policy: nobody decided who may call it."""


def areas(names: Collection[str] | None = None) -> Iterator[ModuleType]:
    """Find the pages of all areas, or of those named."""
    for path in sorted(Path(__file__).parent.glob("*/pages.py")):
        if names is None or path.parent.name in names:
            yield importlib.import_module(f"app.{path.parent.name}.pages")


def handlers(app: Litestar) -> Iterator[tuple[str, str, BaseRouteHandler]]:
    """List every method, path and handler of the program, but for the framework's own OPTIONS answers."""
    for route in app.routes:
        if not isinstance(route, HTTPRoute):
            yield "*", route.path, route.route_handler
            continue
        for handler in route.route_handlers:
            for method in sorted(handler.http_methods):
                if method != "OPTIONS":
                    yield method, route.path, handler


def check_policies(app: Litestar) -> None:
    """Refuse a program in which a route has no policy."""
    missing = [f"{method} {path}" for method, path, handler in handlers(app) if POLICY not in handler.opt]
    if missing:
        raise PolicyMissing(f"No policy: {', '.join(missing)}. Give the route `opt=allow(…)`.")


async def provide_db(request: Request[Actor, Any, State]) -> AsyncIterator[AsyncSession]:
    """Give a handler its session: one that reads, or one transaction for a request that changes something.

    It is committed after the handler has returned and before the answer is sent; an exception undoes it.
    """
    database: WebDatabase = request.app.state.database
    unit_of_work = database.read if request.method in SAFE_METHODS else database.write
    async with unit_of_work() as db:
        yield db


def provide_actor(request: Request[Actor, Any, State]) -> Actor:
    """Give a handler the signed-in actor; the gate has let nobody else pass."""
    return request.user


async def _keep_house(app: Litestar) -> None:
    """Store the times of last use and remove dead sessions, until cancelled."""
    database: WebDatabase = app.state.database
    while True:
        await asyncio.sleep(WRITE_DOWN_SECONDS)
        try:
            await app.state.activity.write_down(database)
            async with database.write() as db:
                await sweep(db, app.state.settings)
        except Exception:
            # A busy database is no reason to stop; the times are still in memory for the next turn.
            log.exception("sessions not written down")


@asynccontextmanager
async def _alive(app: Litestar) -> AsyncIterator[None]:
    """Run what lives as long as the server, and leave nothing open behind it."""
    keeper = asyncio.create_task(_keep_house(app))
    try:
        yield
    finally:
        keeper.cancel()
        await asyncio.gather(keeper, return_exceptions=True)
        database: WebDatabase = app.state.database
        try:
            await app.state.activity.write_down(database)
        except Exception:
            # Without it a session may end half a minute early; that must not keep the server from ending.
            log.exception("sessions not written down")
        await database.close()


def create_app(
    settings: Settings, extra_routes: tuple[Any, ...] = (), area_names: Collection[str] | None = None
) -> Litestar:
    """
    Build the web program.

    `extra_routes` and `area_names` are for tests of a part: routes beside the areas', and which areas to take
    (all of them by default). Raises `PolicyMissing` when a route names no policy.
    """
    clock.use_offset(settings.utc_offset_hours)
    modules = list(areas(area_names))
    nav: list[NavEntry] = [entry for module in modules for entry in getattr(module, "NAV", ())]
    routes = [route for module in (assets, health, home, language, *modules) for route in module.ROUTES]
    files = assets.Assets()
    database = WebDatabase(settings.database_url)
    activity = Activity()
    facts = FactsReader(
        settings.organisation, {entry.key: entry.counter for entry in nav if entry.counter is not None}
    )
    app = Litestar(
        route_handlers=[*routes, *extra_routes],
        middleware=[Gate(settings, database, activity, facts)],
        dependencies={
            "db": Provide(provide_db),
            "actor": Provide(provide_actor, sync_to_thread=False),
            "form": Provide(provide_form),
        },
        exception_handlers=HANDLERS,
        lifespan=[_alive],
        request_max_body_size=BODY_LIMIT,
        multipart_form_part_limit=100,
        openapi_config=None,
        debug=False,
        logging_config=None,
        state=State(
            {
                "settings": settings,
                "database": database,
                "activity": activity,
                "facts": facts,
                "assets": files,
                "templates": make_environment(files),
                "nav": nav,
            }
        ),
    )
    check_policies(app)
    app.asgi_handler = Outermost(app.asgi_handler, settings)
    return app
