"""Who is to be trained: levels reached, levels asked for, and the time that there is."""

from datetime import date
from typing import Annotated

from msgspec import Meta

from optimizer.case import Key, Level, Record


class Period(Record, frozen=True):
    """Days, first and last included, in which the person cannot attend a dated session."""

    starts_on: date
    ends_on: date


class HourWindow(Record, frozen=True):
    """
    Lesson hours of one year, calendar or contract, in which a course counts when it ends there.

    ``done`` hours are attended already; at most ``most`` may come together (none: no ceiling). With
    ``agency_paid_only`` the ceiling looks at classes that the agency pays, as the one for contract
    employees does.
    """

    starts_on: date
    ends_on: date
    most: Annotated[int, Meta(ge=0)] | None = None
    done: Annotated[int, Meta(ge=0)] = 0
    agency_paid_only: bool = False


class Learner(Record, frozen=True):
    """
    A person who wants to reach ``targets`` from ``levels`` between two dates, both included.

    Levels that are not named are 0. Courses in ``completed`` fulfil prerequisites and are not proposed
    again.
    """

    levels: dict[Key, Level]
    targets: dict[Key, Level]
    starts_on: date
    ends_on: date
    completed: frozenset[Key] = frozenset()
    busy: list[Period] = []
    hour_windows: list[HourWindow] = []


def level_of(learner: Learner, competency: str) -> int:
    """
    Read the level that the person has reached today.

    Parameters
    ----------
    learner : Learner
        The person.
    competency : str
        Key of the competency.

    Returns
    -------
    int
        Level 0 to 5.
    """
    return learner.levels.get(competency, 0)


def open_gaps(learner: Learner) -> dict[str, int]:
    """
    List the competencies below their target.

    Parameters
    ----------
    learner : Learner
        The person.

    Returns
    -------
    dict of str to int
        Levels missing, by competency, in the order of the keys.
    """
    missing = {key: level - level_of(learner, key) for key, level in sorted(learner.targets.items())}
    return {key: gap for key, gap in missing.items() if gap > 0}
