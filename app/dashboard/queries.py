"""Reads the dashboard: every figure comes from the same question as the list behind it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select, true
from sqlalchemy.ext.asyncio import AsyncSession

from app.access import Actor
from app.dashboard.calendar import calendar_events
from app.dashboard.contexts import (
    BenefitContext,
    CalendarContext,
    DashboardContext,
    Figure,
    ShortageLine,
    ShortagesContext,
    Step,
)
from app.dashboard.kept import kept_shortages
from app.dashboard.vacancies import vacancy_course, vacancy_picture, vacancy_rows
from app.law.months import add_months
from app.law.settings import Law, law_on
from app.planning.queries import round_steps
from app.staff.competence import FAMILIES
from app.staff.conditions import AHEAD_MONTHS
from app.staff.filters import StaffFilter
from app.staff.queries import count_people
from app.staff.words import family
from app.systems.indicators import indicator_lines
from app.systems.listing import at_risk, risk_line
from app.systems.queries import system_states
from app.systems.svg import axis_ends, axis_picture
from app.units.posts import count_posts
from app.web.i18n import language
from app.web.i18n import translate as _
from models import Competency, Person, TransferRound

RISKS, EVENTS, SHORTAGES, INDICATORS = 7, 7, 6, 4


async def dashboard(db: AsyncSession, actor: Actor, today: date) -> DashboardContext:
    """Return the dashboard of the whole city."""
    law = await law_on(db, today)
    systems = await system_states(db, law, today, true())
    risky = at_risk(systems, today)
    shown = risky[:RISKS]
    ends = axis_ends(shown, today)
    open_round = await _open_round(db)
    events = await calendar_events(db, actor, law, today)
    course = await vacancy_course(db, law, today)
    missing = await _shortages(db, today)
    indicators = await indicator_lines(db)
    has_roster = await db.scalar(select(Person.id).limit(1)) is not None
    return DashboardContext(
        title=_("Dasbor"),
        today=today,
        has_roster=has_roster,
        step=_step(actor, open_round, has_roster=has_roster),
        round_steps=await round_steps(db, open_round) if open_round else (),
        figures=await _figures(db, actor, law, today, len(risky), len(systems)),
        risks=tuple(risk_line(system, ends, today) for system in shown),
        axis=axis_picture(ends),
        systems_total=len(systems),
        risks_total=len(risky),
        events=tuple(events[:EVENTS]),
        events_total=len(events),
        vacancies=vacancy_picture(course),
        vacancy_rows=vacancy_rows(course),
        has_plan=bool(course.with_plan),
        shortages=tuple(line for line in missing if line.family == "technical")[:SHORTAGES],
        shortages_total=len(missing),
        indicators=tuple(indicators[:INDICATORS]),
        indicators_total=len(indicators),
    )


async def _open_round(db: AsyncSession) -> TransferRound | None:
    newest = TransferRound.opened_at.desc()
    return await db.scalar(
        select(TransferRound).where(TransferRound.status == "open").order_by(newest).limit(1)
    )


def _step(actor: Actor, open_round: TransferRound | None, *, has_roster: bool) -> Step | None:
    """Return the one main action: what comes next for this role."""
    if not has_roster:
        return Step(href="/impor", text=_("Impor data")) if actor.role == "planner" else None
    if open_round is not None:
        return Step(href=f"/babak/{open_round.key}", text=_("Lanjutkan babak {name}", name=open_round.name))
    return Step(href="/babak/baru", text=_("Buka babak mutasi")) if actor.role == "planner" else None


async def _figures(
    db: AsyncSession, actor: Actor, law: Law, today: date, risky: int, systems: int
) -> tuple[Figure, ...]:
    async def people(time: str, role: str = "") -> tuple[int, str]:
        wanted = StaffFilter(time=time, role=role)
        return await count_people(db, actor, wanted, law, today), wanted.href()

    vacant, places = await count_posts(db, actor, {"lowong": "ya"})
    managerial, _places = await count_posts(db, actor, {"lowong": "ya", "jenis": "manajerial"})
    over, over_href = await people("lewat")
    over_key, over_key_href = await people("lewat", "kunci")
    retiring, retiring_href = await people("pensiun")
    retiring_key, retiring_key_href = await people("pensiun", "kunci")
    early, early_href = await people("kurang")
    ending, ending_href = await people("kontrak")
    longest, shortest = law.months("max_tenure") or 0, law.months("min_tenure") or 0
    return (
        Figure(
            label=_("Sistem berisiko"),
            value=risky,
            unit=_("dari {n}", n=systems),
            href="/sistem?tampil=berisiko",
            tone="bad" if risky else "ok",
            note=_("orang kunci pergi, atau peran kosong") if risky else _("tidak ada sebab risiko"),
        ),
        Figure(
            label=_("Jabatan lowong"),
            value=vacant,
            unit=_("{n} tempat", n=places),
            href="/jabatan?lowong=ya",
            note=_("{n} jabatan manajerial", n=managerial),
            note_href="/jabatan?lowong=ya&jenis=manajerial",
        ),
        Figure(
            label=_("Lewat {n} tahun di jabatan", n=longest // 12),
            value=over,
            unit=_("orang"),
            href=over_href,
            note=_("{n} memegang peran kunci", n=over_key),
            note_href=over_key_href,
        ),
        Figure(
            label=_("Pensiun {n} bulan ke depan", n=AHEAD_MONTHS),
            value=retiring,
            unit=_("orang"),
            href=retiring_href,
            note=_("{n} memegang peran kunci", n=retiring_key),
            note_href=retiring_key_href,
        ),
        Figure(
            label=_("Belum {n} tahun di jabatan", n=shortest // 12),
            value=early,
            unit=_("orang"),
            href=early_href,
            note=_("{n} kontrak berakhir dalam setahun", n=ending),
            note_href=ending_href,
        ),
    )


async def _shortages(db: AsyncSession, today: date) -> tuple[ShortageLine, ...]:
    counted = await kept_shortages(db, today)
    rows = await db.execute(
        select(Competency.id, Competency.code, Competency.name, Competency.name_en, Competency.family)
    )
    known = {row.id: row for row in rows}
    return tuple(
        ShortageLine(
            code=known[number].code,
            name=(known[number].name_en or known[number].name) if language() == "en" else known[number].name,
            family=known[number].family,
            people=people,
        )
        for number, people in counted
    )


async def calendar(db: AsyncSession, actor: Actor, today: date) -> CalendarContext:
    """Return all legal dates of the months ahead."""
    law = await law_on(db, today)
    return CalendarContext(
        title=_("Kalender hukum"),
        today=today,
        until=add_months(today, AHEAD_MONTHS),
        events=tuple(await calendar_events(db, actor, law, today)),
    )


async def shortage_list(db: AsyncSession, today: date) -> ShortagesContext:
    """Return all competencies that people miss."""
    lines = await _shortages(db, today)
    grouped = (
        (family(code), tuple(line for line in lines if line.family == code)) for code in reversed(FAMILIES)
    )
    return ShortagesContext(
        title=_("Kekurangan kompetensi"), families=tuple(group for group in grouped if group[1])
    )


async def benefit(db: AsyncSession) -> BenefitContext:
    """Return all service indicators."""
    lines = await indicator_lines(db)
    return BenefitContext(
        title=_("Dampak layanan"),
        indicators=tuple(lines),
        better=sum(line.helps == "better" for _key, _name, line in lines),
        worse=sum(line.helps == "worse" for _key, _name, line in lines),
    )
