"""Reads the list of people: one count, one page of rows, and the choices of the filter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.access import Actor, own_people
from app.law.careers import CAREER_COLUMNS, career_of
from app.law.dates import months_in_post, next_event
from app.law.settings import Law, law_on
from app.staff import words
from app.staff.conditions import Department, bounds, competency_named, conditions, joined
from app.staff.contexts import Choice, PersonLine, StaffContext
from app.staff.filters import (
    KIND_NAMES,
    ORDERS,
    ROLES,
    STATUS_NAMES,
    TIMES,
    StaffFilter,
    read_filter,
)
from app.web.formats import date_short
from app.web.i18n import language
from app.web.i18n import translate as _
from app.web.listing import read_paging, read_sort
from models import Person, Post, Unit

PATH = "/pegawai"


async def count_people(db: AsyncSession, actor: Actor, wanted: StaffFilter, law: Law, today: date) -> int:
    """Count what the list with this filter shows; every figure on other pages asks here."""
    found = await _conditions(db, actor, wanted, law, today)
    return await db.scalar(joined(func.count(Person.id)).where(*found)) or 0


async def _conditions(
    db: AsyncSession, actor: Actor, wanted: StaffFilter, law: Law, today: date
) -> list[ColumnElement[bool]]:
    competency = (await db.execute(competency_named(wanted.below))).first() if wanted.below else None
    return [own_people(actor), *conditions(wanted, law, today, competency[0] if competency else None)]


async def staff_list(db: AsyncSession, actor: Actor, query: Mapping[str, str], today: date) -> StaffContext:
    """Return one page of the list that an address asks for."""
    wanted = read_filter(query)
    law = await law_on(db, today)
    found = await _conditions(db, actor, wanted, law, today)
    total = await db.scalar(joined(func.count(Person.id)).where(*found)) or 0
    kept = {key: value for key, value in query.items() if key not in {"hal", "urut"} and value}
    order = {"urut": query["urut"]} if "urut" in query else {}
    sort = read_sort(PATH, {**kept, **order}, ORDERS, "nama")
    paging = read_paging(PATH, {**kept, **order, **({"hal": query["hal"]} if "hal" in query else {})}, total)
    rows = await db.execute(
        joined(
            Person.key,
            Person.name,
            *CAREER_COLUMNS,
            Post.key.label("post_key"),
            Post.title,
            Unit.key.label("unit_key"),
            Unit.name.label("unit_name"),
            Department.name.label("department_name"),
            Department.short_name,
        )
        .where(*found)
        .order_by(*_order(sort.field, descending=sort.is_descending))
        .limit(paging.per_page)
        .offset(paging.offset)
    )
    return StaffContext(
        title=_("Pegawai"),
        filter=wanted,
        people=tuple(_line(row, law, today) for row in rows),
        sort=sort,
        paging=paging,
        departments=await _departments(db, actor),
        kinds=tuple((code, _(name)) for code, name in KIND_NAMES.items()),
        statuses=tuple((code, _(name)) for code, name in STATUS_NAMES.items()),
        times=tuple((code, _(name)) for code, name in TIMES.items()),
        roles=tuple((code, _(name)) for code, name in ROLES.items()),
        chosen=await _chosen(db, wanted, today),
        has_roster=total > 0 or await db.scalar(select(Person.id).limit(1)) is not None,
    )


def _order(field: str, *, descending: bool) -> list[Any]:
    columns: dict[str, list[Any]] = {
        "nama": [Person.name],
        "jabatan": [Post.title, Person.name],
        "unit": [Department.position, Department.name, Unit.name, Person.name],
        "sejak": [Person.post_since, Person.name],
    }
    first, *rest = columns[field]
    empty_last = first.is_(None)
    return [empty_last, first.desc() if descending else first, *rest, Person.id]


def _line(row: Any, law: Law, today: date) -> PersonLine:
    career = career_of(row)
    return PersonLine(
        key=row.key,
        name=row.name,
        post_title=row.title or "",
        post_key=row.post_key or "",
        unit_name=row.unit_name or "",
        unit_key=row.unit_key or "",
        department=row.short_name or row.department_name or "",
        employment="" if row.employment_kind == "PNS" else words.employment(row.employment_kind),
        post_since=row.post_since,
        months_in_post=months_in_post(career, today),
        next_event=next_event(career, law, today),
    )


async def _departments(db: AsyncSession, actor: Actor) -> tuple[Choice, ...]:
    if not actor.sees_whole_city:
        return ()
    rows = await db.execute(
        select(Unit.key, Unit.name).where(Unit.is_department, Unit.active).order_by(Unit.position, Unit.name)
    )
    return tuple((key, name) for key, name in rows)


async def _chosen(db: AsyncSession, wanted: StaffFilter, today: date) -> tuple[tuple[str, str], ...]:
    """Say what the filter narrows to beyond the fields of its form, each with the address without it."""
    found: list[tuple[str, str]] = []
    if wanted.unit:
        name = await db.scalar(select(Unit.name).where(Unit.key == wanted.unit))
        found.append((_("Unit: {name}", name=name or wanted.unit), wanted.href(unit="")))
    if wanted.post:
        title = await db.scalar(select(Post.title).where(Post.key == wanted.post))
        found.append((_("Jabatan: {name}", name=title or wanted.post), wanted.href(post="")))
    if wanted.below:
        row = (await db.execute(competency_named(wanted.below))).first()
        name = wanted.below if row is None else (row[2] or row[1] if language() == "en" else row[1])
        found.append((_("Di bawah standar: {name}", name=name), wanted.href(below="")))
    if wanted.time and wanted.time not in {"lewat", "kurang"}:
        first, last = bounds(wanted, today)
        words = _("{first} sampai {last}", first=date_short(first), last=date_short(last))
        found.append((words, wanted.href(time="", since=None, until=None)))
    return tuple(found)
