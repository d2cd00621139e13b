"""Small training catalogues, written on one line each."""

from __future__ import annotations

from datetime import date, timedelta

from optimizer.training import Course, HourWindow, Learner, Outcome, Period, Session

FIRST = date(2027, 1, 4)
"""A Monday."""


def day(number: int) -> date:
    """Return a day by its number from the first one."""
    return FIRST + timedelta(number)


def course(key: str, *lifts: str, **options) -> Course:
    """Make a course: ``course("sql", "data 1>2", sessions=[(3, 5)])``; sessions are first and last day."""
    outcomes = []
    for lift in lifts:
        competency, levels = lift.split()
        low, high = levels.split(">")
        outcomes.append(Outcome(competency=competency, from_level=int(low), to_level=int(high)))
    sessions = [
        Session(
            id=f"{key}-{first}",
            starts_on=day(first),
            ends_on=day(last),
            seats_left=seats[0] if seats else 1,
        )
        for first, last, *seats in options.pop("sessions", [])
    ]
    values = {"hours": 8, "away": bool(sessions), **options}
    return Course(id=key, outcomes=outcomes, sessions=sessions, **values)


def learner(days: int = 30, **options) -> Learner:
    """Make a person; ``busy`` and ``years`` are given in day numbers, years with their ceiling of hours."""
    busy = [Period(starts_on=day(a), ends_on=day(b)) for a, b in options.pop("busy", [])]
    windows = [
        HourWindow(starts_on=day(a), ends_on=day(b), most=most) for a, b, most in options.pop("years", [])
    ]
    values = {"levels": {}, "targets": {}, **options}
    return Learner(starts_on=day(0), ends_on=day(days), busy=busy, hour_windows=windows, **values)
