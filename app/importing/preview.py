"""
What an import would do, in figures and names: the counts, the consequences, the columns.

The result is kept with the batch as plain JSON, so that the page needs no second look at the file.
"""

from collections import Counter
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.importing.expand.ground import Ground
from app.importing.gone import Gone
from app.importing.outcome import Outcome
from app.importing.parsed import Column
from models import Move, Person, Plan, RoleService, System, SystemRole, TransferRound

PLACE_FIELDS = ("post", "unit", "post_since", "installed_on")
DEPARTMENTS_SHOWN = 12


def summarise(db: Session, ground: Ground, gone: Gone) -> dict[str, Any]:
    """Return the figures of the preview."""
    outcome = ground.outcome
    kinds = outcome.counts()
    if "persons" in kinds:
        kinds["persons"]["gone"] = len(gone)
    return {
        "kinds": kinds,
        "reach": gone.reach,
        "gone_retired": len(gone.retired),
        "gone_unexplained": len(gone.unexplained),
        "writes": len(ground.difference.changes),
        "people": _people(ground),
        "key_people_gone": _key_people(db, ground, gone),
        "moves_to_review": _moves(db, ground),
        "departments": outcome.by_department.most_common(DEPARTMENTS_SHOWN),
        "tables": [
            {
                "sheet": place.table.sheet,
                "kind": place.table.kind,
                "hidden": place.table.hidden,
                **place.counts(),
            }
            for place in outcome.tables
        ],
        "skipped_sheets": outcome.parsed.skipped_sheets,
        "unlisted": outcome.parsed.unlisted,
        "format": outcome.parsed.format,
        "encoding": outcome.parsed.encoding,
        "anomalies": _anomaly_counts(outcome),
    }


def _people(ground: Ground) -> dict[str, int]:
    changes = ground.difference.changes
    placed = sum(
        any(field in change.new for field in PLACE_FIELDS) for change in changes.updates["person"].values()
    )
    left = sum(change.new.get("active") is False for change in changes.updates["person"].values())
    new = Counter(str(row.get("employment_kind")) for row in changes.inserts["person"].values())
    return {
        "changed_place": placed,
        "changed_other": len(changes.updates["person"]) - placed - left,
        "new_cpns": new["CPNS"],
        "new_other": new.total() - new["CPNS"],
    }


def _key_people(db: Session, ground: Ground, gone: Gone) -> list[dict[str, str]]:
    nips = [*gone.unexplained, *gone.retired]
    if not nips:
        return []
    rows = db.execute(
        select(Person.nip, Person.name, System.name)
        .join(RoleService, RoleService.person_id == Person.id)
        .join(SystemRole, SystemRole.id == RoleService.role_id)
        .join(System, System.id == SystemRole.system_id)
        .where(RoleService.until.is_(None), SystemRole.is_key, Person.active)
        .order_by(Person.name)
    ).all()
    wanted = set(nips)
    return [{"name": name, "system": system} for nip, name, system in rows if nip in wanted]


def _moves(db: Session, ground: Ground) -> int:
    """Count the moves of the newest plan of each open round whose person or posts would change."""
    touched = {change.id for change in ground.difference.changes.updates["person"].values()}
    posts = {change.id for change in ground.difference.changes.updates["post"].values()}
    newest = (
        select(func.max(Plan.id))
        .join(TransferRound, TransferRound.id == Plan.round_id)
        .where(TransferRound.status == "open")
        .group_by(Plan.round_id)
    )
    moves = db.execute(
        select(Move.person_id, Move.from_post_id, Move.to_post_id).where(Move.plan_id.in_(newest))
    ).all()
    return sum(person in touched or old in posts or new in posts for person, old, new in moves)


def _anomaly_counts(outcome: Outcome) -> dict[str, int]:
    return dict(Counter(anomaly.severity for anomaly in outcome.anomalies))


def columns_of(outcome: Outcome) -> dict[str, Any]:
    """Return what became of each column, table by table."""
    return {
        "tables": [
            _columns(place.table.sheet, place.table.kind, place.table.columns) for place in outcome.tables
        ]
    }


def _columns(sheet: str, kind: str, columns: list[Column]) -> dict[str, Any]:
    return {
        "sheet": sheet,
        "kind": kind,
        "columns": [
            {"heading": column.heading, "state": column.state, "field": column.field, "reason": column.reason}
            for column in columns
            if column.heading or column.state != "unused"
        ],
    }
