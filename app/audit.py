"""Writes the audit chain: every change adds one entry in its own transaction, sealed by the hash before.

If the entry cannot be written, the change is undone with it. Call `record` as the last act of the
transaction: from there on, until it ends, every other writer of the chain waits. The check is in
`app.audit_chain`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, TextClause, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from app.audit_chain import COLUMNS, GENESIS, Entry, Verdict, seal, verify
from models import AuditEntry, utc_now
from models.base import canonical_json

# A number chosen once; on PostgreSQL it names the lock that lets one writer at a time extend the chain.
# SQLite needs none: a writing transaction is alone from its beginning.
_CHAIN_LOCK = text("SELECT pg_advisory_xact_lock(7446882)")

# PostgreSQL writes a time in the words of its settings; the chain knows one form only.
_POSTGRESQL_TIME = "to_char(at, 'YYYY-MM-DD HH24:MI:SS.US')"


@dataclass(frozen=True)
class By:
    """Who acts: an account, or the program itself."""

    account_id: int | None = None
    login: str = "system"


SYSTEM = By()

Head = tuple[int, str]


async def record(
    db: AsyncSession, actor: By, action: str, on: tuple[str, str] | None = None, /, **detail: Any
) -> None:
    """
    Add an entry in the running transaction of the web.

    `action` is a stable name such as ``hold.approve``; `on` is the kind and the key of the object. The
    details are facts (numbers, keys, codes, dates), never free text about a person.
    """
    if db.get_bind().dialect.name == "postgresql":
        await db.execute(_CHAIN_LOCK)
    last = (await db.execute(_last())).first()
    db.add(_next_entry(last, actor, action, on, detail))
    await db.flush()


def record_sync(
    db: Session, actor: By, action: str, on: tuple[str, str] | None = None, /, **detail: Any
) -> None:
    """Add an entry in the running transaction of worker, import or command line; see `record`."""
    if db.get_bind().dialect.name == "postgresql":
        db.execute(_CHAIN_LOCK)
    last = db.execute(_last()).first()
    db.add(_next_entry(last, actor, action, on, detail))
    db.flush()


def head(db: Session) -> Head:
    """Return number and hash of the last entry: the anchor to keep elsewhere."""
    last = db.execute(_last()).first()
    return (last.sequence, last.entry_hash) if last else (0, GENESIS)


def entries(db: Session) -> Iterator[Entry]:
    """Read the chain in order, with the very texts that were sealed, without loading it whole."""
    for row in db.execute(_stored(db), execution_options={"yield_per": 2000}):
        yield Entry(*row)


def verify_database(db: Session, anchors: dict[int, str] | None = None) -> Verdict:
    """Check the chain in the database; `anchors` are hashes by number that were kept elsewhere."""
    return verify(entries(db), anchors)


def _stored(db: Session) -> TextClause:
    at = _POSTGRESQL_TIME if db.get_bind().dialect.name == "postgresql" else "at"
    columns = ", ".join(at if name == "at" else name for name in COLUMNS)
    return text(f"SELECT {columns} FROM audit_entry ORDER BY sequence")  # noqa: S608 - constants only


def _last() -> Select[int, str]:
    newest = AuditEntry.sequence.desc()
    return select(AuditEntry.sequence, AuditEntry.entry_hash).order_by(newest).limit(1)


def _next_entry(
    last: Row[int, str] | None,
    actor: By,
    action: str,
    on: tuple[str, str] | None,
    detail: dict[str, Any],
) -> AuditEntry:
    sequence, previous_hash = (last.sequence + 1, last.entry_hash) if last else (1, GENESIS)
    at = utc_now()
    kind, key = on if on else (None, None)
    facts: dict[str, Any] = json.loads(json.dumps(detail, default=_date_text, allow_nan=False))
    sealed = Entry(
        sequence=sequence,
        at=at.strftime("%Y-%m-%d %H:%M:%S.%f"),
        actor_id=actor.account_id,
        actor=actor.login,
        action=action,
        object_kind=kind,
        object_key=key,
        detail=canonical_json(facts),
        previous_hash=previous_hash,
        entry_hash="",
    )
    return AuditEntry(**(sealed._asdict() | {"at": at, "detail": facts, "entry_hash": seal(sealed)}))


def _date_text(value: object) -> str:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(f"An audit entry holds plain facts, not {type(value).__name__}")
