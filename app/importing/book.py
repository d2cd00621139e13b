"""Write workbooks without live formulas: whatever a cell begins with, it stays text."""

import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import xlsxwriter

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
}
HEADING_WIDTH = 18
WIDEST = 46
FORBIDDEN_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
SHEET_NAME_LENGTH = 31
CONTROL = {code: None for code in range(32) if code not in (9, 10)}


class Book:
    """A workbook in memory; `sheet` adds one table, `bytes` ends it."""

    def __init__(self) -> None:
        self._stream = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._stream, OPTIONS)
        self._bold = self._book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self._day = self._book.add_format({"num_format": "dd-mm-yyyy"})
        self._text = self._book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
        self._names: set[str] = set()

    def sheet(self, name: str, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Add a sheet with one row of headings and its rows."""
        sheet = self._book.add_worksheet(self._free_name(name))
        widths = [min(WIDEST, max(HEADING_WIDTH, len(heading) + 2)) for heading in headings]
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, clean(heading), self._bold)
            sheet.set_column(column, column, widths[column])
        sheet.freeze_panes(1, 0)
        count = 0
        for count, cells in enumerate(rows, start=1):
            for column, cell in enumerate(cells):
                self._write(sheet, count, column, cell)
        if headings:
            sheet.autofilter(0, 0, max(1, count), len(headings) - 1)

    def bytes(self) -> bytes:
        """Close the workbook and return it."""
        self._book.close()
        return self._stream.getvalue()

    def _write(self, sheet: Any, row: int, column: int, cell: Any) -> None:
        if cell is None or cell == "":
            return
        if isinstance(cell, bool):
            sheet.write_string(row, column, "ya" if cell else "tidak", self._text)
        elif isinstance(cell, int | float):
            sheet.write_number(row, column, cell)
        elif isinstance(cell, date):
            sheet.write_datetime(row, column, cell, self._day)
        else:
            sheet.write_string(row, column, clean(str(cell)), self._text)

    def _free_name(self, name: str) -> str:
        base = " ".join(name.translate(FORBIDDEN_IN_SHEET_NAMES).split())[:SHEET_NAME_LENGTH] or "Lembar"
        free, number = base, 1
        while free.lower() in self._names or free.lower() == "history":
            number += 1
            free = f"{base[: SHEET_NAME_LENGTH - 4]} {number}"
        self._names.add(free.lower())
        return free


def clean(text: str) -> str:
    """Return text without the control characters that a workbook cannot hold."""
    return text.translate(CONTROL)[:32_767]
