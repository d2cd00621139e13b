"""The lanes of a system: who serves which role from when to when, today and in the plan shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.continuity.contexts import FactLine
from app.law.dates import LegalDate
from app.systems.state import Holder, HoldState, SystemState
from app.web.formats import date_short, percent
from app.web.i18n import translate as _


@dataclass(frozen=True)
class Planned:
    """A service of the plan: who comes to a role, or who leaves it, and on which day."""

    role_key: str
    person_key: str
    person: str
    share: int
    begins_on: date | None
    """Empty for somebody who serves already."""
    ends_on: date | None
    """Day on which the person no longer serves; empty when staying to the end of the plan."""
    because: str


@dataclass(frozen=True)
class Mark:
    """A day of the picture."""

    name: str
    planned_on: date
    actual_on: date | None

    @property
    def on(self) -> date:
        """Return the day on which the mark stands."""
        return self.actual_on or self.planned_on


@dataclass(frozen=True)
class Lane:
    """A holder of a role, a newcomer of the plan, or a role that nobody serves."""

    role: str
    who: str
    share: int
    since: date | None
    end: LegalDate | None = None
    due: LegalDate | None = None
    hold: HoldState | None = None
    leaves_on: date | None = None
    is_newcomer: bool = False

    @property
    def is_vacant(self) -> bool:
        """Tell whether nobody serves the role."""
        return not self.who

    def notes(self) -> list[str]:
        """Say what is certain, decided and planned about the lane."""
        found = []
        if self.is_vacant:
            found.append(_("kosong"))
        if self.is_newcomer:
            found.append(_("masuk menurut rencana"))
        if self.hold is not None:
            day = date_short(self.hold.until)
            is_approved = self.hold.status == "approved"
            held, asked = _("ditahan sampai {day}", day=day), _("diminta ditahan sampai {day}", day=day)
            found.append(held if is_approved else asked)
        if self.due is not None:
            found.append(_("waktu terlama {day}", day=date_short(self.due.on)))
        if self.end is not None:
            found.append(end_words(self.end))
        if self.leaves_on is not None:
            found.append(_("pergi {day} menurut rencana", day=date_short(self.leaves_on)))
        return found


def end_words(end: LegalDate) -> str:
    """Name a certain end of service with its day."""
    if end.kind == "retires":
        return _("pensiun {day}", day=date_short(end.on))
    return _("kontrak berakhir {day}", day=date_short(end.on))


def lanes_of(system: SystemState, planned: Sequence[Planned]) -> list[Lane]:
    """Return a lane per holder, per newcomer of the plan and per empty role; key roles come first."""
    lanes: list[Lane] = []
    for role in system.roles:
        of_role = [each for each in planned if each.role_key == role.key]
        going = {
            each.person_key: each.ends_on
            for each in of_role
            if each.begins_on is None and each.because == "move"
        }
        lanes += [
            Lane(
                role=role.name,
                who=holder.person_name,
                share=holder.share,
                since=holder.since,
                end=holder.leaves_on(),
                due=_due(holder),
                hold=system.hold_of(holder.person_key, role.key),
                leaves_on=going.get(holder.person_key),
            )
            for holder in role.holders
        ]
        if not role.holders:
            lanes.append(Lane(role=role.name, who="", share=0, since=role.vacant_since))
        lanes += [
            Lane(
                role=role.name,
                who=each.person,
                share=each.share,
                since=each.begins_on,
                leaves_on=each.ends_on,
                is_newcomer=True,
            )
            for each in of_role
            if each.begins_on is not None
        ]
    return lanes


def _due(holder: Holder) -> LegalDate | None:
    """Return when the longest time in post is reached, unless service ends before."""
    due, end = holder.due_on(), holder.leaves_on()
    return None if due is not None and end is not None and end.on < due.on else due


def facts_of(system: SystemState, marks: Sequence[Mark], lanes: Sequence[Lane]) -> tuple[FactLine, ...]:
    """Say everything that the drawing of a system shows."""
    lines = [
        FactLine(what=_("Target"), who="", since=system.planned_finish, until=None, note=""),
        FactLine(
            what=_("Perkiraan selesai"),
            who=_("P50 sampai P80"),
            since=system.forecast_p50,
            until=system.forecast_p80,
            note="" if system.forecast_p50 else _("belum ada perkiraan"),
        ),
    ]
    lines += [
        FactLine(
            what=_("Tonggak"),
            who=mark.name,
            since=mark.planned_on,
            until=mark.actual_on,
            note=_("tercapai") if mark.actual_on else "",
        )
        for mark in marks
    ]
    lines += [
        FactLine(
            what=lane.role,
            who=f"{lane.who}, {percent(lane.share)}" if lane.who else _("belum ada"),
            since=lane.since,
            until=lane.leaves_on or (lane.end.on if lane.end else None),
            note="; ".join(lane.notes()),
        )
        for lane in lanes
    ]
    return tuple(lines)
