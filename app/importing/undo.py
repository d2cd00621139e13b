"""
Take the newest import back, as long as nothing has been built on it.

The changes that a batch keeps hold the old values too, so taking back is writing them the other way round.
Afterwards the batch waits as a preview again. Once a run has frozen the data, or anything else has changed
them, the way back is closed.
"""

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.audit import By, record_sync
from app.database import Database
from app.importing.changes import Change, Changes
from app.importing.present import data_version
from app.importing.service import ImportRefused, find_batch, raise_version, unpacked
from app.importing.targets import TARGETS
from app.importing.write import BATCH, Writer
from models import DataVersion, ImportBatch, Run


def may_be_undone(db: Session, batch: ImportBatch) -> bool:
    """Tell whether the import can still be taken back."""
    if batch.status != "committed" or batch.staged is None:
        return False
    version = batch.counts.get("version")
    if version is None or data_version(db) != version:
        return False
    return db.scalar(select(Run.id).where(Run.data_version >= version).limit(1)) is None


def undo(database: Database, key: str, by: By) -> int:
    """Restore what was there before the import; return the new version. Raises `ImportRefused`."""
    try:
        with database.write() as db:
            batch = find_batch(db, key)
            if not may_be_undone(db, batch):
                raise ImportRefused("no_way_back")
            _take_back(db, unpacked(batch.staged))
            before = select(DataVersion.as_of).where(DataVersion.version < batch.counts["version"])
            as_of = db.scalar(before.order_by(DataVersion.version.desc()).limit(1))
            version = raise_version(db, "import.undo", as_of)
            batch.status, batch.committed_at, batch.base_version = "previewed", None, version
            batch.counts = {name: value for name, value in batch.counts.items() if name != "version"}
            record_sync(db, by, "import.undo", ("import", key), file=batch.file_hash, version=version)
            return version
    except IntegrityError as error:
        # An account or a hold made since points at a person whom this import brought.
        raise ImportRefused("in_use") from error


def _take_back(db: Session, changes: Changes) -> None:
    writer = Writer(db)
    restored = {
        name: {key: Change(change.id, change.new, change.old) for key, change in updates.items()}
        for name, updates in changes.updates.items()
    }
    writer.write(Changes({}, restored))
    for target in reversed(TARGETS):
        rows = changes.inserts.get(target.name, {})
        if not rows:
            continue
        known = writer.identities(target.name)
        ids = [known[key] for key in rows if key in known]
        table = target.table
        own = [f"{column}_id" for column, other in target.references.items() if other == target.name]
        for start in range(0, len(ids), BATCH):
            these = ids[start : start + BATCH]
            if own and target.name == "unit":
                db.execute(update(table).where(table.c.id.in_(these)).values(dict.fromkeys(own)))
        for start in range(0, len(ids), BATCH):
            db.execute(delete(table).where(table.c.id.in_(ids[start : start + BATCH])))
