"""A system as the pages see it: its roles, who serves them, and what is certain about these people."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from app.law.dates import LEAVING, LegalDate


@dataclass(frozen=True)
class HoldState:
    """A hold on a role: asked for, or approved, until a day."""

    key: str
    person_key: str
    person_name: str
    role_key: str
    role_name: str
    status: str
    from_date: date
    until: date
    reason: str


@dataclass(frozen=True)
class Holder:
    """A person who serves a role today, with the dates that the law sets for them."""

    person_key: str
    person_name: str
    post_title: str
    unit_name: str
    share: int
    via: str
    since: date
    post_since: date | None
    months_in_post: int | None
    dates: tuple[LegalDate, ...]
    next_event: LegalDate | None

    def leaves_on(self) -> LegalDate | None:
        """Return the day on which service ends whatever anybody decides."""
        return next((each for each in self.dates if each.kind in LEAVING), None)

    def due_on(self) -> LegalDate | None:
        """Return the day on which the longest time in one post is reached."""
        return next((each for each in self.dates if each.kind == "move_due"), None)


@dataclass(frozen=True)
class RoleState:
    """A role with its holders; `vacant_since` is the last day somebody served it."""

    key: str
    name: str
    is_key: bool
    needed_percent: int
    holders: tuple[Holder, ...]
    vacant_since: date | None = None

    @property
    def served_percent(self) -> int:
        """Add up the shares of the holders."""
        return sum(holder.share for holder in self.holders)


@dataclass(frozen=True)
class SystemState:
    """A system with everything that its risk is computed from."""

    key: str
    name: str
    kind: str
    stage: str
    department_key: str
    department_name: str
    planned_finish: date
    forecast_p50: date | None
    forecast_p80: date | None
    value_per_month: int
    roles: tuple[RoleState, ...] = ()
    holds: tuple[HoldState, ...] = field(default=())

    @property
    def finish(self) -> date:
        """Return until when the people are needed: the careful forecast, or the plan without one."""
        return self.forecast_p80 or self.planned_finish

    @property
    def is_finished(self) -> bool:
        """Tell whether the work is done."""
        return self.stage == "finished"

    @property
    def key_roles(self) -> tuple[RoleState, ...]:
        """Return the roles whose loss stops the work."""
        return tuple(role for role in self.roles if role.is_key)

    @property
    def supports(self) -> int | None:
        """Count the supporting people: how many hold the key role with the fewest holders."""
        return min((len(role.holders) for role in self.key_roles), default=None)

    @property
    def filled_roles(self) -> int:
        """Count the roles that somebody serves."""
        return sum(bool(role.holders) for role in self.roles)

    def hold_of(self, person_key: str, role_key: str) -> HoldState | None:
        """Return the hold that keeps a person on a role, an approved one before one that is asked for."""
        found = [hold for hold in self.holds if (hold.person_key, hold.role_key) == (person_key, role_key)]
        found.sort(key=lambda hold: (hold.status != "approved", -hold.until.toordinal()))
        return found[0] if found else None
