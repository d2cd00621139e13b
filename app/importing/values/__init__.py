"""
What a single cell means: one module per sort of value.

Every reader takes a raw cell and returns a `Read`: the value, and a flaw when something was wrong,
guessed or lost. Readers are pure, so that the result for equal cells can be remembered.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from app.importing.cells import Cell

Scalar = str | int | float | bool | None


class Flaw(NamedTuple):
    """What was wrong in a cell; the code names the sentence and the severity in ``anomalies``."""

    code: str
    details: tuple[tuple[str, str], ...] = ()


class Read(NamedTuple):
    """The meaning of a cell. A date is an ISO string, so that a result can leave the child process."""

    value: Scalar
    flaw: Flaw | None = None


@dataclass(frozen=True)
class Context:
    """What a reader may need to know about the sheet around the cell."""

    epoch_1904: bool = False
    today: str = "2026-01-01"


Reader = Callable[[Cell, Context], Read]


@dataclass
class Memory:
    """Remembers what equal cells meant: a column of 60,000 ranks has some 17 different cells."""

    reader: Reader
    context: Context
    seen: dict[tuple[type, Cell], Read] = field(default_factory=dict)

    def __call__(self, cell: Cell) -> Read:
        """Return the meaning of the cell."""
        key = (type(cell), cell)
        found = self.seen.get(key)
        if found is None:
            found = self.seen[key] = self.reader(cell, self.context)
        return found


def flaw(code: str, **details: str) -> Flaw:
    """Build a flaw whose details can be compared and hashed."""
    return Flaw(code, tuple(details.items()))
