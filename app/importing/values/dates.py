"""Dates as text in the spellings of personnel files, as date cells, and as serial numbers."""

import re
from datetime import date, datetime, timedelta

from app.importing.cells import Cell, as_text, is_blank
from app.importing.values import Context, Read, flaw

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan january",
            "februari feb pebruari peb february",
            "maret mar march mrt",
            "april apr",
            "mei may",
            "juni jun june",
            "juli jul july",
            "agustus agu ags agt aug august",
            "september sep sept",
            "oktober okt october oct",
            "november nov nopember nop",
            "desember des december dec",
        ),
        start=1,
    )
    for name in names.split()
}
DAY_FIRST = re.compile(r"^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?:[ T].*)?$")
YEAR_FIRST = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T].*)?$")
MONTH_NAMED = re.compile(r"^(\d{1,2})[-/. ]+([A-Za-z]+)[-/. ,]+(\d{4})$")
MONTH_ONLY = re.compile(r"^([A-Za-z]+)[ -](\d{4})$")
SHORT_YEAR = re.compile(r"^\d{1,2}[-/. ](\d{1,2}|[A-Za-z]+)[-/. ]\d{2}$")
PLACE_BEFORE = re.compile(r"^[A-Za-z .'()]+,\s*(?=\d)")
NULL_DATES = {"01-01-0001", "0001-01-01", "00-00-0000", "0000-00-00", "01/01/0001", "1/1/0001", "00/01/1900"}
NO_DATE = {"-", "--", "null", "nihil", "tidak ada", "n/a", "#n/a", "belum"}
YEAR_LOWEST, YEAR_HIGHEST = 1930, 2100
SERIAL_LOWEST, SERIAL_HIGHEST = 7_000, 75_000
EPOCH_1900, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)


def read_date(cell: Cell, context: Context) -> Read:
    """Return an ISO date, nothing for an empty or null date, or a flaw for a date that does not exist."""
    if isinstance(cell, datetime):
        return _within(cell.date())
    if isinstance(cell, date):
        return _within(cell)
    if is_blank(cell):
        return Read(None)
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return _from_serial(float(cell), context)
    text = as_text(cell)
    if text.lower() in NO_DATE:
        return Read(None)
    if text.split(" ")[0] in NULL_DATES or text.split("T")[0] in NULL_DATES:
        return Read(None, flaw("date_null"))
    if text.isdigit() and len(text) == 5:
        return _from_serial(float(text), context)
    return _from_text(PLACE_BEFORE.sub("", text))


def _from_serial(serial: float, context: Context) -> Read:
    if serial in (0.0, 1.0):
        return Read(None, flaw("date_null"))
    if not SERIAL_LOWEST <= serial <= SERIAL_HIGHEST:
        return Read(None, flaw("date_unreadable"))
    return _within((EPOCH_1904 if context.epoch_1904 else EPOCH_1900) + timedelta(days=int(serial)))


def _from_text(text: str) -> Read:
    if match := DAY_FIRST.match(text):
        day, month, year = (int(part) for part in match.groups())
    elif match := YEAR_FIRST.match(text):
        year, month, day = (int(part) for part in match.groups())
    elif match := MONTH_NAMED.match(text):
        named = MONTHS.get(match.group(2).lower())
        if named is None:
            return Read(None, flaw("date_unreadable"))
        day, month, year = int(match.group(1)), named, int(match.group(3))
    elif (match := MONTH_ONLY.match(text)) and match.group(1).lower() in MONTHS:
        return Read(f"{match.group(2)}-{MONTHS[match.group(1).lower()]:02d}-01", flaw("date_day_missing"))
    elif SHORT_YEAR.match(text):
        return Read(None, flaw("date_short_year"))
    else:
        return Read(None, flaw("date_unreadable"))
    if year == 1 or (year == 1900 and day == 0):
        return Read(None, flaw("date_null"))
    try:
        return _within(date(year, month, day))
    except ValueError:
        code = "date_month_first" if month > 12 >= day else "date_impossible"
        return Read(None, flaw(code))


def _within(found: date) -> Read:
    if found.year == 1 or date(1899, 12, 30) <= found <= date(1900, 1, 1):
        return Read(None, flaw("date_null"))
    if not YEAR_LOWEST <= found.year <= YEAR_HIGHEST:
        return Read(None, flaw("date_far", year=str(found.year)))
    return Read(found.isoformat())
