"""What the database holds now, in natural values, loaded table by table when it is asked for."""

from collections.abc import Callable
from functools import partial
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.importing.targets import BY_NAME, Target, Values
from app.importing.values import Scalar
from models import DataVersion


class Present:
    """A view of the database in one read; the same object must not be used after a write."""

    def __init__(self, db: Session) -> None:
        self._db = db
        self._rows: dict[str, dict[str, Values]] = {}
        self._ids: dict[str, dict[str, int]] = {}
        self._keys: dict[str, dict[int, str]] = {}

    def version(self) -> int:
        """Return the newest version of the data; 0 before the first import."""
        return data_version(self._db)

    def rows(self, name: str) -> dict[str, Values]:
        """Return all rows of a table by their natural key."""
        self._load(name)
        return self._rows[name]

    def ids(self, name: str) -> dict[str, int]:
        """Return the identities of a table's rows by natural key."""
        self._load(name)
        return self._ids[name]

    def key(self, name: str, identity: int | None) -> str | None:
        """Return the natural key of a row."""
        self._load(name)
        return None if identity is None else self._keys[name].get(identity)

    def _load(self, name: str) -> None:
        if name in self._rows:
            return
        target = BY_NAME[name]
        columns = [target.table.c[target.attribute(column)] for column in target.columns]
        raw = self._db.execute(select(target.table.c.id, *columns)).all()
        for other in set(target.references.values()) - {name}:
            self._load(other)
        if name in target.references.values():
            # A table that refers to itself: its own keys are known before its rows are.
            place = target.columns.index(target.key[0]) + 1
            self._keys[name] = {row[0]: str(row[place]) for row in raw}
        self._store(target, raw)

    def _store(self, target: Target, raw: Any) -> None:
        readers: list[tuple[int, str, Callable[[Any], Scalar] | None]] = []
        for index, column in enumerate(target.columns, start=1):
            if column in target.references:
                readers.append((index, column, self._keys[target.references[column]].get))
            elif column in target.lists or target.is_date(column):
                readers.append((index, column, partial(target.natural, column)))
            else:
                readers.append((index, column, None))
        rows: dict[str, Values] = {}
        ids: dict[str, int] = {}
        for line in raw:
            values = {
                column: line[index] if reader is None or line[index] is None else reader(line[index])
                for index, column, reader in readers
            }
            for column in target.lists:
                values.setdefault(column, None)
            key = target.key_of(values)
            rows[key], ids[key] = values, line[0]
        self._rows[target.name], self._ids[target.name] = rows, ids
        self._keys[target.name] = {identity: key for key, identity in ids.items()}


def data_version(db: Session) -> int:
    """Return the newest version of the data; 0 before the first import."""
    newest: int | None = db.scalar(select(func.max(DataVersion.version)))
    return newest or 0
