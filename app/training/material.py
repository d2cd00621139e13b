"""What a training path is computed from, as plain records: read from the database, given to the solver."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class SessionFacts:
    """A dated session; `number` names it within the course."""

    number: int
    starts_on: date
    ends_on: date
    seats_left: int
    place: str = ""


@dataclass(frozen=True)
class OutcomeFacts:
    """A course lifts a competency from a level to another."""

    competency: str
    from_level: int
    to_level: int


@dataclass(frozen=True)
class CourseFacts:
    """A course of the catalogue, named by its code."""

    code: str
    name: str
    kind: str
    mode: str
    provider: str
    hours: int
    cost: int
    self_paced: bool
    duration_days: int
    outcomes: tuple[OutcomeFacts, ...] = ()
    requires: tuple[str, ...] = ()
    sessions: tuple[SessionFacts, ...] = ()

    @property
    def takes_away(self) -> bool:
        """Tell whether a session takes the person from the desk."""
        return self.mode in {"classroom", "blended"}

    @property
    def is_self_learning(self) -> bool:
        """Tell whether the course costs the agency nothing and is learned alone."""
        return self.self_paced and self.cost == 0


@dataclass(frozen=True)
class BusyFacts:
    """Days on which the person is needed at the desk, and by what."""

    starts_on: date
    ends_on: date
    cause: str


@dataclass(frozen=True)
class YearFacts:
    """Lesson hours of a calendar or contract year: attended, wanted at least, allowed at most."""

    starts_on: date
    ends_on: date
    done: int
    least: int | None = None
    most: int | None = None
    agency_paid_only: bool = False
    citation: str = ""


@dataclass(frozen=True)
class Material:
    """Everything about one person; competencies are named by their codes."""

    levels: dict[str, int]
    targets: dict[str, int]
    names: dict[str, str]
    courses: tuple[CourseFacts, ...]
    completed: frozenset[str]
    busy: tuple[BusyFacts, ...]
    years: tuple[YearFacts, ...]
    starts_on: date
    ends_on: date
