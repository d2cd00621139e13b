"""The map of people against systems: what share of whose time a system takes, and whose role is a key one."""

from __future__ import annotations

from collections.abc import Sequence

from app.continuity.contexts import MapRow
from app.systems.state import SystemState


def people_map(systems: Sequence[SystemState]) -> tuple[MapRow, ...]:
    """Return a row per person with percent of time per system, who carries most systems first."""
    shares: dict[str, dict[str, int]] = {}
    keys: dict[str, set[str]] = {}
    names: dict[str, str] = {}
    for system in systems:
        for role in system.roles:
            for holder in role.holders:
                person = holder.person_key
                names[person] = holder.person_name
                of_person = shares.setdefault(person, {})
                of_person[system.key] = of_person.get(system.key, 0) + holder.share
                if role.is_key:
                    keys.setdefault(person, set()).add(system.key)
    rows = [
        MapRow(
            person=names[person],
            shares=tuple(of_person.get(system.key) for system in systems),
            is_key=tuple(system.key in keys.get(person, ()) for system in systems),
            total=sum(of_person.values()),
        )
        for person, of_person in shares.items()
    ]
    rows.sort(key=lambda row: (-sum(share is not None for share in row.shares), -row.total, row.person))
    return tuple(rows)
