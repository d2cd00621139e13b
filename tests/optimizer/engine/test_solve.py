"""A run from end to end: verified, bounded, repeatable, and ended when asked."""

import random
from itertools import pairwise

import pytest
from msgspec.structs import replace

from optimizer.case import Hold, Pin
from optimizer.engine.stop import Limits
from optimizer.errors import NoPlanError
from optimizer.generate import generate
from optimizer.io import plan_hash
from optimizer.progress import Progress
from optimizer.rules import RULES
from optimizer.solve import solve
from optimizer.verify import verify

WORK = 40


@pytest.fixture(scope="module")
def small():
    """A government of sixty people."""
    return generate(60, 3)


@pytest.fixture(scope="module")
def solved(small):
    """A run on it that is limited by work."""
    return solve(small, seconds=1e6, work=WORK, seed=5, workers=1)


def test_the_plan_is_lawful_and_worth_what_it_claims(small, solved):
    """The verifier, which shares no code with the engine, agrees."""
    report = verify(small, solved.plan)
    assert report.lawful
    assert report.value == solved.value == solved.plan.value


def test_the_bound_is_never_below_the_value(solved):
    """Also not below any plan that was published on the way."""
    assert all(event.value is None or event.value <= solved.bound for event in solved.statistics)


def test_the_same_seed_gives_the_same_plan(small, solved):
    """Runs that end by work do not look at the clock."""
    again = solve(small, seconds=1e6, work=WORK, seed=5, workers=1)
    assert plan_hash(again.plan) == plan_hash(solved.plan)
    assert again.bound == solved.bound


def test_the_order_of_records_and_rules_has_no_meaning(small, solved, monkeypatch):
    """People, posts, systems and rules are shuffled; the plan stays the same."""
    rng = random.Random(1)
    shuffled = {
        name: rng.sample(getattr(small, name), len(getattr(small, name)))
        for name in ("persons", "posts", "units", "systems", "services", "holds")
    }
    monkeypatch.setattr("optimizer.solve.RULES", tuple(rng.sample(RULES, len(RULES))))
    again = solve(replace(small, **shuffled), seconds=1e6, work=WORK, seed=5, workers=1)
    assert plan_hash(again.plan) == plan_hash(solved.plan)


def test_a_request_to_stop_ends_the_run_with_the_plan_in_hand(small):
    """The request comes with the first verified plan."""
    plans = []
    result = solve(small, seconds=600, seed=1, workers=1, on_plan=plans.append, stop=lambda: bool(plans))
    assert verify(small, result.plan).lawful
    assert result.seconds < 60


def test_progress_tells_phases_in_order(small):
    """The first word is about reading and the last is that the run is done."""
    said: list[Progress] = []
    solve(small, seconds=1e6, work=WORK, seed=1, workers=1, on_progress=said.append)
    assert said[0].phase == "read"
    assert said[-1].phase == "done"
    assert {"paths", "bound", "plan", "improve"} <= {event.phase for event in said}
    assert all(a.elapsed <= b.elapsed for a, b in pairwise(said))


def test_a_pin_that_no_path_can_keep_is_named(small):
    """A recent arrival is pinned to another post at once; the person and the pin are in the sentence."""
    person = next(p for p in small.persons if p.post_since is not None and p.post_since.year >= 2026)
    other = next(post for post in small.posts if post.id != person.post)
    case = replace(small, pins=[Pin(person=person.id, post=other.id, round=0)])
    with pytest.raises(NoPlanError) as caught:
        solve(case, seconds=1e6, work=20, workers=1)
    assert caught.value.proven
    assert person.id in caught.value.reasons[0]
    assert f"pin to {other.id}" in caught.value.reasons[0]


def test_a_hold_is_kept(small):
    """Whoever is held on a role serves it in every round before the hold ends."""
    service = small.services[0]
    system = next(s for s in small.systems if any(r.id == service.role for r in s.roles))
    case = replace(small, holds=[Hold(person=service.person, role=service.role, until=system.finishes_on)])
    result = solve(case, seconds=1e6, work=30, workers=1)
    assert verify(case, result.plan).lawful


def test_a_limit_of_work_ends_a_run_and_a_clock_as_well():
    """Both kinds of limit are watched."""
    assert not Limits(100, work=2, done=1).over
    assert Limits(100, work=2, done=2).over
    assert Limits(0).over
    assert Limits(100, stop=lambda: True).over


def test_a_limit_that_is_too_short_ends_with_the_first_plan(small):
    """It is lawful and has a bound; nothing is begun that only makes it better."""
    result = solve(small, seconds=1e-3, seed=5, workers=1)
    assert verify(small, result.plan).lawful
    assert result.bound >= result.value
    assert "improve" not in {said.phase for said in result.statistics}
