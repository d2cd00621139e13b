"""Reads for the other views of a proposal: the table of moves, the systems, and the page of one name."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from litestar.exceptions import NotFoundException
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.access import Actor
from app.planning import names, reasons, sentences
from app.planning.judgement import Price
from app.planning.move_rows import MoveRow, card_of, moves_with_names
from app.planning.plan_facts import Query, conditions, filters, plan_facts, plan_strip, views
from app.planning.proposal_contexts import (
    ProposalSystemsContext,
    ProposalTableContext,
    ReasonContext,
    ServiceLine,
    SystemLine,
)
from app.planning.proposal_queries import effects_of
from app.planning.rounds import PLANNER, date_of, round_facts
from app.web.formats import date_short
from app.web.i18n import translate as _
from app.web.listing import address, read_paging
from models import Move, Person, Plan, PlannedService, Run, System, SystemRole, TransferRound, Unit

MOVES_PER_PAGE = 100


@dataclass(frozen=True)
class FallingPeople:
    """Who falls with a move, beside the frozen case and the compressed plan."""

    case_file: bytes
    plan_file: bytes
    people: frozenset[str]


async def table_page(
    db: AsyncSession, actor: Actor, transfer_round: TransferRound, plan: Plan, query: Query
) -> ProposalTableContext:
    """Return a page of the moves as a table."""
    path = f"/babak/{transfer_round.key}/usul"
    base = {**{name: str(query[name]) for name in query}, "rencana": plan.key}
    wanted = conditions(query, transfer_round.rounds)
    total = await db.scalar(select(func.count()).where(Move.plan_id == plan.id, wanted)) or 0
    paging = read_paging(path, base, total, MOVES_PER_PAGE)
    rows = await db.execute(
        moves_with_names()
        .where(Move.plan_id == plan.id, wanted)
        .order_by(Move.round_index, Move.chain, Move.place)
        .limit(MOVES_PER_PAGE)
        .offset(paging.offset)
    )

    def href(row: MoveRow) -> str:
        return f"/babak/{transfer_round.key}/nama/{row.key}"

    return ProposalTableContext(
        title=_("Usul mutasi"),
        round=round_facts(transfer_round),
        plan=await plan_facts(db, transfer_round, plan),
        strip=await plan_strip(db, transfer_round, plan),
        views=views(transfer_round, plan, "tabel"),
        filters=await filters(db, transfer_round, plan, query),
        moves=tuple(card_of(row, transfer_round, href, None) for row in rows),
        paging=paging,
        annex_href=f"/babak/{transfer_round.key}/lampiran.xlsx?rencana={plan.key}",
        may_plan=actor.role == PLANNER,
    )


async def systems_page(
    db: AsyncSession, actor: Actor, transfer_round: TransferRound, plan: Plan, query: Query
) -> ProposalSystemsContext:
    """Return every system under the plan, those in trouble first."""
    key = str(query.get("sistem", ""))
    lines = await system_lines(db, transfer_round, plan, System.key == key if key else None)
    return ProposalSystemsContext(
        title=_("Usul mutasi"),
        round=round_facts(transfer_round),
        plan=await plan_facts(db, transfer_round, plan),
        strip=await plan_strip(db, transfer_round, plan),
        views=views(transfer_round, plan, "sistem"),
        filters=(),
        systems=lines,
        annex_href=f"/babak/{transfer_round.key}/lampiran.xlsx?rencana={plan.key}",
        may_plan=actor.role == PLANNER,
    )


async def system_lines(
    db: AsyncSession, transfer_round: TransferRound, plan: Plan, condition: object = None
) -> tuple[SystemLine, ...]:
    """Return who stays on, who leaves and who takes over each system while it is being built."""
    finish = func.coalesce(System.forecast_p80, System.planned_finish).label("finish")
    wanted = (
        select(
            System.key,
            System.name,
            finish,
            func.coalesce(Unit.short_name, Unit.name).label("department"),
        )
        .join(Unit, Unit.id == System.unit_id)
        .where(System.stage != "finished")
        .order_by(System.name)
    )
    services = (
        select(
            System.key.label("system_key"),
            finish,
            SystemRole.name.label("role"),
            SystemRole.is_key,
            PlannedService.from_round,
            PlannedService.to_round,
            PlannedService.began_before,
            PlannedService.share,
            PlannedService.via,
            PlannedService.leaves_because,
            Person.key.label("person_key"),
            Person.name.label("person"),
            Move.key.label("move_key"),
        )
        .join(SystemRole, SystemRole.id == PlannedService.role_id)
        .join(System, System.id == SystemRole.system_id)
        .join(Person, Person.id == PlannedService.person_id)
        .join(
            Move,
            (Move.plan_id == plan.id)
            & (Move.person_id == PlannedService.person_id)
            & (Move.round_index == PlannedService.to_round + 1),
            isouter=True,
        )
        .where(PlannedService.plan_id == plan.id)
        .order_by(SystemRole.is_key.desc(), SystemRole.name, PlannedService.from_round, Person.name)
    )
    key_roles = (
        select(System.key.label("system_key"), SystemRole.name)
        .join(SystemRole, SystemRole.system_id == System.id)
        .where(SystemRole.is_key)
    )
    if condition is not None:
        wanted = wanted.where(condition)  # type: ignore[arg-type]  # a condition on System
        services = services.where(condition)  # type: ignore[arg-type]  # a condition on System
        key_roles = key_roles.where(condition)  # type: ignore[arg-type]  # a condition on System
    of_system: dict[str, list[MoveRow]] = defaultdict(list)
    for row in await db.execute(services):
        of_system[row.system_key].append(row)
    keys_of: dict[str, set[str]] = defaultdict(set)
    for role in await db.execute(key_roles):
        keys_of[role.system_key].add(role.name)
    lines = [
        _system_line(row, of_system[row.key], keys_of[row.key], transfer_round)
        for row in await db.execute(wanted)
    ]
    order = {"bad": 0, "warn": 1, "ok": 2}
    return tuple(sorted(lines, key=lambda line: order[line.state]))


def _system_line(
    system: MoveRow, rows: list[MoveRow], keys: set[str], transfer_round: TransferRound
) -> SystemLine:
    """Sort the people of one system; what comes after its finish concerns nobody."""
    stays, leaves, takes_over = [], [], []
    for row in rows:
        leaves_on = date_of(transfer_round, row.to_round + 1)
        leaves_in_time = row.leaves_because is not None and leaves_on < system.finish
        if not row.began_before:
            begins_on = date_of(transfer_round, row.from_round)
            if begins_on < system.finish:
                takes_over.append(_line(row, transfer_round, _("mulai {day}", day=date_short(begins_on))))
        elif leaves_in_time:
            leaves.append(_line(row, transfer_round, _leaving(row.leaves_because, date_short(leaves_on))))
        else:
            stays.append(_line(row, transfer_round, _("sampai selesai")))
    key_leavers = {line.role for line in leaves if line.is_key}
    uncared = keys - {line.role for line in [*stays, *takes_over] if line.is_key}
    orphaned, empty = uncared & key_leavers, uncared - key_leavers
    if orphaned:
        state, verdict = "bad", _("peran kunci tanpa penerus: {roles}", roles=", ".join(sorted(orphaned)))
    elif empty:
        state, verdict = "bad", _("peran kunci tetap kosong: {roles}", roles=", ".join(sorted(empty)))
    elif key_leavers:
        state, verdict = "warn", _("serah terima pada {n} peran kunci", n=len(key_leavers))
    elif not keys:
        state, verdict = "warn", _("belum ada peran kunci")
    else:
        state, verdict = "ok", _("orang kunci tetap sampai selesai")
    return SystemLine(
        key=system.key,
        name=system.name,
        department=system.department,
        finishes_on=system.finish,
        stays=tuple(stays),
        leaves=tuple(leaves),
        takes_over=tuple(takes_over),
        state=state,
        verdict=verdict,
    )


def _leaving(cause: str, day: str) -> str:
    return {
        "move": _("pindah {day}", day=day),
        "retirement": _("pensiun sebelum {day}", day=day),
        "contract": _("kontrak berakhir sebelum {day}", day=day),
    }[cause]


def _line(row: MoveRow, transfer_round: TransferRound, when: str) -> ServiceLine:
    return ServiceLine(
        person_key=row.person_key,
        person=row.person,
        role=row.role,
        is_key=row.is_key,
        share=row.share,
        via=row.via,
        when=when,
        move_href=f"/babak/{transfer_round.key}/nama/{row.move_key}" if row.move_key else None,
    )


async def falling_people(db: AsyncSession, transfer_round: TransferRound, move_key: str) -> FallingPeople:
    """Return who falls with a move, with the frozen case and the plan to price it."""
    row = (
        await db.execute(
            select(Move.plan_id, Move.chain, Plan.plan_file, Run.case_file)
            .join(Plan, Plan.id == Move.plan_id)
            .join(Run, Run.id == Plan.run_id)
            .where(Move.key == move_key, Plan.round_id == transfer_round.id)
        )
    ).one_or_none()
    if row is None:
        raise NotFoundException
    chain = (
        await db.execute(moves_with_names().where(Move.plan_id == row.plan_id, Move.chain == row.chain))
    ).all()
    chosen = next(each for each in chain if each.key == move_key)
    people = frozenset(each.person_key for each in reasons.who_falls(chosen, chain))
    return FallingPeople(row.case_file, row.plan_file, people)


async def reason_page(
    db: AsyncSession,
    actor: Actor,
    transfer_round: TransferRound,
    move_key: str,
    price: Price | None = None,
) -> ReasonContext:
    """Return the page of one name."""
    place = (
        await db.execute(
            select(Move.plan_id, Move.chain)
            .join(Plan, Plan.id == Move.plan_id)
            .where(Move.key == move_key, Plan.round_id == transfer_round.id)
        )
    ).one_or_none()
    if place is None:
        raise NotFoundException
    plan = (await db.scalars(select(Plan).where(Plan.id == place.plan_id))).one()
    chain = (
        await db.execute(
            moves_with_names()
            .where(Move.plan_id == place.plan_id, Move.chain == place.chain)
            .order_by(Move.place)
        )
    ).all()
    row = next(each for each in chain if each.key == move_key)
    roles = {fact["role"] for fact in row.reasons if "role" in fact}
    known = names.Names(roles=await names.role_names(db, roles))
    path = f"/babak/{transfer_round.key}"
    education = " ".join(part for part in (row.education_level, row.education_field) if part)
    return ReasonContext(
        title=row.person,
        round=round_facts(transfer_round),
        plan=await plan_facts(db, transfer_round, plan),
        reason=await reasons.reason_of(db, transfer_round, row, chain),
        education=education,
        post_since=row.post_since,
        chain_names=tuple((each.person, f"{path}/nama/{each.key}", each.key == move_key) for each in chain),
        effects=effects_of([row], known),
        back_href=address(f"{path}/usul", {}, rencana=plan.key, rantai=row.chain, pilih=row.key),
        may_plan=actor.role == PLANNER,
        price=price,
        broken=sentences.rule_names(price.broken) if price else "",
    )
