"""A training path: what to attend when, what it lifts, and what stays open and why."""

from datetime import date
from typing import Literal

from optimizer.case import Key, Level, Record
from optimizer.training.preference import Preference

GapReason = Literal["no_course", "seats", "hours", "dates", "conflict"]
"""
Why a gap stays: no course leads there at all; sessions are full; a ceiling of hours is reached; no session
or self-paced course fits in the time; closing it would leave a larger gap elsewhere.
"""


class Gain(Record, frozen=True):
    """A step lifts a competency from a level to another."""

    competency: Key
    from_level: Level
    to_level: Level


class Step(Record, frozen=True):
    """One course of a path with its days; ``session`` is empty for a self-paced course."""

    course: Key
    starts_on: date
    ends_on: date
    hours: int
    gains: list[Gain]
    session: Key | None = None
    cost: int = 0
    leave_days: int = 0


class Gap(Record, frozen=True):
    """A competency that the path leaves below its target."""

    competency: Key
    level: Level
    target: Level
    reason: GapReason


class Path(Record, frozen=True):
    """
    Steps in the order of their first days, the gaps left, and whether the solver proved it best.

    ``finish`` is the last day of the last step; none for a path without steps.
    """

    preference: Preference
    steps: list[Step]
    gaps: list[Gap]
    proven: bool
    finish: date | None = None

    @property
    def missing_levels(self) -> int:
        """Count the levels that stay open."""
        return sum(gap.target - gap.level for gap in self.gaps)

    @property
    def hours(self) -> int:
        """Add up the lesson hours."""
        return sum(step.hours for step in self.steps)

    @property
    def cost(self) -> int:
        """Add up the cost in rupiah."""
        return sum(step.cost for step in self.steps)

    @property
    def leave_days(self) -> int:
        """Add up the working days away from the desk."""
        return sum(step.leave_days for step in self.steps)
