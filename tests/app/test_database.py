"""Units of work on both databases: who writes waits for a turn, and who reads cannot write."""

from __future__ import annotations

import asyncio
import threading

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from app.audit import SYSTEM, record
from app.database import Database, WebDatabase
from models import Unit, WeightProfile


@pytest.fixture
def database(database_url):
    database = Database(database_url)
    yield database
    database.close()


def add_unit(session, code="A"):
    session.add(Unit(code=code, name="Dinas", kind="dinas"))


def test_a_block_that_ends_is_kept_and_one_that_raises_is_undone(database):
    """The whole block is one transaction."""
    with database.write() as session:
        add_unit(session, "kept")
    with pytest.raises(ZeroDivisionError), database.write() as session:
        add_unit(session, "lost")
        session.flush()
        raise ZeroDivisionError
    with database.read() as session:
        assert session.scalars(select(Unit.code)).all() == ["kept"]


def test_a_reading_session_cannot_write(database):
    """A write outside `write()` would have no audit entry; the database refuses it."""
    with database.read() as session, pytest.raises(DBAPIError, match=r"read-?only"):
        add_unit(session)
        session.flush()


def test_a_connection_that_read_may_write_afterwards(database):
    """The pool gives the same connection to readers and writers in turn."""
    for code in ("A", "B"):
        with database.read() as session:
            session.scalars(select(Unit)).all()
        with database.write() as session:
            add_unit(session, code)
    with database.read() as session:
        assert len(session.scalars(select(Unit)).all()) == 2


def test_sqlite_waits_writes_through_and_checks_references(sqlite_url):
    """The settings that keep a decree through a power cut hold on every connection."""
    database = Database(sqlite_url)
    with database.write() as session:
        found = {
            name: session.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    database.close()
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 15000}


def test_no_read_then_write_is_lost_between_threads(database):
    """Four writers that each read a counter and raise it lose nothing and meet no locked database."""
    with database.write() as session:
        session.add(WeightProfile(code="counter", name="counter", weights={"n": 0}))

    def raise_counter():
        for _ in range(10):
            with database.write() as session:
                query = select(WeightProfile).filter_by(code="counter").with_for_update()
                row = session.scalars(query).one()
                row.weights = {"n": row.weights["n"] + 1}

    threads = [threading.Thread(target=raise_counter) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as session:
        assert session.scalars(select(WeightProfile.weights).filter_by(code="counter")).one() == {"n": 40}


def test_the_web_reads_and_writes_by_the_same_rules(database_url):
    """The asynchronous twin commits, undoes, and refuses to write while reading."""

    async def story():
        database = WebDatabase(database_url)
        try:
            async with database.write() as session:
                add_unit(session)
                await record(session, SYSTEM, "unit.add")
            with pytest.raises(ZeroDivisionError):
                async with database.write() as session:
                    add_unit(session, "lost")
                    await session.flush()
                    raise ZeroDivisionError
            async with database.read() as session:
                with pytest.raises(DBAPIError, match=r"read-?only"):
                    await session.execute(text("DELETE FROM unit"))
            async with database.read() as session:
                return (await session.scalars(select(Unit.code))).all()
        finally:
            await database.close()

    assert asyncio.run(story()) == ["A"]


def test_no_read_then_write_is_lost_between_tasks_of_the_web(sqlite_url):
    """Thirty requests at once on SQLite, each reading before it writes."""

    async def story():
        database = WebDatabase(sqlite_url)

        async def raise_counter():
            async with database.write() as session:
                row = (await session.scalars(select(WeightProfile).filter_by(code="counter"))).one()
                row.weights = {"n": row.weights["n"] + 1}
                await record(session, SYSTEM, "counter.raise")

        try:
            async with database.write() as session:
                session.add(WeightProfile(code="counter", name="counter", weights={"n": 0}))
                await record(session, SYSTEM, "counter.add")
            await asyncio.gather(*(raise_counter() for _ in range(30)))
            async with database.read() as session:
                return (await session.scalars(select(WeightProfile.weights).filter_by(code="counter"))).one()
        finally:
            await database.close()

    assert asyncio.run(story()) == {"n": 30}


def test_another_kind_of_database_is_refused_by_name():
    """A wrong address is a sentence, not a missing driver."""
    with pytest.raises(ValueError, match="not in mysql"):
        Database("mysql://localhost/tuntas")


def end_all_connections(url):
    """Do to the pooled connections what a restart of the server does."""
    other = Database(url)
    with other.write() as session:
        session.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
    other.close()


def test_work_goes_on_after_the_server_was_restarted(postgres_url):
    """The dead connections of the pool are noticed before they are used, in the worker and in the web."""

    async def story():
        web = WebDatabase(postgres_url)
        async with web.read() as session:
            await session.execute(text("SELECT 1"))
        end_all_connections(postgres_url)
        async with web.write() as session:
            session.add(Unit(code="B", name="Dinas", kind="dinas"))
            await record(session, SYSTEM, "unit.add")
        await web.close()

    database = Database(postgres_url)
    with database.read() as session:
        session.execute(text("SELECT 1"))
    end_all_connections(postgres_url)
    with database.write() as session:
        add_unit(session)
    asyncio.run(story())
    with database.read() as session:
        assert sorted(session.scalars(select(Unit.code))) == ["A", "B"]
    database.close()
