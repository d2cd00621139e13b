"""A round and queued runs in a database, and a worker whose solver is the pretended one."""

from __future__ import annotations

import json
import sys
import time
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

from sqlalchemy import select

from app.database import Database
from app.planning.judgement import Judgement
from app.runs.supervision import Terms
from models import Plan, Run, TransferRound

COMMAND = (sys.executable, str(Path(__file__).with_name("pretend_solver.py")))


def believe(case_file: bytes, plan: bytes) -> Judgement:
    """Take a pretended plan at its word; a plan worth 13 is unlawful."""
    value = json.loads(plan)["value"]
    if value == 13:
        return Judgement(is_lawful=False, refusal="min_tenure")
    return Judgement(
        is_lawful=True,
        case_hash="0" * 64,
        plan_hash=f"{value:064d}",
        plan_file=zlib.compress(plan),
        value=value,
        bound=10_000,
        gap_ppm=(10_000 - value) * 100,
    )


TERMS = Terms(command=COMMAND, judge=believe, grace=2.0)


def add_run(database: Database, *, behaviour: str = "", seconds: int = 1) -> int:
    """Queue a run of the pretended solver; return its identity."""
    with database.write() as session:
        transfer_round = TransferRound(name="April 2027", starts_on=date(2027, 4, 1))
        session.add(transfer_round)
        session.flush()
        run = Run(
            round_id=transfer_round.id,
            profile="continuity",
            seconds=seconds,
            status="queued",
            case_hash="0" * 64,
            case_file=zlib.compress(json.dumps({"name": behaviour}).encode()),
            case_facts={},
            data_version=0,
        )
        session.add(run)
        session.flush()
        return run.id


def look(database: Database, run_id: int) -> Run:
    """Read a run as it stands in the database."""
    with database.read() as session:
        return session.scalars(select(Run).where(Run.id == run_id)).one()


def plan_value(database: Database, run_id: int) -> int | None:
    """Read the value of the plan that is stored for a run."""
    with database.read() as session:
        return session.scalar(select(Plan.value).where(Plan.run_id == run_id))


def wait_until(claim: Callable[[], bool], seconds: float = 20) -> None:
    """Wait until something is so, or fail."""
    end = time.monotonic() + seconds
    while not claim():
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.05)
