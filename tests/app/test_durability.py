"""What was acknowledged is there after a kill: no change without its entry, no entry without its change."""

from __future__ import annotations

import subprocess
import sys

import pytest
from sqlalchemy import select, text

from app.audit import verify_database
from app.database import Database
from models import AuditEntry, Unit

# Writes without end and says after each commit what it has committed.
WRITER = """
import sys
from app.audit import SYSTEM, record_sync
from app.database import Database
from models import Unit
database, start = Database(sys.argv[1]), int(sys.argv[2])
for number in range(start, start + 1_000_000):
    with database.write() as session:
        session.add(Unit(code=f"{number}", name="Dinas", kind="dinas"))
        record_sync(session, SYSTEM, "unit.add", ("unit", f"{number}"))
    print(number, flush=True)
"""


def write_until_killed(url, start, acknowledged):
    """Start a writer, kill it in the middle of its work, and return the last number that it acknowledged."""
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, url, str(start)], stdout=subprocess.PIPE, text=True
    )
    last = start
    for _ in range(acknowledged):
        last = int(writer.stdout.readline())
    writer.kill()
    rest = writer.stdout.read().split()
    writer.wait()
    return int(rest[-1]) if rest else last


@pytest.mark.timeout(180)
def test_nothing_acknowledged_is_lost_by_a_kill(database_url):
    """Two writers, one after the other, are killed with SIGKILL; their last commit may lack the word only."""
    database = Database(database_url)
    known = set()
    for start, acknowledged in ((0, 7), (1_000, 23)):
        last = write_until_killed(database_url, start, acknowledged)
        known |= set(range(start, last + 1))
        with database.read() as session:
            units = {int(code) for code in session.scalars(select(Unit.code))}
            written = session.scalars(select(AuditEntry.object_key).where(AuditEntry.action == "unit.add"))
            assert units == {int(key) for key in written}
            assert known <= units
            # The commit that was under way may have arrived; nothing else may.
            assert len(units - known) <= 1
            known = units
            assert verify_database(session).is_whole
            if database.engine.dialect.name == "sqlite":
                assert session.execute(text("PRAGMA integrity_check")).scalar() == "ok"
    database.close()
