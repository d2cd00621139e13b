"""Dates of the law, one person at a time."""

from __future__ import annotations

from datetime import date

import pytest

from app.law.dates import (
    Career,
    all_dates,
    leaves_on,
    may_move_from,
    move_due_on,
    next_event,
    service_ends_on,
)
from app.law.months import add_months, retires_on, whole_months
from app.law.settings import Law, Setting

LAW = Law(
    date(2026, 11, 24),
    {
        "min_tenure": Setting("min_tenure", {"months": 24}, "PP 11/2017 ps. 190 ayat (3); lain"),
        "max_tenure": Setting("max_tenure", {"months": 60}, "PP 11/2017 ps. 190 ayat (3)"),
        "retirement": Setting(
            "retirement",
            {
                "ages": {
                    "SUPERVISOR": 58,
                    "SENIOR_EXECUTIVE": 60,
                    "FUNCTIONAL_EXPERT": 58,
                    "Guru": 60,
                    "Ahli Madya": 60,
                }
            },
            "UU 20/2023 ps. 55",
        ),
        "contract_term": Setting("contract_term", {}, "PP 49/2018"),
    },
)


def career(**facts) -> Career:
    """Make a supervisor on permanent terms."""
    values = {
        "employment_kind": "PNS",
        "post_kind": "SUPERVISOR",
        "functional_level": None,
        "post_since": date(2025, 3, 12),
        "birth_date": date(1980, 5, 9),
        "contract_ends_on": None,
        **facts,
    }
    return Career(**values)


def test_a_person_on_the_boundary_may_move():
    event = may_move_from(career(), LAW)
    assert event is not None
    assert event.on == date(2027, 3, 12)
    assert event.article == "PP 11/2017 ps. 190 ayat (3)", "the first article stands where room is short"


def test_without_a_setting_nothing_is_made_up():
    nothing = Law(LAW.on, {})
    assert all_dates(career(), nothing) == []


def test_without_a_start_in_the_post_no_date_is_told():
    assert may_move_from(career(post_since=None), LAW) is None


def test_contract_staff_have_no_clock_of_time_in_post():
    contract = career(employment_kind="PPPK", contract_ends_on=date(2027, 9, 30))
    assert move_due_on(contract, LAW) is None
    end = service_ends_on(contract, LAW)
    assert end is not None
    assert (end.kind, end.on) == ("contract_ends", date(2027, 9, 30))


def test_a_place_falls_empty_with_the_contract_unless_the_city_renews():
    """ADR 0018: the date stays on the calendar either way; only counts of empty places follow the setting."""
    contract = career(employment_kind="PPPK", contract_ends_on=date(2027, 9, 30))
    renewing = Law(
        LAW.on,
        {**LAW.settings, "contract_term": Setting("contract_term", {"renewal_assumed": True}, "PP 49/2018")},
    )
    assert leaves_on(contract, LAW) == service_ends_on(contract, LAW)
    end = leaves_on(contract, renewing)
    assert end is not None
    assert end.kind == "retires"
    assert service_ends_on(contract, renewing) == service_ends_on(contract, LAW)


@pytest.mark.parametrize(
    ("kind", "level", "year"),
    [
        ("SUPERVISOR", None, 2038),
        ("SENIOR_EXECUTIVE", None, 2040),
        ("FUNCTIONAL_EXPERT", "Ahli Madya", 2040),
        ("FUNCTIONAL_EXPERT", "Ahli Muda", 2038),
    ],
)
def test_retirement_is_the_first_of_the_month_after_the_birthday(kind, level, year):
    end = service_ends_on(career(post_kind=kind, functional_level=level), LAW)
    assert end is not None
    assert end.on == date(year, 6, 1)


def test_somebody_born_on_the_first_retires_in_the_following_month():
    assert retires_on(date(1970, 12, 1), 58) == date(2029, 1, 1)


def test_a_move_that_is_long_due_stays_the_next_event_until_service_ends_within_a_year():
    old = career(post_since=date(2018, 1, 1))
    event = next_event(old, LAW, date(2026, 11, 24))
    assert event is not None
    assert event.kind == "move_due"
    ending = career(post_since=date(2018, 1, 1), birth_date=date(1969, 1, 5))
    event = next_event(ending, LAW, date(2026, 11, 24))
    assert event is not None
    assert event.kind == "retires"


def test_months_are_counted_to_the_boundary():
    assert whole_months(date(2026, 4, 1), date(2026, 10, 1)) == 6
    assert whole_months(date(2026, 4, 2), date(2026, 10, 1)) == 5
    assert add_months(date(2024, 2, 29), 60) == date(2029, 2, 28)
