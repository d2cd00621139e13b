"""Finding a plan, and what every view of it shows on top: certificate, freshness, strip, filters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from litestar.exceptions import NotFoundException
from sqlalchemy import ColumnElement, Text, cast, distinct, func, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from app.planning import words
from app.planning.proposal_contexts import Choice, Filter, PlanFacts, PlanStrip
from app.planning.rounds import date_of
from app.planning.run_queries import staleness
from app.staff.filters import StaffFilter
from app.web.formats import date_short
from app.web.i18n import translate as _
from app.web.listing import address
from models import Move, Plan, Post, Run, System, TransferRound, Unit

Query = Mapping[str, Any]

LOW_FIT = 68
"""Below this percentage a person does not meet the post (Peraturan BKN 26/2019)."""


async def reach_plan(db: AsyncSession, transfer_round: TransferRound, key: str | None) -> Plan | None:
    """Return the plan that an address names, or the newest plan of the round whose moves are written."""
    wanted = select(Plan).where(Plan.round_id == transfer_round.id, Plan.is_lawful)
    if key:
        plan = await db.scalar(wanted.where(Plan.key == key))
        if plan is None:
            raise NotFoundException
        return plan
    ended = wanted.join(Run, Run.id == Plan.run_id).where(Run.status.in_(("done", "stopped", "failed")))
    return await db.scalar(ended.order_by(Plan.id.desc()).limit(1))


async def plan_facts(db: AsyncSession, transfer_round: TransferRound, plan: Plan) -> PlanFacts:
    """Return the certificate and the freshness of a plan."""
    run = (await db.scalars(select(Run).where(Run.id == plan.run_id))).one()
    return PlanFacts(
        key=plan.key,
        run_key=run.key,
        profile=words.profile_name(run.profile),
        value=plan.value,
        gap_ppm=plan.gap_ppm,
        is_certified=plan.certified_at is not None,
        plan_hash=plan.plan_hash,
        verified_at=plan.verified_at,
        shared_at=plan.shared_at,
        stale=await staleness(db, transfer_round, run),
        rules=run.case_facts.get("rules", 0),
    )


async def plan_strip(db: AsyncSession, transfer_round: TransferRound, plan: Plan) -> PlanStrip:
    """Return the figures of a plan; the moves are those of the round that is decided now."""
    summary = plan.summary
    counted = await db.execute(
        select(func.count(), func.count(distinct(Move.chain))).where(
            Move.plan_id == plan.id, Move.round_index == 0
        )
    )
    moves, chains = counted.one()
    return PlanStrip(
        moves=moves,
        moves_all=summary["moves"],
        chains=chains,
        systems=summary["systems"],
        systems_kept=summary["plan"]["systems_kept"],
        systems_kept_now=summary["present"]["systems_kept"],
        # A move fills one place and leaves another, so the sum hardly changes; which places are empty does.
        vacancies_present=summary["present"]["managerial_vacancies"][0],
        vacancies_after=summary["plan"]["managerial_vacancies"][0],
        holds=summary["holds"],
        renewals=summary.get("renewals", 0),
        renewals_href=StaffFilter(
            time="kontrak", until=date_of(transfer_round, transfer_round.rounds - 1)
        ).href(),
    )


def views(transfer_round: TransferRound, plan: Plan, chosen: str) -> tuple[tuple[str, str, bool], ...]:
    """Return the tabs over a plan."""
    path = f"/babak/{transfer_round.key}/usul"
    return tuple(
        (address(path, {}, rencana=plan.key, tampilan=code or None), text, code == chosen)
        for code, text in (("", _("Rantai")), ("tabel", _("Tabel")), ("sistem", _("Per sistem")))
    )


def _text(column: Any) -> ColumnElement[str]:
    return cast(column, Text)


def needs_attention() -> ColumnElement[bool]:
    """Moves that a reader should not pass over: a check that is not plain, a role without heir, a low fit."""
    return or_(
        _text(Move.checks).like('%"state": "warn"%'),
        _text(Move.checks).like('%"state": "bad"%'),
        _text(Move.reasons).like('%"successors": []%'),
        Move.fit_after < LOW_FIT,
    )


def chosen_round(query: Query, rounds: int) -> int | None:
    """Return the round that the address shows: the first one unless it says otherwise, None for all."""
    wish = str(query.get("babak", "0"))
    if wish == "semua":
        return None
    return int(wish) if wish.isascii() and wish.isdigit() and int(wish) < rounds else 0


def conditions(query: Query, rounds: int) -> ColumnElement[bool]:
    """Return the condition on moves that the filters in the address make."""
    wanted: list[ColumnElement[bool]] = [true()]
    number = chosen_round(query, rounds)
    if number is not None:
        wanted.append(Move.round_index == number)
    system = str(query.get("sistem", ""))
    if system.isalnum() and len(system) == 12:
        wanted.append(_text(Move.reasons).like(f"%{system}%"))
    department = str(query.get("opd", ""))
    if department:
        of_department = select(Post.id).join(Unit, Unit.id == Post.unit_id)
        of_department = of_department.where(
            Unit.department_id == select(Unit.id).where(Unit.key == department).scalar_subquery()
        )
        wanted.append(or_(Move.from_post_id.in_(of_department), Move.to_post_id.in_(of_department)))
    kind = str(query.get("jenis", ""))
    if kind in {"rotation", "promotion", "diagonal"}:
        wanted.append(Move.kind == kind)
    if query.get("perhatian") == "1":
        wanted.append(needs_attention())
    condition = wanted[0]
    for each in wanted[1:]:
        condition = condition & each
    return condition


async def filters(
    db: AsyncSession, transfer_round: TransferRound, plan: Plan, query: Query
) -> tuple[Filter, ...]:
    """Return the filters with their options; every option is an address."""
    path = f"/babak/{transfer_round.key}/usul"
    base = {name: query[name] for name in query if name not in {"hal", "pilih", "rantai"}}
    base["rencana"] = plan.key

    def options(name: str, pairs: list[tuple[str, str]], everything: str) -> Filter:
        chosen = str(query.get(name, ""))
        found = next((text for value, text in pairs if value == chosen), everything)
        choices = [("", everything), *pairs]
        return Filter(
            name=name,
            chosen=found,
            is_set=bool(chosen) and found != everything,
            options=tuple(
                Choice(text=text, href=address(path, base, **{name: value or None}), is_chosen=text == found)
                for value, text in choices
            ),
        )

    systems = await db.execute(
        select(System.key, System.name).where(System.stage != "finished").order_by(System.name)
    )
    departments = await db.execute(
        select(Unit.key, func.coalesce(Unit.short_name, Unit.name))
        .where(Unit.is_department, Unit.active)
        .order_by(func.coalesce(Unit.short_name, Unit.name))
    )
    attention = await db.scalar(
        select(func.count()).where(
            Move.plan_id == plan.id,
            conditions({"babak": query.get("babak", "0")}, transfer_round.rounds),
            needs_attention(),
        )
    )
    first = date_short(transfer_round.starts_on)
    rounds = [
        (str(number), _("TMT {day}", day=date_short(date_of(transfer_round, number))))
        for number in range(1, transfer_round.rounds)
    ]
    kinds = [(kind, words.kind_name(kind)) for kind in ("rotation", "promotion", "diagonal")]
    return (
        options("babak", [*rounds, ("semua", _("semua babak"))], _("TMT {day}", day=first)),
        options("sistem", [(row[0], row[1]) for row in systems], _("Menyentuh sistem: semua")),
        options("opd", [(row[0], row[1]) for row in departments], _("OPD: semua")),
        options("jenis", kinds, _("Jenis: semua")),
        _toggle(
            path, base, _("Perlu perhatian: {n}", n=attention or 0), is_set=query.get("perhatian") == "1"
        ),
    )


def _toggle(path: str, base: Query, text: str, *, is_set: bool) -> Filter:
    """Return the filter that is only on or off."""
    href = address(path, base, perhatian=None if is_set else "1")
    return Filter(
        name="perhatian",
        chosen=text,
        is_set=is_set,
        options=(Choice(text=text, href=href, is_chosen=is_set),),
    )
