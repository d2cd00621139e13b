"""
The queue of runs: rows of the table `run` that workers lease, identical on SQLite and PostgreSQL.

A worker owns a run as long as its lease lasts and it renews it. Every write names owner and attempt, so
that a worker which was taken for dead cannot write over its successor.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, text, update
from sqlalchemy.orm import Session

from app.database import Database
from models import Plan, Run, RunPoint, utc_now

LEASE = timedelta(seconds=10)
"""How long a worker may be silent before another one takes its run over."""

RUNS_AT_ONCE = 2
"""Runs that are solved side by side in the whole installation."""

MOST_ATTEMPTS = 4
"""A run that has brought down so many workers is not tried again."""

# A number chosen once; on PostgreSQL it names the lock under which runs are claimed one after the other.
_CLAIM_LOCK = 7_446_883


class LeaseLost(Exception):
    """Another worker owns the run by now, or somebody ended it: nothing more may be written."""


@dataclass(frozen=True)
class Claim:
    """A leased run with everything that solving it needs."""

    run_id: int
    key: str
    owner: str
    attempt: int
    seconds: int
    seed: int
    case_file: bytes
    spent_ms: int
    plan_file: bytes | None
    plan_value: int | None


@dataclass(frozen=True)
class CurvePoint:
    """A point of the curve as it is stored."""

    elapsed_ms: int
    phase: str
    value: int | None
    bound: int | None
    note: str | None


def database_now(session: Session) -> datetime:
    """Return the time of the one clock that all workers share: the server's, or the machine's with SQLite."""
    if session.get_bind().dialect.name == "postgresql":
        moment: datetime = session.execute(select(func.clock_timestamp())).scalar_one()
        return moment
    return utc_now()


def has_work(database: Database) -> bool:
    """Tell whether a run waits or was left behind, without taking the write lock."""
    with database.read() as session:
        return session.scalar(select(Run.id).where(_claimable(database_now(session))).limit(1)) is not None


def _claimable(now: datetime) -> ColumnElement[bool]:
    return or_(Run.status == "queued", and_(Run.status == "running", Run.lease_until < now))


def claim(
    database: Database, owner: str, *, lease: timedelta = LEASE, at_once: int = RUNS_AT_ONCE
) -> Claim | None:
    """Lease the oldest run that waits or was left behind, unless enough runs are being solved."""
    with database.write() as session:
        if session.get_bind().dialect.name == "postgresql":
            session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _CLAIM_LOCK})
        now = database_now(session)
        _give_up(session, now)
        busy = select(func.count()).where(Run.status == "running", Run.lease_until >= now).scalar_subquery()
        oldest = (
            select(Run.id)
            .where(_claimable(now), busy < at_once)
            .order_by(Run.requested_at, Run.id)
            .limit(1)
            .with_for_update(skip_locked=True)
            .scalar_subquery()
        )
        row = session.execute(
            update(Run)
            .where(Run.id == oldest)
            .values(
                status="running",
                owner=owner,
                lease_until=now + lease,
                attempt=Run.attempt + 1,
                started_at=func.coalesce(Run.started_at, now),
            )
            .returning(Run.id, Run.key, Run.attempt, Run.seconds, Run.seed, Run.case_file)
            .execution_options(synchronize_session=False)
        ).one_or_none()
        if row is None:
            return None
        plan = session.execute(select(Plan.plan_file, Plan.value).where(Plan.run_id == row.id)).one_or_none()
        spent = session.scalar(select(func.max(RunPoint.elapsed_ms)).where(RunPoint.run_id == row.id))
        return Claim(
            run_id=row.id,
            key=row.key,
            owner=owner,
            attempt=row.attempt,
            seconds=row.seconds,
            seed=row.seed,
            case_file=row.case_file,
            spent_ms=spent or 0,
            plan_file=plan.plan_file if plan else None,
            plan_value=plan.value if plan else None,
        )


def _give_up(session: Session, now: datetime) -> None:
    """End runs that were left behind too often, with the reason."""
    session.execute(
        update(Run)
        .where(Run.status == "running", Run.lease_until < now, Run.attempt >= MOST_ATTEMPTS)
        .values(status="failed", owner=None, lease_until=None, finished_at=now, message="worker_lost")
        .execution_options(synchronize_session=False)
    )


def _fenced(session: Session, claim: Claim, **values: object) -> bool:
    """Write to the run if this worker still owns it; return whether somebody asked to stop."""
    row = session.execute(
        update(Run)
        .where(
            Run.id == claim.run_id,
            Run.owner == claim.owner,
            Run.attempt == claim.attempt,
            Run.status == "running",
        )
        .values(**values)
        .returning(Run.stop_requested)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if row is None:
        raise LeaseLost(claim.key)
    return bool(row.stop_requested)


def renew(database: Database, claim: Claim, lease: timedelta = LEASE) -> bool:
    """Renew the lease; return whether somebody asked to stop, or raise when the lease is lost."""
    with database.write() as session:
        return _fenced(session, claim, lease_until=database_now(session) + lease)


def hold(session: Session, claim: Claim, lease: timedelta = LEASE) -> None:
    """Renew the lease inside a transaction that writes more, so that it is all or nothing."""
    _fenced(session, claim, lease_until=database_now(session) + lease)


def append_points(
    database: Database, claim: Claim, points: list[CurvePoint], first: int, lease: timedelta = LEASE
) -> None:
    """Add points to the curve, numbered from `first` within this attempt."""
    with database.write() as session:
        hold(session, claim, lease)
        session.add_all(
            RunPoint(
                run_id=claim.run_id,
                attempt=claim.attempt,
                number=number,
                elapsed_ms=point.elapsed_ms,
                phase=point.phase,
                value=point.value,
                bound=point.bound,
                note=point.note,
            )
            for number, point in enumerate(points, first)
        )


def release(database: Database, claim: Claim) -> None:
    """Give a run back to the queue, so that the next worker goes on from its best plan at once."""
    with database.write() as session:
        _fenced(session, claim, status="queued", owner=None, lease_until=None)


def finish(
    session: Session, claim: Claim, status: str, message: str | None, verdict: dict[str, Any] | None = None
) -> None:
    """End a run inside the transaction that stores its last results."""
    _fenced(
        session,
        claim,
        status=status,
        message=message,
        verdict=verdict,
        owner=None,
        lease_until=None,
        finished_at=database_now(session),
    )
