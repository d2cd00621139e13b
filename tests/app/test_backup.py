"""A backup is a sound copy or no file at all, and a restored one is the database that was."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import make_url

from app.audit import SYSTEM, head, record_sync
from app.backup import BackupError, back_up
from app.cli import main
from app.database import Database
from models import Base
from tests.models.rows import build


@pytest.fixture
def database(database_url):
    """A migrated database with an act in its audit, on both kinds of server."""
    database = Database(database_url)
    with database.write() as session:
        record_sync(session, SYSTEM, "test.act", number=1)
    yield database
    database.close()


def test_a_backup_holds_what_was_committed(database, database_url, tmp_path):
    """On both kinds of server, the copy is not empty and says what was checked."""
    backup = back_up(database_url, tmp_path / "copy")
    assert backup.size == (tmp_path / "copy").stat().st_size > 1000
    with database.read() as session:
        number, digest = head(session)
    assert f"audit head {number}:{digest}" in backup.checked or "data of" in backup.checked


def test_a_restored_backup_has_the_same_audit_head(sqlite_url, tmp_path):
    """Restoring on SQLite is putting the file in its place."""
    database = Database(sqlite_url)
    with database.write() as session:
        record_sync(session, SYSTEM, "test.act", number=1)
    back_up(sqlite_url, tmp_path / "copy.db")
    restored = Database(f"sqlite:///{tmp_path / 'copy.db'}")
    with database.read() as before, restored.read() as after:
        assert head(before) == head(after)
    database.close()
    restored.close()


def test_a_restored_dump_has_the_same_audit_head(postgres_url, empty_postgres_url, tmp_path):
    """The dump is read back with PostgreSQL's own tool into an empty database."""
    database = Database(postgres_url)
    with database.write() as session:
        record_sync(session, SYSTEM, "test.act", number=1)
    back_up(postgres_url, tmp_path / "copy.dump")
    subprocess.run(
        ["pg_restore", "--no-owner", f"--dbname={empty_postgres_url}", tmp_path / "copy.dump"], check=True
    )
    restored = Database(empty_postgres_url)
    with database.read() as before, restored.read() as after:
        assert head(before) == head(after)
    restored.close()
    database.close()


def test_a_restored_backup_holds_every_row(sqlite_url, tmp_path):
    """Counted table by table, in a database with a row of everything that others refer to."""
    database = Database(sqlite_url)
    with database.write() as session:
        build(session)
    back_up(sqlite_url, tmp_path / "copy.db")
    restored = Database(f"sqlite:///{tmp_path / 'copy.db'}")
    with database.read() as before, restored.read() as after:
        for table in Base.metadata.sorted_tables:
            count = select(func.count()).select_from(table)
            assert before.scalar(count) == after.scalar(count), table.name
    database.close()
    restored.close()


def test_a_copy_made_while_somebody_writes_is_consistent(sqlite_url, tmp_path):
    """The open transaction is not in it, and does not hold it up."""
    database = Database(sqlite_url)
    with database.read() as session:
        number, digest = head(session)
    with database.write() as session:
        record_sync(session, SYSTEM, "test.act", number=1)
        backup = back_up(sqlite_url, tmp_path / "copy.db")
    database.close()
    assert f"audit head {number}:{digest}" in backup.checked


def test_a_backup_is_readable_by_its_owner_alone(sqlite_url, tmp_path):
    """It holds personal data."""
    back_up(sqlite_url, tmp_path / "copy.db")
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600


def test_an_existing_file_is_never_replaced(sqlite_url, tmp_path):
    """It may be the last good backup."""
    (tmp_path / "copy.db").write_text("precious")
    with pytest.raises(BackupError, match="exists already"):
        back_up(sqlite_url, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "precious"


def test_a_broken_audit_chain_is_not_backed_up_in_silence(sqlite_url, tmp_path):
    """Nothing is left behind that could be taken for a backup."""
    database = Database(sqlite_url)
    with database.write() as session:
        record_sync(session, SYSTEM, "test.act", number=1)
    database.close()
    with closing(sqlite3.connect(make_url(sqlite_url).database)) as connection:
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (trigger,) in triggers:
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute("UPDATE audit_entry SET actor = 'somebody else'")
        connection.commit()
    with pytest.raises(BackupError, match="broken at entry 1"):
        back_up(sqlite_url, tmp_path / "copy.db")
    assert not list(tmp_path.glob("copy*"))


def test_a_missing_database_is_a_sentence(tmp_path):
    """And asking for its backup does not create it."""
    with pytest.raises(BackupError, match="There is no database"):
        back_up(f"sqlite:///{tmp_path / 'none.db'}", tmp_path / "copy.db")
    assert not list(tmp_path.iterdir())


def test_the_verb_prints_where_the_copy_lies(sqlite_url, tmp_path, monkeypatch, capsys):
    """With its size, and the audit head to keep elsewhere."""
    monkeypatch.setenv("TUNTAS_DATABASE_URL", sqlite_url)
    assert main(["backup", str(tmp_path / "copy.db")]) == 0
    assert "audit head" in capsys.readouterr().out
    assert main(["backup", str(tmp_path / "copy.db")]) == 1
    assert "exists already" in capsys.readouterr().err


def test_a_folder_that_is_missing_is_a_sentence(sqlite_url, tmp_path):
    """Not a traceback."""
    with pytest.raises(BackupError, match="cannot be written"):
        back_up(sqlite_url, Path(tmp_path / "nowhere" / "copy.db"))
