"""
Read a CSV file into one sheet: the encoding and the separator are found out, not asked for.

Indonesian Excel writes semicolons and Windows-1252, SIASN writes commas and UTF-8, and a copy from a
sheet arrives as UTF-16 with tabs.
"""

import csv
import io
from pathlib import Path

from app.importing.cells import Cell, Sheet
from app.importing.limits import Limits
from app.importing.refusal import FileRefused

SEPARATORS = (";", ",", "\t", "|")
SAMPLE_ROWS = 60


def read_csv(path: Path, limits: Limits) -> tuple[list[Sheet], str, str]:
    """Return the sheet, the encoding and the separator."""
    body = path.read_bytes()
    encoding = find_encoding(body)
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        raise FileRefused("encoding") from error
    # NUL bytes are left over from broken exports and would stop the reader in the middle of the file.
    text = text.replace("\x00", "")
    separator = find_separator(text)
    rows: list[list[Cell]] = []
    csv.field_size_limit(limits.cell_characters)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for row in reader:
            if len(rows) >= limits.rows:
                raise FileRefused("rows", sheet="CSV", count=f"> {limits.rows}", limit=str(limits.rows))
            if len(row) > limits.columns:
                raise FileRefused("columns", sheet="CSV", count=str(len(row)), limit=str(limits.columns))
            rows.append([*row])
    except csv.Error as error:
        raise FileRefused("cell", row=str(reader.line_num)) from error
    return [Sheet(name=path.stem, rows=rows)], encoding, separator


def find_encoding(body: bytes) -> str:
    """Return the name of the encoding; Windows-1252 when the bytes are not valid UTF-8."""
    if body.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    head = body[:4096]
    zeros_odd, zeros_even = head[1::2].count(0), head[0::2].count(0)
    if zeros_odd > len(head) // 4:
        return "utf-16-le"
    if zeros_even > len(head) // 4:
        return "utf-16-be"
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        # Five bytes have no meaning in Windows-1252; a file that uses them is in no encoding we know.
        return "cp1252"
    return "utf-8"


def find_separator(text: str) -> str:
    """Return the separator that splits the first rows into the most columns, most evenly."""
    lines = text.splitlines()[:SAMPLE_ROWS]
    if lines and lines[0].lower().startswith("sep=") and len(lines[0]) == 5:
        return lines[0][4]

    def columns(separator: str) -> tuple[int, int]:
        counts = [len(row) for row in csv.reader(lines, delimiter=separator)]
        wide = [count for count in counts if count > 1]
        if not wide:
            return 0, 0
        usual = max(set(wide), key=lambda count: (wide.count(count), count))
        return wide.count(usual) * (usual - 1), usual

    try:
        return max(SEPARATORS, key=columns)
    except csv.Error:
        return ";"
