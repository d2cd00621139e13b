"""A change of the web without its audit entry is not committed, on both kinds of database."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import delete, insert, select, text, update

from app.audit import SYSTEM, record
from app.audit_duty import FREE, UnrecordedChange
from app.database import Database, WebDatabase
from models import AuditEntry, LoginAttempt, Unit, WebSession
from models.base import Base

UNIT = {"code": "B", "name": "Dinas", "kind": "dinas", "key": "b"}
FIELDS = {"is_department": False, "position": 0, "active": True}
RAW = (
    "INSERT INTO unit (key, code, name, kind, is_department, position, active) "
    "VALUES ('c', 'C', 'Dinas', 'dinas', :no, 0, :no)"
)


async def add(db):
    db.add(Unit(**UNIT))


async def insert_rows(db):
    await db.execute(insert(Unit).values(**UNIT, **FIELDS))


async def change(db):
    await db.execute(update(Unit).values(name="Badan"))


async def change_object(db):
    (await db.scalars(select(Unit))).one().name = "Badan"


async def remove(db):
    await db.execute(delete(Unit))


async def write_text(db):
    await db.execute(text(RAW), {"no": False})


WAYS = [add, insert_rows, change, change_object, remove, write_text]


def run(url, story):
    """Run a story on a database that holds one unit, and return the units afterwards."""
    database = Database(url)
    with database.write() as session:
        session.add(Unit(code="A", name="Dinas", kind="dinas"))

    async def all_of_it():
        web = WebDatabase(url)
        try:
            await story(web)
        finally:
            await web.close()

    try:
        asyncio.run(all_of_it())
    finally:
        with database.read() as session:
            units = [tuple(row) for row in session.execute(select(Unit.code, Unit.name).order_by(Unit.code))]
        database.close()
    return units


def test_every_way_of_changing_needs_an_entry(database_url):
    """By objects, by statements and by text; what was refused is undone, and the next one is clean."""

    async def story(web):
        for way in WAYS:
            with pytest.raises(UnrecordedChange, match="unit"):
                async with web.write() as db:
                    await way(db)
            async with web.write() as db:
                assert len((await db.scalars(select(Unit))).all()) == 1, way

    assert run(database_url, story) == [("A", "Dinas")]


def test_a_change_with_its_entry_is_committed(database_url):
    """Before or after the change, in the same transaction."""

    async def story(web):
        async with web.write() as db:
            await change(db)
            await record(db, SYSTEM, "unit.rename")
        async with web.write() as db:
            await record(db, SYSTEM, "unit.add")
            await add(db)

    assert run(database_url, story) == [("A", "Badan"), ("B", "Dinas")]


def test_an_entry_of_an_earlier_transaction_does_not_count(database_url):
    """The pool gives the same connection to one after the other."""

    async def story(web):
        async with web.write() as db:
            await record(db, SYSTEM, "unit.look")
        with pytest.raises(UnrecordedChange):
            async with web.write() as db:
                await change(db)

    assert run(database_url, story) == [("A", "Dinas")]


def test_the_books_of_the_program_are_free(database_url):
    """A request is no act: its session moves on without an entry."""

    async def story(web):
        async with web.read() as db:
            before = (await db.scalars(select(AuditEntry.sequence))).all()
        async with web.write() as db:
            db.add(WebSession(token_hash="h"))
            db.add(LoginAttempt(login_hash="l", address="::1", succeeded=False))
        async with web.read() as db:
            assert (await db.scalars(select(WebSession.token_hash))).all() == ["h"]
            assert (await db.scalars(select(LoginAttempt.login_hash))).all() == ["l"]
            assert (await db.scalars(select(AuditEntry.sequence))).all() == before

    run(database_url, story)


def test_only_tables_that_exist_are_free():
    """A renamed table would be free under its old name and nobody would notice."""
    assert set(Base.metadata.tables) >= FREE
