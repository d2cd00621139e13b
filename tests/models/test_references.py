"""What is said once, what cannot be taken away, and what goes along, on both kinds of database."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

import models
from tests.models.rows import MODELS, row

# What would give two answers to one question, with the value that makes two right rows the same.
SAID_ONCE = {
    "data_version": {"version": 7},
    "move": {},
    "performance": {},
    "person": {"nip": "1" * 18},
    "post_standard": {},
    "role_need": {},
    "role_service": {},
    "rule_setting": {},
    "run_point": {},
    "system_role": {"code": "lead"},
    "talent_box": {},
    "unit": {"code": "D"},
}

OWN_RECORD = (
    "assessment",
    "hold",
    "performance",
    "pin",
    "post_history",
    "relation",
    "role_service",
    "sanction",
    "talent_box",
    "training_path",
    "training_record",
)


def refused(database, made):
    with pytest.raises(IntegrityError) as refusal, database.write() as session:
        session.add(made)
    return str(refusal.value.orig)


def accepted(database, *made):
    with database.write() as session:
        session.add_all(made)


def delete(database, table, identity):
    with database.write() as session:
        columns = models.Base.metadata.tables[table]
        session.execute(columns.delete().where(columns.c.id == identity))


def counts(database, tables):
    with database.read() as session:
        return {table: session.scalar(select(func.count()).select_from(MODELS[table])) for table in tables}


def test_what_is_said_once_cannot_be_said_twice(database, city):
    """Otherwise chance would decide which of the two is read."""
    for table, same in SAID_ONCE.items():
        accepted(database, row(table, city, **same))
        refused(database, row(table, city, **same))


def test_a_run_that_was_taken_over_delivers_one_plan(database, city):
    """The plan of the second worker is refused by the database, whatever the program believes."""
    assert "run_id" in refused(database, row("plan", city))


def test_two_rows_cannot_share_a_key(database, city):
    """A key in an address leads to one row."""
    accepted(database, row("unit", city, key="abc"))
    assert "key" in refused(database, row("unit", city, key="abc"))


def test_a_reference_to_nothing_is_refused(database, city):
    """On SQLite only because foreign keys are switched on for each connection."""
    refused(database, row("person", city, unit_id=999))


def test_what_others_refer_to_cannot_be_deleted(database, city):
    """Structure is closed (`active`), not deleted."""
    accepted(database, row("role_need", city), row("hold", city))
    for name, table in (
        ("unit", "unit"),
        ("post", "post"),
        ("competency", "competency"),
        ("role", "system_role"),
    ):
        with pytest.raises(IntegrityError):
            delete(database, table, city.ids[name])


def test_a_person_takes_the_own_record_along(database, city):
    """An erasure that the law asks for leaves nothing of the record behind."""
    accepted(database, *(row(table, city) for table in OWN_RECORD))
    assert counts(database, OWN_RECORD) == dict.fromkeys(OWN_RECORD, 1)
    delete(database, "person", city.person)
    assert counts(database, OWN_RECORD) == dict.fromkeys(OWN_RECORD, 0)


def test_the_own_record_is_everything_that_falls_with_the_person():
    """A new table that refers to the person joins the list, or keeps the person from being deleted."""
    falls = {
        table.name
        for table in models.Base.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == "person" and key.ondelete == "CASCADE"
    }
    assert falls == set(OWN_RECORD)


def test_a_person_in_a_plan_cannot_be_deleted(database, city):
    """The plan would no longer be what was verified."""
    accepted(database, row("move", city), row("planned_service", city, person_id=city.other_person))
    for person in (city.person, city.other_person):
        with pytest.raises(IntegrityError):
            delete(database, "person", person)


def test_parts_end_with_the_whole(database, city):
    """A plan takes its moves along, a system its roles and their needs, an account its sessions."""
    parts = ("move", "system_role", "role_need", "web_session")
    accepted(
        database,
        row("move", city),
        row("role_need", city),
        models.WebSession(token_hash="h", account_id=city.account),
    )
    for name in ("plan", "system", "account"):
        delete(database, name, city.ids[name])
    assert counts(database, parts) == dict.fromkeys(parts, 0)
