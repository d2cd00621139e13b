"""Reads for the rounds and for the home page of one round."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.access import Actor
from app.planning import forms, words
from app.planning.contexts import (
    InputCount,
    NewRoundContext,
    RoundContext,
    RoundLine,
    RoundsContext,
    RunLine,
    Step,
)
from app.planning.pin_queries import pin_lines
from app.planning.rounds import PLANNER, moves_now, profile_choices, roster_version, round_facts
from app.web.formats import date_short, ppm
from app.web.forms import Form
from app.web.i18n import translate as _
from models import (
    Account,
    DataVersion,
    Hold,
    ImportBatch,
    Person,
    Plan,
    Post,
    RuleSetting,
    Run,
    System,
    TransferRound,
    Unit,
    utc_now,
)


async def round_list(db: AsyncSession, actor: Actor) -> RoundsContext:
    """Return all rounds with their newest plan."""
    newest = select(func.max(Plan.id)).where(Plan.is_lawful).group_by(Plan.round_id)
    plans = {
        row.round_id: row
        for row in await db.execute(
            select(Plan.round_id, Plan.key, Plan.value, Plan.gap_ppm, Plan.certified_at, Plan.summary).where(
                Plan.id.in_(newest)
            )
        )
    }
    counts = {
        row.round_id: (row.runs, row.running)
        for row in await db.execute(
            select(
                Run.round_id,
                func.count().label("runs"),
                func.sum(case((Run.status.in_(("queued", "running")), 1), else_=0)).label("running"),
            ).group_by(Run.round_id)
        )
    }
    rounds = await db.scalars(
        select(TransferRound).order_by(TransferRound.starts_on.desc(), TransferRound.id)
    )
    lines = tuple(
        RoundLine(
            facts=round_facts(each),
            runs=counts.get(each.id, (0, 0))[0],
            running=int(counts.get(each.id, (0, 0))[1]),
            plan_key=plans[each.id].key if each.id in plans else None,
            value=plans[each.id].value if each.id in plans else None,
            gap_ppm=plans[each.id].gap_ppm if each.id in plans else None,
            is_certified=each.id in plans and plans[each.id].certified_at is not None,
            moves=moves_now(plans[each.id].summary) if each.id in plans else None,
        )
        for each in rounds
    )
    has_people = await db.scalar(select(Person.id).limit(1)) is not None
    return RoundsContext(
        title=_("Babak mutasi"), rounds=lines, may_open=actor.role == PLANNER, has_people=has_people
    )


def new_round(form: Form) -> NewRoundContext:
    """Return the form of a new round, filled with what is usual."""
    start = forms.usual_start()
    month = _("April") if start.month == 4 else _("Oktober")
    return NewRoundContext(
        title=_("Buka babak"),
        form=form,
        usual_name=f"{month} {start.year}",
        usual_start=start,
        months=forms.MONTHS,
        profiles=profile_choices(),
    )


async def round_home(
    db: AsyncSession,
    actor: Actor,
    transfer_round: TransferRound,
    form: Form,
    refusals: tuple[str, ...] = (),
) -> RoundContext:
    """Return the home page of a round."""
    facts = round_facts(transfer_round)
    runs = await run_lines(db, transfer_round.id)
    newest = await db.execute(
        select(DataVersion.at, DataVersion.as_of).order_by(DataVersion.version.desc()).limit(1)
    )
    version = newest.one_or_none()
    as_of = await db.scalar(
        select(DataVersion.as_of)
        .where(DataVersion.as_of.is_not(None))
        .order_by(DataVersion.version.desc())
        .limit(1)
    )
    shared = select(Plan.key).where(Plan.round_id == transfer_round.id, Plan.shared_at.is_not(None))
    return RoundContext(
        title=_("Babak {name}", name=transfer_round.name),
        round=facts,
        steps=await round_steps(db, transfer_round),
        inputs=await input_counts(db, transfer_round),
        data_as_of=date.fromisoformat(as_of) if as_of else None,
        data_changed_at=version.at if version else None,
        pins=await pin_lines(db, transfer_round),
        runs=runs,
        form=form,
        profiles=profile_choices(),
        usual_seconds=forms.USUAL_RUN,
        may_plan=actor.role == PLANNER and facts.is_open,
        shared_plan=await db.scalar(shared),
        refusals=refusals,
    )


async def input_counts(db: AsyncSession, transfer_round: TransferRound) -> tuple[InputCount, ...]:
    """Count what a run would freeze now; each count leads to its list."""
    people = await db.scalar(
        select(func.count()).select_from(Person).where(Person.active, Person.post_id.is_not(None))
    )
    posts = await db.scalar(select(func.count()).select_from(Post).where(Post.active))
    systems = await db.scalar(select(func.count()).select_from(System).where(System.stage != "finished"))
    counted = await db.execute(
        select(Hold.status, func.count())
        .where(Hold.status.in_(("approved", "requested")), Hold.until >= transfer_round.starts_on)
        .group_by(Hold.status)
    )
    holds = {row[0]: row[1] for row in counted}
    day = transfer_round.starts_on
    rules = await db.scalar(
        select(func.count(func.distinct(RuleSetting.code))).where(
            RuleSetting.valid_from <= day, (RuleSetting.valid_to.is_(None)) | (RuleSetting.valid_to >= day)
        )
    )
    waiting = holds.get("requested", 0)
    return (
        InputCount(label=_("Pegawai berjabatan"), count=people or 0, note="", href="/pegawai"),
        InputCount(label=_("Baris jabatan"), count=posts or 0, note="", href="/jabatan"),
        InputCount(label=_("Sistem yang dibangun"), count=systems or 0, note="", href="/sistem"),
        InputCount(
            label=_("Penahanan disetujui"),
            count=holds.get("approved", 0),
            note=_("{n} menunggu", n=waiting) if waiting else "",
            href="/sistem",
        ),
        InputCount(
            label=_("Aturan berlaku"),
            count=rules or 0,
            note=_("per {day}", day=date_short(day)),
            href=None,
        ),
    )


async def round_steps(db: AsyncSession, transfer_round: TransferRound) -> tuple[Step, ...]:
    """Return the round bar: eight steps, each with its fact, one of them current."""
    href = f"/babak/{transfer_round.key}"
    people = await db.scalar(select(func.count()).select_from(Person).where(Person.active)) or 0
    last = await db.scalar(select(func.max(ImportBatch.committed_at)))
    departments = await db.scalar(select(func.count()).select_from(Unit).where(Unit.is_department)) or 0
    declared = await db.scalar(select(func.count(func.distinct(System.unit_id)))) or 0
    waiting = await db.scalar(select(func.count()).select_from(Hold).where(Hold.status == "requested")) or 0
    plan = (
        await db.execute(
            select(Plan.gap_ppm, Plan.shared_at)
            .where(Plan.round_id == transfer_round.id, Plan.is_lawful)
            .order_by(Plan.id.desc())
            .limit(1)
        )
    ).one_or_none()
    running = await db.scalar(
        select(func.count())
        .select_from(Run)
        .where(Run.round_id == transfer_round.id, Run.status.in_(("queued", "running")))
    )
    if plan is not None:
        found = _("celah {gap}", gap=ppm(plan.gap_ppm)) if plan.gap_ppm is not None else _("ada rencana")
    else:
        found = _("sedang dihitung") if running else _("belum dihitung")
    here = "import" if not people else "proposal"
    return (
        Step(
            name=_("Impor"),
            fact=_("{n} pegawai", n=people),
            state="here" if here == "import" else "done",
            href="/impor" if last is None else None,
        ),
        Step(
            name=_("Kebutuhan OPD"),
            fact=_("{declared} dari {departments} OPD", declared=declared, departments=departments),
            state="done" if declared else "wait",
        ),
        Step(
            name=_("Penahanan"),
            fact=_("{n} menunggu PPK", n=waiting) if waiting else _("tidak ada yang menunggu"),
            state="wait" if waiting else "done",
        ),
        Step(
            name=_("Usul"),
            fact=found,
            state="here" if here == "proposal" else "next",
            href=f"{href}/usul" if plan is not None else None,
        ),
        Step(name=_("Pra-periksa"), fact=_("belum"), state="next"),
        Step(name=_("Sidang TPK"), fact=_("belum"), state="next"),
        Step(name=_("Keputusan PPK"), fact=_("belum"), state="next"),
        Step(name=_("Berlaku"), fact=date_short(transfer_round.starts_on), state="next"),
    )


async def run_lines(db: AsyncSession, round_id: int) -> tuple[RunLine, ...]:
    """Return the runs of a round, the newest first. No run is ever left out (R36)."""
    version = await roster_version(db)
    now = utc_now()
    rows = await db.execute(
        select(
            Run.key,
            Run.profile,
            Run.requested_at,
            Run.seconds,
            Run.status,
            Run.started_at,
            Run.finished_at,
            Run.lease_until,
            Run.data_version,
            Account.display_name,
            Plan.key.label("plan_key"),
            Plan.value,
            Plan.bound,
            Plan.gap_ppm,
            Plan.certified_at,
            Plan.summary,
        )
        .join(Account, Account.id == Run.requested_by, isouter=True)
        .join(Plan, Plan.run_id == Run.id, isouter=True)
        .where(Run.round_id == round_id)
        .order_by(Run.id.desc())
    )
    return tuple(_run_line(row, version, now) for row in rows)


def _run_line(row: Row[*tuple[Any, ...]], version: int, now: datetime) -> RunLine:
    has_worker = row.status != "running" or (row.lease_until is not None and row.lease_until >= now)
    state, word = words.run_state(row.status, has_worker=has_worker)
    spent = None
    if row.started_at is not None:
        spent = ((row.finished_at or now) - row.started_at).total_seconds()
    return RunLine(
        key=row.key,
        profile=words.profile_name(row.profile),
        requested_at=row.requested_at,
        requested_by=row.display_name,
        seconds=row.seconds,
        spent=spent,
        state=state,
        word=word,
        value=row.value,
        bound=row.bound,
        gap_ppm=row.gap_ppm,
        is_certified=row.certified_at is not None,
        moves=moves_now(row.summary or {}),
        plan_key=row.plan_key,
        is_stale=row.plan_key is not None and row.data_version != version,
    )
