"""Copies of the whole database: consistent while others write, checked before they count, never overwritten.

A copy is made beside its final name and gets that name only when it has been read back, so that a file with
the name of a backup is one. It holds personal data and is readable by its owner alone.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import URL, make_url

from app.audit_chain import read_sqlite, verify


class BackupError(Exception):
    """Why there is no backup, in one sentence."""


@dataclass(frozen=True)
class Backup:
    """A finished copy: where it lies, its size in bytes, and what was checked."""

    file: Path
    size: int
    checked: str


def back_up(database_url: str, file: Path) -> Backup:
    """Copy the database into a new file and check the copy; raise `BackupError` when that cannot be done."""
    if file.exists():
        raise BackupError(f"{file} exists already; a backup never replaces one.")
    unfinished = file.with_name(f"{file.name}.unfinished")
    url = make_url(database_url)
    copy = _copy_sqlite if url.get_backend_name() == "sqlite" else _dump_postgresql
    try:
        # Made beforehand, so that the content never has wider rights than these.
        unfinished.touch(mode=0o600, exist_ok=False)
        checked = copy(url, unfinished)
        # A link fails where the name is taken in the meantime; a renaming would replace.
        os.link(unfinished, file)
    except FileExistsError as error:
        raise BackupError(f"{error.filename2 or error.filename} exists already; remove it first.") from error
    except OSError as error:
        raise BackupError(f"{file} cannot be written: {error.strerror}.") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return Backup(file, file.stat().st_size, checked)


def _copy_sqlite(url: URL, target: Path) -> str:
    """Copy a SQLite database and read the copy back: its pages, its references, its audit chain."""
    source_file = Path(url.database or "")
    if not source_file.is_file():
        raise BackupError(f"There is no database {source_file}.")
    source_uri = f"{source_file.resolve().as_uri()}?mode=ro"
    with (
        closing(sqlite3.connect(source_uri, uri=True)) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy)
        # The copy is one file on its own, without a log beside it.
        copy.execute("PRAGMA journal_mode=DELETE").fetchall()
        (pages,) = copy.execute("PRAGMA integrity_check").fetchone()
        orphans = copy.execute("PRAGMA foreign_key_check").fetchall()
    if pages != "ok":
        raise BackupError(f"The database is damaged, and so is its copy: {pages}.")
    if orphans:
        raise BackupError(f"{len(orphans)} rows of the database refer to rows that are gone.")
    chain = verify(read_sqlite(target))
    if not chain.is_whole:
        raise BackupError(f"The audit chain is broken at entry {chain.first_bad}: {chain.fault}.")
    return f"pages and references are sound, audit head {chain.entries}:{chain.head}"


def _dump_postgresql(url: URL, target: Path) -> str:
    """Dump a PostgreSQL database with its own tool and read the table of contents back."""
    dump, restore = shutil.which("pg_dump"), shutil.which("pg_restore")
    if dump is None or restore is None:
        raise BackupError("pg_dump is not installed here; it comes with the client programs of PostgreSQL.")
    named = {**url.query, "host": url.host or url.query.get("host"), "port": url.port, "user": url.username}
    named |= {"password": url.password, "database": url.database}
    # Through the environment: the arguments of a command can be read by every user of the machine.
    environment = os.environ | {f"PG{key.upper()}": str(value) for key, value in named.items() if value}
    _run([dump, "--format=custom", "--no-owner", f"--file={target}"], environment)
    contents = _run([restore, "--list", str(target)], environment)
    tables = sum(" TABLE DATA " in line for line in contents.splitlines())
    return f"the dump lists the data of {tables} tables"


def _run(command: list[str], environment: dict[str, str]) -> str:
    """Run a program of PostgreSQL and return what it said."""
    result = subprocess.run(  # noqa: S603 - the program was found on the path, its arguments are ours
        command, env=environment, capture_output=True, text=True, check=False
    )
    if result.returncode != 0:
        name = Path(command[0]).name
        reason = (result.stderr.strip().splitlines() or ["it gave no reason"])[-1]
        raise BackupError(f"{name} failed: {reason}")
    return result.stdout
