"""Reads systems with their dated records, and histories that came from files."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.forecasts.facts import Facts, KeyRole, Record
from models import Milestone, RoleService, System, SystemHistory, SystemRole


def records(db: Session) -> list[Record]:
    """
    Return the systems that have a start before their plan date.

    A finished system counts as finished with its last milestone; without one its finish is unknown, and it is
    left out.
    """
    reached: dict[int, list[date | None]] = defaultdict(list)
    for milestone in db.scalars(select(Milestone).order_by(Milestone.id)):
        reached[milestone.system_id].append(milestone.actual_on)
    services: dict[int, list[tuple[date, date | None, int]]] = defaultdict(list)
    for service in db.scalars(select(RoleService).order_by(RoleService.id)):
        services[service.role_id].append((service.since, service.until, service.share))
    roles: dict[int, list[SystemRole]] = defaultdict(list)
    for role in db.scalars(select(SystemRole).order_by(SystemRole.id)):
        roles[role.system_id].append(role)
    found = []
    for system in db.scalars(select(System).order_by(System.id)):
        days = reached[system.id]
        finish = max((day for day in days if day is not None), default=None)
        is_finished = system.stage == "finished"
        if system.started_on is None or system.started_on >= system.planned_finish:
            continue
        if is_finished and finish is None:
            continue
        found.append(
            Record(
                key=system.key,
                started_on=system.started_on,
                planned_finish=system.planned_finish,
                finished_on=finish if is_finished else None,
                stage=system.stage,
                built_by=system.built_by,
                needed=sum(role.needed_percent for role in roles[system.id]),
                reached=tuple(days),
                key_roles=tuple(
                    KeyRole(role.needed_percent, tuple(services[role.id]))
                    for role in roles[system.id]
                    if role.is_key
                ),
            )
        )
    return found


def from_files(db: Session) -> list[Facts]:
    """Return the histories that were read from files."""
    return [
        Facts(
            system=f"{row.source}/{row.system}",
            started_on=row.started_on,
            planned_finish=row.planned_finish,
            reviewed_on=row.reviewed_on,
            finished_on=row.finished_on,
            progress=row.progress,
            stage=row.stage,
            built_by=row.built_by,
            size=row.size,
            lost_before=row.lost_before,
            lost_ahead=row.lost_ahead,
        )
        for row in db.scalars(select(SystemHistory).order_by(SystemHistory.id))
    ]


def sources(db: Session) -> list[str]:
    """Return the names of the files whose histories are kept."""
    return list(db.scalars(select(SystemHistory.source).distinct().order_by(SystemHistory.source)))
