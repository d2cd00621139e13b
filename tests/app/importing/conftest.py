"""A database with a small organisation, and a short way through preview and commit."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from app.audit import SYSTEM
from app.database import Database
from app.importing import service
from app.importing.parse import parse
from models import Competency, ImportAnomaly, ImportBatch
from tests.app.importing.files import xlsx

TODAY = date(2026, 11, 24)

UNITS = [
    ["KODE UNIT", "NAMA UNIT", "SINGKATAN", "JENIS UNIT", "KODE INDUK", "PERANGKAT DAERAH"],
    ["KOTA", "Pemerintah Kota", "", "pemerintah", "", "tidak"],
    ["KOMINFO", "Dinas Komunikasi dan Informatika", "Diskominfo", "dinas", "KOTA", "ya"],
    ["KOMINFO.1", "Bidang Aplikasi", "", "bidang", "KOMINFO", "tidak"],
    ["DINKES", "Dinas Kesehatan", "Dinkes", "dinas", "KOTA", "ya"],
]
POSTS = [
    ["KODE JABATAN", "NAMA JABATAN", "KODE UNIT", "JENIS JABATAN", "ESELON", "FORMASI", "INT", "KJS"],
    ["K1", "Kepala Dinas Komunikasi dan Informatika", "KOMINFO", "JPT Pratama", "II.b", 1, 4, 4],
    ["K2", "Pranata Komputer Ahli Muda", "KOMINFO.1", "Fungsional", "", 9, 3, 3],
    ["K3", "Pranata Komputer Ahli Pertama", "KOMINFO.1", "Fungsional", "", 9, 2, 2],
    ["H1", "Perawat Ahli Muda", "DINKES", "Fungsional", "", 50, 3, 3],
]


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    """A fresh SQLite database."""
    database = Database(sqlite_url)
    yield database
    database.close()


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., str]:
    """Preview a file and, unless told otherwise, commit it; returns the key of the batch."""

    def run(database: Database, path: Path, *, write: bool = True, reach: str = "auto") -> str:
        # Read in this process: the child has tests of its own, and starting it each time is slow.
        with database.read() as db:
            known = {row.code: row.name for row in db.execute(select(Competency.code, Competency.name))}
        parsed = parse(path, TODAY.isoformat(), known)
        key = service.stage(database, parsed, path.name, "0" * 64, SYSTEM, TODAY, reach)
        if write:
            service.commit(database, key, SYSTEM)
        return key

    return run


@pytest.fixture
def office(database: Database, load: Callable[..., str], tmp_path: Path) -> Database:
    """A database that knows a city with two departments and four posts."""
    for number, rows in enumerate((UNITS, POSTS)):
        load(database, xlsx(tmp_path / f"office{number}.xlsx", rows))
    return database


def batch_of(database: Database, key: str) -> ImportBatch:
    """Return a batch."""
    with database.read() as db:
        return db.scalars(select(ImportBatch).where(ImportBatch.key == key)).one()


def findings(database: Database, key: str) -> list[tuple[str, str, int]]:
    """Return severity, kind and row of each anomaly of a batch."""
    with database.read() as db:
        rows = db.scalars(
            select(ImportAnomaly)
            .join(ImportBatch, ImportBatch.id == ImportAnomaly.batch_id)
            .where(ImportBatch.key == key)
            .order_by(ImportAnomaly.row, ImportAnomaly.kind)
        )
        return [(row.severity, row.kind, row.row) for row in rows]
