"""
Cells and sheets as they were found, before anybody interprets them.

The type of a cell is kept, because a NIP that arrives as a number has already lost its last digits.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

Cell = str | float | int | bool | date | datetime | time | timedelta | None


@dataclass
class Sheet:
    """One table of cells; row 0 is row 1 on the screen of a spreadsheet program."""

    name: str
    rows: list[list[Cell]]
    hidden: bool = False
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    """Merged ranges as first row, first column, last row, last column; zero-based, inclusive."""
    epoch_1904: bool = False


def is_blank(cell: Cell) -> bool:
    """Tell whether the cell holds nothing that a reader would see."""
    return cell is None or (isinstance(cell, str) and not cell.strip(" \t\r\n\u00a0\u200b\ufeff'"))


def shown(cell: Cell) -> str:
    """Return the cell as text for an anomaly list, close to what a spreadsheet program shows."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        if abs(cell) >= 1e15:
            return f"{cell:.5E}".replace(".", ",")
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.strftime("%d-%m-%Y %H:%M") if cell.time() != time(0) else cell.strftime("%d-%m-%Y")
    if isinstance(cell, date):
        return cell.strftime("%d-%m-%Y")
    return str(cell).strip("\ufeff")


def as_text(cell: Cell) -> str:
    """Return the cell as one line of clean text; numbers without a fraction lose their point."""
    if isinstance(cell, str):
        return " ".join(cell.replace("\u00a0", " ").replace("\u200b", "").split()).lstrip("'").strip()
    return shown(cell)
