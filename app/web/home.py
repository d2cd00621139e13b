"""The first page of each role: where the brand leads, and where a login ends."""

from __future__ import annotations

from litestar import Response, get

from app.access import signed_in
from app.web.page import WebRequest, go

HOMES = {
    "planner": "/dasbor",
    "advisory": "/dasbor",
    "authority": "/dasbor",
    "auditor": "/dasbor",
    "head": "/opd",
    "staff": "/saya",
    "admin": "/sesi",
}


@get("/", opt=signed_in(), sync_to_thread=False)
def home(request: WebRequest) -> Response[None]:
    """Lead to the first page of the actor's role."""
    return go(request, HOMES[request.user.role])


ROUTES = [home]
