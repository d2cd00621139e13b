"""Cells that hold several values, separated by a semicolon, a bar or a line break."""

import re

from app.importing.cells import Cell, as_text, is_blank
from app.importing.values import Context, Read, flaw

SEPARATORS = re.compile(r"[;|\n]+")


def read_list(cell: Cell, context: Context) -> Read:
    """Return the parts joined by a semicolon without spaces, in the order given."""
    if is_blank(cell) or as_text(cell) == "-":
        return Read(None)
    raw = cell if isinstance(cell, str) else as_text(cell)
    parts = [" ".join(part.split()) for part in SEPARATORS.split(raw)]
    return Read(";".join(part for part in parts if part) or None)


def read_percents(cell: Cell, context: Context) -> Read:
    """Return whole percents joined by a semicolon, each from 0 to 100."""
    if is_blank(cell) or as_text(cell) == "-":
        return Read(None)
    parts = [part.strip(" %") for part in re.split(r"[;,|\s]+", as_text(cell)) if part.strip(" %")]
    if not all(part.isdigit() and int(part) <= 100 for part in parts):
        return Read(None, flaw("number_unreadable"))
    return Read(";".join(str(int(part)) for part in parts))
