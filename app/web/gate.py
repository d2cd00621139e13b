"""The gate in front of every route: who is asking, may they, and did they mean it. In this order.

One place does all three, for every route alike, so that no route can be reached by a pattern that excludes
it.
"""

from __future__ import annotations

from litestar.connection import ASGIConnection, Request
from litestar.enums import RequestEncodingType, ScopeType
from litestar.exceptions import NotAuthorizedException, NotFoundException, PermissionDeniedException
from litestar.handlers import BaseRouteHandler
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from app.access import POLICY, Actor, Policy
from app.config import Settings
from app.database import WebDatabase
from app.web import csrf, session
from app.web.facts import FactsReader
from app.web.i18n import set_language
from app.web.session import Activity, Visit

ALWAYS_ANONYMOUS = "always_anonymous"
"""Marks in `opt` a route that never looks at the session: static files, the health probe."""


class ForgedRequest(PermissionDeniedException):
    """A change that the user's own page did not ask for."""


class RoleRefused(PermissionDeniedException):
    """A signed-in account whose role the route does not admit."""


class Gate(ASGIMiddleware):
    """Finds the session, applies the route's policy, and checks that a change was meant."""

    scopes = (ScopeType.HTTP,)

    def __init__(
        self, settings: Settings, database: WebDatabase, activity: Activity, facts: FactsReader
    ) -> None:
        self.settings = settings
        self.database = database
        self.activity = activity
        self.facts = facts

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Let a request pass, or raise what the error pages turn into an answer."""
        handler: BaseRouteHandler = scope["route_handler"]
        connection: ASGIConnection = ASGIConnection(scope)
        policy: Policy | None = handler.opt.get(POLICY)
        if policy is None:
            # Only the framework's own OPTIONS routes have none; the start-up check refuses any other.
            raise NotFoundException
        if handler.opt.get(ALWAYS_ANONYMOUS):
            scope["user"], scope["auth"] = None, None
            await next_app(scope, receive, send)
            return
        visit = await self.recognise(connection)
        scope["user"], scope["auth"] = visit.actor, visit
        if not policy.admits(visit.actor):
            raise NotAuthorizedException if visit.actor is None else RoleRefused
        if connection.scope.get("method") not in csrf.SAFE_METHODS:
            await self.check_meant(Request(scope, receive), visit)
        await next_app(scope, receive, send)

    async def recognise(self, connection: ASGIConnection) -> Visit:
        """Find the session of a request, the facts of the frame, and the language to answer in."""
        cookies, settings = connection.cookies, self.settings
        actor: Actor | None = None
        token = session.read_cookie(cookies, session.SESSION, settings)
        async with self.database.read() as db:
            if token:
                actor = await session.find_actor(db, token, settings, self.activity)
            connection.scope["state"]["facts"] = await self.facts.read(db)
        chosen = session.read_cookie(cookies, session.LANGUAGE, settings)
        set_language(chosen or (actor.language if actor else ""))
        if actor is not None and token is not None:
            return Visit(actor, token)
        visitor = session.read_cookie(cookies, session.VISITOR, settings)
        return Visit(None, visitor or session.new_token(), is_new=visitor is None)

    async def check_meant(self, request: Request, visit: Visit) -> None:
        """Refuse a change that another site sent, or that lacks the session's own token."""
        if csrf.is_foreign(request.headers, self.settings.host):
            raise ForgedRequest
        token: object = request.headers.get(csrf.HEADER)
        forms = {RequestEncodingType.URL_ENCODED, RequestEncodingType.MULTI_PART}
        if token is None and request.content_type[0] in forms:
            token = (await request.form()).get(csrf.FIELD)
        if not csrf.is_valid(visit.secret, token):
            raise ForgedRequest
