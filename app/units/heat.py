"""The gaps of a unit as people against competencies; for too many people, their posts stand instead."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import and_, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.staff.levels import proven_levels
from app.units.contexts import HeatCell, HeatMap, HeatRow
from app.web.i18n import language
from app.web.i18n import translate as _
from models import Competency, Person, Post, PostStandard, Unit

MOST_ROWS, MOST_COLUMNS = 40, 20
EMPTY = HeatCell(css="none", text="", label="")


async def heat_map(db: AsyncSession, unit_ids: Collection[int], today: date) -> HeatMap:
    """Return the map of the people of some units against the standards of their posts."""
    inside = (Person.active, Person.unit_id.in_(unit_ids))
    people = await db.scalar(select(func.count(Person.id)).where(*inside, Person.post_id.is_not(None))) or 0
    grouped = people > MOST_ROWS
    # Only these people's assessments are looked at; the whole city's would take much longer.
    proven = proven_levels(today, select(Person.id).where(*inside))
    rows = (await db.execute(_by_post(proven, inside) if grouped else _by_person(proven, inside))).all()
    if not rows:
        return HeatMap(heads=(), rows=(), grouped=grouped)
    columns, left_out = _columns(rows)
    names = await _names(db, columns)
    lines = _groups(rows, columns, names) if grouped else _people(rows, columns, names)
    return HeatMap(
        heads=tuple(names[column] for column in columns),
        rows=tuple(lines[:MOST_ROWS]),
        grouped=grouped,
        left_out=left_out,
        rows_left_out=max(len(lines) - MOST_ROWS, 0),
    )


def _asked(proven: Any, inside: Any, *columns: Any) -> Any:
    """Select over people and what their posts ask for, with the level that they have."""
    return (
        select(*columns)
        .select_from(Person)
        .join(Post, Post.id == Person.post_id)
        .join(PostStandard, PostStandard.post_id == Post.id)
        .outerjoin(
            proven,
            and_(proven.c.person_id == Person.id, proven.c.competency_id == PostStandard.competency_id),
        )
        .where(*inside)
    )


def _by_person(proven: Any, inside: Any) -> Any:
    return _asked(
        proven,
        inside,
        Person.id,
        Person.key,
        Person.name,
        Post.title,
        PostStandard.competency_id,
        PostStandard.level.label("standard"),
        proven.c.level,
    ).order_by(Person.name, Person.id)


def _by_post(proven: Any, inside: Any) -> Any:
    missing = func.sum(case((func.coalesce(proven.c.level, 0) < PostStandard.level, 1), else_=0))
    return (
        _asked(
            proven,
            inside,
            Post.key,
            Post.title,
            Unit.name.label("unit_name"),
            PostStandard.competency_id,
            func.count(Person.id).label("people"),
            missing.label("missing"),
        )
        .join(Unit, Unit.id == Post.unit_id)
        .group_by(Post.id, Post.key, Post.title, Unit.name, PostStandard.competency_id)
        .order_by(Post.title, Post.id)
    )


def _columns(rows: Any) -> tuple[list[int], int]:
    """Choose the competencies that the most rows ask for, in the dictionary's order."""
    asked: Counter[int] = Counter()
    for row in rows:
        asked[row.competency_id] += getattr(row, "people", 1)
    chosen = [competency for competency, _count in asked.most_common(MOST_COLUMNS)]
    return sorted(chosen), len(asked) - len(chosen)


async def _names(db: AsyncSession, columns: list[int]) -> dict[int, str]:
    found = await db.execute(
        select(Competency.id, Competency.name, Competency.name_en).where(Competency.id.in_(columns))
    )
    return {number: (name_en or name) if language() == "en" else name for number, name, name_en in found}


def _people(rows: Any, columns: list[int], names: dict[int, str]) -> list[HeatRow]:
    cells: dict[int, dict[int, HeatCell]] = defaultdict(dict)
    people: dict[int, Any] = {}
    for row in rows:
        people[row.id] = row
        cells[row.id][row.competency_id] = _cell(row, names)
    return [
        HeatRow(
            name=row.name,
            href=f"/pegawai/{row.key}",
            note=row.title,
            cells=tuple(cells[number].get(column, EMPTY) for column in columns),
        )
        for number, row in people.items()
    ]


def _cell(row: Any, names: dict[int, str]) -> HeatCell:
    name = names.get(row.competency_id, "")
    if row.level is None:
        label = _("{name}: belum dinilai, standar {standard}", name=name, standard=row.standard)
        return HeatCell(css="unknown", text="?", label=label)
    gap = row.level - row.standard
    label = _(
        "{name}: tingkat {level}, standar {standard}", name=name, level=row.level, standard=row.standard
    )
    if gap >= 0:
        return HeatCell(css="met", text=f"+{gap}" if gap else "0", label=label)
    return HeatCell(css=f"gap-{min(-gap, 3)}", text=f"−{-gap}", label=label)


def _groups(rows: Any, columns: list[int], names: dict[int, str]) -> list[HeatRow]:
    """Show, by post, the people below the standard or not assessed; the posts with most people first."""
    cells: dict[str, dict[int, HeatCell]] = defaultdict(dict)
    titles: dict[str, str] = {}
    units: dict[str, str] = {}
    people: dict[str, int] = {}
    for row in rows:
        titles[row.key], units[row.key], people[row.key] = row.title, row.unit_name, row.people
        cells[row.key][row.competency_id] = _group_cell(row, names)
    ranked = sorted(titles, key=lambda post: (-people[post], titles[post]))
    return [
        HeatRow(
            name=titles[post],
            href=f"/jabatan/{post}",
            note=_("{n} orang, {unit}", n=people[post], unit=units[post]),
            cells=tuple(cells[post].get(column, EMPTY) for column in columns),
        )
        for post in ranked
    ]


def _group_cell(row: Any, names: dict[int, str]) -> HeatCell:
    missing, share = int(row.missing), row.missing / row.people
    css = "met" if missing == 0 else "gap-1" if share < 0.34 else "gap-2" if share < 0.67 else "gap-3"
    label = _(
        "{name}: {missing} dari {count} orang di bawah standar",
        name=names.get(row.competency_id, ""),
        missing=missing,
        count=row.people,
    )
    return HeatCell(css=css, text=str(missing), label=label)
