"""Text, whole numbers, shares and yes or no."""

import re

from app.importing.cells import Cell, as_text, is_blank
from app.importing.values import Context, Read, flaw

YES = {"ya", "y", "yes", "true", "1", "x", "v", "✓", "ada", "kunci", "mutlak", "benar"}
NO = {"tidak", "t", "no", "n", "false", "0", "-", "bukan", "perlu", ""}
NUMBER = re.compile(r"^-?\d{1,3}(?:[.\s]\d{3})+(?:,\d+)?$|^-?\d+(?:[.,]\d+)?$")
MAXIMUM_CHARACTERS = 500


def read_text(cell: Cell, context: Context) -> Read:
    """Return one line of clean text; a dash alone is nothing."""
    if is_blank(cell):
        return Read(None)
    text = as_text(cell)
    if text in ("-", "--") or text.lower() == "null":
        return Read(None)
    if len(text) > MAXIMUM_CHARACTERS:
        return Read(text[:MAXIMUM_CHARACTERS], flaw("text_cut", limit=str(MAXIMUM_CHARACTERS)))
    return Read(text)


def read_code(cell: Cell, context: Context) -> Read:
    """Return a short code, upper or lower case as written, without spaces around it."""
    if is_blank(cell):
        return Read(None)
    return Read(as_text(cell))


def read_integer(cell: Cell, context: Context) -> Read:
    """Return a whole number that is not negative."""
    found = read_number(cell, context)
    if found.value is None or found.flaw is not None:
        return found
    assert isinstance(found.value, float | int)
    if found.value < 0 or found.value != int(found.value):
        return Read(None, flaw("number_unreadable"))
    return Read(int(found.value))


def read_number(cell: Cell, context: Context) -> Read:
    """Return a number; ``1.250`` is 1250 and ``3,5`` is 3.5 as Indonesian offices write them."""
    if is_blank(cell):
        return Read(None)
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return Read(float(cell)) if abs(float(cell)) < 1e12 else Read(None, flaw("number_unreadable"))
    text = re.sub(r"(?i)^rp\.?\s*|\s*(%|jp|orang|bulan|jam)$", "", as_text(cell)).strip()
    if text in ("-", "", "--"):
        return Read(None)
    if not NUMBER.match(text):
        return Read(None, flaw("number_unreadable"))
    if "," in text:
        return Read(float(text.replace(".", "").replace(" ", "").replace(",", ".")))
    if re.fullmatch(r"-?\d{1,3}(?:[.\s]\d{3})+", text):
        return Read(float(re.sub(r"[.\s]", "", text)))
    return Read(float(text))


def read_yes(cell: Cell, context: Context) -> Read:
    """Return true for ya, 1, x and their like; an empty cell is no."""
    text = as_text(cell).lower() if not is_blank(cell) else ""
    if isinstance(cell, bool):
        return Read(cell)
    if text in YES:
        return Read(True)
    if text in NO:
        return Read(False)
    return Read(None, flaw("yes_unreadable"))


def read_level(cell: Cell, context: Context) -> Read:
    """Return a competency level from 0 to 5, written as a number or as its name."""
    names = {"dasar": 2, "menengah": 3, "mumpuni": 4, "ahli": 5, "paham": 1, "dalam pengembangan": 1}
    if is_blank(cell):
        return Read(None)
    text = re.sub(r"(?i)^level\s*", "", as_text(cell))
    if text.lower() in names:
        return Read(names[text.lower()])
    if text in ("0", "1", "2", "3", "4", "5"):
        return Read(int(text))
    if text == "-":
        return Read(None)
    return Read(None, flaw("level_unreadable"))
