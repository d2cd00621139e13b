"""What some tests need beside the locked packages: a browser, a database server.

A test says ``need("chromium")`` and is skipped where that is missing. Where the environment variable
TUNTAS_TEST_REQUIRE names it, as it does in `.ci/run`, the same test fails instead: a skip there would
hide a hole.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest


def chromium() -> str | None:
    """Return the path of Chromium or Chrome, or None."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    found = (shutil.which(name) for name in names)
    return os.environ.get("TUNTAS_CHROMIUM") or next(filter(None, found), None)


def postgresql() -> str | None:
    """Return the newest folder that holds `initdb` and `pg_ctl`, or None."""
    on_path = shutil.which("initdb")
    if on_path:
        return str(Path(on_path).parent)
    installed = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(installed, key=lambda path: float(path.parts[-3]), default=None)
    return None if newest is None else str(newest.parent)


PROBES: dict[str, Callable[[], str | None]] = {"chromium": chromium, "postgresql": postgresql}


def required() -> frozenset[str]:
    """Return the names that must not be missing in this run."""
    words = os.environ.get("TUNTAS_TEST_REQUIRE", "").split(",")
    return frozenset(word.strip() for word in words if word.strip())


def need(name: str) -> str:
    """Return where `name` is; skip the test where it is missing, or fail it where it is required."""
    place = PROBES[name]()
    if place is not None:
        return place
    sentence = f"{name} is not installed here"
    if name in required():
        pytest.fail(f"{sentence}, and TUNTAS_TEST_REQUIRE says that it must be")
    pytest.skip(sentence)
