"""Passwords on the web: compared and hashed beside the event loop, two at a time, and refused in words.

What a password is, and how it is kept, stands in `app.passwords`.
"""

from __future__ import annotations

from functools import cache

from anyio import CapacityLimiter, to_thread

from app import passwords
from app.web.i18n import translate as _

# A burst of logins must not take the cores from everybody else.
_AT_ONCE = 2


@cache
def _limiter() -> CapacityLimiter:
    return CapacityLimiter(_AT_ONCE)


def _compare(password: str, stored: str | None) -> tuple[bool, str | None]:
    if stored is None:
        passwords.waste_time(password)
        return False, None
    return passwords.check(password, stored)


async def compare(password: str, stored: str | None) -> tuple[bool, str | None]:
    """Tell whether a password is right, with a stronger hash to store instead; None takes as long."""
    return await to_thread.run_sync(_compare, password, stored, limiter=_limiter())


async def hash_password(password: str) -> str:
    """Return what is stored of a new password."""
    return await to_thread.run_sync(passwords.hash_password, password, limiter=_limiter())


def refusal(password: str, *personal: str) -> str | None:
    """Say why a new password is not accepted, or None."""
    sentences = {
        "short": _(
            "Paling pendek {n} huruf. Beberapa kata dengan spasi mudah diingat.", n=passwords.SHORTEST
        ),
        "long": _("Paling panjang {n} huruf.", n=passwords.LONGEST),
        "plain": _("Huruf yang diulang atau berurutan mudah ditebak."),
        "telling": _("Terlalu dekat dengan nama Anda, nama akun, atau kata yang umum."),
    }
    fault = passwords.fault(password, personal)
    return sentences[fault] if fault else None
