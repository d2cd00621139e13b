"""Writing: all or nothing, once, only what was shown, and only onto the data that it was shown for."""

import signal
import subprocess
import sys
import time
from contextlib import suppress

import pytest
from sqlalchemy import func, select

from app.audit import SYSTEM, verify_database
from app.database import Database
from app.importing import service
from app.importing.child import ROOT
from app.importing.service import ImportRefused
from app.importing.write import Writer
from models import AuditEntry, DataVersion, ImportBatch, Person, Post, PostHistory, Unit
from tests.app.importing.conftest import POSTS, UNITS, batch_of
from tests.app.importing.files import person, roster, xlsx


def rows_in(database, model):
    with database.read() as db:
        return db.scalar(select(func.count()).select_from(model))


def test_a_second_confirmation_is_refused_and_writes_nothing(office, load, tmp_path):
    key = load(office, roster(tmp_path / "a.xlsx", [person(1)]))
    with pytest.raises(ImportRefused) as caught:
        service.commit(office, key, SYSTEM)
    assert caught.value.code == "already_decided"
    assert rows_in(office, DataVersion) == 3


def test_a_discarded_preview_cannot_be_written_and_keeps_no_rows(office, load, tmp_path):
    key = load(office, roster(tmp_path / "a.xlsx", [person(1)]), write=False)
    service.discard(office, key, SYSTEM)
    assert batch_of(office, key).staged is None
    with pytest.raises(ImportRefused):
        service.commit(office, key, SYSTEM)
    assert rows_in(office, Person) == 0


def test_a_preview_is_stale_once_the_data_have_changed(office, load, tmp_path):
    first = load(office, roster(tmp_path / "a.xlsx", [person(1)]), write=False)
    load(office, roster(tmp_path / "b.xlsx", [person(2)]))
    with pytest.raises(ImportRefused) as caught:
        service.commit(office, first, SYSTEM)
    assert caught.value.code == "data_changed"
    assert batch_of(office, first).status == "previewed"
    assert rows_in(office, Person) == 1


def test_an_unknown_key_is_refused(office):
    with pytest.raises(ImportRefused) as caught:
        service.commit(office, "nothing", SYSTEM)
    assert caught.value.code == "unknown"


@pytest.mark.parametrize("failing", ["unit", "post", "person", "post_history"])
def test_a_failure_half_way_leaves_nothing(database, load, tmp_path, monkeypatch, failing):
    key = load(database, roster(tmp_path / "a.xlsx", [person(k) for k in range(5)]), write=False)
    insert = Writer._insert

    def break_off(self, target, rows):
        insert(self, target, rows)
        if target.name == failing:
            raise OSError("disk full")

    monkeypatch.setattr(Writer, "_insert", break_off)
    with pytest.raises(OSError, match="disk full"):
        service.commit(database, key, SYSTEM)
    assert [rows_in(database, model) for model in (Unit, Post, Person, PostHistory, DataVersion)] == [0] * 5
    assert batch_of(database, key).status == "previewed"
    monkeypatch.undo()
    service.commit(database, key, SYSTEM)
    assert rows_in(database, Person) == 5


def test_each_verb_leaves_its_audit_row_in_a_whole_chain(office, load, tmp_path):
    load(office, roster(tmp_path / "a.xlsx", [person(1)]))
    with office.read() as db:
        last = db.scalars(select(AuditEntry).order_by(AuditEntry.sequence.desc()).limit(2)).all()
        assert [entry.action for entry in last] == ["import.commit", "import.preview"]
        assert last[0].detail["writes"] == 2
        assert verify_database(db).is_whole


def test_an_import_without_changes_leaves_the_version_as_it_is(office, load, tmp_path):
    load(office, roster(tmp_path / "a.xlsx", [person(1)]))
    load(office, roster(tmp_path / "b.xlsx", [person(1)]))
    assert rows_in(office, DataVersion) == 3


@pytest.mark.parametrize("delay", [0.0, 0.05, 0.15, 0.4])
def test_a_killed_commit_leaves_the_data_before_or_after(sqlite_url, load, tmp_path, delay):
    database = Database(sqlite_url)
    people = [person(k, UNOR_NAMA=f"Unit {k % 40}") for k in range(500)]
    key = load(database, roster(tmp_path / "a.xlsx", people), write=False)
    expected = batch_of(database, key).counts["kinds"]["persons"]["new"]
    script = (
        "import sys; from app.audit import SYSTEM; from app.database import Database; from app.importing "
        "import service;"
        f"database = Database({sqlite_url!r}); print('ready', flush=True); service.commit(database, "
        f"{key!r}, SYSTEM)"
    )
    child = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE)
    assert child.stdout is not None
    child.stdout.readline()
    time.sleep(delay)
    with suppress(ProcessLookupError):
        child.send_signal(signal.SIGKILL)
    child.wait()
    committed = batch_of(database, key).status == "committed"
    assert rows_in(database, Person) == (expected if committed else 0)
    assert rows_in(database, DataVersion) == (1 if committed else 0)
    if not committed:
        service.commit(database, key, SYSTEM)
    assert rows_in(database, Person) == expected
    database.close()


def test_both_databases_take_the_same_import(database_url, load, tmp_path):
    database = Database(database_url)
    for number, rows in enumerate((UNITS, POSTS)):
        load(database, xlsx(tmp_path / f"{number}.xlsx", rows))
    load(database, roster(tmp_path / "a.xlsx", [person(k) for k in range(30)]))
    load(database, roster(tmp_path / "b.xlsx", [person(k, GOL_AKHIR_NAMA="III/d") for k in range(25)]))
    with database.read() as db:
        assert db.scalar(select(func.count()).select_from(Person).where(Person.active)) == 25
        assert db.scalar(select(func.count()).select_from(Person).where(Person.rank == "III/d")) == 25
    database.close()


def test_only_the_batch_itself_changes_when_a_commit_is_refused(office, load, tmp_path):
    key = load(office, roster(tmp_path / "a.xlsx", [person(1)]))
    before = rows_in(office, AuditEntry)
    with pytest.raises(ImportRefused):
        service.commit(office, key, SYSTEM)
    assert rows_in(office, AuditEntry) == before
    assert rows_in(office, ImportBatch) == 3
