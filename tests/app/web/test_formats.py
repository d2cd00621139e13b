"""Numbers, dates and identifiers as people write them, in both languages."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from app import clock
from app.web import formats
from app.web.i18n import speaking

DAY = date(2027, 3, 12)


@pytest.mark.parametrize(
    ("call", "indonesian", "english"),
    [
        (lambda: formats.number(2002918), "2.002.918", "2,002,918"),
        (lambda: formats.number(-95), "−95", "−95"),
        (lambda: formats.number(14.2), "14,2", "14.2"),
        (lambda: formats.number(14.0), "14", "14"),
        (lambda: formats.number(-0.04, 1), "0,0", "0.0"),
        (lambda: formats.number(None), "–", "–"),
        (lambda: formats.signed(2480), "+2.480", "+2,480"),
        (lambda: formats.signed(-212), "−212", "−212"),
        (lambda: formats.signed(0), "0", "0"),
        (lambda: formats.percent(0.62, 2), "0,62\N{NO-BREAK SPACE}%", "0.62%"),
        (lambda: formats.ppm(6200), "0,62\N{NO-BREAK SPACE}%", "0.62%"),
        (lambda: formats.date_long(DAY), "12 Maret 2027", "12 March 2027"),
        (lambda: formats.date_short(DAY), "12 Mar 2027", "12 Mar 2027"),
        (lambda: formats.date_short(date(2026, 10, 1)), "1 Okt 2026", "1 Oct 2026"),
        (
            lambda: formats.weekday_date(date(2026, 11, 24)),
            "Selasa, 24 November 2026",
            "Tuesday, 24 November 2026",
        ),
        (lambda: formats.month(date(2027, 5, 1)), "Mei 27", "May 27"),
        (lambda: formats.month_long(date(2027, 4, 1)), "April 2027", "April 2027"),
        (lambda: formats.duration(126), "2.06", "2:06"),
        (lambda: formats.span(31), "2 thn 7 bln", "2 y 7 m"),
        (lambda: formats.span(24), "2 thn", "2 y"),
        (lambda: formats.span(0), "0 bln", "0 m"),
    ],
)
def test_a_value_is_written_the_way_its_language_writes_it(call, indonesian: str, english: str):
    with speaking("id"):
        assert call() == indonesian
    with speaking("en"):
        assert call() == english


def test_a_stored_time_is_shown_on_the_offices_clock():
    """23.30 UTC on 20 November is the morning of the 21st in all three zones of Indonesia."""
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    try:
        for hours, shown in ((7, "21 Nov 2026, 06.30"), (8, "21 Nov 2026, 07.30"), (9, "21 Nov 2026, 08.30")):
            clock.use_offset(hours)
            assert formats.moment(late) == shown
    finally:
        clock.use_offset(7)


def test_a_number_of_a_civil_servant_is_grouped_or_hidden():
    assert formats.nip("198604122010012014") == "19860412 201001 2 014"
    assert formats.masked_nip("198604122010012014") == "•••• 014"


def test_initials_stand_for_a_name_with_titles():
    assert formats.initials("Dewi Larasati") == "DL"
    assert formats.initials("Yoga") == "Y"
    assert formats.initials("Ratna Komala Sari") == "RS"
    assert formats.initials("") == ""


def test_a_fingerprint_can_be_compared_by_eye():
    assert formats.fingerprint("9f3c71be04a8" + "0" * 48 + "d21e") == "9f3c 71be 04a8 … d21e"
