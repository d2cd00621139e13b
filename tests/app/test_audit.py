"""The audit chain on both databases: it follows every change, and no single alteration escapes it."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from app import audit_chain
from app.audit import SYSTEM, By, entries, head, record, record_sync, verify_database
from app.audit_chain import COLUMNS, GENESIS
from app.database import Database, WebDatabase
from models import Account, AuditEntry, Unit

# The entry that most tests alter; their statements name it by number.
BAD = 5

OTHER_VALUES = {
    "at": "'2020-01-01 00:00:00.000000'",
    "actor_id": "NULL",
    "actor": "'somebody'",
    "action": "'hold.refuse'",
    "object_kind": "NULL",
    "object_key": "'zzzzzzzzzzzz'",
    "detail": """'{"percent":99}'""",
    "previous_hash": f"'{'a' * 64}'",
    "entry_hash": f"'{'b' * 64}'",
}


@pytest.fixture
def database(database_url):
    database = Database(database_url)
    yield database
    database.close()


@pytest.fixture
def chain(database):
    """A database with ten entries beside those of its migration, written by an account."""
    with database.write() as session:
        session.add(Account(id=7, login="ani", display_name="Ani", password_hash="-", role="planner"))
    for number in range(10):
        with database.write() as session:
            record_sync(session, By(7, "ani"), "hold.approve", ("hold", f"key{number}"), percent=number)
    return database


def tamper(database, *statements):
    """Change rows as somebody with full power over the database could: past the guards."""
    with database.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            guards = ["ALTER TABLE audit_entry DISABLE TRIGGER USER"]
        else:
            names = ("audit_entry_no_update", "audit_entry_no_delete", "audit_entry_next_only")
            guards = [f"DROP TRIGGER {name}" for name in names]
        for statement in [*guards, *statements]:
            connection.exec_driver_sql(statement)


def verdict_of(database, anchors=None):
    with database.read() as session:
        return verify_database(session, anchors)


def head_of(database):
    with database.read() as session:
        return head(session)


def test_entries_follow_each_other_and_the_chain_is_whole(chain):
    """Numbers run without holes from one, each entry names the hash before, and the first names zeros."""
    with chain.read() as session:
        rows = list(entries(session))
    assert [row.sequence for row in rows] == list(range(1, len(rows) + 1))
    assert [row.previous_hash for row in rows] == [GENESIS, *[row.entry_hash for row in rows[:-1]]]
    verdict = verdict_of(chain)
    assert verdict.is_whole
    assert (verdict.entries, verdict.head) == head_of(chain) == (rows[-1].sequence, rows[-1].entry_hash)


def test_an_entry_lives_and_dies_with_its_change(database):
    """A change that is undone leaves no entry, and an entry that fails undoes the change."""
    before = head_of(database)

    def change(fact, then=0):
        with database.write() as session:
            session.add(Unit(code="A", name="Dinas", kind="dinas"))
            record_sync(session, SYSTEM, "unit.add", None, fact=fact)
            _ = 1 / then

    with pytest.raises(ZeroDivisionError):
        change("plain")
    with pytest.raises(TypeError, match="plain facts"):
        change(object())
    assert head_of(database) == before
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Unit)) == 0


def test_details_come_back_as_they_were_given(database):
    """Dates become ISO texts, other scripts and nested values stay."""
    with database.write() as session:
        record_sync(session, SYSTEM, "x", None, day=date(2027, 4, 1), name="Élan ½", nested={"b": [1, None]})
    with database.read() as session:
        entry = session.scalars(select(AuditEntry).order_by(AuditEntry.sequence.desc())).first()
    assert entry.detail == {"day": "2027-04-01", "name": "Élan ½", "nested": {"b": [1, None]}}
    assert entry.actor == "system"
    assert verdict_of(database).is_whole


@pytest.mark.parametrize("column", sorted(OTHER_VALUES))
def test_any_altered_value_is_found_at_its_entry(chain, column):
    """Every column but the number itself; that one is a renumbering."""
    tamper(chain, f"UPDATE audit_entry SET {column} = {OTHER_VALUES[column]} WHERE sequence = 5")  # noqa: S608 - constants
    assert verdict_of(chain).first_bad == BAD


def test_every_column_is_tried():
    """A column that is added later must be sealed too."""
    assert {*OTHER_VALUES, "sequence"} == set(COLUMNS) == {c.name for c in AuditEntry.__table__.columns}


def test_a_detail_that_reads_the_same_but_is_stored_otherwise_is_found(chain):
    """A second value under the same name would be read by one program and not by another."""
    tamper(
        chain,
        """UPDATE audit_entry SET detail = '{"percent":99,"percent":4}' WHERE sequence = 5""",
    )
    assert verdict_of(chain).first_bad == BAD


def test_a_removed_entry_is_found(chain):
    """The next entry stands where the removed one was expected."""
    tamper(chain, "DELETE FROM audit_entry WHERE sequence = 5")
    verdict = verdict_of(chain)
    assert verdict.first_bad == BAD
    assert "missing" in verdict.fault


def test_a_removed_entry_is_found_when_the_rest_is_renumbered(chain):
    """Closing the hole does not mend the hashes."""
    tamper(
        chain,
        "DELETE FROM audit_entry WHERE sequence = 5",
        "UPDATE audit_entry SET sequence = -sequence WHERE sequence > 5",
        "UPDATE audit_entry SET sequence = -sequence - 1 WHERE sequence < 0",
    )
    assert verdict_of(chain).first_bad == BAD


def test_a_removed_first_entry_is_found(chain):
    """Beginning later is no beginning."""
    tamper(chain, "DELETE FROM audit_entry WHERE sequence = 1")
    assert verdict_of(chain).first_bad == 1


def test_two_swapped_entries_are_found(chain):
    """Exchanging numbers breaks the order of the hashes."""
    tamper(
        chain,
        "UPDATE audit_entry SET sequence = -1 WHERE sequence = 5",
        "UPDATE audit_entry SET sequence = 5 WHERE sequence = 6",
        "UPDATE audit_entry SET sequence = 6 WHERE sequence = -1",
    )
    assert verdict_of(chain).first_bad == BAD


def test_an_inserted_entry_is_found_even_with_a_right_seal(chain):
    """A forged entry can be sealed by anybody; the entry after it gives it away."""
    with chain.read() as session:
        rows = list(entries(session))
    forged = rows[BAD - 1]._replace(previous_hash=rows[BAD - 2].entry_hash, actor="forger")
    forged = forged._replace(entry_hash=audit_chain.seal(forged))
    moved = [row._replace(sequence=row.sequence + 1) for row in rows[BAD - 1 :]]
    assert audit_chain.verify([*rows[: BAD - 1], forged, *moved]).first_bad == BAD + 1


def test_a_cut_tail_is_found_only_with_an_anchor(chain):
    """This is why the head must be kept elsewhere."""
    anchor = dict([head_of(chain)])
    last = max(anchor)
    tamper(chain, f"DELETE FROM audit_entry WHERE sequence > {last - 2}")  # noqa: S608 - a number
    assert verdict_of(chain).is_whole
    verdict = verdict_of(chain, anchor)
    assert verdict.first_bad == last - 1
    assert f"entry {last} was anchored" in verdict.fault


def test_a_chain_that_was_rewritten_as_a_whole_is_found_only_with_an_anchor(chain):
    """A forger with the program can seal everything anew."""
    with chain.read() as session:
        rows = list(entries(session))
    anchor = {rows[7].sequence: rows[7].entry_hash}
    forged, previous = [], GENESIS
    for row in rows:
        row = row._replace(previous_hash=previous, detail=row.detail.replace("4", "5"))
        row = row._replace(entry_hash=audit_chain.seal(row))
        previous = row.entry_hash
        forged.append(row)
    assert audit_chain.verify(forged).is_whole
    assert audit_chain.verify(forged, anchor).first_bad == rows[7].sequence
    assert audit_chain.verify(rows, anchor).is_whole


COPY = (
    "INSERT INTO audit_entry SELECT 99, at, actor_id, actor, action, object_kind, object_key, detail,"
    " previous_hash, 'h' FROM audit_entry WHERE sequence = 5"
)
REPLACE = (
    "INSERT OR REPLACE INTO audit_entry SELECT sequence, at, actor_id, 'forger', action, object_kind,"
    " object_key, detail, previous_hash, entry_hash FROM audit_entry WHERE sequence = 1"
)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET actor = 'x' WHERE sequence = 5",
        "DELETE FROM audit_entry WHERE sequence = 5",
        "DELETE FROM audit_entry",
        COPY,
    ],
)
def test_the_database_refuses_what_is_not_the_next_entry(chain, statement):
    """Triggers stand in the way of the program itself."""
    with pytest.raises(DBAPIError, match="audit_entry"), chain.engine.begin() as connection:
        connection.execute(text(statement))
    assert verdict_of(chain).is_whole


def test_sqlite_does_not_replace_an_entry(sqlite_url):
    """INSERT OR REPLACE would remove the old row without asking the guard of deletions."""
    database = Database(sqlite_url)
    with database.write() as session:
        record_sync(session, SYSTEM, "x")
    with pytest.raises(DBAPIError, match="next entry"), database.engine.begin() as connection:
        connection.execute(text(REPLACE))
    database.close()


def test_postgresql_does_not_empty_the_table(postgres_url):
    """TRUNCATE asks no guard of rows."""
    database = Database(postgres_url)
    with pytest.raises(DBAPIError, match="only added to"), database.engine.begin() as connection:
        connection.execute(text("TRUNCATE audit_entry"))
    database.close()


def test_writers_at_the_same_time_make_one_chain(database):
    """Four threads write forty entries; none is lost, and none takes the place of another."""
    before, _ = head_of(database)

    def write():
        for _ in range(10):
            with database.write() as session:
                record_sync(session, SYSTEM, "x")

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    verdict = verdict_of(database)
    assert verdict.is_whole
    assert verdict.entries == before + 40


def test_the_web_and_the_worker_extend_the_same_chain(database_url, database):
    """The asynchronous twin seals in the same way."""

    async def write(web):
        async with web.write() as session:
            await record(session, SYSTEM, "round.open", ("round", "abc"), rounds=6)

    async def story():
        web = WebDatabase(database_url)
        await asyncio.gather(*(write(web) for _ in range(10)))
        await web.close()

    before, _ = head_of(database)
    with database.write() as session:
        record_sync(session, SYSTEM, "x")
    asyncio.run(story())
    verdict = verdict_of(database)
    assert verdict.is_whole
    assert verdict.entries == before + 11


def run_verifier(folder: Path, *arguments):
    """Run a copy of the verifier alone, on a Python without any of our packages."""
    copy = folder / "audit_chain.py"
    copy.write_bytes(Path(audit_chain.__file__).read_bytes())
    return subprocess.run(
        [sys.executable, "-I", "-S", str(copy), *map(str, arguments)], capture_output=True, text=True
    )


def test_the_verifier_runs_alone_on_an_export(chain, tmp_path):
    """On a bare Python, from lines that any database can give."""
    with chain.read() as session:
        rows = list(entries(session))
    file = tmp_path / "chain.jsonl"
    file.write_text("".join(audit_chain.write_line(row) + "\n" for row in rows), encoding="utf-8")
    done = run_verifier(tmp_path, file, "--anchor", f"{rows[-1].sequence}:{rows[-1].entry_hash}")
    assert (done.returncode, done.stdout.split(":")[0]) == (0, "The chain is whole")
    file.write_text(file.read_text(encoding="utf-8").replace("key4", "key5"), encoding="utf-8")
    done = run_verifier(tmp_path, file)
    assert done.returncode == 1
    assert "broken at entry" in done.stdout


def test_the_verifier_runs_alone_on_a_sqlite_file(sqlite_url, tmp_path):
    """It reads the file as it is, and changes nothing."""
    database = Database(sqlite_url)
    with database.write() as session:
        record_sync(session, SYSTEM, "x", None, n=1)
    file = sqlite_url.removeprefix("sqlite:///")
    assert run_verifier(tmp_path, file).returncode == 0
    tamper(database, "UPDATE audit_entry SET detail = '{}' WHERE action = 'x'")
    assert run_verifier(tmp_path, file).returncode == 1
    database.close()


def test_an_account_with_fewer_rights_can_work_but_not_rewrite(postgres_url):
    """As docs/howto/operate.md says: the owner migrates, and the program runs as somebody else."""
    owner = Database(postgres_url)
    role = f"clerk_{os.getpid()}"
    with owner.engine.begin() as connection:
        for statement in (
            f"CREATE ROLE {role} LOGIN",
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
            f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}",
            f"REVOKE UPDATE, DELETE, TRUNCATE ON audit_entry FROM {role}",
        ):
            connection.execute(text(statement))
    clerk = Database(str(postgres_url).replace("//tuntas@", f"//{role}@"))
    with clerk.write() as session:
        session.add(Unit(code="A", name="Dinas", kind="dinas"))
        record_sync(session, SYSTEM, "unit.add")
    for statement in (
        "UPDATE audit_entry SET actor = 'x'",
        "DELETE FROM audit_entry",
        "ALTER TABLE audit_entry DISABLE TRIGGER USER",
    ):
        with pytest.raises(DBAPIError, match=r"permission denied|must be owner"), clerk.write() as session:
            session.execute(text(statement))
    assert verdict_of(clerk).is_whole
    clerk.close()
    with owner.engine.begin() as connection:
        connection.execute(text(f"DROP OWNED BY {role}"))
        connection.execute(text(f"DROP ROLE {role}"))
    owner.close()
