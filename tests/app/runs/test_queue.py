"""The queue leases each run once, fences off the dead, and lets the living take over."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import update

from app.database import Database
from app.runs import queue
from app.runs.queue import MOST_ATTEMPTS, CurvePoint, LeaseLost
from models import Run, utc_now
from tests.app.runs.stage import add_run, look


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    yield database
    database.close()


def expire(database: Database, run_id: int) -> None:
    with database.write() as session:
        past = utc_now() - timedelta(seconds=1)
        session.execute(update(Run).where(Run.id == run_id).values(lease_until=past))


def test_the_oldest_waiting_run_is_leased_first(database: Database):
    first, second = add_run(database), add_run(database)
    assert [queue.claim(database, "a").run_id, queue.claim(database, "b").run_id] == [first, second]


def test_a_leased_run_is_not_leased_again(database: Database):
    add_run(database)
    assert queue.claim(database, "a") is not None
    assert queue.claim(database, "b") is None
    assert not queue.has_work(database)


def test_no_more_runs_are_leased_than_may_be_solved_at_once(database: Database):
    for _ in range(3):
        add_run(database)
    taken = [queue.claim(database, "a", at_once=2) for _ in range(3)]
    assert [claim is not None for claim in taken] == [True, True, False]


def test_another_worker_takes_a_run_over_when_its_lease_has_ended(database: Database):
    run_id = add_run(database)
    first = queue.claim(database, "a")
    expire(database, run_id)
    second = queue.claim(database, "b")
    assert second.run_id == run_id
    assert (first.attempt, second.attempt) == (1, 2)


def test_a_worker_that_lost_its_lease_can_write_nothing(database: Database):
    """It wakes up after its successor has begun: renewing, points and the end are all refused."""
    run_id = add_run(database)
    zombie = queue.claim(database, "a")
    expire(database, run_id)
    queue.claim(database, "b")
    with pytest.raises(LeaseLost):
        queue.renew(database, zombie)
    with pytest.raises(LeaseLost):
        queue.append_points(database, zombie, [CurvePoint(1, "improve", 1, 2, None)], 1)
    with pytest.raises(LeaseLost), database.write() as session:
        queue.finish(session, zombie, "done", None)
    assert look(database, run_id).status == "running"


def test_the_same_worker_is_fenced_off_from_its_own_earlier_attempt(database: Database):
    run_id = add_run(database)
    earlier = queue.claim(database, "a")
    expire(database, run_id)
    queue.claim(database, "a")
    with pytest.raises(LeaseLost):
        queue.renew(database, earlier)


def test_renewing_tells_of_the_wish_to_stop(database: Database):
    run_id = add_run(database)
    claim = queue.claim(database, "a")
    assert queue.renew(database, claim) is False
    with database.write() as session:
        session.execute(update(Run).where(Run.id == run_id).values(stop_requested=True))
    assert queue.renew(database, claim) is True


def test_a_resumed_run_knows_how_much_of_its_time_is_spent(database: Database):
    run_id = add_run(database)
    claim = queue.claim(database, "a")
    queue.append_points(database, claim, [CurvePoint(700, "improve", 5, 9, None)], 1)
    expire(database, run_id)
    assert queue.claim(database, "b").spent_ms == 700


def test_a_run_that_keeps_bringing_workers_down_is_given_up_with_a_reason(database: Database):
    run_id = add_run(database)
    for _ in range(MOST_ATTEMPTS):
        assert queue.claim(database, "a") is not None
        expire(database, run_id)
    assert queue.claim(database, "a") is None
    run = look(database, run_id)
    assert (run.status, run.message) == ("failed", "worker_lost")
    assert run.finished_at is not None


def test_a_released_run_waits_again(database: Database):
    run_id = add_run(database)
    queue.release(database, queue.claim(database, "a"))
    assert look(database, run_id).status == "queued"
    assert queue.claim(database, "b").attempt == 2


def test_workers_that_rush_at_the_queue_never_lease_one_run_twice(database: Database):
    """Three workers empty a queue of thirty runs at the same time."""
    for _ in range(30):
        add_run(database)
    taken: list[int] = []
    guard = threading.Lock()

    def rush(name: str) -> None:
        while (claim := queue.claim(database, name, at_once=100)) is not None:
            with guard:
                taken.append(claim.run_id)

    workers = [threading.Thread(target=rush, args=(name,)) for name in "abc"]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(taken) == 30
    assert len(set(taken)) == 30
