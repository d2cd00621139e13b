"""Forged requests: two independent checks before anything is changed.

The token in each form is derived from the session's own secret, so that a token of another session, or one
that a sibling site planted, is worth nothing. And the browser itself tells where a request comes from: any
other site is refused, one under the same domain too.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from urllib.parse import urlsplit

FIELD = "_csrf"
HEADER = "x-csrf-token"
SAFE_METHODS = frozenset({"GET", "HEAD"})


def token_for(secret: str) -> str:
    """Return the token of a session or of a visitor."""
    return hmac.new(secret.encode(), b"tuntas form", hashlib.sha256).hexdigest()


def is_valid(secret: str, token: object) -> bool:
    """Tell whether a token belongs to this session."""
    return isinstance(token, str) and hmac.compare_digest(token_for(secret).encode(), token.encode())


def is_foreign(headers: Mapping[str, str], own_host: str) -> bool:
    """Tell whether the browser says that another site sent the request.

    Old browsers send no `Sec-Fetch-Site`; then the origin decides, and without both the token alone must do.
    """
    site = headers.get("sec-fetch-site")
    if site is not None and site not in {"same-origin", "none"}:
        return True
    origin = headers.get("origin")
    if origin is None:
        return False
    return urlsplit(origin).netloc not in {own_host, headers.get("host")}
