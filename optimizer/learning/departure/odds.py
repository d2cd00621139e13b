"""The chance that a person is still there, round by round: learned risk until the day that is certain."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from optimizer.learning.departure.features import row_of
from optimizer.learning.departure.model import DepartureModel
from optimizer.learning.history import months_between


@dataclass(frozen=True)
class Standing:
    """A person as of today; ``ends_on`` is the first day without them by retirement or contract."""

    employment: str
    post_kind: str
    since: date | None
    promoted_on: date | None = None
    ends_on: date | None = None


def staying(model: DepartureModel, one: Standing, today: date, starts: Sequence[date]) -> tuple[float, ...]:
    """
    Return the chance that a person still serves on each of several days.

    Parameters
    ----------
    model : DepartureModel
        On or off; where nothing was learned only the certain end counts.
    one : Standing
        The person.
    today : date
        On this day the person is there.
    starts : sequence of date
        Ascending, not before today; usually the first days of rounds.

    Returns
    -------
    tuple of float
        Per day, 0 to 1, never rising; 0 from ``ends_on`` on. A step that is no whole round long counts with
        its share of the risk of a round.
    """
    chance, day, found = 1.0, today, []
    for start in starts:
        risk = model.chance(
            row_of(one.employment, one.post_kind, one.since, one.promoted_on, day), one.post_kind
        )
        # A negative step would undo what was survived; the caller's days may begin today.
        step = max(0.0, months_between(day, start)) / model.round_months
        chance *= (1 - risk) ** step
        day = max(day, start)
        found.append(0.0 if one.ends_on is not None and one.ends_on <= start else chance)
    return tuple(found)
