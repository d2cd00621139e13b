"""Write spreadsheets whose bytes depend on their content alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

FIXED_TIME = datetime.fromisoformat("2026-11-19T08:00")
DATE_FORMAT = "dd/mm/yyyy"
WIDE = 34
CELL_WIDTHS = {"NAMA": 30, "JABATAN": 34, "UNOR": 30, "URAIAN": 40, "TUJUAN": 40}


@dataclass
class SheetPlan:
    """One sheet: lines above the heading, the heading in one or two rows, the rows."""

    name: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Any]]
    titles: Sequence[str] = ()
    groups: Sequence[tuple[int, int, str]] = field(default=())
    """Merged cells of an upper heading row: first column, last column, text."""
    hidden: bool = False


def write_book(path: Path, sheets: Sequence[SheetPlan]) -> None:
    """Write a workbook; text that begins like a formula stays text."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(str(path), options)
    book.set_properties({"created": FIXED_TIME, "author": "Kota Wanasari (contoh)"})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "bottom": 1})
    day = book.add_format({"num_format": DATE_FORMAT})
    title = book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for plan in sheets:
        sheet = book.add_worksheet(plan.name)
        row = 0
        for line in plan.titles:
            sheet.write_string(row, 0, line, title)
            row += 1
        row += bool(plan.titles)
        if plan.groups:
            row = _two_rows(sheet, row, plan, bold)
        else:
            for column, heading in enumerate(plan.headings):
                sheet.write_string(row, column, heading, bold)
                wide = next((width for word, width in CELL_WIDTHS.items() if word in heading.upper()), 16)
                sheet.set_column(column, column, wide)
            sheet.freeze_panes(row + 1, 0)
        for cells in plan.rows:
            row += 1
            for column, cell in enumerate(cells):
                if isinstance(cell, date):
                    sheet.write_datetime(row, column, cell, day)
                elif isinstance(cell, bool):
                    sheet.write_string(row, column, "ya" if cell else "tidak")
                elif isinstance(cell, int | float):
                    sheet.write_number(row, column, cell)
                elif cell:
                    sheet.write_string(row, column, cell, wrapped if "\n" in cell else None)
        if plan.hidden:
            sheet.hide()
    book.close()


def _two_rows(sheet: Any, row: int, plan: SheetPlan, bold: Any) -> int:
    grouped = {column for first, last, _ in plan.groups for column in range(first, last + 1)}
    for first, last, text in plan.groups:
        sheet.merge_range(row, first, row, last, text, bold)
    for column, heading in enumerate(plan.headings):
        if column in grouped:
            sheet.write_string(row + 1, column, heading, bold)
        else:
            sheet.merge_range(row, column, row + 1, column, heading, bold)
    sheet.set_column(1, 1, WIDE)
    sheet.set_column(4, 4, WIDE)
    return row + 1
