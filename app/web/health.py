"""The health probe: tells a watchdog that the program and its database answer, and nothing else."""

from __future__ import annotations

from litestar import Request, Response, get
from sqlalchemy import text

from app.access import public
from app.database import WebDatabase
from app.web.gate import ALWAYS_ANONYMOUS


@get("/healthz", opt={**public(), ALWAYS_ANONYMOUS: True})
async def health(request: Request) -> Response[str]:
    """Answer `ok`, or `database` with status 503 when the database does not answer."""
    database: WebDatabase = request.app.state.database
    try:
        async with database.read() as db:
            await db.execute(text("SELECT 1"))
    except Exception:
        return Response("database\n", status_code=503, media_type="text/plain")
    return Response("ok\n", media_type="text/plain")


ROUTES = [health]
