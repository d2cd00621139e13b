"""Imports: the uploaded file's fingerprint, the staged rows, the anomalies, and what was written."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped

from models.base import Base, Keyed, Numbered, UtcDateTime, field, one_of, utc_now

BATCH_STATUSES = ("previewed", "committed", "discarded", "refused")
SEVERITIES = ("refused", "warning", "note")


class ImportBatch(Numbered, Keyed, Base):
    """One uploaded file on its way from preview to commit."""

    __tablename__ = "import_batch"
    __table_args__ = (one_of("status", BATCH_STATUSES),)

    file_name: Mapped[str] = field(String(200), "Name of the file as uploaded", "T1")
    file_hash: Mapped[str] = field(String(64), "SHA-256 of the file", "T1")
    uploaded_by: Mapped[int | None] = field(
        ForeignKey("account.id"), "Account; empty for the command line", "T1"
    )
    uploaded_at: Mapped[datetime] = field(UtcDateTime, "When it was read", "T1", default=utc_now)
    status: Mapped[str] = field(String(12), "One of BATCH_STATUSES", "T1")
    as_of: Mapped[str | None] = field(String(10), "Date of the data, ISO, as stated or found", "T1")
    base_version: Mapped[int] = field(Integer, "Data version that the preview was compared with", "TX")
    counts: Mapped[dict[str, Any]] = field(JSON, "Counts per table: untouched, changed, new, gone, …", "T1")
    columns: Mapped[dict[str, Any]] = field(JSON, "Recognised, unknown and refused columns", "T1")
    staged: Mapped[bytes | None] = field(
        LargeBinary,
        "Normalised rows to write, compressed; kept until the next commit",
        "T2",
    )
    committed_at: Mapped[datetime | None] = field(UtcDateTime, "When it was written", "T1")
    message: Mapped[str | None] = field(Text, "Why the file was refused", "T1")


class ImportAnomaly(Numbered, Base):
    """A finding in an uploaded file with the place and the cure."""

    __tablename__ = "import_anomaly"
    __table_args__ = (one_of("severity", SEVERITIES),)

    batch_id: Mapped[int] = field(
        ForeignKey("import_batch.id", ondelete="CASCADE"), "Import", "T1", index=True
    )
    severity: Mapped[str] = field(String(8), "One of SEVERITIES", "T1")
    kind: Mapped[str] = field(String(40), "Stable kind of the finding", "T1")
    sheet: Mapped[str] = field(String(80), "Sheet name", "T1")
    row: Mapped[int] = field(Integer, "Row number as the spreadsheet shows it", "T1")
    column: Mapped[str] = field(String(80), "Heading of the column", "T1")
    raw: Mapped[str | None] = field(Text, "Cell as found", "T2")
    department: Mapped[str | None] = field(String(200), "Department the row belongs to", "T1")
    arguments: Mapped[dict[str, Any]] = field(JSON, "Values for the sentences", "T2", default=dict)


class DataVersion(Numbered, Base):
    """A counter raised by every change of the roster; runs and previews remember it."""

    __tablename__ = "data_version"

    version: Mapped[int] = field(Integer, "Version of the roster", "TX", unique=True)
    at: Mapped[datetime] = field(UtcDateTime, "When it was raised", "TX", default=utc_now)
    cause: Mapped[str] = field(String(80), "What raised it, for example import", "TX")
    as_of: Mapped[str | None] = field(String(10), "Date of the data, ISO", "T0")
