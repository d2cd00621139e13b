"""What planners do: open a round, start and stop runs, pin and exclude, show a plan to the departments."""

from __future__ import annotations

import asyncio

from litestar.exceptions import NotFoundException
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app import audit
from app.access import Actor
from app.database import WebDatabase
from app.planning.forms import PinWish, RoundWish, RunWish
from app.planning.translate import Roster, RoundTerms, freeze_roster, gather, terms_of
from models import Person, Pin, Plan, Post, Run, TransferRound, utc_now


class Refused(Exception):
    """A wish that cannot be granted, with the sentence that says why."""


async def open_round(db: AsyncSession, actor: Actor, wish: RoundWish) -> TransferRound:
    """Open a round; its inputs are frozen anew by each run."""
    transfer_round = TransferRound(
        name=wish.name,
        starts_on=wish.starts_on,
        rounds=wish.rounds,
        round_months=wish.round_months,
        profile=wish.profile,
        opened_by=actor.account_id,
    )
    db.add(transfer_round)
    await db.flush()
    await audit.record(
        db,
        actor.by,
        "round.open",
        ("round", transfer_round.key),
        starts_on=wish.starts_on,
        rounds=wish.rounds,
        round_months=wish.round_months,
        profile=wish.profile,
    )
    return transfer_round


async def gather_rows(database: WebDatabase, transfer_round: TransferRound, profile: str) -> Roster:
    """Read everything that a case is made of, in one reading transaction."""
    terms: RoundTerms = terms_of(transfer_round, profile)
    async with database.read() as db:
        return await db.run_sync(gather, terms)


async def start_run(database: WebDatabase, actor: Actor, transfer_round: TransferRound, wish: RunWish) -> str:
    """
    Freeze the inputs and queue a run; return its key.

    Raises `CaseRefused` when the inputs contradict each other.
    The case is assembled outside any transaction, so that nobody waits for it; what changes meanwhile shows
    as a newer data version beside the run.
    """
    roster = await gather_rows(database, transfer_round, wish.profile)
    frozen = await asyncio.to_thread(freeze_roster, roster)
    async with database.write() as db:
        run = Run(
            round_id=transfer_round.id,
            profile=wish.profile,
            seconds=wish.seconds,
            seed=wish.seed,
            status="queued",
            case_hash=frozen.fingerprint,
            case_file=frozen.content,
            case_facts=frozen.facts,
            data_version=frozen.data_version,
            requested_by=actor.account_id,
        )
        db.add(run)
        await db.flush()
        await audit.record(
            db,
            actor.by,
            "run.start",
            ("run", run.key),
            round=transfer_round.key,
            case_hash=frozen.fingerprint,
            profile=wish.profile,
            seconds=wish.seconds,
            seed=wish.seed,
        )
        return run.key


async def stop_run(db: AsyncSession, actor: Actor, run: Run) -> None:
    """Ask a run to end with its best plan; one that has not begun ends at once."""
    waiting = update(Run).where(Run.id == run.id, Run.status == "queued", Run.attempt == 0)
    ended = await db.execute(
        waiting.values(status="stopped", finished_at=utc_now(), message="stopped_early").returning(Run.id)
    )
    if ended.scalar_one_or_none() is None:
        running = update(Run).where(Run.id == run.id, Run.status.in_(("queued", "running")))
        await db.execute(running.values(stop_requested=True))
    await audit.record(db, actor.by, "run.stop", ("run", run.key))


async def add_pin(db: AsyncSession, actor: Actor, transfer_round: TransferRound, wish: PinWish) -> Pin:
    """Pin a person to a post, or keep the person out of it, in the next runs of the round."""
    person = await db.scalar(select(Person).where(Person.key == wish.person, Person.active))
    post = await db.scalar(select(Post).where(Post.key == wish.post))
    if person is None or post is None:
        raise NotFoundException
    same = select(func.count()).where(
        Pin.round_id == transfer_round.id, Pin.person_id == person.id, Pin.kind == "pin"
    )
    if wish.kind == "pin" and await db.scalar(same):
        raise Refused("pinned_already")
    opposite = select(func.count()).where(
        Pin.round_id == transfer_round.id, Pin.person_id == person.id, Pin.post_id == post.id
    )
    if await db.scalar(opposite):
        raise Refused("contradicts")
    pin = Pin(
        round_id=transfer_round.id,
        kind=wish.kind,
        person_id=person.id,
        post_id=post.id,
        round_index=wish.round_index,
        reason=wish.reason,
        made_by=actor.account_id,
    )
    db.add(pin)
    await db.flush()
    await audit.record(
        db,
        actor.by,
        f"{wish.kind}.add",
        ("pin", pin.key),
        round=transfer_round.key,
        person=person.key,
        post=post.key,
        from_round=wish.round_index,
    )
    return pin


async def remove_pin(db: AsyncSession, actor: Actor, transfer_round: TransferRound, key: str) -> None:
    """Take a pin or an exclusion back; the audit keeps that it was there."""
    pin = await db.scalar(select(Pin).where(Pin.key == key, Pin.round_id == transfer_round.id))
    if pin is None:
        raise NotFoundException
    await db.delete(pin)
    await audit.record(db, actor.by, f"{pin.kind}.remove", ("pin", pin.key), round=transfer_round.key)


async def share_plan(db: AsyncSession, actor: Actor, plan: Plan) -> None:
    """Show a plan to the department heads, each what concerns the own units; earlier ones are hidden."""
    others = update(Plan).where(Plan.round_id == plan.round_id, Plan.id != plan.id)
    await db.execute(others.values(shared_at=None))
    await db.execute(update(Plan).where(Plan.id == plan.id).values(shared_at=utc_now()))
    await audit.record(db, actor.by, "plan.share", ("plan", plan.key), plan_hash=plan.plan_hash)
