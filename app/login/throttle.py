"""Slows down guessing without locking anybody out: a growing wait per login name, a limit per address.

Nobody is blocked for good, because a lock would let anyone shut out a colleague. An address counts only its
failures, so that a whole office behind one address can log in on a Monday morning.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models import LoginAttempt

FREE_TRIES = 5
FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(minutes=10)
MEMORY = timedelta(hours=1)
"""Failures older than this are forgotten."""
ADDRESS_LIMIT = 60
ADDRESS_WINDOW = timedelta(minutes=1)


def login_hash(login: str) -> str:
    """Return what is kept of a login name: enough to count, not to read."""
    return hashlib.sha256(f"tuntas login {login}".encode()).hexdigest()


def wait_after(failures: int) -> timedelta:
    """Return how long to wait after so many failures in a row: 2, 4, 8 … seconds, ten minutes at most."""
    if failures < FREE_TRIES:
        return timedelta()
    return min(FIRST_WAIT * 2 ** min(failures - FREE_TRIES, 20), LONGEST_WAIT)


async def waiting_time(db: AsyncSession, login: str, address: str, now: datetime) -> timedelta:
    """Return how long this login name or this address has to wait now; nothing when it may try."""
    by_name = LoginAttempt.login_hash == login_hash(login)
    succeeded = select(func.max(LoginAttempt.at)).where(by_name, LoginAttempt.succeeded)
    since = max(await db.scalar(succeeded) or now - MEMORY, now - MEMORY)
    failed = select(func.count(), func.max(LoginAttempt.at)).where(
        by_name, LoginAttempt.succeeded.is_(False), LoginAttempt.at > since
    )
    failures, last = (await db.execute(failed)).one()
    wait = last + wait_after(failures) - now if failures else timedelta()
    recent = select(func.count(), func.min(LoginAttempt.at)).where(
        LoginAttempt.address == address,
        LoginAttempt.succeeded.is_(False),
        LoginAttempt.at > now - ADDRESS_WINDOW,
    )
    tries, first = (await db.execute(recent)).one()
    if tries >= ADDRESS_LIMIT:
        wait = max(wait, first + ADDRESS_WINDOW - now)
    return max(wait, timedelta())


async def begin_attempt(db: AsyncSession, login: str, address: str, now: datetime) -> LoginAttempt:
    """Note an attempt before the password is looked at, so that a burst of guesses is counted in full."""
    attempt = LoginAttempt(login_hash=login_hash(login), address=address, at=now, succeeded=False)
    db.add(attempt)
    await db.flush()
    return attempt
