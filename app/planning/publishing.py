"""
Stores a judged plan: its file and figures at once, its moves and services when the run ends.

Written in the worker's transaction, so that a run never ends without the rows of its plan.
"""

from __future__ import annotations

import structlog
from sqlalchemy import delete, insert, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.planning.judgement import Judge, Judgement, gap_ppm
from models import Move, Person, Plan, PlannedService, Post, Run, SystemRole, new_key, utc_now

log = structlog.get_logger()

__all__ = ["Judge", "Judgement", "judge_plan", "store_plan"]


def judge_plan(case_file: bytes, plan_text: bytes) -> Judgement:
    """Let the verifier judge a plan; it is loaded only where plans are judged."""
    from app.planning.translate import judge

    return judge(case_file, plan_text)


def store_plan(
    session: Session,
    run_id: int,
    judgement: Judgement,
    *,
    whole: bool = False,
    certified: int | None = None,
) -> None:
    """
    Write the plan of a run, over an earlier one of the same run; `whole` adds its moves and services.

    `certified` is a bound that was proven again without a solver; it takes the place of the run's own claim,
    for it holds for every lawful plan of the case, whichever plan carried the multipliers.
    """
    if certified is not None and certified < judgement.value:
        # One of two independent programs errs, and nobody can tell which: no certificate is shown.
        log.error("certified bound below a lawful plan", bound=certified, value=judgement.value)
        certified = None
    plan = session.scalar(select(Plan).where(Plan.run_id == run_id))
    if plan is None:
        round_id = session.scalars(select(Run.round_id).where(Run.id == run_id)).one()
        plan = Plan(run_id=run_id, round_id=round_id)
        session.add(plan)
    plan.case_hash = judgement.case_hash
    plan.plan_hash = judgement.plan_hash
    plan.plan_file = judgement.plan_file
    plan.value = judgement.value
    plan.bound = judgement.bound if certified is None else certified
    plan.gap_ppm = gap_ppm(judgement.value, plan.bound)
    plan.certified_at = None if certified is None else utc_now()
    plan.is_lawful = judgement.is_lawful
    plan.ledger = dict(judgement.ledger)
    plan.findings = list(judgement.findings)
    plan.summary = dict(judgement.summary)
    plan.verified_at = utc_now()
    session.flush()
    if whole:
        _store_rows(session, plan.id, judgement)


def _store_rows(session: Session, plan_id: int, judgement: Judgement) -> None:
    session.execute(delete(Move).where(Move.plan_id == plan_id))
    session.execute(delete(PlannedService).where(PlannedService.plan_id == plan_id))
    people = _identities(session, Person.key, Person.id, {move.person for move in judgement.moves})
    people |= _identities(session, Person.key, Person.id, {stay.person for stay in judgement.services})
    ends = {move.from_post for move in judgement.moves} | {move.to_post for move in judgement.moves}
    posts = _identities(session, Post.key, Post.id, ends)
    roles = _identities(session, SystemRole.key, SystemRole.id, {stay.role for stay in judgement.services})
    if judgement.moves:
        session.execute(
            insert(Move),
            [
                {
                    "key": new_key(),
                    "plan_id": plan_id,
                    "person_id": people[move.person],
                    "round_index": move.round_index,
                    "from_post_id": posts[move.from_post],
                    "to_post_id": posts[move.to_post],
                    "kind": move.kind,
                    "chain": move.chain,
                    "place": move.place,
                    "chain_end": move.chain_end,
                    "value": move.value,
                    "fit_before": move.fit_before,
                    "fit_after": move.fit_after,
                    "checks": move.checks,
                    "reasons": move.reasons,
                }
                for move in judgement.moves
            ],
        )
    if judgement.services:
        session.execute(
            insert(PlannedService),
            [
                {
                    "plan_id": plan_id,
                    "role_id": roles[stay.role],
                    "person_id": people[stay.person],
                    "from_round": stay.from_round,
                    "to_round": stay.to_round,
                    "began_before": stay.began_before,
                    "via": stay.via,
                    "share": stay.share,
                    "leaves_because": stay.leaves_because,
                }
                for stay in judgement.services
            ],
        )


def _identities(
    session: Session, key: InstrumentedAttribute[str], identity: InstrumentedAttribute[int], keys: set[str]
) -> dict[str, int]:
    """Map opaque keys to identities, some hundred at a time: SQLite takes a limited number of parameters."""
    ordered = sorted(keys)
    found: dict[str, int] = {}
    for start in range(0, len(ordered), 500):
        rows = session.execute(select(key, identity).where(key.in_(ordered[start : start + 500])))
        found.update((row[0], row[1]) for row in rows)
    return found
