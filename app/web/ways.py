"""Addresses within the program: the way back after a detour, checked so that it never leads outside."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit


def own_path(wish: str, otherwise: str = "/") -> str:
    """Return a wished address when it is a plain one of ours, and the other one when it is anything else.

    What follows a question mark is kept; it can lead nowhere.
    """
    if any(ord(sign) < 33 for sign in wish):
        return otherwise
    path, _, query = wish.partition("?")
    plain = unquote(path)
    if not path.startswith("/") or plain.startswith(("//", "/\\")):
        return otherwise
    if any(ord(sign) < 33 or sign in "\\:@#" for sign in plain):
        return otherwise
    return f"{path}?{query}" if query else path


def came_from(referer: str | None, own_host: str) -> str:
    """Return the address of our page that a form was sent from, or the first page."""
    parts = urlsplit(referer or "")
    if parts.netloc != own_host:
        return "/"
    return own_path(f"{parts.path}?{parts.query}" if parts.query else parts.path)
