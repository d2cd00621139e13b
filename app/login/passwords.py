"""Passwords: how they are hashed, compared, and which ones are refused.

Length counts, not a mix of kinds, and no password expires (OWASP ASVS 5.0, 6.2.5 and 6.2.10).
"""

from __future__ import annotations

from functools import cache

from anyio import CapacityLimiter, to_thread
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from app.web.i18n import translate as _

SHORTEST = 15
LONGEST = 128

# 19 MiB and two passes: the least that OWASP names, about 30 ms and 31 logins a second on one core.
_HASHER = PasswordHash((Argon2Hasher(time_cost=2, memory_cost=19_456, parallelism=1),))

# A burst of logins must not take the cores from everybody else.
_AT_ONCE = 2

_TOO_COMMON = ("password", "katasandi", "1234567890", "qwertyuiop", "bismillah", "indonesia", "tuntas")


def hash_password(password: str) -> str:
    """Return the Argon2id hash that is stored."""
    return _HASHER.hash(password)


@cache
def _nobodys_hash() -> str:
    """Return a hash that no password fits, so that an unknown login costs the same time as a known one."""
    return _HASHER.hash("no account has this password")


@cache
def _limiter() -> CapacityLimiter:
    return CapacityLimiter(_AT_ONCE)


async def is_right(password: str, stored: str | None) -> bool:
    """Tell whether a password fits the stored hash; takes as long when there is none."""
    right = await to_thread.run_sync(_HASHER.verify, password, stored or _nobodys_hash(), limiter=_limiter())
    return right and stored is not None


async def hash_in_thread(password: str) -> str:
    """Return the hash without holding up other requests."""
    return await to_thread.run_sync(hash_password, password, limiter=_limiter())


def weakness(password: str, *known_words: str) -> str | None:
    """Say why a new password is refused, or None; `known_words` are the login, the name and the like."""
    plain = password.casefold().replace(" ", "")
    if len(password) < SHORTEST:
        return _(
            "Paling pendek {shortest} huruf. Beberapa kata dengan spasi mudah diingat.", shortest=SHORTEST
        )
    if len(password) > LONGEST:
        return _("Paling panjang {longest} huruf.", longest=LONGEST)
    if len(set(plain)) < 6:
        return _("Terlalu banyak huruf yang sama.")
    words = [word.casefold().replace(" ", "") for word in (*known_words, *_TOO_COMMON) if len(word) > 3]
    if any(word in plain and len(word) * 2 > len(plain) for word in words):
        return _("Terlalu dekat dengan nama akun atau kata yang umum.")
    return None
