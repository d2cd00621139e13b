"""Reads for a proposal as chains: the page of chains that the address asks for, and the stays beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import distinct, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.access import Actor
from app.planning import names, reasons
from app.planning.move_rows import MoveRow, attention_chips, card_of, moves_with_names
from app.planning.plan_facts import Query, conditions, filters, plan_facts, plan_strip, views
from app.planning.proposal_contexts import ChainCard, Chip, Effect, ProposalContext, StayLine
from app.planning.rounds import PLANNER, date_of, round_facts
from app.web.formats import date_short
from app.web.i18n import translate as _
from app.web.listing import address, read_paging
from models import Hold, Move, Person, Plan, PlannedService, System, SystemRole, TransferRound

CHAINS_PER_PAGE = 25
SHOWN_STAYS = 6
_STATES = {"bad": 0, "warn": 1, "hold": 2, "primary": 3, "ok": 4}


async def proposal_page(
    db: AsyncSession, actor: Actor, transfer_round: TransferRound, plan: Plan, query: Query
) -> ProposalContext:
    """Return a page of chains with the reason of the chosen move."""
    path = f"/babak/{transfer_round.key}/usul"
    wanted = conditions(query, transfer_round.rounds)
    matching = select(Move.chain).where(Move.plan_id == plan.id, wanted)
    counted = await db.execute(
        select(func.count(distinct(Move.chain)), func.count()).where(
            Move.plan_id == plan.id, Move.chain.in_(matching)
        )
    )
    total_chains, total_moves = counted.one()
    paging = read_paging(path, {**_plain(query), "rencana": plan.key}, total_chains, CHAINS_PER_PAGE)
    numbers = (
        await db.scalars(
            select(Move.chain)
            .distinct()
            .where(Move.plan_id == plan.id, Move.chain.in_(matching))
            .order_by(Move.chain)
            .limit(CHAINS_PER_PAGE)
            .offset(paging.offset)
        )
    ).all()
    rows = (
        await db.execute(
            moves_with_names()
            .where(Move.plan_id == plan.id, Move.chain.in_(numbers))
            .order_by(Move.chain, Move.place)
        )
    ).all()
    opened, chosen = _chosen(rows, query)
    role_keys = {fact["role"] for row in rows for fact in row.reasons if "role" in fact}
    known = names.Names(roles=await names.role_names(db, role_keys))
    stays, stays_total = await stay_lines(db, transfer_round, plan, SHOWN_STAYS)
    chosen_row = next((row for row in rows if row.key == chosen), None)
    base = {**_plain(query), "rencana": plan.key}
    return ProposalContext(
        title=_("Usul mutasi"),
        round=round_facts(transfer_round),
        plan=await plan_facts(db, transfer_round, plan),
        strip=await plan_strip(db, transfer_round, plan),
        views=views(transfer_round, plan, ""),
        filters=await filters(db, transfer_round, plan, query),
        chains=_chains(rows, transfer_round, known, path, base, opened, chosen),
        total_moves=total_moves,
        paging=paging,
        stays=stays,
        stays_total=stays_total,
        reason=None if chosen_row is None else await reasons.reason_of(db, transfer_round, chosen_row, rows),
        annex_href=f"/babak/{transfer_round.key}/lampiran.xlsx?rencana={plan.key}",
        may_plan=actor.role == PLANNER,
    )


def _plain(query: Query) -> dict[str, str]:
    return {name: str(query[name]) for name in query}


def _chosen(rows: Sequence[MoveRow], query: Query) -> tuple[int | None, str | None]:
    """Return the open chain and the move whose reason is shown: the first ones unless asked otherwise."""
    if not rows:
        return None, None
    wish = str(query.get("pilih", ""))
    named = next((row for row in rows if row.key == wish), None)
    number = str(query.get("rantai", ""))
    opened = int(number) if number.isascii() and number.isdigit() else None
    if named is not None:
        return (named.chain if opened is None else opened), named.key
    if opened is None or opened not in {row.chain for row in rows}:
        opened = rows[0].chain
    return opened, next(row.key for row in rows if row.chain == opened)


def _chains(
    rows: Sequence[MoveRow],
    transfer_round: TransferRound,
    known: names.Names,
    path: str,
    base: dict[str, str],
    opened: int | None,
    chosen: str | None,
) -> tuple[ChainCard, ...]:
    by_chain: dict[int, list[MoveRow]] = defaultdict(list)
    for row in rows:
        by_chain[row.chain].append(row)

    def href(row: MoveRow) -> str:
        return address(path, base, pilih=row.key, rantai=row.chain)

    return tuple(
        ChainCard(
            number=number,
            moves=len(members),
            value=sum(row.value for row in members),
            starts_on=date_of(transfer_round, members[0].round_index),
            end=members[0].chain_end,
            end_post=members[-1].to_title,
            end_note=end_note(members[0].chain_end),
            worst=worst_chip(members),
            cards=tuple(card_of(row, transfer_round, href, chosen) for row in members),
            left_behind=left_behind(members[0], transfer_round),
            effects=effects_of(members, known),
            is_open=number == opened,
            href=address(path, base, rantai=number, pilih=None),
        )
        for number, members in by_chain.items()
    )


def end_note(end: str) -> str:
    """Say how a chain ends."""
    return {
        "vacancy": _("lowong, terisi"),
        "retiree": _("kosong karena pensiun, terisi"),
        "cycle": _("kembali ke awal rantai"),
    }[end]


def worst_chip(members: Sequence[MoveRow]) -> Chip:
    """Return the one chip that a folded chain shows."""
    chips = [chip for row in members for chip in attention_chips(row)]
    if not chips:
        return Chip(state="ok", text=_("sah"))
    worst = min(chips, key=lambda chip: _STATES[chip.state])
    more = len(chips) - 1
    return Chip(state=worst.state, text=f"{worst.text} +{more}" if more else worst.text, icon=worst.icon)


def left_behind(head: MoveRow, transfer_round: TransferRound) -> str:
    """Say what becomes of the post that nobody in the chain takes."""
    fact = next((fact for fact in head.reasons if fact["code"] == "left_behind"), None)
    if fact is None:
        return ""
    post = f"{head.from_title}, {head.from_department or head.from_unit}"
    if not fact["open"]:
        return _("{post}: formasi tetap terisi", post=post)
    if fact["filled_round"] is not None:
        day = date_short(date_of(transfer_round, fact["filled_round"]))
        return _("{post}: terisi kembali {day}", post=post, day=day)
    return _("{post}: menjadi lowong", post=post)


def effects_of(members: Sequence[MoveRow], known: names.Names) -> tuple[Effect, ...]:
    """Say what the moves of a chain do to systems, the worst first."""
    found: list[Effect] = []
    for row in members:
        for fact in row.reasons:
            role = known.roles.get(fact.get("role", ""))
            if role is None:
                continue
            href = f"/sistem/{role.system_key}"
            if fact["code"] == "takes_role":
                text, state = _("{system}: {role} terisi", system=role.system, role=role.name), "ok"
            elif fact["code"] == "keeps_role":
                text, state = _("{system}: {role} tetap", system=role.system, role=role.name), "ok"
            elif fact["code"] == "leaves_role" and fact["successors"]:
                text, state = _("{system}: {role} diteruskan", system=role.system, role=role.name), "ok"
            else:
                text = _("{system}: {role} tanpa penerus", system=role.system, role=role.name)
                state = "warn"
            found.append(Effect(state=state, text=text, href=href))
    return tuple(sorted(found, key=lambda effect: _STATES[effect.state]))


async def stay_lines(
    db: AsyncSession, transfer_round: TransferRound, plan: Plan, limit: int | None
) -> tuple[tuple[StayLine, ...], int]:
    """Return the people on key roles who stay because of a system, held ones first, and how many they are."""
    held = (
        select(Hold.person_id, Hold.role_id, func.max(Hold.until).label("until"))
        .where(Hold.status == "approved", Hold.until >= transfer_round.starts_on)
        .group_by(Hold.person_id, Hold.role_id)
        .subquery()
    )
    finish = func.coalesce(System.forecast_p80, System.planned_finish)
    statement = (
        select(
            Person.key.label("person_key"),
            Person.name.label("person"),
            SystemRole.name.label("role"),
            System.key.label("system_key"),
            System.name.label("system"),
            finish.label("finish"),
            held.c.until,
            PlannedService.to_round,
            PlannedService.leaves_because,
        )
        .join(Person, Person.id == PlannedService.person_id)
        .join(SystemRole, SystemRole.id == PlannedService.role_id)
        .join(System, System.id == SystemRole.system_id)
        .join(
            held,
            (held.c.person_id == PlannedService.person_id) & (held.c.role_id == PlannedService.role_id),
            isouter=True,
        )
        .where(
            PlannedService.plan_id == plan.id,
            PlannedService.began_before,
            PlannedService.to_round >= 0,
            SystemRole.is_key,
        )
    )
    total = await db.scalar(select(func.count()).select_from(statement.subquery()))
    ordered = statement.order_by(held.c.until.is_(None), finish.desc(), Person.name)
    rows = await db.execute(ordered.limit(limit) if limit else ordered)
    lines = tuple(
        StayLine(
            person_key=row.person_key,
            person=row.person,
            role=row.role,
            system_key=row.system_key,
            system=row.system,
            chip=_stay_chip(row, transfer_round),
        )
        for row in rows
    )
    return lines, total or 0


def _stay_chip(row: MoveRow, transfer_round: TransferRound) -> Chip:
    if row.until is not None:
        return Chip(state="hold", text=_("ditahan sampai {day}", day=date_short(row.until)))
    if row.leaves_because is None:
        return Chip(state="ok", text=_("sampai sistem selesai, P80 {day}", day=date_short(row.finish)))
    day = date_short(date_of(transfer_round, row.to_round + 1))
    if row.leaves_because == "move":
        return Chip(state="primary", text=_("serah terima {day}", day=day), icon="arrow-left-right")
    return Chip(state="warn", text=_("pensiun atau akhir kontrak {day}", day=day))
