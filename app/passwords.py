"""Passwords: what is accepted as one, and how it is kept (Argon2id).

Long beats complicated: there is no rule about kinds of characters and no expiry, but nothing that the
person's own data or this program's name gives away.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from itertools import pairwise

from pwdlib import PasswordHash
from pwdlib.exceptions import UnknownHashError
from pwdlib.hashers.argon2 import Argon2Hasher

SHORTEST = 15
LONGEST = 128
FEWEST_DIFFERENT = 6
LEAST_OF_OWN = 8

# 19 MiB and two passes: the least that OWASP's password storage sheet asks of Argon2id (2024). Ten logins a
# second then cost a third of a core; dearer settings would let a crowd at the login slow down everybody.
_HASHES = PasswordHash((Argon2Hasher(time_cost=2, memory_cost=19_456, parallelism=1),))

# Words that are tried first: by everybody, and by somebody who knows this program and its users.
_TELLING = (
    "tuntas",
    "password",
    "katasandi",
    "sandi",
    "rahasia",
    "bkpsdm",
    "walikota",
    "indonesia",
    "qwerty",
)


def fault(password: str, personal: Iterable[str] = ()) -> str | None:
    """
    Return why a new password is refused, as a stable word, or nothing when it is accepted.

    `personal` holds words that the person's own data give away: login, name, NIP. The answers are ``short``,
    ``long``, ``plain`` (few different characters, or a run such as 1234) and ``telling``.
    """
    if len(password) < SHORTEST:
        return "short"
    if len(password) > LONGEST:
        return "long"
    folded = password.casefold()
    if len(set(folded)) < FEWEST_DIFFERENT or _is_run(folded):
        return "plain"
    words = {part for text in personal for part in text.casefold().split() if len(part) >= 4}
    rest = folded
    for word in sorted({*_TELLING, *words}, key=len, reverse=True):
        rest = rest.replace(word, "")
    # A telling word is no fault in itself; it adds nothing to the length.
    return "telling" if len(rest) < LEAST_OF_OWN or _is_run(rest) else None


def hash_password(password: str) -> str:
    """Return what is stored of a password."""
    return _HASHES.hash(password)


def check(password: str, stored: str) -> tuple[bool, str | None]:
    """
    Tell whether a password is right, and give its new hash when the stored one is weaker than today's.

    A stored text that is no hash, as a closed account has, fits no password.
    """
    try:
        return _HASHES.verify_and_update(password, stored)
    except UnknownHashError:
        return False, None


def waste_time(password: str) -> None:
    """Take as long as a check: an unknown login name must not answer faster than a known one."""
    hmac.compare_digest(_HASHES.hash(password), "")


def _is_run(text: str) -> bool:
    """Tell whether most characters are the same as, or next to, the one before them: 1234, zyxw, aabb."""
    near = sum(abs(ord(second) - ord(first)) <= 1 for first, second in pairwise(text))
    return near * 4 > len(text) * 3
