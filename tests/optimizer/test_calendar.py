"""Dates of rounds and whole months, at the ends of months where they are easily wrong."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from optimizer.calendar import add_months, day_served, round_dates, whole_months, working_days_before
from optimizer.case import Horizon

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


def test_two_years_to_the_day_are_24_months():
    assert whole_months(date(2025, 4, 1), date(2027, 4, 1)) == 24
    assert whole_months(date(2025, 4, 2), date(2027, 4, 1)) == 23


def test_a_month_without_the_day_is_full_on_its_next_first():
    assert day_served(date(2026, 8, 31), 6) == date(2027, 3, 1)
    assert day_served(date(2024, 2, 29), 12) == date(2025, 3, 1)
    assert add_months(date(2026, 8, 31), 6) == date(2027, 2, 28)


@given(DAYS, st.integers(0, 240))
def test_the_day_served_is_the_first_one(since, months):
    """Months are full on that day and were not the day before."""
    day = day_served(since, months)
    assert whole_months(since, day) >= months
    assert months == 0 or whole_months(since, day - timedelta(days=1)) < months


@given(DAYS, DAYS, st.integers(0, 60))
def test_more_time_is_never_fewer_months(since, until, days):
    assert whole_months(since, until + timedelta(days=days)) >= whole_months(since, until)


@given(DAYS, st.integers(0, 60))
def test_so_many_working_days_lie_between(day, days):
    """Counted one by one from the day found to the day wanted; the day found is a working day itself."""
    found = working_days_before(day, days)
    between = [found + timedelta(days=n) for n in range((day - found).days)]
    assert found.weekday() < 5
    # A weekend is reached on the Friday before it.
    assert sum(each.weekday() < 5 for each in between) == days + (day.weekday() >= 5)
    assert working_days_before(date(2027, 4, 1), 5) == date(2027, 3, 25)
    assert working_days_before(date(2027, 4, 4), 0) == date(2027, 4, 2)


def test_rounds_begin_half_a_year_apart():
    dates = round_dates(Horizon(starts_on=date(2027, 10, 1), rounds=3))
    assert dates == (date(2027, 10, 1), date(2028, 4, 1), date(2028, 10, 1), date(2029, 4, 1))
