"""The steps make exactly what the models describe, on an empty database and on one that holds data."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Column, MetaData, create_engine, inspect, text
from sqlalchemy.pool import NullPool

from app import schema
from app.database import Database
from app.schema import SchemaError, is_current, migrate, pending
from models import Base, Person, Unit
from models.base import UtcDateTime
from scripts.draft_step import draft


def engine_of(url):
    return create_engine(url.replace("postgresql:", "postgresql+psycopg:"), poolclass=NullPool)


def described(engine) -> dict[str, Any]:
    """Return what the database tells of its tables, in an order that does not depend on history."""
    view = inspect(engine)
    columns = {
        name: [(c["name"], str(c["type"]), c["nullable"], str(c["default"]), c.get("comment")) for c in found]
        for (_, name), found in view.get_multi_columns().items()
    }
    parts = {
        "references": view.get_multi_foreign_keys(),
        "unique": view.get_multi_unique_constraints(),
        "checks": view.get_multi_check_constraints(),
        "indexes": view.get_multi_indexes(),
    }
    keys = {name: key for (_, name), key in view.get_multi_pk_constraint().items()}
    tables = {name: {"columns": found, "key": keys[name]} for name, found in columns.items()}
    for part, by_table in parts.items():
        for (_, name), found in by_table.items():
            tables[name][part] = sorted(map(str, found))
    tables.pop("alembic_version", None)
    return tables


def test_the_steps_make_what_the_models_describe(empty_url):
    """Columns, types, defaults, comments, keys, references with their cascades, checks and indexes."""
    migrate(empty_url)
    engine = engine_of(empty_url)
    by_steps = described(engine)
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        else:
            connection.execute(text("PRAGMA foreign_keys=OFF"))
            for name in by_steps:
                connection.exec_driver_sql(f"DROP TABLE {name}")
    with engine.begin() as connection:
        Base.metadata.create_all(connection)
    by_models = described(engine)
    assert by_steps.keys() == by_models.keys() == Base.metadata.tables.keys()
    for name, table in by_models.items():
        assert by_steps[name] == table, f"{name}: a step is missing. Cure: add one to models/migrations"


def test_no_step_is_missing(empty_url):
    """The same question asked of the migration tool, which names the step that would be needed."""
    migrate(empty_url)
    with engine_of(empty_url).connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_a_database_is_asked_without_being_made(tmp_path):
    """The server's check at the start must not leave an empty file behind."""
    url = f"sqlite:///{tmp_path / 'folder' / 'tuntas.db'}"
    assert [name[:4] for name in pending(url)][:2] == ["0001", "0002"]
    assert not is_current(url)
    assert not (tmp_path / "folder").exists()


def test_a_second_upgrade_changes_nothing(empty_url):
    """It may be called at every start."""
    first = migrate(empty_url)
    assert first.steps
    assert first.seeded
    second = migrate(empty_url)
    assert (second.steps, second.seeded, second.copy) == ([], {}, None)
    assert is_current(empty_url)


def test_an_upgrade_that_fails_has_not_happened(empty_url, monkeypatch):
    """All steps are one transaction, so the next start begins where the last one began."""

    def stop_late(*_args, **_options):
        command_upgrade(*_args, **_options)
        raise KeyboardInterrupt

    command_upgrade = schema.command.upgrade
    monkeypatch.setattr(schema.command, "upgrade", stop_late)
    with pytest.raises(KeyboardInterrupt):
        migrate(empty_url)
    monkeypatch.undo()
    assert len(pending(empty_url)) == len(schema.steps())
    assert migrate(empty_url).steps == [Path(step.path).stem for step in schema.steps()]


def test_two_upgrades_at_the_same_time_are_one(empty_url):
    """Two servers that start together both find a whole database, with its reference data once."""
    failures = []

    def upgrade():
        try:
            migrate(empty_url)
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=upgrade) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert is_current(empty_url)
    assert counts(empty_url)["audit_entry"] == 1


def test_a_database_is_asked_while_somebody_writes(sqlite_url):
    """The server must start during a long import."""
    database = Database(sqlite_url)
    with database.write() as session:
        session.add(Unit(code="A", name="Dinas", kind="dinas"))
        session.flush()
        assert is_current(sqlite_url)
    database.close()


def test_a_database_of_a_newer_version_is_refused(database_url):
    """Writing into a shape that the program does not know could destroy what it cannot see."""
    with engine_of(database_url).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaError, match="newer version"):
        migrate(database_url)
    with pytest.raises(SchemaError, match="9999"):
        is_current(database_url)


def test_the_steps_are_numbered_without_a_gap():
    """One line of history; the file's number is its revision."""
    found = schema.steps()
    assert [step.revision for step in found] == [f"{number:04d}" for number in range(1, len(found) + 1)]
    for step in found:
        assert Path(step.path).stem.startswith(f"{step.revision}_")
        assert step.doc.endswith(".")


def test_every_step_can_be_taken_back_on_an_empty_database(empty_url):
    """A contributor who tries a step can undo it; the program itself never goes back."""
    migrate(empty_url)
    with schema.connect(schema.make_url(empty_url)) as connection, connection.begin():
        config = schema.alembic_config()
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    assert set(inspect(engine_of(empty_url)).get_table_names()) <= {"alembic_version"}
    assert migrate(empty_url).steps


@pytest.fixture
def later_step(tmp_path, monkeypatch):
    """A history with one step more, which makes the table of persons anew as SQLite must."""
    folder = tmp_path / "migrations"
    shutil.copytree(schema.STEPS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    last = schema.steps()[-1].revision
    number = f"{int(last) + 1:04d}"
    (folder / "versions" / f"{number}_widen_name.py").write_text(
        f'''"""Lets a person's name be longer."""
import sqlalchemy as sa
from alembic import op
revision, down_revision = "{number}", "{last}"
def upgrade():
    with op.batch_alter_table("person", recreate="auto") as table:
        table.alter_column("name", type_=sa.String(250), existing_type=sa.String(160))
'''
    )
    monkeypatch.setattr(schema, "STEPS", folder)
    return number


def fill(url):
    """Put a department with children of every kind of reference into a database."""
    database = Database(url)
    with database.write() as session:
        top = Unit(code="A", name="Dinas", kind="dinas", is_department=True)
        session.add(top)
        session.flush()
        session.add_all(Unit(code=f"A{n}", name="Bidang", kind="bidang", parent_id=top.id) for n in range(3))
        session.add(Person(nip="1" * 18, name="Ani", employment_kind="PNS", unit_id=top.id))
        session.flush()
        person = session.query(Person).one()
        session.execute(
            text(
                "INSERT INTO performance (person_id, year, period, predicate) VALUES (:id, 2025, 'Y', 'baik')"
            ),
            {"id": person.id},
        )
    database.close()


def counts(url):
    with engine_of(url).connect() as connection:
        return {
            name: connection.exec_driver_sql(f"SELECT COUNT(*) FROM {name}").scalar()  # noqa: S608 - constants
            for name in ("unit", "person", "performance", "audit_entry", "rule_setting")
        }


def test_an_upgrade_keeps_the_children_of_a_table_that_is_made_anew(database_url, later_step):
    """On SQLite the old table is dropped in between; with foreign keys on, its children would go with it."""
    fill(database_url)
    before = counts(database_url)
    assert before["unit"] == 4
    done = migrate(database_url)
    assert done.steps == [f"{later_step}_widen_name"]
    assert counts(database_url) == before


def test_an_existing_sqlite_file_is_copied_before_an_upgrade(sqlite_url, later_step):
    """The copy lies beside the file, tells which step came next, and is a whole database."""
    fill(sqlite_url)
    before = counts(sqlite_url)
    copy = migrate(sqlite_url).copy
    assert copy.name.startswith(f"tuntas-before-{later_step}-")
    assert copy.parent == Path(sqlite_url.removeprefix("sqlite:///")).parent
    assert counts(f"sqlite:///{copy}") == before
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_an_upgrade_that_would_leave_orphans_is_undone(sqlite_url, later_step):
    """Foreign keys are off while the steps run, so they are checked before the end."""
    fill(sqlite_url)
    with engine_of(sqlite_url).begin() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql("UPDATE person SET unit_id = 999")
    with pytest.raises(SchemaError, match="row 1 of person, which refers to unit"):
        migrate(sqlite_url)
    assert pending(sqlite_url) == [f"{later_step}_widen_name"]


def test_a_sqlite_database_in_memory_is_refused():
    """It would be gone with the connection that made it."""
    with pytest.raises(SchemaError, match="needs a file"):
        migrate("sqlite://")


def test_a_step_is_drafted_from_a_changed_model(tmp_path, monkeypatch):
    """Under the next number, with our own types written as what they are stored as."""
    folder = tmp_path / "migrations"
    shutil.copytree(schema.STEPS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(schema, "STEPS", folder)
    changed = MetaData(naming_convention=Base.metadata.naming_convention)
    for table in Base.metadata.tables.values():
        table.to_metadata(changed)
    changed.tables["unit"].append_column(Column("seen_at", UtcDateTime, comment="x"))
    monkeypatch.setattr(Base, "metadata", changed)
    file = draft("remember who looked")
    assert file.parent == folder / "versions"
    assert file.name == f"{len(schema.steps()):04d}_remember_who_looked.py"
    text_of_step = file.read_text(encoding="utf-8")
    assert "sa.Column('seen_at', sa.DateTime(), nullable=True, comment='x')" in text_of_step
    assert "batch_op.drop_column('seen_at')" in text_of_step
