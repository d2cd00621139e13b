"""A computed path in the words of the pages, and as it is stored when it is put forward."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.web.i18n import mark

PREFERENCES = ("fastest", "cheapest", "least_leave")
PREFERENCE_NAMES = {
    "fastest": mark("Tercepat"),
    "cheapest": mark("Termurah"),
    "least_leave": mark("Sedikit izin"),
}


@dataclass(frozen=True)
class PlanGain:
    """A step lifts a competency."""

    competency: str
    name: str
    from_level: int
    to_level: int


@dataclass(frozen=True)
class PlanStep:
    """One step, with what it is needed for and how many seats are left."""

    number: int
    course: str
    name: str
    kind: str
    mode: str
    provider: str
    place: str
    starts_on: date
    ends_on: date
    self_paced: bool
    hours: int
    cost: int
    leave_days: int
    gains: tuple[PlanGain, ...]
    needed_for: tuple[int, ...] = ()
    seats_left: int | None = None
    avoids: str = ""

    @property
    def is_at_work(self) -> bool:
        """Tell whether the step is learned in the work itself."""
        return self.mode == "work"

    def stored(self) -> dict[str, Any]:
        """Return the step as it is kept with a path that was put forward."""
        return {
            "course": self.course,
            "name": self.name,
            "mode": self.mode,
            "provider": self.provider,
            "place": self.place,
            "starts_on": self.starts_on.isoformat(),
            "ends_on": self.ends_on.isoformat(),
            "self_paced": self.self_paced,
            "hours": self.hours,
            "cost": self.cost,
            "leave_days": self.leave_days,
            "gains": [
                {
                    "competency": gain.competency,
                    "name": gain.name,
                    "from_level": gain.from_level,
                    "to_level": gain.to_level,
                }
                for gain in self.gains
            ],
        }


@dataclass(frozen=True)
class OpenGap:
    """A competency that the path leaves below the standard, and why."""

    competency: str
    name: str
    level: int
    target: int
    reason: str


@dataclass(frozen=True)
class PathPlan:
    """A path for one preference."""

    preference: str
    steps: tuple[PlanStep, ...]
    gaps: tuple[OpenGap, ...]
    proven: bool
    finish: date | None
    levels_after: dict[str, int]

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

    def stored(self) -> list[dict[str, Any]]:
        """Return the steps as they are kept."""
        return [step.stored() for step in self.steps]

    @property
    def fingerprint(self) -> str:
        """Return a short hash of the steps: what is put forward must be what was shown."""
        return fingerprint(self.stored())


def fingerprint(steps: Iterable[dict[str, Any]]) -> str:
    """Hash stored steps."""
    text = json.dumps(list(steps), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def read_steps(stored: Iterable[dict[str, Any]]) -> tuple[PlanStep, ...]:
    """Read the steps of a path that was put forward."""
    return tuple(
        PlanStep(
            number=number,
            course=str(step["course"]),
            name=str(step.get("name", step["course"])),
            kind="",
            mode=str(step.get("mode", "")),
            provider=str(step.get("provider", "")),
            place=str(step.get("place", "")),
            starts_on=date.fromisoformat(step["starts_on"]),
            ends_on=date.fromisoformat(step["ends_on"]),
            self_paced=bool(step.get("self_paced")),
            hours=int(step.get("hours", 0)),
            cost=int(step.get("cost", 0)),
            leave_days=int(step.get("leave_days", 0)),
            gains=tuple(
                PlanGain(
                    str(gain["competency"]),
                    str(gain.get("name", gain["competency"])),
                    int(gain.get("from_level", 0)),
                    int(gain["to_level"]),
                )
                for gain in step.get("gains", ())
            ),
        )
        for number, step in enumerate(stored, 1)
    )
