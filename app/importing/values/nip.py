"""
NIP: eighteen digits that hold birth date, month of appointment, sex and a sequence number.

PPPK have two digits that are not a month (21 and above) in the place of the month.
"""

import re
from datetime import date
from typing import NamedTuple

from app.importing.cells import Cell, is_blank, shown
from app.importing.values import Context, Read, flaw

SEPARATING = re.compile(r"[\s.\-_'`\u2018\u2019\u00a0\u200b\ufeff]+")
SCIENTIFIC = re.compile(r"^\d(?:[.,]\d+)?E\+?\d{1,2}$", re.IGNORECASE)
EIGHTEEN = re.compile(r"(?<!\d)\d{8}[ .\-]?\d{6}[ .\-]?\d[ .\-]?\d{3}(?!\d)")
AGE_LOWEST, AGE_HIGHEST = 17, 71
APPOINTED_HIGHEST_AGE = 46
PPPK_LOWEST = 21


class NipFacts(NamedTuple):
    """What the digits say."""

    birth: date
    appointed_year: int
    appointed_month: int | None
    sex: str
    is_pppk: bool


def read_nip(cell: Cell, context: Context) -> Read:
    """Return the eighteen digits, or a flaw that refuses the row."""
    if is_blank(cell):
        return Read(None, flaw("nip_empty"))
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return Read(None, flaw("nip_as_number", prefix=_prefix(cell)))
    digits = SEPARATING.sub("", shown(cell))
    if SCIENTIFIC.match(digits.replace(" ", "")) or SCIENTIFIC.match(shown(cell).strip()):
        return Read(None, flaw("nip_as_number", prefix=""))
    digits = digits.removeprefix("NIP").removeprefix(":")
    if not digits.isascii() or not digits.isdigit():
        return Read(None, flaw("nip_not_digits"))
    if len(digits) == 9:
        return Read(None, flaw("nip_old"))
    if len(digits) == 16:
        return Read(None, flaw("nip_is_nik"))
    if len(digits) != 18:
        return Read(None, flaw("nip_length", count=str(len(digits))))
    return _check(digits, date.fromisoformat(context.today))


def _check(digits: str, today: date) -> Read:
    if digits.endswith("000"):
        return Read(None, flaw("nip_as_number", prefix=digits[:15]))
    try:
        birth = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return Read(None, flaw("nip_birth", date=f"{digits[6:8]}-{digits[4:6]}-{digits[:4]}"))
    age = today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))
    if not AGE_LOWEST <= age <= AGE_HIGHEST:
        return Read(None, flaw("nip_age", age=str(age)))
    month = int(digits[12:14])
    if month == 0 or 12 < month < PPPK_LOWEST:
        return Read(None, flaw("nip_month", month=digits[12:14]))
    if digits[14] not in "12":
        return Read(None, flaw("nip_sex_digit", digit=digits[14]))
    appointed_age = int(digits[8:12]) - birth.year
    if int(digits[8:12]) > today.year + 1:
        return Read(None, flaw("nip_year", year=digits[8:12]))
    if month < PPPK_LOWEST and not AGE_LOWEST <= appointed_age <= APPOINTED_HIGHEST_AGE:
        return Read(digits, flaw("nip_order", age=str(appointed_age)))
    return Read(digits)


def nip_facts(nip: str) -> NipFacts:
    """Return what the digits of a checked NIP say."""
    month = int(nip[12:14])
    return NipFacts(
        birth=date(int(nip[:4]), int(nip[4:6]), int(nip[6:8])),
        appointed_year=int(nip[8:12]),
        appointed_month=month if month <= 12 else None,
        sex="M" if nip[14] == "1" else "F",
        is_pppk=month >= PPPK_LOWEST,
    )


def nip_inside(text: str) -> tuple[str, str] | None:
    """Split text such as a name with the NIP on its second line; return the text before, and the NIP."""
    match = EIGHTEEN.search(text)
    if match is None:
        return None
    before = re.sub(r"(?i)\bnip\b[ .:]*$", "", text[: match.start()].strip(" \r\n\t/,;-'")).strip(
        " \r\n\t/,;-'"
    )
    return before, match.group()


def _prefix(cell: float | int) -> str:
    # Fifteen digits are all that a spreadsheet number keeps; they still tell whose row this is.
    digits = f"{cell:.0f}"
    return digits[:15] if len(digits) == 18 else ""
