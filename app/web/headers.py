"""The outermost layer: security headers on every answer, and the last resort when everything else fails.

It wraps the framework itself, because headers set further in are missing from answers that the framework
gives before or instead of a handler: an unknown address, a refused login, a crash in an error page.
"""

from __future__ import annotations

import structlog
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from app.config import Settings

CONTENT_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)

HEADERS = {
    "content-security-policy": CONTENT_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # Other sites learn nothing. `no-referrer` would also turn the origin of our own forms into "null", and
    # with it the check of where a change comes from.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
"""Headers of every answer, whatever its kind."""

NO_STORE = "no-store"
ONE_YEAR = 31_536_000
IMMUTABLE = f"public, max-age={ONE_YEAR}, immutable"

_SORRY = (
    b"Tuntas tidak dapat menjawab sekarang. Coba lagi sebentar.\n"
    b"Tuntas cannot answer now. Try again shortly.\n"
)

log = structlog.get_logger("tuntas.web")


class Outermost:
    """Wraps the framework's handler; set as `app.asgi_handler` by the composition root."""

    def __init__(self, inner: ASGIApp, settings: Settings) -> None:
        self.inner = inner
        headers = dict(HEADERS)
        if settings.is_https:
            headers["strict-transport-security"] = f"max-age={2 * ONE_YEAR}; includeSubDomains"
        self.headers = [(name.encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, complete the headers of its answer, and answer in its place if it fails."""
        if scope["type"] != ScopeType.HTTP:
            await self.inner(scope, receive, send)
            return
        started = False

        async def send_complete(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message["headers"] = self.complete(list(message.get("headers", [])))
            await send(message)

        try:
            await self.inner(scope, receive, send_complete)
        except Exception:
            log.exception("last resort", route=scope.get("path_template"))
            if started:
                raise
            await self.apologise(send)

    def complete(self, present: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        """Add the headers that are missing; what a handler set itself stays."""
        names = {name.lower() for name, _ in present}
        added = [(name, value) for name, value in self.headers if name not in names]
        if b"cache-control" not in names:
            added.append((b"cache-control", NO_STORE.encode()))
        return present + added

    async def apologise(self, send: Send) -> None:
        """Answer without template, database or language: nothing in here can fail."""
        length = str(len(_SORRY)).encode()
        headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", length)]
        await send({"type": "http.response.start", "status": 500, "headers": self.complete(headers)})
        await send({"type": "http.response.body", "body": _SORRY, "more_body": False})
