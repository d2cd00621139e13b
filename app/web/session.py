"""Sessions kept on the server: strict identifiers, limits of rest and of age, nothing told by the cookie.

The identifier is 256 random bits, the database holds only its hash, and an identifier that the program did
not make is worth nothing. Each login makes a new one; logging out removes the record.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from litestar.datastructures import Cookie
from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.access import Actor
from app.config import Settings
from app.database import WebDatabase
from models import Account, WebSession, utc_now

SESSION = "tuntas"
VISITOR = "tuntas-awal"
LANGUAGE = "tuntas-bahasa"
NOTICE = "tuntas-pesan"


def cookie_name(name: str, settings: Settings) -> str:
    """Return the name of a cookie; over TLS the prefix keeps sibling sites from planting one."""
    return f"__Host-{name}" if settings.is_https else name


def make_cookie(name: str, value: str, settings: Settings, max_age: int | None = None) -> Cookie:
    """Make a cookie of ours: no script reads it, no other site sends it along with a form."""
    return Cookie(
        key=cookie_name(name, settings),
        value=value,
        path="/",
        secure=settings.is_https,
        httponly=True,
        samesite="lax",
        max_age=max_age,
    )


def new_token() -> str:
    """Make a session identifier of 256 random bits."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """Return what the database keeps of an identifier."""
    return hashlib.sha256(token.encode()).hexdigest()


@dataclass(frozen=True)
class Visit:
    """The request's session, or the mere visitor before login.

    `secret` is what forms are bound to; `is_new` says that the browser does not have it yet.
    """

    actor: Actor | None
    secret: str
    is_new: bool = False


class Activity:
    """When each session was last used, kept in memory and written down now and then.

    Writing at each request would make every page wait behind a long import; keeping it in memory lets a page
    read only, and still ends a resting session to the second.
    """

    def __init__(self) -> None:
        self._seen: dict[str, datetime] = {}

    def note(self, token_hash: str, at: datetime) -> None:
        """Remember a use of a session."""
        self._seen[token_hash] = at

    def last(self, token_hash: str, stored: datetime) -> datetime:
        """Return the later of the stored and the remembered time."""
        return max(stored, self._seen.get(token_hash, stored))

    async def write_down(self, database: WebDatabase) -> None:
        """Store the remembered times; they are forgotten only once they are safe."""
        seen = dict(self._seen)
        if not seen:
            return
        async with database.write() as db:
            for token_hash, at in seen.items():
                statement = update(WebSession).where(WebSession.token_hash == token_hash)
                await db.execute(statement.values(last_seen_at=at))
        self._seen = {token_hash: at for token_hash, at in self._seen.items() if seen.get(token_hash) != at}


async def find_actor(
    db: AsyncSession, token: str, settings: Settings, activity: Activity, now: datetime | None = None
) -> Actor | None:
    """Return the account of a living session; None for an unknown, rested or aged one."""
    now = now or utc_now()
    token_hash = digest(token)
    statement = (
        select(WebSession.created_at, WebSession.last_seen_at, Account)
        .join(Account, Account.id == WebSession.account_id)
        .where(WebSession.token_hash == token_hash, Account.active)
    )
    found = (await db.execute(statement)).one_or_none()
    if found is None:
        return None
    created_at, last_seen_at, account = found
    rested = now - activity.last(token_hash, last_seen_at)
    if rested > settings.idle_limit(account.role) or now - created_at > settings.absolute_limit(account.role):
        return None
    activity.note(token_hash, now)
    return actor_of(account)


def actor_of(account: Account) -> Actor:
    """Return what decisions about access need to know of an account."""
    return Actor(
        account_id=account.id,
        key=account.key,
        login=account.login,
        name=account.display_name,
        role=account.role,
        language=account.language,
        person_id=account.person_id,
        department_id=account.department_id,
    )


async def open_session(db: AsyncSession, account_id: int, old_token: str | None = None) -> str:
    """Start a session with an identifier of its own; the one used before, if any, ends."""
    if old_token:
        await end_session(db, old_token)
    token = new_token()
    db.add(WebSession(token_hash=digest(token), account_id=account_id, state={}))
    await db.flush()
    return token


async def end_session(db: AsyncSession, token: str) -> None:
    """Remove the record of a session."""
    await db.execute(delete(WebSession).where(WebSession.token_hash == digest(token)))


async def end_all_sessions(db: AsyncSession, account_id: int) -> None:
    """Remove all sessions of an account: after a new password, a new role, or its closing."""
    await db.execute(delete(WebSession).where(WebSession.account_id == account_id))


async def sweep(db: AsyncSession, settings: Settings, now: datetime | None = None) -> None:
    """Remove the records of sessions that no role's limit keeps alive."""
    oldest = timedelta(hours=max(settings.staff_session_hours, settings.privileged_session_hours))
    await db.execute(delete(WebSession).where(WebSession.created_at < (now or utc_now()) - oldest))


def read_cookie(cookies: Mapping[str, str], name: str, settings: Settings) -> str | None:
    """Return the value of one of our cookies."""
    return cookies.get(cookie_name(name, settings)) or None
