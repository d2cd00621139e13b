"""What the catalogue of competencies shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from app.web.context import PageContext


@dataclass(frozen=True, kw_only=True)
class CatalogueEntry:
    """A competency with what each of its levels means, and by how many it is asked for."""

    code: str
    name: str
    family: str
    family_name: str
    description: str
    levels: tuple[tuple[int, str], ...]
    posts: int
    roles: int


@dataclass(frozen=True, kw_only=True)
class CatalogueContext(PageContext):
    """The catalogue, or the entries nearest to a need in free words."""

    template: ClassVar[str] = "competencies/catalogue.html"
    nav: ClassVar[str] = "competencies"

    text: str
    family: str
    families: tuple[tuple[str, str, int], ...]
    entries: tuple[CatalogueEntry, ...]
    total: int
