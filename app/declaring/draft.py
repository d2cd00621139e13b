"""What a form of declaration holds, as plain values: a system with roles, needs, milestones, indicators."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date

MOST_ROLES, MOST_NEEDS, MOST_MILESTONES, MOST_INDICATORS = 30, 12, 40, 12
"""What one form takes; the page says so, and a workbook takes any number."""


@dataclass(frozen=True)
class RoleDraft:
    """A role; `key` is that of a stored one. Needs are competency codes with levels."""

    name: str
    percent: int = 100
    is_key: bool = False
    needs: tuple[tuple[str, int], ...] = ()
    ramp: tuple[int, ...] = ()
    handover_rounds: int = 1
    key: str = ""


@dataclass(frozen=True)
class MilestoneDraft:
    """A milestone, planned and perhaps reached."""

    name: str
    planned_on: date
    actual_on: date | None = None


@dataclass(frozen=True)
class IndicatorDraft:
    """What citizens notice; `now` is a value read today, `was` the name under which it is stored."""

    name: str
    unit: str
    better: str
    target: float | None = None
    now: float | None = None
    was: str = ""


@dataclass(frozen=True)
class SystemDraft:
    """A whole declaration."""

    name: str
    kind: str
    purpose: str
    stage: str
    built_by: str
    planned_finish: date
    unit_key: str = ""
    service: str = ""
    started_on: date | None = None
    value_per_month: int | None = None
    roles: tuple[RoleDraft, ...] = ()
    milestones: tuple[MilestoneDraft, ...] = ()
    indicators: tuple[IndicatorDraft, ...] = ()
    gone_roles: tuple[str, ...] = field(default=())
    """Keys of stored roles that the form takes away."""

    @property
    def fits(self) -> bool:
        """Tell whether one form holds it all; a system from a workbook may have more."""
        return (
            len(self.roles) <= MOST_ROLES
            and len(self.milestones) <= MOST_MILESTONES
            and len(self.indicators) <= MOST_INDICATORS
            and all(len(role.needs) <= MOST_NEEDS for role in self.roles)
        )

    @property
    def fingerprint(self) -> str:
        """Return a short mark of the content, by which a page knows that somebody else has changed it."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:16]
