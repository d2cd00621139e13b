"""Reads of this area."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.access import Actor
from app.config import Settings
from app.login.contexts import SessionLine, SessionsContext
from app.passwords import SHORTEST
from app.web.forms import Form
from app.web.i18n import translate as _
from app.web.session import Activity, digest
from models import WebSession, utc_now


async def own_sessions(
    db: AsyncSession, actor: Actor, token: str, settings: Settings, activity: Activity, form: Form
) -> SessionsContext:
    """Return the sessions page: living sessions, newest use first."""
    idle, longest = settings.idle_limit(actor.role), settings.absolute_limit(actor.role)
    now = utc_now()
    rows = await db.scalars(select(WebSession).where(WebSession.account_id == actor.account_id))
    lines = [
        SessionLine(
            began_at=row.created_at,
            seen_at=activity.last(row.token_hash, row.last_seen_at),
            is_this=row.token_hash == digest(token),
        )
        for row in rows
        if now - activity.last(row.token_hash, row.last_seen_at) <= idle and now - row.created_at <= longest
    ]
    return SessionsContext(
        title=_("Sesi dan kata sandi"),
        form=form,
        sessions=tuple(sorted(lines, key=lambda line: line.seen_at, reverse=True)),
        idle_minutes=int(idle.total_seconds()) // 60,
        longest_hours=int(longest.total_seconds()) // 3600,
        shortest_password=SHORTEST,
    )
