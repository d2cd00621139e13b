"""
From a file to typed rows and anomalies: the whole of reading, without a database.

Runs in the child process (see ``child``); tests and the generator may call it directly.
"""

import re
from pathlib import Path

from app.importing.cells import Sheet, as_text, is_blank
from app.importing.checks import check_persons
from app.importing.csv_file import read_csv
from app.importing.gate import inspect
from app.importing.headings import Heading, find_heading
from app.importing.kinds import plain
from app.importing.limits import DEFAULT, Limits
from app.importing.parsed import Anomaly, ParsedFile, Table
from app.importing.refusal import FileRefused
from app.importing.tables import TableReader
from app.importing.values import Context
from app.importing.values.dates import MONTHS
from app.importing.workbook import read_workbook

NATIONAL_COMPETENCIES = {
    "INT": "Integritas",
    "KJS": "Kerja sama",
    "KOM": "Komunikasi",
    "ORH": "Orientasi pada hasil",
    "PPB": "Pelayanan publik",
    "PDO": "Pengembangan diri dan orang lain",
    "MPB": "Mengelola perubahan",
    "PKP": "Pengambilan keputusan",
    "PRB": "Perekat bangsa",
}
"""The nine competencies of PermenPANRB 38/2017, known before any dictionary has been imported."""

AS_OF = re.compile(r"(?:per|keadaan|posisi|tanggal)\s*:?\s*(\d{1,2})\s+([A-Za-z]+)\s+(\d{4})", re.IGNORECASE)


def parse(
    path: Path, today: str, competencies: dict[str, str] | None = None, limits: Limits = DEFAULT
) -> ParsedFile:
    """
    Read a file; ``competencies`` maps the codes of the known dictionary to their names.

    Raises `FileRefused` when the file as a whole cannot be read.
    """
    form = inspect(path, limits)
    encoding = separator = ""
    if form == "xlsx":
        sheets = read_workbook(path, limits)
    else:
        sheets, encoding, separator = read_csv(path, limits)
    vocabulary = _vocabulary(sheets, {**NATIONAL_COMPETENCIES, **(competencies or {})})
    parsed = ParsedFile(format=form, tables=[], anomalies=[], encoding=encoding, separator=separator)
    for sheet in sheets:
        heading = find_heading(sheet, vocabulary)
        if heading is None:
            if any(not is_blank(cell) for row in sheet.rows for cell in row):
                parsed.skipped_sheets.append(sheet.name)
            continue
        table, anomalies = _read_table(sheet, heading, today)
        parsed.tables.append(table)
        parsed.anomalies.extend(anomalies)
        parsed.as_of = parsed.as_of or _as_of(heading.title)
        # The cells are no longer needed; a workbook of 60,000 rows would otherwise be held twice.
        sheet.rows = []
    if not parsed.tables:
        raise FileRefused("no_table")
    _limit_anomalies(parsed, limits)
    return parsed


def _read_table(sheet: Sheet, heading: Heading, today: str) -> tuple[Table, list[Anomaly]]:
    reader = TableReader(sheet, heading, Context(epoch_1904=sheet.epoch_1904, today=today))
    table = reader.read()
    anomalies = reader.anomalies
    if table.kind == "persons":
        anomalies = anomalies + check_persons(table)
    return table, anomalies


def _vocabulary(sheets: list[Sheet], known: dict[str, str]) -> dict[str, str]:
    vocabulary: dict[str, str] = {}
    for code, name in known.items():
        vocabulary[plain(code)] = code
        vocabulary[plain(name)] = code
        vocabulary[plain(f"{code} {name}")] = code
    # A dictionary in the same workbook names further competencies that other sheets use as columns.
    for sheet in sheets:
        heading = find_heading(sheet, {}) if "kompetensi" in plain(sheet.name) else None
        if heading is not None and heading.kind.code == "competencies":
            table, _ = _read_table(sheet, heading, "2000-01-01")
            code_at, name_at = table.fields.index("code") + 1, table.fields.index("name") + 1
            for row in table.rows:
                vocabulary[plain(str(row[code_at]))] = str(row[code_at])
                vocabulary[plain(str(row[name_at]))] = str(row[code_at])
    vocabulary.pop("", None)
    return vocabulary


def _as_of(title: str) -> str | None:
    match = AS_OF.search(as_text(title))
    if match is None or match.group(2).lower() not in MONTHS:
        return None
    return f"{match.group(3)}-{MONTHS[match.group(2).lower()]:02d}-{int(match.group(1)):02d}"


def _limit_anomalies(parsed: ParsedFile, limits: Limits) -> None:
    rank = {"refused": 0, "warning": 1, "note": 2}
    parsed.anomalies.sort(key=lambda anomaly: (rank[anomaly.severity], anomaly.sheet, anomaly.row))
    parsed.unlisted = max(0, len(parsed.anomalies) - limits.anomalies)
    del parsed.anomalies[limits.anomalies :]
