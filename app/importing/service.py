"""
The verbs of an import: preview, commit, discard, undo. Each is one transaction with its audit row.

A preview stores what would be written, not the file: commit writes exactly what was shown, and refuses when
the data have changed since.
"""

import hashlib
import time
import zlib
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from app.audit import By, record_sync
from app.database import Database
from app.importing.anomalies import severity_of
from app.importing.changes import Changes
from app.importing.child import parse_in_child
from app.importing.expand import expand
from app.importing.gone import find_gone
from app.importing.limits import DEFAULT
from app.importing.outcome import Outcome
from app.importing.parsed import Anomaly, ParsedFile
from app.importing.present import Present, data_version
from app.importing.preview import columns_of, summarise
from app.importing.refusal import FileRefused
from app.importing.write import MissingReference, Writer
from models import Competency, DataVersion, ImportAnomaly, ImportBatch, utc_now


class ImportRefused(Exception):
    """A verb that cannot be carried out now; ``code`` names the reason for the screen."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def preview(database: Database, path: Path, file_name: str, by: By, today: date, reach: str = "auto") -> str:
    """
    Read a file, compare it with the data and keep the result; return the key of the batch.

    A file that cannot be read is kept as a refused batch, and `FileRefused` goes on.
    """
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    with database.read() as db:
        competencies = {row.code: row.name for row in db.execute(select(Competency.code, Competency.name))}
    try:
        began = time.monotonic()
        parsed = parse_in_child(path, today.isoformat(), competencies)
        seconds = time.monotonic() - began
    except FileRefused as refusal:
        _keep_refused(database, file_name, digest, by, refusal)
        raise
    return stage(database, parsed, file_name, digest, by, today, reach, seconds)


def stage(
    database: Database,
    parsed: ParsedFile,
    file_name: str,
    digest: str,
    by: By,
    today: date,
    reach: str = "auto",
    seconds: float = 0.0,
) -> str:
    """Compare a parsed file with the data and keep the result; return the key of the batch."""
    with database.read() as db:
        present = Present(db)
        version = present.version()
        outcome = Outcome(parsed)
        ground = expand(present, outcome)
        gone = find_gone(ground, reach, today)
        counts = {**summarise(db, ground, gone), "seconds": round(seconds, 1)}
        columns = columns_of(outcome)
    changes = ground.difference.changes
    with database.write() as db:
        batch = ImportBatch(
            file_name=file_name[:200],
            file_hash=digest,
            uploaded_by=by.account_id,
            status="previewed",
            as_of=parsed.as_of,
            base_version=version,
            counts=counts,
            columns=columns,
            staged=_packed(changes),
        )
        db.add(batch)
        db.flush()
        _keep_anomalies(db, batch, outcome.anomalies, parsed.unlisted)
        record_sync(db, by, "import.preview", ("import", batch.key), file=digest, writes=len(changes))
        return batch.key


def commit(database: Database, key: str, by: By) -> int:
    """Write what the preview showed; return the new version of the data. Raises `ImportRefused`."""
    with database.write() as db:
        batch = find_batch(db, key)
        # The status is the lock: of two confirmations one changes it, the other finds it changed.
        _decide(db, batch, status="committed", committed_at=utc_now())
        if data_version(db) != batch.base_version:
            raise ImportRefused("data_changed")
        changes = unpacked(batch.staged)
        if len(changes):
            try:
                Writer(db).write(changes)
            except MissingReference as error:
                raise ImportRefused("data_changed") from error
            version = raise_version(db, "import", batch.as_of)
            _forget_older(db, batch)
        else:
            version = batch.base_version
        batch.counts = {**batch.counts, "version": version}
        record_sync(
            db,
            by,
            "import.commit",
            ("import", batch.key),
            file=batch.file_hash,
            version=version,
            writes=len(changes),
        )
        return version


def discard(database: Database, key: str, by: By) -> None:
    """Throw a preview away; nothing of it is kept but its counts."""
    with database.write() as db:
        batch = find_batch(db, key)
        _decide(db, batch, status="discarded", staged=None)
        record_sync(db, by, "import.discard", ("import", batch.key), file=batch.file_hash)


def raise_version(db: Session, cause: str, as_of: str | None = None) -> int:
    """Raise the version of the data in the running transaction and return it."""
    version = data_version(db) + 1
    if as_of is None:
        as_of = db.scalar(select(DataVersion.as_of).order_by(DataVersion.version.desc()).limit(1))
    db.add(DataVersion(version=version, cause=cause, as_of=as_of))
    db.flush()
    return version


def unpacked(staged: bytes | None) -> Changes:
    """Return the changes that a batch keeps."""
    if staged is None:
        return Changes({}, {})
    return msgspec.msgpack.decode(zlib.decompress(staged), type=Changes)


def _packed(changes: Changes) -> bytes:
    return zlib.compress(msgspec.msgpack.encode(changes), level=3)


def find_batch(db: Session, key: str) -> ImportBatch:
    """Return a batch by its key. Raises `ImportRefused` when there is none."""
    batch = db.scalars(select(ImportBatch).where(ImportBatch.key == key)).one_or_none()
    if batch is None:
        raise ImportRefused("unknown")
    return batch


def _decide(db: Session, batch: ImportBatch, **values: Any) -> None:
    decided = db.scalars(
        update(ImportBatch)
        .where(ImportBatch.id == batch.id, ImportBatch.status == "previewed")
        .values(**values)
        .returning(ImportBatch.id)
    ).one_or_none()
    if decided is None:
        raise ImportRefused("already_decided")


def _forget_older(db: Session, batch: ImportBatch) -> None:
    # Only the newest import can be taken back; the rows of those before it are not kept any longer.
    older = (ImportBatch.status == "committed", ImportBatch.id != batch.id, ImportBatch.staged.is_not(None))
    db.execute(update(ImportBatch).where(*older).values(staged=None))


def _keep_refused(database: Database, file_name: str, digest: str, by: By, refusal: FileRefused) -> None:
    with database.write() as db:
        batch = ImportBatch(
            file_name=file_name[:200],
            file_hash=digest,
            uploaded_by=by.account_id,
            status="refused",
            base_version=data_version(db),
            counts={"refusal": refusal.code, "details": refusal.details},
            columns={},
            message=refusal.sentence("id"),
        )
        db.add(batch)
        db.flush()
        record_sync(db, by, "import.refuse", ("import", batch.key), file=digest, reason=refusal.code)


def _keep_anomalies(db: Session, batch: ImportBatch, anomalies: list[Anomaly], unlisted: int) -> None:
    listed = anomalies[: DEFAULT.anomalies]
    left_out = unlisted + len(anomalies) - len(listed)
    if left_out:
        code = "more"
        listed = [*listed, Anomaly(severity_of(code), code, "", 0, "", details={"count": str(left_out)})]
    rows = [
        {
            "batch_id": batch.id,
            "severity": anomaly.severity,
            "kind": anomaly.code,
            "sheet": anomaly.sheet[:80],
            "row": anomaly.row,
            "column": anomaly.column[:80],
            "raw": anomaly.raw,
            "department": anomaly.department[:200] or None,
            "arguments": anomaly.details,
        }
        for anomaly in listed
    ]
    if rows:
        db.execute(insert(ImportAnomaly), rows)
