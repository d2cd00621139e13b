"""Addresses within the program: the way back after a detour, checked so that it never leads outside."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit


def own_path(wish: str, otherwise: str = "/") -> str:
    """Return a wished path when it is a plain path of ours, and the other one when it is anything else."""
    plain = unquote(wish)
    if not wish.startswith("/") or plain.startswith(("//", "/\\")):
        return otherwise
    if any(ord(sign) < 33 or sign in "\\:@" for sign in plain):
        return otherwise
    parts = urlsplit(wish)
    return otherwise if parts.scheme or parts.netloc else parts.path
