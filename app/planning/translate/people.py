"""What a person brings to a case: proven levels, experience before the present post, planned gains."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from app.planning.translate.rows import Rows
from optimizer.case import Gain
from optimizer.levels import STEPS, step_of

PROOF = {"assessment_centre": 0, "certificate": 0, "superior": 1, "self": 2}
"""Sources from strong to weak; a weaker one counts only where no stronger one says anything valid."""

DAYS_OF_A_MONTH = 30
"""Left-over days of several stints add up to months of thirty days, as pension offices count them."""


def proven_levels(assessments: Rows, on: date) -> dict[int, dict[int, int]]:
    """
    Return person -> competency -> level, valid on a day.

    Within the strongest source that is still valid the highest level counts: what was once shown and has not
    expired stays shown.
    """
    strongest: dict[tuple[int, int], tuple[int, int]] = {}
    for row in assessments:
        if row.valid_until is not None and row.valid_until < on:
            continue
        place = (row.person_id, row.competency_id)
        proof = (-PROOF[row.source], row.level)
        strongest[place] = max(strongest.get(place, proof), proof)
    levels: dict[int, dict[int, int]] = defaultdict(dict)
    for (person_id, competency_id), (_, level) in strongest.items():
        levels[person_id][competency_id] = level
    return levels


def whole_months(start: date, end: date) -> tuple[int, int]:
    """Return the whole months from one day to another, and the days left over."""
    months = (end.year - start.year) * 12 + end.month - start.month
    if end.day < start.day:
        months -= 1
        # The day of the month before may not exist; the left-over days are then counted from its last day.
        year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
        anchor = _day(year, month + 1, start.day)
        return months, (end - anchor).days
    return months, end.day - start.day


def _day(year: int, month: int, day: int) -> date:
    """Return a day of a month, its last one when it has not so many."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return min(date(year, month, 1) + timedelta(days=day - 1), following - timedelta(days=1))


def experience_by_person(
    history: Rows, post_since: Mapping[int, date | None], equals: Mapping[str, str]
) -> dict[int, dict[str, int]]:
    """
    Return person -> career step -> months held before the present post.

    Entries that overlap are cut where the next one begins, so that no month counts twice; the present post is
    left out, because the optimizer counts it itself from `post_since` on. `equals` places functional levels.
    """
    careers: dict[int, list[Any]] = defaultdict(list)
    for row in history:
        careers[row.person_id].append(row)
    return {
        person_id: _experience(rows, post_since.get(person_id), equals) for person_id, rows in careers.items()
    }


def _experience(rows: list[Any], present_since: date | None, equals: Mapping[str, str]) -> dict[str, int]:
    served: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for place, row in enumerate(rows):
        ends = [rows[place + 1].from_date] if place + 1 < len(rows) else []
        if row.to_date is not None:
            ends.append(row.to_date + timedelta(days=1))
        if present_since is not None:
            ends.append(present_since)
        # An entry without any end that is known is the present post.
        if not ends or min(ends) <= row.from_date:
            continue
        months, days = whole_months(row.from_date, min(ends))
        total = served[STEPS[step_of(row.kind, row.functional_level, equals)]]
        total[0] += months
        total[1] += days
    return {
        step: months + days // DAYS_OF_A_MONTH
        for step, (months, days) in served.items()
        if months + days // DAYS_OF_A_MONTH > 0
    }


def planned_gains(
    steps: Iterable[Mapping[str, Any]], key_by_code: Mapping[str, str], round_dates: list[date]
) -> list[Gain]:
    """
    Return what the steps of an approved training path lift, from the first round after each step's end.

    Gains that come after the last round are of no use to the plan and are left out.
    """
    gains: dict[tuple[str, int], int] = {}
    for step in steps:
        ends_on = date.fromisoformat(str(step["ends_on"]))
        first = next((number for number, day in enumerate(round_dates) if day > ends_on), None)
        if first is None:
            continue
        for gain in step.get("gains", ()):
            competency = key_by_code.get(str(gain["competency"]))
            if competency is not None:
                place = (competency, first)
                gains[place] = max(gains.get(place, 0), int(gain["to_level"]))
    return [
        Gain(competency=competency, round=first, level=level)
        for (competency, first), level in sorted(gains.items())
    ]
