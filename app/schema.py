"""Brings a database to the shape that this version of the program needs, and tells whether it has it.

The steps lie in `models/migrations`. There is no way back by command: the way back is the copy that is made
before an existing SQLite file is upgraded, or a backup.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import Script, ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.pool import NullPool

from app.database import CONNECT_SECONDS, Database
from app.seeds import seed
from models import utc_now

STEPS = Path(__file__).resolve().parent.parent / "models" / "migrations"

# Lets one upgrade at a time run on PostgreSQL; the number means nothing.
_UPGRADE_LOCK = 7_446_883


class SchemaError(Exception):
    """Why a database cannot be used or upgraded, in one sentence."""


@dataclass(frozen=True)
class Upgrade:
    """What `migrate` did: the steps applied, the copy made before, and the reference rows added."""

    steps: list[str]
    copy: Path | None = None
    seeded: dict[str, int] = field(default_factory=dict)


def migrate(database_url: str) -> Upgrade:
    """
    Apply all missing steps in one transaction, then add missing reference data.

    An interrupted upgrade leaves the database as it was, and can be started again. Raises `SchemaError` when
    the database was made by a newer version of the program, or when rows would lose the row they refer to.
    """
    url = make_url(database_url)
    missing = pending(database_url)
    copy = _copy_before(url, missing)
    if missing:
        with connect(url) as connection:
            _upgrade(connection)
    database = Database(database_url)
    try:
        with database.write() as session:
            _wait_for_turn(session.connection())
            seeded = seed(session)
    finally:
        database.close()
    return Upgrade(missing, copy, seeded)


def pending(database_url: str) -> list[str]:
    """Return the names of the steps that the database lacks, oldest first; it is not created by asking."""
    url = make_url(database_url)
    current = None
    if not _is_sqlite(url) or _has_content(_file(url)):
        with connect(url, reads=True) as connection:
            current = MigrationContext.configure(connection).get_current_revision()
    names = {step.revision: Path(step.path).stem for step in steps()}
    known = list(names)
    if current is None:
        return list(names.values())
    if current not in known:
        raise SchemaError(
            f"The database is at step {current}, which this version of Tuntas does not know. "
            "It was made by a newer version: start that one, or restore a backup."
        )
    return [names[number] for number in known[known.index(current) + 1 :]]


def is_current(database_url: str) -> bool:
    """Tell whether the database has the shape that this version needs."""
    return not pending(database_url)


def steps() -> list[Script]:
    """Return all steps that this version knows, oldest first."""
    return list(ScriptDirectory.from_config(alembic_config()).walk_revisions())[::-1]


def alembic_config() -> Config:
    """Return the settings of the migration tool, without a connection."""
    config = Config()
    config.set_main_option("script_location", str(STEPS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def _file(url: URL) -> Path:
    if not url.database or url.database == ":memory:":
        raise SchemaError("A SQLite database needs a file, for example sqlite:///var/tuntas.db.")
    return Path(url.database)


def _has_content(file: Path) -> bool:
    return file.exists() and file.stat().st_size > 0


@contextmanager
def connect(url: URL, *, reads: bool = False) -> Iterator[Connection]:
    """
    Open a connection for the steps.

    Foreign keys are off on SQLite: a table that is made anew would otherwise take its children with it.
    """
    engine: Engine
    if _is_sqlite(url):
        _file(url).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url.set(drivername="sqlite"), poolclass=NullPool)
        event.listen(engine, "connect", _prepare)
        begin = "BEGIN" if reads else "BEGIN IMMEDIATE"
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    else:
        engine = create_engine(
            url.set(drivername="postgresql+psycopg"),
            poolclass=NullPool,
            connect_args={"connect_timeout": CONNECT_SECONDS},
        )
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def _prepare(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in ("busy_timeout=15000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=OFF"):
        connection.execute(f"PRAGMA {pragma}").close()


def _upgrade(connection: Connection) -> None:
    config = alembic_config()
    config.attributes["connection"] = connection
    with connection.begin():
        _wait_for_turn(connection)
        command.upgrade(config, "head")
        if connection.dialect.name == "sqlite":
            orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if orphans:
                table, row, parent, _ = orphans[0]
                raise SchemaError(
                    f"The upgrade was undone: {len(orphans)} rows would refer to nothing, "
                    f"the first is row {row} of {table}, which refers to {parent}."
                )


def _wait_for_turn(connection: Connection) -> None:
    """Let one process at a time upgrade or seed; on SQLite a writing transaction is alone anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _UPGRADE_LOCK})


def _copy_before(url: URL, missing: list[str]) -> Path | None:
    """Copy an existing SQLite file beside itself before it is changed; PostgreSQL has its own backups."""
    if not (missing and _is_sqlite(url) and _has_content(_file(url))):
        return None
    file = _file(url)
    moment = utc_now().strftime("%Y%m%dT%H%M%SZ")
    copy = file.with_name(f"{file.stem}-before-{missing[0][:4]}-{moment}{file.suffix}")
    # The backup interface copies a consistent state even while others write; a plain file copy does not.
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return copy
