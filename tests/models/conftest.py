"""A database with a small city in it, on both kinds of database."""

from __future__ import annotations

import pytest

from app.database import Database
from tests.models.rows import build


@pytest.fixture
def database(database_url):
    """A fresh database."""
    database = Database(database_url)
    yield database
    database.close()


@pytest.fixture
def city(database):
    """The identities of the rows in it."""
    with database.write() as session:
        return build(session)
