"""What reading a file yields: typed rows, the state of each column, and the anomalies. No database here."""

import msgspec

from app.importing.values import Scalar


class Anomaly(msgspec.Struct, frozen=True, omit_defaults=True):
    """One finding at one place of the file; ``code`` names the sentences in ``anomalies``."""

    severity: str
    code: str
    sheet: str
    row: int
    column: str
    raw: str = ""
    department: str = ""
    details: dict[str, str] = {}


class Column(msgspec.Struct, frozen=True, omit_defaults=True):
    """What became of one column of the file."""

    heading: str
    state: str
    """``read``, ``unused`` (known, not needed), ``unknown`` (not read) or ``refused`` (may not enter)."""
    field: str = ""
    reason: str = ""


class Table(msgspec.Struct):
    """One recognised table: ``rows`` hold the row number and then one value per name in ``fields``."""

    kind: str
    sheet: str
    heading_row: int
    columns: list[Column]
    fields: list[str]
    rows: list[list[Scalar]]
    refused: dict[int, list[Scalar]]
    """Rows that cannot be written, with what could be read of them (it protects their persons from
    being taken as gone)."""
    warned: list[int] = []
    hidden: bool = False

    def __len__(self) -> int:
        """Return the number of rows with content, refused ones included."""
        return len(self.rows) + len(self.refused)


class ParsedFile(msgspec.Struct):
    """Everything that was read from one file."""

    format: str
    tables: list[Table]
    anomalies: list[Anomaly]
    unlisted: int = 0
    """Anomalies beyond the limit of the list; they are counted, and the list says so."""
    skipped_sheets: list[str] = []
    as_of: str | None = None
    encoding: str = ""
    separator: str = ""
