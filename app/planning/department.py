"""
What a shared plan does to one department: its moves and its systems, for the desk of its head.

Nothing is given before the planner has shown a plan to the departments.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.planning import names, words
from app.planning.move_rows import FromUnit, MoveRow, ToUnit, moves_with_names, place_name
from app.planning.proposal_contexts import SystemLine
from app.planning.proposal_views import system_lines
from app.planning.rounds import date_of
from app.planning.run_queries import staleness
from app.planning.sentences import reason_sentence
from models import Move, Plan, Run, System, TransferRound, Unit


@dataclass(frozen=True, kw_only=True)
class SharedPlan:
    """The plan that department heads see."""

    plan_key: str
    round_key: str
    round_name: str
    starts_on: date
    shared_at: datetime
    is_stale: bool


@dataclass(frozen=True, kw_only=True)
class MoveLine:
    """One move that touches a department."""

    key: str
    person_key: str
    person_name: str
    from_title: str
    from_unit: str
    to_title: str
    to_unit: str
    starts_on: date
    kind: str
    chain: int
    fit_before: int
    fit_after: int
    sentence: str


@dataclass(frozen=True, kw_only=True)
class DepartmentMoves:
    """The moves of the decided round that touch one department."""

    incoming: tuple[MoveLine, ...]
    outgoing: tuple[MoveLine, ...]
    inside: tuple[MoveLine, ...]


async def shared_plan(db: AsyncSession) -> SharedPlan | None:
    """Return the plan that was shown to the departments last, in an open round; None before one was."""
    row = (
        await db.execute(
            select(Plan, TransferRound, Run)
            .join(TransferRound, TransferRound.id == Plan.round_id)
            .join(Run, Run.id == Plan.run_id)
            .where(Plan.shared_at.is_not(None), Plan.is_lawful, TransferRound.status == "open")
            .order_by(Plan.shared_at.desc())
            .limit(1)
        )
    ).one_or_none()
    if row is None:
        return None
    plan, transfer_round, run = row
    assert plan.shared_at is not None
    return SharedPlan(
        plan_key=plan.key,
        round_key=transfer_round.key,
        round_name=transfer_round.name,
        starts_on=transfer_round.starts_on,
        shared_at=plan.shared_at,
        is_stale=await staleness(db, transfer_round, run) is not None,
    )


async def department_moves(db: AsyncSession, plan_key: str, department_id: int) -> DepartmentMoves:
    """Return the moves into, out of and inside a department in the round that is decided now."""
    plan, transfer_round = await _shared(db, plan_key)
    if plan is None or transfer_round is None:
        return DepartmentMoves(incoming=(), outgoing=(), inside=())
    rows = (
        await db.execute(
            moves_with_names()
            .where(
                Move.plan_id == plan.id,
                Move.round_index == 0,
                or_(FromUnit.department_id == department_id, ToUnit.department_id == department_id),
            )
            .order_by(Move.chain, Move.place)
        )
    ).all()
    people = {fact["person"] for row in rows for fact in row.reasons if "person" in fact}
    people |= {key for row in rows for fact in row.reasons for key in fact.get("successors", ())}
    roles = {fact["role"] for row in rows for fact in row.reasons if "role" in fact}
    known = names.Names(people=await names.people_names(db, people), roles=await names.role_names(db, roles))

    def lines(comes: bool, goes: bool) -> tuple[MoveLine, ...]:
        return tuple(
            _line(row, transfer_round, known)
            for row in rows
            if (row.to_department_id == department_id) is comes
            and (row.from_department_id == department_id) is goes
        )

    return DepartmentMoves(incoming=lines(True, False), outgoing=lines(False, True), inside=lines(True, True))


async def system_effects(db: AsyncSession, plan_key: str, department_id: int) -> tuple[SystemLine, ...]:
    """Return who stays, who leaves and who takes over on the systems that a department hosts."""
    plan, transfer_round = await _shared(db, plan_key)
    if plan is None or transfer_round is None:
        return ()
    hosted = System.unit_id.in_(select(Unit.id).where(Unit.department_id == department_id))
    return await system_lines(db, transfer_round, plan, hosted)


async def _shared(db: AsyncSession, plan_key: str) -> tuple[Plan | None, TransferRound | None]:
    row = (
        await db.execute(
            select(Plan, TransferRound)
            .join(TransferRound, TransferRound.id == Plan.round_id)
            .where(Plan.key == plan_key, Plan.shared_at.is_not(None))
        )
    ).one_or_none()
    return (None, None) if row is None else (row[0], row[1])


def _line(row: MoveRow, transfer_round: TransferRound, known: names.Names) -> MoveLine:
    return MoveLine(
        key=row.key,
        person_key=row.person_key,
        person_name=row.person,
        from_title=row.from_title,
        from_unit=place_name(row.from_unit, row.from_department),
        to_title=row.to_title,
        to_unit=place_name(row.to_unit, row.to_department),
        starts_on=date_of(transfer_round, row.round_index),
        kind=words.kind_name(row.kind),
        chain=row.chain,
        fit_before=row.fit_before,
        fit_after=row.fit_after,
        sentence=reason_sentence(row.reasons, known),
    )
