"""The worker sees runs through: ends, stops, faults of the solver, and the death of a worker."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from app.database import Database
from app.runs import queue
from app.runs.worker import Worker
from models import Plan, Run, RunPoint
from tests.app.runs.pretend_worker import LEASE
from tests.app.runs.stage import TERMS, add_run, look, plan_value, wait_until

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    yield database
    database.close()


@pytest.fixture
def lite(sqlite_url: str) -> Iterator[Database]:
    database = Database(sqlite_url)
    yield database
    database.close()


def work_off(database: Database) -> None:
    Worker(database, TERMS, pause=0.05).work(until_idle=True)


def solver_pid(database: Database, run_id: int) -> int:
    with database.read() as session:
        content = session.scalars(select(Plan.plan_file).where(Plan.run_id == run_id)).one()
    return int(json.loads(zlib.decompress(content))["pid"])


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # A killed process whose parent has not asked for it yet still has a number.
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"


def ask_to_stop(database: Database, run_id: int) -> None:
    with database.write() as session:
        session.execute(update(Run).where(Run.id == run_id).values(stop_requested=True))


def test_a_run_ends_with_its_best_plan_and_its_curve(database: Database):
    run_id = add_run(database)
    work_off(database)
    run = look(database, run_id)
    assert (run.status, run.owner, run.lease_until) == ("done", None, None)
    with database.read() as session:
        points = session.scalars(select(RunPoint).where(RunPoint.run_id == run_id)).all()
    assert plan_value(database, run_id) == max(point.value for point in points) > 3
    assert [point.number for point in points] == list(range(1, len(points) + 1))


def test_the_curve_is_written_at_most_once_a_second(lite: Database, monkeypatch: pytest.MonkeyPatch):
    """Ten points a second come from the solver; they are written together."""
    run_id = add_run(lite, seconds=2)
    writes: list[int] = []
    write = queue.append_points

    def counted(*arguments: object) -> None:
        writes.append(1)
        write(*arguments)

    monkeypatch.setattr(queue, "append_points", counted)
    work_off(lite)
    assert 1 <= len(writes) <= 4
    assert look(lite, run_id).status == "done"


def test_a_stop_keeps_the_best_plan(database: Database):
    run_id = add_run(database, seconds=60)
    worker = Worker(database, TERMS, pause=0.1)
    thread = threading.Thread(target=worker.work)
    thread.start()
    try:
        wait_until(lambda: plan_value(database, run_id) is not None)
        ask_to_stop(database, run_id)
        wait_until(lambda: look(database, run_id).status == "stopped", 10)
    finally:
        worker.end()
        thread.join()
    assert plan_value(database, run_id) >= 1


def test_a_solver_that_does_not_listen_is_killed_and_its_plan_kept(lite: Database):
    run_id = add_run(lite, behaviour="deaf", seconds=60)
    worker = Worker(lite, TERMS, pause=0.1)
    thread = threading.Thread(target=worker.work)
    thread.start()
    try:
        wait_until(lambda: plan_value(lite, run_id) is not None)
        pid = solver_pid(lite, run_id)
        ask_to_stop(lite, run_id)
        wait_until(lambda: look(lite, run_id).status == "stopped", 15)
        wait_until(lambda: not is_alive(pid))
        assert plan_value(lite, run_id) is not None
    finally:
        worker.end()
        thread.join()


@pytest.mark.parametrize(
    ("behaviour", "message"), [("dies", "solver_died:-9"), ("garbage", "internal"), ("silent", "no_plan")]
)
def test_a_solver_that_fails_ends_the_run_with_a_reason(lite: Database, behaviour: str, message: str):
    run_id = add_run(lite, behaviour=behaviour)
    work_off(lite)
    run = look(lite, run_id)
    assert (run.status, run.message) == ("failed", message)


def test_a_failed_run_keeps_the_plan_it_had(lite: Database):
    run_id = add_run(lite, behaviour="dies")
    work_off(lite)
    assert plan_value(lite, run_id) >= 1


def test_a_plan_that_the_verifier_refuses_is_never_stored(lite: Database):
    """The pretended judge refuses the plan worth 13, the best of a run of 1.3 seconds or so."""
    run_id = add_run(lite, seconds=3)
    work_off(lite)
    with lite.read() as session:
        values = session.scalars(select(RunPoint.value).where(RunPoint.run_id == run_id)).all()
    assert 13 in values
    assert plan_value(lite, run_id) != 13


def start_worker(url: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.app.runs.pretend_worker", url]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def test_after_kill_9_another_worker_takes_over_and_nothing_is_lost(database_url: str, database: Database):
    """The plan so far survives, the dead worker's solver is gone, and the run ends under another worker."""
    run_id = add_run(database, seconds=4)
    first = start_worker(database_url)
    second = None
    try:
        wait_until(lambda: (plan_value(database, run_id) or 0) >= 3)
        orphan = solver_pid(database, run_id)
        first.send_signal(signal.SIGKILL)
        first.wait()
        kept = plan_value(database, run_id)
        wait_until(lambda: not is_alive(orphan), 3)
        second = start_worker(database_url)
        wait_until(lambda: look(database, run_id).attempt == 2, LEASE.total_seconds() + 10)
        wait_until(lambda: look(database, run_id).status == "done")
        assert plan_value(database, run_id) >= kept >= 3
    finally:
        for process in (first, second):
            if process is not None:
                process.kill()
                process.wait()


def test_the_curve_of_a_resumed_run_goes_on_where_it_was(lite: Database):
    run_id = add_run(lite, seconds=3)
    worker = Worker(lite, TERMS, pause=0.1)
    thread = threading.Thread(target=worker.work)
    thread.start()
    wait_until(lambda: (plan_value(lite, run_id) or 0) >= 12)
    worker.end()
    thread.join()
    assert look(lite, run_id).status == "queued"
    work_off(lite)
    with lite.read() as session:
        spans = session.execute(
            select(func.min(RunPoint.elapsed_ms), func.max(RunPoint.elapsed_ms))
            .where(RunPoint.run_id == run_id)
            .group_by(RunPoint.attempt)
            .order_by(RunPoint.attempt)
        ).all()
    assert len(spans) == 2
    assert spans[1][0] >= spans[0][1]


def test_a_worker_that_is_told_to_end_hands_its_run_back_at_once(lite: Database):
    """The next worker need not wait for the lease to run out."""
    run_id = add_run(lite, seconds=60)
    worker = Worker(lite, TERMS, pause=0.1, lease=timedelta(seconds=60))
    thread = threading.Thread(target=worker.work)
    thread.start()
    wait_until(lambda: plan_value(lite, run_id) is not None)
    pid = solver_pid(lite, run_id)
    begun = time.monotonic()
    worker.end()
    thread.join()
    assert time.monotonic() - begun < 5
    assert not is_alive(pid)
    assert (look(lite, run_id).status, look(lite, run_id).owner) == ("queued", None)


def test_two_workers_never_solve_one_run_twice(database_url: str, database: Database):
    """Two processes share six runs; every run is done in one attempt."""
    runs = [add_run(database) for _ in range(6)]
    workers = [start_worker(database_url) for _ in range(2)]
    try:
        wait_until(lambda: all(look(database, run_id).status == "done" for run_id in runs), 40)
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()
    assert [look(database, run_id).attempt for run_id in runs] == [1] * 6
