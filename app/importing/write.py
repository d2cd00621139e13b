"""
Write a set of changes in the running transaction: all of it, or nothing.

Rows are written in bulk, table by table; natural references become identities on the way.
"""

from collections import defaultdict
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from app.importing.changes import Change, Changes
from app.importing.targets import BY_NAME, TARGETS, Target, Values
from app.importing.values import Scalar

BATCH = 5_000
"""Rows per statement; bounds what one statement holds in memory."""


class MissingReference(Exception):
    """A row refers to another that is not there: the preview was made of other data."""


class Writer:
    """Writes one set of changes; call `write` once."""

    def __init__(self, db: Session) -> None:
        self._db = db
        self._ids: dict[str, dict[str, int]] = {}
        self._keys: dict[str, dict[int, str]] = {}

    def write(self, changes: Changes) -> None:
        """Insert and update everything, in the order of references."""
        for target in TARGETS:
            inserts = changes.inserts.get(target.name, {})
            if inserts:
                self._insert(target, list(inserts.values()))
            updates = changes.updates.get(target.name, {})
            if updates:
                self._update(target, list(updates.values()))

    def _insert(self, target: Target, rows: list[Values]) -> None:
        own = {column for column, other in target.references.items() if other == target.name}
        stored = [self._stored(target, row, leave_out=own) for row in rows]
        columns = {name for row in stored for name in row}
        for row in stored:
            for name in columns - row.keys():
                row[name] = self._default(target, name)
        connection = self._db.connection()
        for start in range(0, len(stored), BATCH):
            connection.execute(insert(target.table), stored[start : start + BATCH])
        self._ids.pop(target.name, None)
        if own:
            # Rows that refer to rows of their own table exist now; their references can be set.
            ids = self._identities(target.name)
            pointing = [
                Change(
                    ids[target.key_of(row)], {}, {column: row[column] for column in own if row.get(column)}
                )
                for row in rows
            ]
            self._update(target, [change for change in pointing if change.new])

    def _default(self, target: Target, attribute: str) -> Any:
        # In one statement every row has the same columns; what a row leaves out gets the model's default.
        default = target.table.c[attribute].default
        if default is None or not hasattr(default, "arg"):
            return None
        return default.arg(None) if callable(default.arg) else default.arg

    def _update(self, target: Target, changes: list[Change]) -> None:
        groups: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
        for change in changes:
            stored = self._stored(target, change.new)
            groups[tuple(sorted(stored))].append(
                {"row_id": change.id, **{f"v_{k}": v for k, v in stored.items()}}
            )
        table = target.table
        for names, rows in groups.items():
            statement = (
                update(table)
                .where(table.c.id == bindparam("row_id"))
                .values({table.c[name]: bindparam(f"v_{name}") for name in names})
            )
            connection = self._db.connection()
            for start in range(0, len(rows), BATCH):
                connection.execute(statement, rows[start : start + BATCH])

    def _stored(self, target: Target, row: Values, leave_out: set[str] | None = None) -> dict[str, Any]:
        stored: dict[str, Any] = {}
        for column, value in row.items():
            if leave_out and column in leave_out:
                continue
            other = target.references.get(column)
            if other is None:
                stored[column] = target.stored(column, value)
            else:
                stored[f"{column}_id"] = None if value is None else self._identity(other, value)
        return stored

    def _identity(self, name: str, key: Scalar) -> int:
        identity = self._identities(name).get(str(key))
        if identity is None:
            raise MissingReference(f"{name} {key}")
        return identity

    def identities(self, name: str) -> dict[str, int]:
        """Return the identities of a table's rows by natural key."""
        return self._identities(name)

    def _identities(self, name: str) -> dict[str, int]:
        if name not in self._ids:
            target = BY_NAME[name]
            columns = [target.table.c[target.attribute(column)] for column in target.key]
            rows = self._db.execute(select(target.table.c.id, *columns)).all()
            found: dict[str, int] = {}
            for identity, *parts in rows:
                values: Values = {}
                for column, part in zip(target.key, parts, strict=True):
                    other = target.references.get(column)
                    values[column] = self._key(other, part) if other else target.natural(column, part)
                found[target.key_of(values)] = identity
            self._ids[name] = found
            self._keys[name] = {identity: key for key, identity in found.items()}
        return self._ids[name]

    def _key(self, name: str, identity: int) -> str:
        self._identities(name)
        return self._keys[name][identity]
