"""Numbers, dates and identifiers as people write them, in the language of the request.

Indonesian writes 2.002.918 and 0,62 %; English writes 2,002,918 and 0.62%. The minus is a true minus sign in
both. Templates have these functions as filters of the same name.
"""

from __future__ import annotations

from datetime import date, datetime

from app.clock import local_time
from app.web.i18n import language

MINUS = "−"
NARROW = "\N{NO-BREAK SPACE}"
NOTHING = "–"
"""What a table cell shows where there is no value."""

_MONTHS = {
    "id": (
        [
            "Januari",
            "Februari",
            "Maret",
            "April",
            "Mei",
            "Juni",
            "Juli",
            "Agustus",
            "September",
            "Oktober",
            "November",
            "Desember",
        ],
        ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"],
    ),
    "en": (
        [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    ),
}
_DAYS = {
    "id": ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}


def number(value: float | None, decimals: int = 0) -> str:
    """Write a number with the language's separators: 2.002.918 or 2,002,918."""
    if value is None:
        return NOTHING
    if decimals == 0 and value != int(value):
        decimals = 1
    text = f"{abs(value):,.{decimals}f}"
    if language() == "id":
        text = text.translate(str.maketrans(",.", ".,"))
    shows_zero = text.strip("0.,") == ""
    return f"{MINUS}{text}" if value < 0 and not shows_zero else text


def signed(value: float | None, decimals: int = 0) -> str:
    """Write a difference with its sign: +2.480, −95, 0."""
    text = number(value, decimals)
    return f"+{text}" if value is not None and value > 0 else text


def percent(value: float | None, decimals: int = 0) -> str:
    """Write a percentage given in percent: 0.62 with two decimals is 0,62 %."""
    if value is None:
        return NOTHING
    space = NARROW if language() == "id" else ""
    return f"{number(value, decimals)}{space}%"


def ppm(value: int | None, decimals: int = 2) -> str:
    """Write millionths as a percentage: 6200 is 0,62 %."""
    return percent(None if value is None else value / 10_000, decimals)


def date_long(value: date | None) -> str:
    """Write a date in a text: 12 Maret 2027."""
    if value is None:
        return NOTHING
    return f"{value.day} {_MONTHS[language()][0][value.month - 1]} {value.year}"


def date_short(value: date | None) -> str:
    """Write a date in a table: 12 Mar 2027."""
    if value is None:
        return NOTHING
    return f"{value.day} {_MONTHS[language()][1][value.month - 1]} {value.year}"


def weekday_date(value: date) -> str:
    """Write a date with its day: Selasa, 24 November 2026."""
    return f"{_DAYS[language()][value.weekday()]}, {date_long(value)}"


def month(value: date) -> str:
    """Write a month on an axis: Mar 27."""
    return f"{_MONTHS[language()][1][value.month - 1]} {value.year % 100:02d}"


def month_long(value: date) -> str:
    """Write a month in a text: April 2027."""
    return f"{_MONTHS[language()][0][value.month - 1]} {value.year}"


def clock(value: datetime | None) -> str:
    """Write the time of day: 16.05 or 16:05."""
    if value is None:
        return NOTHING
    local = local_time(value)
    return f"{local:%H.%M}" if language() == "id" else f"{local:%H:%M}"


def moment(value: datetime | None) -> str:
    """Write a point in time: 20 Nov 2026, 16.05."""
    return NOTHING if value is None else f"{date_short(local_time(value).date())}, {clock(value)}"


def duration(seconds: float | None) -> str:
    """Write a running time in minutes and seconds: 2.06 or 2:06."""
    if seconds is None:
        return NOTHING
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}{'.' if language() == 'id' else ':'}{rest:02d}"


def span(months: int | None) -> str:
    """Write a length of time given in months: 2 thn 7 bln, 2 y 7 m."""
    if months is None:
        return NOTHING
    years, rest = divmod(months, 12)
    year, single = ("thn", "bln") if language() == "id" else ("y", "m")
    parts = ([f"{years} {year}"] if years else []) + ([f"{rest} {single}"] if rest or not years else [])
    return " ".join(parts)


def nip(value: str) -> str:
    """Write a civil servant number in its groups: 19860412 201001 2 014."""
    return f"{value[:8]} {value[8:14]} {value[14:15]} {value[15:]}" if len(value) == 18 else value


def masked_nip(value: str) -> str:
    """Write a civil servant number with only its last three digits: the default wherever it is listed."""
    return f"•••• {value[-3:]}"


def initials(name: str) -> str:
    """Return up to two letters that stand for a name."""
    words = [word for word in name.replace(".", " ").split() if word[:1].isalpha()]
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


def fingerprint(digest: str) -> str:
    """Write a hash so that an eye can compare it: 9f3c 71be 04a8 … d21e."""
    groups = [digest[i : i + 4] for i in range(0, len(digest), 4)]
    return " ".join(groups) if len(groups) <= 4 else " ".join([*groups[:3], "…", groups[-1]])


FILTERS = {
    function.__name__: function
    for function in (
        number,
        signed,
        percent,
        ppm,
        date_long,
        date_short,
        weekday_date,
        month,
        month_long,
        clock,
        moment,
        duration,
        span,
        nip,
        masked_nip,
        initials,
        fingerprint,
    )
}
