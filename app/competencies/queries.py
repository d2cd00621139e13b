"""Reads the catalogue of competencies, and finds the entries nearest to free words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.competencies.contexts import CatalogueContext, CatalogueEntry
from app.likeness import Collection
from app.web.i18n import language
from app.web.i18n import translate as _
from models import Competency, CompetencyLevel, PostStandard, RoleNeed

FAMILIES = ("managerial", "sociocultural", "technical")
NEAREST_SHOWN = 8
"""Entries that answer a need in free words; the whole catalogue is one click away, and the page says so."""
LEAST_LIKE = 0.15
NAME_WEIGHT, DESCRIPTION_WEIGHT, LEVEL_WEIGHT = 1.0, 0.7, 0.35


@dataclass(frozen=True)
class Entry:
    """A competency as it is searched."""

    id: int
    code: str
    name: str
    name_en: str
    family: str
    description: str
    levels: tuple[tuple[int, str], ...]

    @property
    def shown(self) -> str:
        """Return the name in the language of the request."""
        return self.name_en if language() == "en" and self.name_en else self.name


async def read_entries(db: AsyncSession) -> list[Entry]:
    """Read the whole catalogue in its order; some hundred rows at most."""
    levels: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for number, level, text in await db.execute(
        select(CompetencyLevel.competency_id, CompetencyLevel.level, CompetencyLevel.indicators).order_by(
            CompetencyLevel.level
        )
    ):
        levels[number].append((level, text))
    rows = await db.scalars(select(Competency).order_by(Competency.id))
    return [
        Entry(
            id=row.id,
            code=row.code,
            name=row.name,
            name_en=row.name_en or "",
            family=row.family,
            description=row.description or "",
            levels=tuple(levels[row.id]),
        )
        for row in rows
    ]


def nearest(entries: Sequence[Entry], text: str, most: int) -> list[Entry]:
    """Return the entries that come nearest to a need in free words, the nearest first."""
    collection = Collection(
        {
            entry.code: [
                (entry.name, NAME_WEIGHT),
                (entry.name_en, NAME_WEIGHT),
                (entry.code.replace("_", " "), NAME_WEIGHT),
                (entry.description, DESCRIPTION_WEIGHT),
                *((words, LEVEL_WEIGHT) for _level, words in entry.levels),
            ]
            for entry in entries
        }
    )
    by_code = {entry.code: entry for entry in entries}
    return [by_code[code] for code, _score in collection.nearest(text, LEAST_LIKE)[:most]]


def family_name(code: str) -> str:
    """Name a family of competencies."""
    return {
        "managerial": _("Manajerial"),
        "sociocultural": _("Sosial kultural"),
        "technical": _("Teknis"),
    }.get(code, code)


async def catalogue(db: AsyncSession, text: str, family: str) -> CatalogueContext:
    """Return the page of the catalogue that an address asks for."""
    entries = await read_entries(db)
    sizes = Counter(entry.family for entry in entries)
    family = family if family in FAMILIES else ""
    shown = [entry for entry in entries if family in ("", entry.family)]
    text = text.strip()[:200]
    if text:
        shown = nearest(shown, text, NEAREST_SHOWN)
    posts = dict((await db.execute(_asked(PostStandard))).all())
    roles = dict((await db.execute(_asked(RoleNeed))).all())
    return CatalogueContext(
        title=_("Katalog kompetensi"),
        text=text,
        family=family,
        families=tuple((code, family_name(code), sizes[code]) for code in FAMILIES),
        entries=tuple(
            CatalogueEntry(
                code=entry.code,
                name=entry.shown,
                family=entry.family,
                family_name=family_name(entry.family),
                description=entry.description,
                levels=entry.levels,
                posts=posts.get(entry.id, 0),
                roles=roles.get(entry.id, 0),
            )
            for entry in shown
        ),
        total=len(entries),
    )


def _asked(table: type[PostStandard] | type[RoleNeed]) -> Any:
    return select(table.competency_id, func.count()).group_by(table.competency_id)
