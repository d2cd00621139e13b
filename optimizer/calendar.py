"""Dates of rounds, and whole months between dates as the law counts time in post."""

import calendar
from datetime import date, timedelta

from optimizer.case import Horizon

FRIDAY = 4


def add_months(day: date, months: int) -> date:
    """
    Go a number of months ahead, to the last day of the month where the day does not exist.

    Parameters
    ----------
    day : date
        Start.
    months : int
        Months to add; may be negative.

    Returns
    -------
    date
        Same day of the month, or the last day of a shorter month.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def whole_months(since: date, until: date) -> int:
    """
    Count whole months from one date to another.

    Parameters
    ----------
    since, until : date
        First and last date.

    Returns
    -------
    int
        Complete months; the boundary counts (1 April to 1 October is 6). Negative when ``until`` is earlier.
    """
    months = (until.year - since.year) * 12 + until.month - since.month
    return months if until.day >= since.day else months - 1


def day_served(since: date, months: int) -> date:
    """
    Find the first day on which a number of whole months has passed.

    Parameters
    ----------
    since : date
        First day.
    months : int
        Months to pass.

    Returns
    -------
    date
        Same day of the month, or the first of the next month where a month lacks that day.
    """
    day = add_months(since, months)
    return day if whole_months(since, day) >= months else add_months(day.replace(day=1), 1)


def working_days_before(day: date, days: int) -> date:
    """
    Count working days back from a day, from Monday to Friday; public holidays are not known here.

    Parameters
    ----------
    day : date
        Day on which something has to be there.
    days : int
        Working days that it takes, not negative.

    Returns
    -------
    date
        Last day on which to ask for it; the day itself, or the Friday before it, when it takes no time.
    """
    while True:
        if day.weekday() <= FRIDAY:
            if not days:
                return day
            days -= 1
        day -= timedelta(days=1)


def round_dates(horizon: Horizon) -> tuple[date, ...]:
    """
    Give the date on which each round takes effect, and the date on which the horizon ends.

    Parameters
    ----------
    horizon : Horizon
        Start, number of rounds and their length.

    Returns
    -------
    tuple of date, length T + 1
        The last one is the first day after the horizon.
    """
    months = horizon.round_months
    return tuple(add_months(horizon.starts_on, months * index) for index in range(horizon.rounds + 1))
