"""The legal calendar: whoever holds a key role or leads a department by name, all others counted by month."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.access import Actor, own_people
from app.dashboard.contexts import CalendarEvent
from app.law.careers import CAREER_COLUMNS, career_of
from app.law.conditions import contract_ending, reaching, retiring
from app.law.dates import LegalDate, all_dates
from app.law.months import add_months, month_start
from app.law.settings import Law
from app.staff.conditions import AHEAD_MONTHS, joined, serving
from app.staff.filters import StaffFilter
from app.web.formats import month_long
from app.web.i18n import translate as _
from models import Hold, LegalWindow, Person, Post, System, SystemRole, TransferRound, Unit

NAMED_KINDS = ("SENIOR_EXECUTIVE",)


@dataclass(frozen=True)
class _Reach:
    """One kind of date that is counted by month."""

    time: str
    code: str
    tone: str


COUNTED = (_Reach("genap-tersingkat", "min_tenure", "ok"), _Reach("genap-terlama", "max_tenure", "warn"))


async def calendar_events(db: AsyncSession, actor: Actor, law: Law, today: date) -> list[CalendarEvent]:
    """Return all events of the months ahead, the earliest first."""
    last = add_months(today, AHEAD_MONTHS)
    events = await _named(db, actor, law, today, last)
    for reach in COUNTED:
        events += await _reached(db, actor, law, reach, today, last)
    events += await _retirements(db, actor, law, today, last)
    events += await _contracts(db, actor, law, today, last)
    events += await _rounds_and_windows(db, today, last)
    events += await _holds(db, today, last)
    return sorted(events, key=lambda event: (event.on, event.title))


async def _named(db: AsyncSession, actor: Actor, law: Law, today: date, last: date) -> list[CalendarEvent]:
    """Name the people whose dates touch a system or a department as a whole."""
    rows: Any = await db.execute(
        joined(
            Person.key,
            Person.name,
            *CAREER_COLUMNS,
            Post.title,
            serving(today, key_only=True).label("is_key"),
        ).where(own_people(actor), or_(serving(today, key_only=True), Post.kind.in_(NAMED_KINDS)))
    )
    events = []
    for row in rows:
        career = career_of(row)
        events += [
            _person_event(row, each)
            for each in all_dates(career, law)
            if each.kind != "may_move" and today <= each.on <= last
        ]
    return events


def _person_event(row: Any, event: LegalDate) -> CalendarEvent:
    title = {
        "move_due": _("{title} mencapai waktu terlama", title=row.title),
        "retires": _("{title} pensiun", title=row.title),
        "contract_ends": _("Kontrak {title} berakhir", title=row.title),
    }[event.kind]
    role = _("memegang peran kunci") if row.is_key else _("memimpin perangkat daerah")
    tone = "bad" if event.kind != "move_due" or row.kind in NAMED_KINDS else "warn"
    note = _("{name}, {role} ({article})", name=row.name, role=role, article=event.article)
    return CalendarEvent(on=event.on, tone=tone, title=title, note=note, href=f"/pegawai/{row.key}")


def _month_end(day: date) -> date:
    return add_months(month_start(day), 1) - timedelta(1)


async def _reached(
    db: AsyncSession, actor: Actor, law: Law, reach: _Reach, today: date, last: date
) -> list[CalendarEvent]:
    """Count by month who completes a tenure."""
    months = law.months(reach.code)
    if months is None:
        return []
    rows = await db.execute(
        joined(Person.post_since, func.count(Person.id))
        .where(own_people(actor), reaching(law, reach.code, today, last))
        .group_by(Person.post_since)
    )
    counts: Counter[date] = Counter()
    for since, count in rows:
        counts[month_start(add_months(since, months))] += count
    titles = {
        "genap-tersingkat": lambda n: _("{n} orang mencapai waktu tersingkat", n=n),
        "genap-terlama": lambda n: _("{n} orang mencapai waktu terlama", n=n),
    }
    article = law.citation(reach.code).split(";")[0].split(" dan ")[0]
    return [
        CalendarEvent(
            on=max(first, today),
            tone=reach.tone,
            title=titles[reach.time](count),
            note=_("{month} ({article})", month=month_long(first), article=article),
            href=StaffFilter(
                time=reach.time, since=max(first, today), until=min(_month_end(first), last)
            ).href(),
        )
        for first, count in counts.items()
    ]


async def _retirements(
    db: AsyncSession, actor: Actor, law: Law, today: date, last: date
) -> list[CalendarEvent]:
    rows: Any = await db.execute(
        joined(
            *CAREER_COLUMNS,
            serving(today, key_only=True).label("is_key"),
        ).where(own_people(actor), retiring(law, today, last))
    )
    counts: Counter[date] = Counter()
    keys: Counter[date] = Counter()
    for row in rows:
        # Of these people only the retirement is asked for.
        (end,) = all_dates(replace(career_of(row), post_since=None, contract_ends_on=None), law)
        counts[end.on] += 1
        keys[end.on] += bool(row.is_key)
    article = law.citation("retirement").split(";")[0]
    return [
        CalendarEvent(
            on=day,
            tone="bad" if keys[day] else "warn",
            title=_("{n} orang pensiun", n=count),
            note=_("{n} memegang peran kunci", n=keys[day]) if keys[day] else article,
            href=StaffFilter(time="pensiun", since=day, until=day).href(),
        )
        for day, count in counts.items()
    ]


async def _contracts(
    db: AsyncSession, actor: Actor, law: Law, today: date, last: date
) -> list[CalendarEvent]:
    key = serving(today, key_only=True)
    rows = await db.execute(
        joined(Person.contract_ends_on, func.count(Person.id), func.count(Person.id).filter(key))
        .where(own_people(actor), contract_ending(today, last))
        .group_by(Person.contract_ends_on)
    )
    return [
        CalendarEvent(
            on=day,
            tone="bad" if keys else "warn",
            title=_("{n} kontrak PPPK berakhir", n=count),
            note=_("{n} memegang peran kunci", n=keys) if keys else law.citation("contract_term"),
            href=StaffFilter(time="kontrak", since=day, until=day).href(),
        )
        for day, count, keys in rows
    ]


async def _rounds_and_windows(db: AsyncSession, today: date, last: date) -> list[CalendarEvent]:
    rounds: Any = await db.execute(
        select(TransferRound.key, TransferRound.name, TransferRound.starts_on).where(
            TransferRound.status == "open", TransferRound.starts_on.between(today, last)
        )
    )
    events = [
        CalendarEvent(
            on=row.starts_on,
            tone="primary",
            title=_("TMT babak {name}", name=row.name),
            note=_("tanggal berlaku mutasi"),
            href=f"/babak/{row.key}",
        )
        for row in rounds
    ]
    kinds = {
        "election": _("masa pemilihan"),
        "post_inauguration": _("enam bulan sejak pelantikan kepala daerah"),
        "acting_head": _("masa penjabat kepala daerah"),
    }
    windows: Any = await db.execute(
        select(LegalWindow).where(LegalWindow.to_date >= today, LegalWindow.from_date <= last)
    )
    for window in windows.scalars():
        name = kinds.get(window.kind, window.kind)
        starts = max(window.from_date, today)
        tone = "ok" if window.approved else "bad"
        note = _("{citation}", citation=window.citation)
        title = _("Jendela persetujuan: {name}", name=name)
        events.append(CalendarEvent(on=starts, tone=tone, title=title, note=note, href=""))
        if window.to_date <= last:
            title = _("Jendela persetujuan berakhir: {name}", name=name)
            events.append(CalendarEvent(on=window.to_date, tone="ok", title=title, note=note, href=""))
    return events


async def _holds(db: AsyncSession, today: date, last: date) -> list[CalendarEvent]:
    """Say when approved holds end, by system."""
    rows: Any = await db.execute(
        select(System.key, System.name, Hold.until, Person.name.label("person"))
        .join(SystemRole, SystemRole.id == Hold.role_id)
        .join(System, System.id == SystemRole.system_id)
        .join(Person, Person.id == Hold.person_id)
        .join(Unit, Unit.id == System.unit_id)
        .where(Hold.status == "approved", Hold.until.between(today, last))
    )
    by_place: dict[tuple[str, str, date], list[str]] = defaultdict(list)
    for row in rows:
        by_place[row.key, row.name, row.until].append(row.person)
    return [
        CalendarEvent(
            on=day,
            tone="warn",
            title=_("Penahanan pada {system} berakhir", system=name),
            note=", ".join(people),
            href=f"/sistem/{key}#penahanan",
        )
        for (key, name, day), people in by_place.items()
    ]
