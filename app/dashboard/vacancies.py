"""
Empty managerial places at the ends of quarters, without any move, and under the plan where there is one.

A move fills one place and leaves another, so the sum over all posts hardly changes; which are empty does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.law.careers import CAREER_COLUMNS, career_of
from app.law.conditions import contract_ending, retiring
from app.law.dates import leaves_on
from app.law.months import add_months
from app.law.settings import Law
from app.staff.conditions import joined
from app.staff.filters import KINDS
from app.units.tree import holders_of_posts, vacant_places
from app.web import svg
from app.web.formats import number
from app.web.i18n import translate as _
from models import Person, Plan, Post, TransferRound

QUARTERS = 5
MANAGERIAL = KINDS["manajerial"]


@dataclass(frozen=True)
class VacancyCourse:
    """Empty places at the ends of quarters; with the plan, from its first round on."""

    days: tuple[date, ...]
    without: tuple[int, ...]
    with_plan: tuple[tuple[date, int], ...]


def quarter_ends(today: date) -> tuple[date, ...]:
    """Return the end of the present quarter and of those that follow."""
    first = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    return tuple(add_months(first, 3 * (step + 1)) - timedelta(1) for step in range(QUARTERS))


async def vacancy_course(db: AsyncSession, law: Law, today: date) -> VacancyCourse:
    """Compute the course for the whole city."""
    days = quarter_ends(today)
    holders = holders_of_posts()
    places = func.coalesce(func.sum(vacant_places(holders)), 0)
    now = await db.scalar(
        select(places)
        .select_from(Post)
        .outerjoin(holders, holders.c.post_id == Post.id)
        .where(Post.active, Post.kind.in_(MANAGERIAL))
    )
    leaving = await _leaving(db, law, today, days[-1])
    surplus = await _surplus(db)
    return VacancyCourse(
        days=days,
        without=tuple(int(now or 0) + _emptied(leaving, surplus, day) for day in days),
        with_plan=await _with_plan(db, days[-1]),
    )


async def _leaving(db: AsyncSession, law: Law, today: date, last: date) -> list[tuple[int, date]]:
    """Return post and day of everybody whose service ends, but for contracts that the city means to renew."""
    is_leaving = retiring(law, today, last)
    if not law.renews_contracts:
        is_leaving = or_(is_leaving, contract_ending(today, last))
    rows: Any = await db.execute(
        joined(
            Person.post_id,
            *CAREER_COLUMNS,
        ).where(Post.active, Post.kind.in_(MANAGERIAL), is_leaving)
    )
    found = []
    for row in rows:
        career = career_of(row)
        end = leaves_on(career, law)
        if end is not None and today <= end.on <= last:
            found.append((row.post_id, end.on))
    return found


async def _surplus(db: AsyncSession) -> dict[int, int]:
    """Return the holders beyond the formation: so many may leave before a place is empty."""
    holders = holders_of_posts()
    rows = await db.execute(
        select(Post.id, holders.c.holders - Post.formation)
        .join(holders, holders.c.post_id == Post.id)
        .where(holders.c.holders > Post.formation)
    )
    return {post_id: int(surplus) for post_id, surplus in rows}


def _emptied(leaving: Sequence[tuple[int, date]], surplus: dict[int, int], until: date) -> int:
    """Count the places emptied by a day; a surplus of holders is used up first."""
    gone = Counter(post_id for post_id, day in leaving if day <= until)
    return sum(max(count - surplus.get(post_id, 0), 0) for post_id, count in gone.items())


async def _with_plan(db: AsyncSession, last: date) -> tuple[tuple[date, int], ...]:
    """Return what the newest lawful plan of an open round leaves empty, round by round."""
    row = (
        await db.execute(
            select(Plan.summary, TransferRound.starts_on, TransferRound.round_months)
            .join(TransferRound, TransferRound.id == Plan.round_id)
            .where(Plan.is_lawful, TransferRound.status == "open")
            .order_by(Plan.id.desc())
            .limit(1)
        )
    ).one_or_none()
    counts = (row[0].get("plan", {}) if row else {}).get("managerial_vacancies", ())
    if row is None or not counts:
        return ()
    dated = [(add_months(row[1], row[2] * index), int(count)) for index, count in enumerate(counts)]
    return tuple((day, count) for day, count in dated if day <= last)


def vacancy_picture(course: VacancyCourse) -> str:
    """Draw both courses with their names on the lines."""
    first, last = course.days[0].toordinal(), course.days[-1].toordinal()
    values = [*course.without, *(count for _day, count in course.with_plan)]
    high = max(max(values, default=0), 1) * 1.15
    series = [
        svg.Series(
            [(day.toordinal(), count) for day, count in zip(course.days, course.without, strict=True)],
            _("tanpa mutasi"),
            "line bound",
            dots=True,
            end_label=number(course.without[-1]),
            name_at=0.25,
        )
    ]
    planned = [
        (day.toordinal(), count) for day, count in course.with_plan if first <= day.toordinal() <= last
    ]
    if planned:
        series.append(
            svg.Series(
                planned,
                _("dengan rencana"),
                dots=True,
                end_label=number(planned[-1][1]),
                text_class="primary",
                name_at=0.0,
            )
        )
    across = svg.Axis(first, last, [(day.toordinal(), quarter_name(day)) for day in course.days])
    up = svg.Axis(0, high, [(value, number(value)) for value in svg.ticks(0, high, 3)])
    label = _(
        "Jabatan manajerial kosong: {now} pada akhir triwulan ini, {later} setahun kemudian tanpa mutasi",
        now=course.without[0],
        later=course.without[-1],
    )
    return svg.line_chart(series, across, up, label, width=400, height=190, left=44, right=52)


def quarter_name(day: date) -> str:
    """Name a quarter: Tw4 26."""
    return _("Tw{quarter} {year}", quarter=(day.month + 2) // 3, year=f"{day.year % 100:02d}")


def vacancy_rows(course: VacancyCourse) -> tuple[tuple[str, ...], ...]:
    """Return the numbers of the picture."""
    planned = dict(course.with_plan)
    return tuple(
        (
            quarter_name(day),
            number(count),
            number(next((value for at, value in reversed(course.with_plan) if at <= day), None))
            if planned
            else "–",
        )
        for day, count in zip(course.days, course.without, strict=True)
    )
