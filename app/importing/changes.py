"""
The difference between a file and the database, row by row and field by field.

An empty cell never erases a value: exports leave out what they do not know. What was kept in this way is
reported. Rows that the file does not name stay as they are; only persons can be gone (see ``roster``).
"""

from collections import defaultdict

import msgspec

from app.importing.present import Present
from app.importing.targets import BY_NAME, Values
from app.importing.values import Scalar

UNTOUCHED, CHANGED, NEW, REPEATED = "untouched", "changed", "new", "repeated"


class Change(msgspec.Struct):
    """Fields of one existing row that get new values."""

    id: int
    old: dict[str, Scalar]
    new: dict[str, Scalar]


class Changes(msgspec.Struct):
    """All that an import would write, by table and natural key."""

    inserts: dict[str, dict[str, Values]]
    updates: dict[str, dict[str, Change]]

    def __len__(self) -> int:
        """Return the number of rows that would be written."""
        return sum(map(len, self.inserts.values())) + sum(map(len, self.updates.values()))


class Difference:
    """Collects the changes while the rows of a file are read."""

    def __init__(self, present: Present) -> None:
        self.present = present
        self.changes = Changes(defaultdict(dict), defaultdict(dict))
        self._seen: dict[str, dict[str, Values]] = defaultdict(dict)
        self._first_row: dict[str, dict[str, int]] = defaultdict(dict)

    def knows(self, target: str, key: str) -> bool:
        """Tell whether a row exists, in the database or new in this file."""
        return key in self.present.rows(target) or key in self.changes.inserts[target]

    def value(self, target: str, key: str, column: str) -> Scalar:
        """Return the value that a row will have, or nothing when there is no such row."""
        if key in self.changes.inserts[target]:
            return self.changes.inserts[target][key].get(column)
        if key in self.changes.updates[target] and column in self.changes.updates[target][key].new:
            return self.changes.updates[target][key].new[column]
        row = self.present.rows(target).get(key)
        return None if row is None else row.get(column)

    def seen(self, target: str, key: str) -> bool:
        """Tell whether this file has already spoken of the row."""
        return key in self._seen[target]

    def first_row(self, target: str, key: str) -> int:
        """Return the row of the file that spoke of a key first."""
        return self._first_row[target].get(key, 0)

    def add(
        self, target: str, values: Values, defaults: Values | None = None, row_number: int = 0
    ) -> tuple[str, list[str]]:
        """
        Compare one row; return what becomes of it, and the fields that were empty and are kept.

        ``defaults`` fill a new row only. A second row with the same key and other values is ``repeated``
        and not taken in.
        """
        key = BY_NAME[target].key_of(values)
        if key in self._seen[target]:
            return (UNTOUCHED if self._seen[target][key] == values else REPEATED), []
        self._seen[target][key] = values
        self._first_row[target][key] = row_number
        row = self.present.rows(target).get(key)
        if row is None:
            filled = {name: value for name, value in values.items() if value is not None}
            self.changes.inserts[target][key] = {**(defaults or {}), **filled}
            return NEW, []
        old: dict[str, Scalar] = {}
        new: dict[str, Scalar] = {}
        kept: list[str] = []
        for column, value in values.items():
            present = row[column]
            if value == present:
                continue
            if value is None:
                kept.append(column)
                continue
            old[column], new[column] = present, value
        if new:
            identity = self.present.ids(target)[key]
            self.changes.updates[target][key] = Change(identity, old, new)
        return (CHANGED if new else UNTOUCHED), kept

    def set(self, target: str, key: str, column: str, value: Scalar) -> None:
        """Give one field of a known row a value that the file implies rather than states."""
        if key in self.changes.inserts[target]:
            self.changes.inserts[target][key][column] = value
            return
        row = self.present.rows(target)[key]
        change = self.changes.updates[target].get(key)
        if row[column] == value:
            if change is not None and column in change.new:
                del change.new[column], change.old[column]
            return
        if change is None:
            change = Change(self.present.ids(target)[key], {}, {})
            self.changes.updates[target][key] = change
        change.old[column], change.new[column] = row[column], value
