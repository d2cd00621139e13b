"""The gaps of a unit as people against competencies; for too many people, their posts stand instead."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.staff.levels import proven_levels
from app.units.contexts import HeatCell, HeatMap, HeatRow
from app.web.i18n import language
from app.web.i18n import translate as _
from models import Competency, Person, Post, PostStandard

MOST_ROWS, MOST_COLUMNS = 40, 20


async def heat_map(db: AsyncSession, unit_ids: Collection[int], today: date) -> HeatMap:
    """Return the map of the people of some units against the standards of their posts."""
    proven = proven_levels(today)
    rows = (
        await db.execute(
            select(
                Person.id,
                Person.key,
                Person.name,
                Post.key.label("post_key"),
                Post.title,
                PostStandard.competency_id,
                PostStandard.level.label("standard"),
                proven.c.level,
            )
            .join(Post, Post.id == Person.post_id)
            .join(PostStandard, PostStandard.post_id == Post.id)
            .outerjoin(
                proven,
                and_(proven.c.person_id == Person.id, proven.c.competency_id == PostStandard.competency_id),
            )
            .where(Person.active, Person.unit_id.in_(unit_ids))
            .order_by(Person.name, Person.id)
        )
    ).all()
    if not rows:
        return HeatMap(heads=(), rows=(), grouped=False)
    columns, left_out = _columns(rows)
    names = await _names(db, columns)
    heads = tuple(names[column] for column in columns)
    people = len({row.id for row in rows})
    grouped = people > MOST_ROWS
    lines = _grouped(rows, columns, names) if grouped else _single(rows, columns, names)
    posts_left_out = max(len({row.post_key for row in rows}) - MOST_ROWS, 0) if grouped else 0
    return HeatMap(heads=heads, rows=lines, grouped=grouped, left_out=left_out, rows_left_out=posts_left_out)


def _columns(rows: Any) -> tuple[list[int], int]:
    """Choose the competencies that the most people are asked for, in the dictionary's order."""
    asked = Counter(row.competency_id for row in rows)
    chosen = [competency for competency, _count in asked.most_common(MOST_COLUMNS)]
    return sorted(chosen), len(asked) - len(chosen)


async def _names(db: AsyncSession, columns: list[int]) -> dict[int, str]:
    found = await db.execute(
        select(Competency.id, Competency.name, Competency.name_en).where(Competency.id.in_(columns))
    )
    return {number: (name_en or name) if language() == "en" else name for number, name, name_en in found}


EMPTY = HeatCell(css="none", text="", label="")


def _single(rows: Any, columns: list[int], names: dict[int, str]) -> tuple[HeatRow, ...]:
    cells: dict[int, dict[int, HeatCell]] = defaultdict(dict)
    people: dict[int, Any] = {}
    for row in rows:
        people[row.id] = row
        cells[row.id][row.competency_id] = _cell(row, names)
    return tuple(
        HeatRow(
            name=row.name,
            href=f"/pegawai/{row.key}",
            note=row.title,
            cells=tuple(cells[number].get(column, EMPTY) for column in columns),
        )
        for number, row in people.items()
    )


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


def _grouped(rows: Any, columns: list[int], names: dict[int, str]) -> tuple[HeatRow, ...]:
    """Count, by post, the people below the standard or not assessed."""
    below: dict[tuple[str, int], int] = Counter()
    holders: dict[tuple[str, int], set[int]] = defaultdict(set)
    titles: dict[str, str] = {}
    for row in rows:
        titles[row.post_key] = row.title
        holders[row.post_key, row.competency_id].add(row.id)
        below[row.post_key, row.competency_id] += row.level is None or row.level < row.standard
    people: dict[str, set[int]] = defaultdict(set)
    for (post, _competency), who in holders.items():
        people[post] |= who
    ranked = sorted(titles, key=lambda post: (-len(people[post]), titles[post]))
    return tuple(
        HeatRow(
            name=titles[post],
            href=f"/jabatan/{post}",
            note=_("{n} orang", n=len(people[post])),
            cells=tuple(_group_cell(below, holders, post, column, names) for column in columns),
        )
        for post in ranked[:MOST_ROWS]
    )


def _group_cell(
    below: dict[tuple[str, int], int],
    holders: dict[tuple[str, int], set[int]],
    post: str,
    column: int,
    names: dict[int, str],
) -> HeatCell:
    count = len(holders.get((post, column), ()))
    if count == 0:
        return EMPTY
    missing = below[post, column]
    share = missing / count
    css = "met" if missing == 0 else "gap-1" if share < 0.34 else "gap-2" if share < 0.67 else "gap-3"
    label = _(
        "{name}: {missing} dari {count} orang di bawah standar",
        name=names[column],
        missing=missing,
        count=count,
    )
    return HeatCell(css=css, text=str(missing), label=label)
