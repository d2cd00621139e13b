"""Whole months between dates, counted the way the law counts time in post."""

from __future__ import annotations

import calendar
from datetime import date


def add_months(day: date, months: int) -> date:
    """Go a number of months ahead or back, to the last day of a month that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def whole_months(since: date, until: date) -> int:
    """Count complete months; the boundary counts as served (1 April to 1 October is six)."""
    months = (until.year - since.year) * 12 + until.month - since.month
    return months if until.day >= since.day else months - 1


def month_start(day: date) -> date:
    """Return the first day of the month."""
    return day.replace(day=1)


def retires_on(born: date, age: int) -> date:
    """Return the first day of the month after the birthday that reaches the retirement age."""
    return add_months(month_start(born), age * 12 + 1)
