"""Reads posts: the list with its filter, and the posts of units with their holders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from app.access import Actor, own_units
from app.law.careers import CAREER_COLUMNS, career_of
from app.law.dates import months_in_post, next_event
from app.law.settings import Law
from app.staff import words
from app.staff.filters import KIND_NAMES, KINDS
from app.units.contexts import HolderLine, PostLine, PostsContext
from app.units.tree import holders_of_posts, vacant_places
from app.web.i18n import translate as _
from app.web.listing import read_paging, read_sort
from models import Person, Post, Unit

PATH = "/jabatan"
ORDERS = ("jabatan", "unit", "kosong", "formasi")

Department = aliased(Unit, name="post_department")


def _select(*columns: Any) -> tuple[Any, Any]:
    """Select from active posts with unit, department and number of holders."""
    holders = holders_of_posts()
    statement = (
        select(*columns)
        .select_from(Post)
        .join(Unit, Unit.id == Post.unit_id)
        .outerjoin(Department, Department.id == Unit.department_id)
        .outerjoin(holders, holders.c.post_id == Post.id)
        .where(Post.active)
    )
    return statement, holders


def post_conditions(actor: Actor, query: Mapping[str, str]) -> list[ColumnElement[bool]]:
    """Read the filter of the list; `lowong` is applied by `only_vacant`."""
    found: list[ColumnElement[bool]] = [own_units(actor)]
    for word in query.get("q", "").split()[:6]:
        fields = (Post.title, Unit.name, Department.name, Department.short_name)
        found.append(or_(*(field.icontains(word, autoescape=True) for field in fields)))
    if query.get("jenis") in KINDS:
        found.append(Post.kind.in_(KINDS[query["jenis"]]))
    if query.get("opd"):
        found.append(Department.key == query["opd"])
    return found


async def count_posts(db: AsyncSession, actor: Actor, query: Mapping[str, str]) -> tuple[int, int]:
    """Count the posts that the list shows with a filter, and the empty places in them."""
    statement, holders = _select()
    places = func.coalesce(func.sum(vacant_places(holders)), 0)
    statement = statement.add_columns(func.count(Post.id), places)
    row = (await db.execute(statement.where(*_all_conditions(actor, query, holders)))).one()
    return int(row[0]), int(row[1])


def _all_conditions(actor: Actor, query: Mapping[str, str], holders: Any) -> list[ColumnElement[bool]]:
    found = post_conditions(actor, query)
    if query.get("lowong") == "ya":
        found.append(Post.formation > func.coalesce(holders.c.holders, 0))
    return found


async def post_list(db: AsyncSession, actor: Actor, query: Mapping[str, str]) -> PostsContext:
    """Return one page of the post map."""
    total, places = await count_posts(db, actor, query)
    kept = {key: value for key, value in query.items() if value}
    sort = read_sort(PATH, kept, ORDERS, "unit")
    paging = read_paging(PATH, kept, total)
    statement, holders = _select(
        Post.id,
        Post.key,
        Post.title,
        Post.kind,
        Post.echelon,
        Post.functional_level,
        Post.formation,
        Unit.name.label("unit_name"),
        Unit.key.label("unit_key"),
        Department.name.label("department_name"),
        Department.short_name,
    )
    statement = statement.add_columns(func.coalesce(holders.c.holders, 0).label("holders"))
    columns: dict[str, list[Any]] = {
        "jabatan": [Post.title],
        "unit": [Department.position, Department.name, Unit.position, Unit.name],
        "kosong": [vacant_places(holders)],
        "formasi": [Post.formation],
    }
    order = [column.desc() if sort.is_descending else column for column in columns[sort.field]]
    rows = await db.execute(
        statement.where(*_all_conditions(actor, query, holders))
        .order_by(*order, Post.title, Post.id)
        .limit(paging.per_page)
        .offset(paging.offset)
    )
    departments: tuple[tuple[str, str], ...] = ()
    if actor.sees_whole_city:
        found = await db.execute(
            select(Unit.key, Unit.name)
            .where(Unit.is_department, Unit.active)
            .order_by(Unit.position, Unit.name)
        )
        departments = tuple((key, name) for key, name in found)
    return PostsContext(
        title=_("Peta jabatan"),
        posts=tuple(line_of(row) for row in rows),
        places=places,
        sort=sort,
        paging=paging,
        departments=departments,
        kinds=tuple((code, _(name)) for code, name in KIND_NAMES.items()),
        text=query.get("q", ""),
        department=query.get("opd", ""),
        kind=query.get("jenis", ""),
        vacant_only=query.get("lowong") == "ya",
    )


def line_of(row: Any, people: tuple[HolderLine, ...] = ()) -> PostLine:
    """Turn a row into a line."""
    return PostLine(
        key=row.key,
        title=row.title,
        kind=words.post_kind(row.kind),
        level=row.echelon or row.functional_level or "",
        unit_name=row.unit_name,
        unit_key=row.unit_key,
        department=row.short_name or row.department_name or "",
        formation=row.formation,
        holders=row.holders,
        people=people,
    )


async def posts_with_people(
    db: AsyncSession,
    law: Law,
    today: date,
    condition: ColumnElement[bool],
    *,
    first: int = 0,
    most: int = 50,
) -> tuple[PostLine, ...]:
    """
    Read posts with the people on them: those of the unit `first`, then by unit, the highest first.

    At most `most` people are read per post; the number of holders is always the whole one.
    """
    statement, holders = _select(
        Post.id,
        Post.key,
        Post.title,
        Post.kind,
        Post.echelon,
        Post.functional_level,
        Post.formation,
        Unit.name.label("unit_name"),
        Unit.key.label("unit_key"),
        Department.name.label("department_name"),
        Department.short_name,
    )
    statement = statement.add_columns(func.coalesce(holders.c.holders, 0).label("holders"))
    rows = (
        await db.execute(
            statement.where(condition).order_by(
                Unit.id != first, Unit.position, Unit.name, Post.echelon.is_(None), Post.echelon, Post.title
            )
        )
    ).all()
    people = await _people(db, law, today, condition, most)
    return tuple(line_of(row, tuple(people.get(row.id, ()))) for row in rows)


async def _people(
    db: AsyncSession, law: Law, today: date, condition: ColumnElement[bool], most: int
) -> dict[int, list[HolderLine]]:
    placed = (
        select(
            Person.post_id,
            Person.key,
            Person.name,
            *CAREER_COLUMNS,
            func.row_number()
            .over(partition_by=Person.post_id, order_by=(Person.name, Person.id))
            .label("place"),
        )
        .join(Post, Post.id == Person.post_id)
        .where(Person.active, condition)
        .subquery("placed")
    )
    rows: Any = await db.execute(
        select(placed).where(placed.c.place <= most).order_by(placed.c.post_id, placed.c.place)
    )
    found: dict[int, list[HolderLine]] = defaultdict(list)
    for row in rows:
        career = career_of(row)
        found[row.post_id or 0].append(
            HolderLine(
                key=row.key,
                name=row.name,
                months_in_post=months_in_post(career, today),
                next_event=next_event(career, law, today),
            )
        )
    return found
