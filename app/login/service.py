"""The acts of this area: log in, log out, end other sessions, change the own password."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app import audit
from app.access import Actor
from app.audit import By
from app.database import WebDatabase
from app.login import hashing, throttle
from app.web import session
from models import Account, LoginAttempt, WebSession, utc_now


@dataclass(frozen=True)
class Outcome:
    """How a login ended: with a session, refused, or told to wait."""

    token: str | None = None
    role: str = ""
    language: str = ""
    wait: timedelta = timedelta()


async def log_in(
    database: WebDatabase,
    login: str,
    password: str,
    address: str,
    old_token: str | None,
    now: datetime | None = None,
) -> Outcome:
    """
    Check a login and open a session.

    The password is compared between two transactions, never inside one: hashing is slow on purpose, and a
    writer that waits for it would hold up everybody.
    """
    now = now or utc_now()
    login = login.strip().lower()
    async with database.write() as db:
        wait = await throttle.waiting_time(db, login, address, now)
        if wait > timedelta():
            return Outcome(wait=wait)
        attempt = await throttle.begin_attempt(db, login, address, now)
        account = (
            await db.scalars(select(Account).where(Account.login == login, Account.active))
        ).one_or_none()
        attempt_id, stored = attempt.id, account.password_hash if account else None
    is_right, stronger = await hashing.compare(password, stored)
    if not is_right or account is None:
        async with database.write() as db:
            known = account.key if account else None
            await audit.record(db, audit.SYSTEM, "login.refuse", ("account", known) if known else None)
        return Outcome()
    async with database.write() as db:
        statement = update(LoginAttempt).where(LoginAttempt.id == attempt_id)
        await db.execute(statement.values(succeeded=True))
        if stronger:
            this = update(Account).where(Account.id == account.id)
            await db.execute(this.values(password_hash=stronger))
        token = await session.open_session(db, account.id, old_token)
        await audit.record(db, By(account.id, account.login), "login.open", ("account", account.key))
    return Outcome(token=token, role=account.role, language=account.language)


async def log_out(db: AsyncSession, actor: Actor, token: str) -> None:
    """End the session of this browser."""
    await session.end_session(db, token)
    await audit.record(db, actor.by, "login.close", ("account", actor.key))


async def end_other_sessions(db: AsyncSession, actor: Actor, token: str) -> int:
    """End all sessions of the account but this one, and return how many there were."""
    others = delete(WebSession).where(
        WebSession.account_id == actor.account_id, WebSession.token_hash != session.digest(token)
    )
    ended = (await db.execute(others.returning(WebSession.id))).all()
    await audit.record(db, actor.by, "session.end_others", ("account", actor.key), sessions=len(ended))
    return len(ended)


async def change_password(database: WebDatabase, actor: Actor, old: str, new: str) -> str | None:
    """Set a new password and start a new session in place of all others; None when the old one is wrong."""
    async with database.read() as db:
        stored = await db.scalar(select(Account.password_hash).where(Account.id == actor.account_id))
    is_right, _ = await hashing.compare(old, stored)
    if not is_right:
        return None
    hashed = await hashing.hash_password(new)
    async with database.write() as db:
        statement = update(Account).where(Account.id == actor.account_id)
        await db.execute(statement.values(password_hash=hashed))
        await session.end_all_sessions(db, actor.account_id)
        token = await session.open_session(db, actor.account_id)
        await audit.record(db, actor.by, "account.change_password", ("account", actor.key))
    return token
