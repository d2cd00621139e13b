"""The verb `import`: shows what would change, writes only when told to, refuses with one sentence."""

import pytest
from sqlalchemy import func, select

from app.cli import import_
from app.cli.errors import CommandError
from app.database import Database
from models import ImportBatch, Person
from tests.app.importing.files import nip, person, roster


@pytest.fixture
def people(monkeypatch, sqlite_url):
    """Count the people of the database that the verb works on."""
    monkeypatch.setenv("TUNTAS_DATABASE_URL", sqlite_url)

    def count() -> int:
        database = Database(sqlite_url)
        with database.read() as db:
            found = db.scalar(select(func.count()).select_from(Person)) or 0
        database.close()
        return found

    return count


def test_without_commit_nothing_is_written_and_the_preview_is_discarded(people, tmp_path, capsys, sqlite_url):
    path = roster(tmp_path / "a.xlsx", [person(1), person(2, NIP_BARU=float(nip(2)))])
    assert import_.run([str(path)]) == 0
    shown = capsys.readouterr()
    assert "persons" in shown.out
    assert "Nothing was written" in shown.out
    assert "NIP stored as a number" in shown.err
    assert people() == 0
    database = Database(sqlite_url)
    with database.read() as db:
        assert db.scalars(select(ImportBatch.status)).all() == ["discarded"]
    database.close()


def test_with_commit_the_file_is_written(people, tmp_path, capsys):
    path = roster(tmp_path / "a.xlsx", [person(1)])
    assert import_.run([str(path), "--commit"]) == 0
    assert "version 1" in capsys.readouterr().out
    assert people() == 1


def test_a_file_that_is_no_table_ends_with_its_sentence(people, tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(CommandError, match="a PDF document"):
        import_.run([str(path)])


def test_a_missing_file_is_a_wrong_call(people, tmp_path):
    with pytest.raises(CommandError) as caught:
        import_.run([str(tmp_path / "none.xlsx")])
    assert caught.value.exit_code == 2
