"""What the database refuses by triggers: it holds for every program that writes, not for ours alone."""

from __future__ import annotations

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError

import models

GUARDS = {
    "sqlite": {
        "audit_entry_no_update",
        "audit_entry_no_delete",
        "audit_entry_next_only",
        "run_sealed",
        "run_kept",
    },
    "postgresql": {
        "audit_entry_no_change",
        "audit_entry_no_truncate",
        "audit_entry_next_only",
        "run_sealed",
        "run_kept",
    },
}
LISTED = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


def test_all_guards_stand(database):
    """A step that makes a table anew on SQLite loses the table's triggers; it must create them again."""
    kind = database.engine.dialect.name
    with database.read() as session:
        assert set(session.scalars(text(LISTED[kind]))) == GUARDS[kind]


@pytest.mark.parametrize(
    "change",
    [
        {"case_file": b"another"},
        {"case_hash": "d"},
        {"data_version": 2},
        {"seconds": 1},
        {"seed": 2},
        {"profile": "fit"},
        {"requested_by": None},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_a_run_was_asked_cannot_be_changed(database, city, change):
    """A plan that answered another question would pass for the answer to this one."""
    with pytest.raises(DBAPIError, match="sealed"), database.write() as session:
        session.execute(update(models.Run).values(**change))


def test_a_run_goes_through_its_life(database, city):
    """State, lease, stop and message are not sealed."""
    with database.write() as session:
        run = session.get(models.Run, city.run)
        run.status, run.owner, run.attempt, run.stop_requested = "running", "w1", 1, True
    with database.write() as session:
        run = session.get(models.Run, city.run)
        run.status, run.message, run.started_at = "failed", "x", models.utc_now()
    with database.read() as session:
        assert session.get(models.Run, city.run).status == "failed"


def test_a_run_is_never_deleted(database, city):
    """Who tries until the result pleases leaves every trial behind."""
    with pytest.raises(DBAPIError, match="never deleted"), database.write() as session:
        session.execute(models.Run.__table__.delete().where(models.Run.id == city.other_run))
