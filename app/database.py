"""Connections to the database: asynchronous for the web, synchronous for worker, import and command line.

A unit of work says beforehand whether it writes. On SQLite a writing one begins with BEGIN IMMEDIATE: it
waits for its turn at the start, instead of failing in the middle because somebody wrote after it had read.
A reading one cannot write, on either database.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import Session

from app.audit_duty import require_entries

BUSY_SECONDS = 15
"""How long a SQLite connection waits for another writer before it gives up."""


CONNECT_SECONDS = 10
"""How long an answer of a PostgreSQL server is waited for."""

# Execution options of a unit of work that only reads: SQLite is told by us, PostgreSQL by its dialect.
_READS = {"tuntas_reads": True, "postgresql_readonly": True}


def _prepare_sqlite(engine: Engine) -> None:
    """Set up every connection of a SQLite engine, and take over how its transactions begin."""

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        # The driver must not begin transactions by itself: it would always begin deferred ones.
        connection.isolation_level = None
        cursor = connection.cursor()
        # First, because changing the journal's mode may have to wait too.
        cursor.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
        cursor.execute("PRAGMA journal_mode=WAL")
        # NORMAL could lose the last commits in a power cut, and a decree must not vanish.
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        reads = bool(connection.get_execution_options().get("tuntas_reads"))
        # The connections of the pool change sides; the pragma is only sent when one does.
        if connection.info.get("reads", False) is not reads:
            connection.exec_driver_sql(f"PRAGMA query_only={'ON' if reads else 'OFF'}")
            connection.info["reads"] = reads
        connection.exec_driver_sql("BEGIN DEFERRED" if reads else "BEGIN IMMEDIATE")


def _url(database_url: str, sqlite_driver: str) -> URL:
    """Complete a plain database address with the driver, and make the folder of a SQLite file."""
    url = make_url(database_url)
    backend = url.get_backend_name()
    if backend == "sqlite":
        if url.database and url.database != ":memory:":
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        return url.set(drivername=sqlite_driver)
    if backend == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    raise ValueError(f"Tuntas keeps its data in SQLite or PostgreSQL, not in {backend}")


def _options(url: URL) -> dict[str, Any]:
    """Return what a server on the network needs: a limit on waiting, and a look whether it is still there."""
    if url.get_backend_name() != "postgresql":
        return {}
    # After a restart of the server every pooled connection is dead; the look costs a round trip each time.
    return {"pool_pre_ping": True, "connect_args": {"connect_timeout": CONNECT_SECONDS}}


class Database:
    """Synchronous access, for the worker, the import and the command line."""

    def __init__(self, database_url: str) -> None:
        url = _url(database_url, "sqlite")
        self.engine: Engine = create_engine(url, **_options(url))
        if self.engine.dialect.name == "sqlite":
            _prepare_sqlite(self.engine)
        self._reading = self.engine.execution_options(**_READS)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a session that only reads."""
        with Session(self._reading, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Open one transaction: committed when the block ends, undone when it raises."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


class WebDatabase:
    """
    Asynchronous access, for the web, where nothing may hold up the other requests.

    A change that no audit entry tells of is not committed.
    """

    def __init__(self, database_url: str) -> None:
        url = _url(database_url, "sqlite+aiosqlite")
        self.engine: AsyncEngine = create_async_engine(url, **_options(url))
        if self.engine.dialect.name == "sqlite":
            _prepare_sqlite(self.engine.sync_engine)
        require_entries(self.engine.sync_engine)
        self._reading = self.engine.execution_options(**_READS)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """Open a session that only reads."""
        async with AsyncSession(self._reading, expire_on_commit=False) as session:
            yield session

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncSession]:
        """Open one transaction: committed when the block ends, undone when it raises."""
        async with AsyncSession(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    async def close(self) -> None:
        """Close all connections."""
        await self.engine.dispose()
