"""Replanning: the best of all plans of tiny cases, few changes in a town, senseless events refused."""

from __future__ import annotations

import random
from datetime import date
from functools import cache

import msgspec
import pytest

from optimizer.case import Case, Departure
from optimizer.choosing.events import Events, Refusal, Slip, moves_of
from optimizer.choosing.replanning import replan, worth_of
from optimizer.cli import main
from optimizer.errors import NoPlanError, PlanError
from optimizer.generate import generate
from optimizer.io import read_case, read_plan, write
from optimizer.plan import Plan
from optimizer.rivals import greedy
from optimizer.solve import solve
from optimizer.verify import verify
from tests.optimizer.builders import plan_of
from tests.optimizer.test_brute_force import best_value
from tests.optimizer.tiny import tiny_case

TINY = 14


def something(case: Case, plan: Plan, seed: int) -> Events:
    """Draw what happens: a refusal, a departure, a slip."""
    chance = random.Random(f"event {seed}")
    moves = moves_of(case, plan)
    refusals = (Refusal(chance.choice(moves).person.id),) if moves and chance.random() < 0.7 else ()
    departures = ()
    if chance.random() < 0.3:
        goes = chance.choice((date(2027, 4, 1), date(2027, 10, 1), date(2028, 4, 1)))
        departures = (Departure(person=chance.choice(case.persons).id, on=goes),)
    slips = ()
    if case.systems and chance.random() < 0.3:
        slips = (Slip(case.systems[0].id, date(2029, 1, 1)),)
    return Events(refusals, departures, slips)


def test_a_repair_is_the_best_of_all_plans_of_a_tiny_case():
    """Everybody is freed there, so the repair must find what trying every plan finds, to the point."""
    compared = 0
    for seed in range(TINY):
        case = msgspec.structs.replace(tiny_case(seed, people=2), departures=[], published=[])
        if case.horizon.rounds == 3 and len(case.posts) > 3:
            continue
        try:
            plan = solve(case, seconds=5.0, seed=seed, workers=1, work=25).plan
        except NoPlanError:
            continue
        events = something(case, plan, seed)
        charge = random.Random(seed).choice((0, 50, 400))
        try:
            found = replan(case, plan, events, charge=charge, pinned_rounds=seed % 2)
        except NoPlanError:
            continue
        report = verify(found.case, found.plan)
        assert report.lawful
        best, plans = best_value(found.case)
        if plans:
            assert found.plan.value == best, f"seed {seed}"
            compared += 1
    assert compared >= TINY // 2


@cache
def town() -> tuple[Case, Plan]:
    """A small town with a plan of some moves."""
    case = generate(90, 5)
    return case, solve(case, seconds=30.0, seed=1, workers=1, work=45).plan


def test_a_refusal_changes_little():
    """The refused move is gone, and what is earned by keeping is told apart from the worth."""
    case, plan = town()
    first = next(move for move in moves_of(case, plan) if move.round == 0)
    found = replan(case, plan, Events(refusals=(Refusal(first.person.id),)))
    report = verify(found.case, found.plan)
    assert report.lawful
    assert (first.person.id, first.target.id, 0) in found.dropped
    # What falls with it could not have stood: the person keeps the post that another was to enter.
    assert {post for _, post, _ in found.given_up} <= {first.origin.id}
    assert found.kept >= 0.9 * len(moves_of(case, plan))
    assert found.worth == worth_of(report)
    assert verify(case, msgspec.structs.replace(plan)).value == found.worth_before


def test_nobody_is_planned_after_the_departure():
    """Somebody who goes at once has no stay left, and the place may be filled again."""
    case, plan = town()
    who = moves_of(case, plan)[0].person.id
    found = replan(case, plan, Events(departures=(Departure(person=who, on=case.horizon.starts_on),)))
    assert verify(found.case, found.plan).lawful
    assert all(move.person.id != who for move in moves_of(found.case, found.plan))


def test_without_events_nothing_changes_at_a_high_charge():
    """The published plan is lawful, and every change costs more than it could win."""
    case, plan = town()
    found = replan(case, plan, Events(), charge=10_000)
    assert not found.dropped
    assert not found.added
    assert found.worth >= found.worth_before


def test_a_repair_can_be_repeated():
    """The same events and seed give the same plan."""
    case, plan = town()
    events = Events(refusals=(Refusal(moves_of(case, plan)[0].person.id),))
    assert replan(case, plan, events, seed=3).plan.paths == replan(case, plan, events, seed=3).plan.paths


@pytest.mark.parametrize(
    ("events", "told"),
    [
        (Events(refusals=(Refusal("nobody"),)), "refusal of nobody: no such person in the case"),
        (
            Events(refusals=(Refusal("p00001", "nowhere"),)),
            'refusal of p00001: no post "nowhere" in the case',
        ),
        (
            Events(departures=(Departure(person="nobody", on=date(2027, 4, 1)),)),
            "departure of nobody: no such person in the case",
        ),
        (
            Events(slips=(Slip("nothing", date(2029, 1, 1)),)),
            "new date of nothing: no such system in the case",
        ),
    ],
)
def test_an_event_that_names_nobody_is_refused(events, told):
    case, plan = town()
    with pytest.raises(PlanError) as refusal:
        replan(case, plan, events)
    assert [str(fault) for fault in refusal.value.faults] == [told]


def test_the_refusal_of_somebody_who_does_not_move_needs_a_post():
    case, plan = town()
    moving = {move.person.id for move in moves_of(case, plan)}
    who = next(person.id for person in case.persons if person.id not in moving)
    with pytest.raises(PlanError, match="does not move this person; name the post"):
        replan(case, plan, Events(refusals=(Refusal(who),)))


def test_a_plan_of_another_case_is_refused():
    case, plan = town()
    other = msgspec.structs.replace(case, name="other")
    with pytest.raises(PlanError, match="belongs to the case"):
        replan(other, plan, Events())


def test_the_command_writes_a_plan_that_verifies_with_its_case(tmp_path, capsys):
    case, plan = town()
    write(case, tmp_path / "case.json")
    write(plan, tmp_path / "plan.json")
    who = moves_of(case, plan)[0].person.id
    arguments = ["replan", str(tmp_path / "case.json"), str(tmp_path / "plan.json"), "--refuse", who]
    arguments += ["-o", str(tmp_path / "new.json"), "--case-out", str(tmp_path / "now.json")]
    assert main(arguments) == 0
    assert "published moves kept" in capsys.readouterr().out
    new, now = read_plan(tmp_path / "new.json"), read_case(tmp_path / "now.json")
    assert verify(now, new).lawful
    assert main([*arguments, "--json"]) == 0
    record = msgspec.json.decode(capsys.readouterr().out)
    assert record["value"] == new.value
    assert record["struck"] == [who]


def test_a_plan_without_certificate_is_repaired_as_well():
    """A plan made by hand has no multipliers; whom to free is then told by what is missing alone."""
    case, _ = town()
    plan = greedy.solve(case, 5, 1).plan or plan_of(case, [])
    plan = msgspec.structs.replace(plan, certificate=None)
    move = next(iter(moves_of(case, plan)), None)
    assert move is not None
    found = replan(case, plan, Events(refusals=(Refusal(move.person.id, move.target.id),)))
    assert verify(found.case, found.plan).lawful
