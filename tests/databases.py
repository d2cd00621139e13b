"""Databases for tests: a migrated SQLite file, or a database of a real PostgreSQL server, fresh each time.

Both are copies of a template that is migrated once a run. A test that takes `database_url` runs on both.
"""

from __future__ import annotations

import fcntl
import itertools
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest

from app.schema import migrate
from tests import postgresql_server
from tests.needs import need

TEMPLATE = "tuntas_template"

_numbers = itertools.count(1)


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Let one process of the run at a time pass."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that all processes of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def sqlite_template(run_folder: Path) -> Path:
    """A migrated SQLite file that nobody changes."""
    file = run_folder / "template.db"
    with _alone(run_folder / "sqlite.lock"):
        if not file.exists():
            fresh = run_folder / "unfinished.db"
            migrate(f"sqlite:///{fresh}")
            # The write-ahead log is folded in, so that the file alone is the database.
            with closing(sqlite3.connect(fresh)) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            fresh.rename(file)
    return file


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """Address of a fresh, migrated SQLite database."""
    file = tmp_path / "tuntas.db"
    shutil.copyfile(sqlite_template, file)
    return f"sqlite:///{file}"


@pytest.fixture(scope="session")
def postgres_server(run_folder: Path) -> Path:
    """The folder with the socket of a running PostgreSQL server that holds the migrated template."""
    programs = need("postgresql")
    note = run_folder / "postgresql.txt"
    run = os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()
    with _alone(run_folder / "postgresql.lock"):
        if not note.exists():
            # A socket's path must be short, so the cluster does not lie below pytest's own folder.
            folder = Path(tempfile.mkdtemp(prefix="tuntas-pg-"))
            postgresql_server.start(programs, folder, run)
            with postgresql_server.connect(folder) as connection:
                connection.execute(f"CREATE DATABASE {TEMPLATE}")
            migrate(_address(folder, TEMPLATE))
            note.write_text(str(folder))
    return Path(note.read_text())


@pytest.fixture
def postgres_url(postgres_server: Path) -> Iterator[str]:
    """Address of a fresh, migrated PostgreSQL database."""
    name = f"test_{os.getpid()}_{next(_numbers)}"
    with closing(postgresql_server.connect(postgres_server)) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
    yield _address(postgres_server, name)
    with closing(postgresql_server.connect(postgres_server)) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture
def empty_postgres_url(postgres_server: Path) -> Iterator[str]:
    """Address of a fresh PostgreSQL database without any table."""
    name = f"empty_{os.getpid()}_{next(_numbers)}"
    with closing(postgresql_server.connect(postgres_server)) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    yield _address(postgres_server, name)
    with closing(postgresql_server.connect(postgres_server)) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Address of a fresh, migrated database; the test runs once on each kind."""
    return str(request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url"))


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Address of a database without any table; the test runs once on each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'new' / 'tuntas.db'}"
    return str(request.getfixturevalue("empty_postgres_url"))


def _address(folder: Path, name: str) -> str:
    return f"postgresql://{postgresql_server.USER}@/{name}?host={quote(str(folder), safe='')}"
