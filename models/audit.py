"""The audit chain: one row per change, each sealed by the hash of the one before; rows are only added."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, CanonicalJson, UtcDateTime, field, utc_now


class AuditEntry(Base):
    """What was done, by whom, to what; sequence orders the chain, not the clock."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index(None, "object_kind", "object_key"),)

    sequence: Mapped[int] = mapped_column(
        Integer,
        primary_key=True,
        autoincrement=False,
        comment="Place in the chain, from 1 without holes",
        info={"data_class": "TX"},
    )
    at: Mapped[datetime] = field(UtcDateTime, "When, UTC", "T1", default=utc_now)
    actor_id: Mapped[int | None] = field(
        ForeignKey("account.id"), "Account; empty for the program itself", "T1", index=True
    )
    actor: Mapped[str] = field(String(60), "Login name of the account, or 'system'", "T2")
    action: Mapped[str] = field(String(60), "Stable action name, for example import.commit", "T1")
    object_kind: Mapped[str | None] = field(String(40), "Kind of the object", "T1")
    object_key: Mapped[str | None] = field(String(64), "Key of the object", "T1")
    detail: Mapped[dict[str, Any]] = field(
        CanonicalJson, "Facts of the act, no free personal text", "T2", default=dict
    )
    previous_hash: Mapped[str] = field(String(64), "Hash of the entry before; zeros for the first", "TX")
    entry_hash: Mapped[str] = field(
        String(64), "SHA-256 over this entry and the hash before", "TX", unique=True
    )
