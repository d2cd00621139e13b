"""
Persons who are in the data and not in the roster file: who they are, why, and what hangs on them.

A file with part of the roster must not make everybody else vanish, so the reach of a file is decided first.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from app.importing.changes import Change
from app.importing.expand.ground import Ground
from app.importing.names import bare_name
from app.importing.targets import Values
from app.importing.values import Scalar

FULL_SHARE = 0.5
"""A roster with at least this share of the active people is taken for the whole roster."""
LATEST_RETIREMENT_AGE = 58
REACHES = ("auto", "all", "departments", "none")


@dataclass
class Gone:
    """Who is gone, and whether that was to be expected."""

    reach: str
    retired: list[str] = field(default_factory=list)
    unexplained: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        """Return the number of persons gone."""
        return len(self.retired) + len(self.unexplained)


def find_gone(ground: Ground, reach: str, today: date) -> Gone:
    """Mark the persons gone in the difference and return them."""
    rosters = [place for place in ground.outcome.tables if place.table.kind == "persons"]
    active = {nip: row for nip, row in ground.present.rows("person").items() if row["active"]}
    if not rosters or not active:
        return Gone("none")
    named = {nip for nip in active if ground.difference.seen("person", nip)}
    sheltered = _sheltered(ground, active)
    if reach == "auto":
        rows = sum(len(place.table) for place in rosters)
        reach = "all" if rows >= FULL_SHARE * len(active) else "none"
    if reach == "none":
        return Gone("none")
    departments = {_department(ground, active[nip]) for nip in named}
    gone = Gone(reach)
    for nip, row in active.items():
        if nip in named or nip in sheltered:
            continue
        if reach == "departments" and _department(ground, row) not in departments:
            continue
        (gone.retired if _has_retired(row, today) else gone.unexplained).append(nip)
        identity = ground.present.ids("person")[nip]
        ground.difference.changes.updates["person"][nip] = Change(
            identity, {"active": True}, {"active": False}
        )
    return gone


def _sheltered(ground: Ground, active: dict[str, Values]) -> set[str]:
    # A refused row is still a sign of life: its person is found by NIP, by fifteen digits, or by name.
    by_name: dict[str, list[str]] = defaultdict(list)
    for known, person in active.items():
        by_name[bare_name(str(person["name"]))].append(known)
    found: set[str] = set()
    for place in ground.outcome.tables:
        table = place.table
        if table.kind != "persons":
            continue
        nip_at, name_at = table.fields.index("nip"), table.fields.index("name")
        for cells in table.refused.values():
            nip, name = cells[nip_at], cells[name_at]
            if str(nip) in active:
                found.add(str(nip))
            elif name is not None:
                found.update(by_name.get(bare_name(str(name)), ()))
        found.update(str(line[nip_at + 1]) for line in table.rows if int(line[0] or 0) in place.refused)
    return found


def _department(ground: Ground, row: Values) -> str | None:
    unit = row["unit"]
    return ground.units.department_of(None if unit is None else str(unit))


def _has_retired(row: Values, today: date) -> bool:
    birth: Scalar = row["birth_date"]
    if row["contract_ends_on"] is not None and str(row["contract_ends_on"]) <= today.isoformat():
        return True
    if birth is None:
        return False
    born = date.fromisoformat(str(birth))
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return age >= LATEST_RETIREMENT_AGE
