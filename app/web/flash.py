"""A sentence for the next page, after a change: carried in a sealed cookie, shown once.

It is bound to the session like a form, so that no other site can put words into the program's mouth.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass

TONES = frozenset({"ok", "warn", "bad"})
_LONGEST = 600


@dataclass(frozen=True)
class Notice:
    """What to say, and in which tone."""

    text: str
    tone: str = "ok"


def _seal(secret: str, payload: str) -> str:
    return hmac.new(secret.encode(), f"tuntas notice {payload}".encode(), hashlib.sha256).hexdigest()


def pack(secret: str, notice: Notice) -> str:
    """Write a notice for the cookie."""
    content = json.dumps([notice.text[:_LONGEST], notice.tone], ensure_ascii=False)
    payload = base64.urlsafe_b64encode(content.encode()).decode().rstrip("=")
    return f"{payload}.{_seal(secret, payload)}"


def unpack(secret: str, cookie: str | None) -> Notice | None:
    """Read a notice from the cookie; anything not sealed by this session is nothing."""
    payload, _, seal = (cookie or "").partition(".")
    if not payload or not hmac.compare_digest(_seal(secret, payload).encode(), seal.encode()):
        return None
    text, tone = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return Notice(str(text), tone if tone in TONES else "ok")
