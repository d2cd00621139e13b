"""Why a system is at risk: a key role that nobody serves, or a key person who goes before it is finished."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.systems.state import Holder, RoleState, SystemState

Cause = Literal["vacant", "contract_ends", "retires", "move_due"]
GRAVITY: dict[Cause, int] = {"vacant": 0, "retires": 1, "contract_ends": 2, "move_due": 3}


@dataclass(frozen=True)
class Risk:
    """One cause: who or what, when, and whether somebody else serves the same role."""

    cause: Cause
    role_key: str
    role_name: str
    on: date | None
    citation: str = ""
    person_key: str = ""
    person_name: str = ""
    others: int = 0
    hold_status: str = ""

    @property
    def is_grave(self) -> bool:
        """Tell whether the work stops: nobody else serves the role then."""
        return self.others == 0


def risks_of(system: SystemState, today: date) -> list[Risk]:
    """
    Return the causes, the gravest first.

    A hold that is approved to the end of the work answers for a move that falls due; it answers neither
    for retirement nor for the end of a contract.
    """
    if system.is_finished:
        return []
    found: list[Risk] = []
    for role in system.key_roles:
        if not role.holders:
            found.append(Risk("vacant", role.key, role.name, role.vacant_since))
        for holder in role.holders:
            found += _risk_of(system, role, holder, today)
    return sorted(found, key=lambda risk: (not risk.is_grave, GRAVITY[risk.cause], risk.on or today))


def _risk_of(system: SystemState, role: RoleState, holder: Holder, today: date) -> list[Risk]:
    # Without a date of finish in the future the people are needed at least for now.
    finish = max(system.finish, today)
    others = len(role.holders) - 1
    who = (holder.person_key, holder.person_name, others)
    end = holder.leaves_on()
    if end is not None and end.on < finish:
        cause: Cause = "retires" if end.kind == "retires" else "contract_ends"
        return [Risk(cause, role.key, role.name, end.on, end.citation, *who)]
    due = holder.due_on()
    if due is None or due.on >= finish:
        return []
    hold = system.hold_of(holder.person_key, role.key)
    if hold is not None and hold.status == "approved" and hold.until >= finish:
        return []
    status = hold.status if hold is not None else ""
    return [Risk("move_due", role.key, role.name, due.on, due.citation, *who, hold_status=status)]
