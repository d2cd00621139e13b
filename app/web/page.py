"""`Page(context)`: the whole page, or just the block that htmx asked for.

A block is asked for by the id of the element that it fills: `hx-target="#staff-table"` gets the block
`staff_table`. Every fragment is thus part of a page that also works without script.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from litestar import Litestar, Request, Response
from litestar.datastructures import Cookie, State
from litestar.response.base import ASGIResponse

from app.access import Actor
from app.clock import today
from app.config import Settings
from app.web import csrf, flash, session
from app.web.context import PageContext
from app.web.facts import Facts
from app.web.i18n import LANGUAGES, language
from app.web.nav import NavGroup, navigation
from app.web.session import Visit
from app.web.templates import has_block, render
from app.web.ways import came_from

WebRequest = Request[Actor, Visit, State]
VARY = "HX-Request, HX-Target"


@dataclass(frozen=True)
class Shell:
    """What the frame around a page shows, beside the page's own context."""

    actor: Actor | None
    facts: Facts
    nav: tuple[NavGroup, ...]
    here: str
    path: str
    address: str
    language: str
    languages: tuple[str, ...]
    csrf: str
    notice: flash.Notice | None
    today: date


def asked_block(request: Request) -> str | None:
    """Return the name of the block that htmx asks for, or None for a whole page."""
    headers = request.headers
    if headers.get("hx-request") != "true" or headers.get("hx-history-restore-request") == "true":
        return None
    if headers.get("hx-boosted") == "true" or headers.get("hx-request-type") == "full":
        return None
    # htmx writes the target as `tag#id`.
    return headers.get("hx-target", "").rpartition("#")[2].replace("-", "_") or None


def _address(request: Request) -> str:
    """Return where the reader is: of a refused form, the page that the form stands on."""
    if request.method not in csrf.SAFE_METHODS:
        return came_from(request.headers.get("referer"), request.headers.get("host", ""))
    query = request.url.query
    return f"{request.url.path}?{query}" if query else request.url.path


class Page(Response[bytes]):
    """An answer made from a page context."""

    def __init__(
        self,
        context: PageContext,
        *,
        status_code: int | None = None,
        block: str | None = None,
        headers: dict[str, Any] | None = None,
        cookies: list[Cookie] | None = None,
    ) -> None:
        super().__init__(
            b"",
            status_code=status_code,
            headers={"vary": VARY, **(headers or {})},
            cookies=cookies,
            media_type="text/html",
        )
        self.context = context
        self.block = block

    def to_asgi_response(self, app: Litestar | None, request: Request, **options: Any) -> ASGIResponse:
        """Render for this request: its language, its session, and the block it asks for."""
        environment = request.app.state.templates
        settings: Settings = request.app.state.settings
        visit: Visit | None = request.scope.get("auth")
        template, block = self.context.template, self.block or asked_block(request)
        if block is not None and not has_block(environment, template, block):
            block = None
        shell = self._shell(request, visit, settings)
        self.content = render(environment, template, block, {"page": self.context, "shell": shell}).encode()
        if visit is not None and visit.is_new:
            self.cookies.append(session.make_cookie(session.VISITOR, visit.secret, settings))
        if shell.notice is not None:
            self.cookies.append(session.make_cookie(session.NOTICE, "", settings, max_age=0))
        return super().to_asgi_response(app, request, **options)

    def _shell(self, request: Request, visit: Visit | None, settings: Settings) -> Shell:
        actor = visit.actor if visit else None
        secret = visit.secret if visit else ""
        kept = session.read_cookie(request.cookies, session.NOTICE, settings) if visit else None
        return Shell(
            actor=actor,
            facts=request.scope["state"].get("facts") or Facts(settings.organisation),
            nav=navigation(request.app.state.nav, actor.role) if actor else (),
            here=self.context.nav,
            path=request.url.path,
            address=_address(request),
            language=language(),
            languages=LANGUAGES,
            csrf=csrf.token_for(secret) if secret else "",
            notice=flash.unpack(secret, kept) if secret else None,
            today=today(),
        )


def go(request: Request, path: str, notice: str | None = None, tone: str = "ok") -> Response[None]:
    """Send the browser to a page after a change, with a sentence to show there."""
    settings: Settings = request.app.state.settings
    if request.headers.get("hx-request") == "true":
        response: Response[None] = Response(None, status_code=204, headers={"hx-redirect": path})
    else:
        response = Response(None, status_code=303, headers={"location": path})
    if notice is not None:
        packed = flash.pack(request.auth.secret, flash.Notice(notice, tone))
        response.cookies.append(session.make_cookie(session.NOTICE, packed, settings))
    return response
