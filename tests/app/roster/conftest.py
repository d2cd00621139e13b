"""The roster's small city as a site, on the day that everything in it hangs on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from litestar.testing import TestClient

from app.config import Settings
from app.database import Database
from app.main import create_app
from tests.app.roster.city import TODAY, build
from tests.sites import BASE, Site

DAYS = (
    "app.dashboard.pages",
    "app.department.pages",
    "app.me.pages",
    "app.search.pages",
    "app.staff.pages",
    "app.systems.counting",
    "app.systems.pages",
    "app.training.pages",
    "app.units.pages",
    "app.web.page",
)
"""Modules that ask the clock for the day."""


@contextmanager
def opened(url: str) -> Iterator[Site]:
    """Fill a migrated database, and serve it on the city's day."""
    database = Database(url)
    with database.write() as db:
        city = build(db)
    database.close()
    app = create_app(Settings(database_url=url, base_url=BASE))
    with pytest.MonkeyPatch.context() as patch:
        for module in DAYS:
            patch.setattr(f"{module}.today", lambda: TODAY)
        with TestClient(app, base_url=BASE, raise_server_exceptions=False) as client:
            site = Site(app, client, url, city)
            yield site
            site.database.close()


@pytest.fixture
def roster_site(sqlite_url: str) -> Iterator[Site]:
    """A site that a test may change."""
    with opened(sqlite_url) as site:
        yield site


@pytest.fixture
def each_roster_site(database_url: str) -> Iterator[Site]:
    """A site that a test may change, once on SQLite and once on PostgreSQL."""
    with opened(database_url) as site:
        yield site


@pytest.fixture(scope="session")
def roster(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site for tests that only read."""
    file = tmp_path_factory.mktemp("roster") / "tuntas.db"
    shutil.copyfile(sqlite_template, file)
    with opened(f"sqlite:///{file}") as site:
        yield site
