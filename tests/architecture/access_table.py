"""Who may call which route: one row per route, and the reason why the access test covers them all.

A row is (method, path, roles, own). `roles` names the roles that the route admits, `*` is every signed-in
account and `public` everybody. `own` tells whose things the path's key names: with "unit", "person", "post"
or "system" the test calls the route with a key of the own department and with one of a foreign department,
which must look like a key that does not exist. "" means that the path has no key, or one that is not bound
to a department; "round" and "hold" take the key of the small city. A path with several keys names them in
order, with "?" for one that the small city lacks. Each area has its own section.
"""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """One route."""

    method: str
    path: str
    roles: str
    own: str = ""


ROWS: tuple[Row, ...] = (
    # The frame
    Row("GET", "/", "*"),
    Row("GET", "/healthz", "public"),
    Row("GET", "/favicon.ico", "public"),
    Row("GET", "/s/{version:str}/{name:path}", "public"),
    Row("POST", "/bahasa", "public"),
    # Login
    Row("GET", "/masuk", "public"),
    Row("POST", "/masuk", "public"),
    Row("POST", "/keluar", "*"),
    Row("GET", "/sesi", "*"),
    Row("POST", "/sesi/akhiri", "*"),
    Row("POST", "/sesi/sandi", "*"),
)
