"""Compares the frozen inputs of a run with the roster of today, record by record."""

from __future__ import annotations

from collections.abc import Iterator

from app.planning.frozen import Change
from app.planning.translate.assemble import assemble
from app.planning.translate.freezing import thaw
from app.planning.translate.rows import Roster
from optimizer.case import Case, Record
from optimizer.io import canonical_case

_KEYS: dict[str, tuple[str, ...]] = {
    "persons": ("id",),
    "posts": ("id",),
    "units": ("id",),
    "competencies": ("id",),
    "systems": ("id",),
    "services": ("person", "role"),
    "holds": ("person", "role"),
    "pins": ("person", "post"),
    "exclusions": ("person", "post"),
    "settings": ("rule", "valid_from"),
    "windows": ("kind", "since"),
}


def changes_since(case_file: bytes, roster: Roster) -> list[Change]:
    """Return what a new run would see otherwise than the frozen one, weights and horizon included."""
    return list(_changes(thaw(case_file), canonical_case(assemble(roster).case)))


def _changes(old: Case, new: Case) -> Iterator[Change]:
    for kind, keys in _KEYS.items():
        before = {_key(record, keys): record for record in getattr(old, kind)}
        after = {_key(record, keys): record for record in getattr(new, kind)}
        for key in sorted(before.keys() | after.keys()):
            if key not in after:
                yield Change(kind, key, "gone")
            elif key not in before:
                yield Change(kind, key, "new")
            elif before[key] != after[key]:
                yield Change(kind, key, "changed", _fields(before[key], after[key]))
    for kind in ("horizon", "weights"):
        if getattr(old, kind) != getattr(new, kind):
            yield Change(kind, (), "changed", _fields(getattr(old, kind), getattr(new, kind)))


def _key(record: Record, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(str(getattr(record, name)) for name in names)


def _fields(before: Record, after: Record) -> tuple[str, ...]:
    return tuple(name for name in before.__struct_fields__ if getattr(before, name) != getattr(after, name))
