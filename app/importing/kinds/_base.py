"""A kind of table: its fields, the headings by which each is known, and what it must have."""

import re
import unicodedata
from dataclasses import dataclass

from app.importing.values import Reader

LEVEL_PREFIX = "level:"
"""Field name of a column that holds the levels of one competency: ``level:INT``."""


@dataclass(frozen=True)
class Field:
    """One column that is read."""

    name: str
    reader: Reader
    headings: tuple[str, ...]
    """Headings in plain form; the first is the one that exports write."""
    required: bool = False
    """Without a value the row cannot be written."""
    vital: bool = False
    """A value that is wrong refuses the row; a null date is a warning rather than a note."""
    remembered: bool = True
    """Equal cells are read once; switched off where nearly every cell differs."""


@dataclass(frozen=True)
class Kind:
    """One kind of table that can be imported."""

    code: str
    title: str
    title_en: str
    fields: tuple[Field, ...]
    needs: tuple[tuple[str, ...], ...]
    """One field of each group must be among the headings."""
    sheet_words: tuple[str, ...] = ()
    """Words of a sheet's name or title that decide between kinds with like headings."""
    competency_columns: bool = False
    """Whether further columns may be competencies with levels."""

    def field(self, name: str) -> Field:
        """Return the field of this name."""
        return next(field for field in self.fields if field.name == name)


def plain(heading: str) -> str:
    """Return a heading in lower case with words separated by single spaces, nothing else."""
    text = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode()
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.lower()).split())
