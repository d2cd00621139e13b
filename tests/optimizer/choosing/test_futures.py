"""Drawn futures: the same for every plan, as often as the odds say; repairs lawful, weak posts counted."""

from __future__ import annotations

from functools import cache

import msgspec
import pytest

from optimizer.case import Case
from optimizer.choosing.futures import Odds, draw, future_test, sturdier
from optimizer.cli import main
from optimizer.generate import generate
from optimizer.io import write
from optimizer.plan import Plan
from optimizer.verify import verify
from tests.optimizer.builders import plan_of

CALM = Odds(0.0, 0.0, 0.0, 1)


@cache
def staying() -> tuple[Case, Plan]:
    """A small town in which nobody moves, which is lawful there."""
    case = generate(60, 5)
    return case, plan_of(case, [])


def test_futures_come_as_often_as_the_odds_say():
    """Of 60 people over six rounds at 10 percent, about 47 percent go; every slip is a later day."""
    case, plan = staying()
    drawn = [draw(case, plan, Odds(leave=0.1, slip=0.5), 1, n) for n in range(40)]
    share = sum(len(each.departures) for each in drawn) / (40 * len(case.persons))
    assert 0.42 < share < 0.52
    slips = sum(len(each.slips) for each in drawn) / (40 * len(case.systems))
    assert 0.25 < slips < 0.75
    finish = {system.id: system.finishes_on for system in case.systems}
    assert all(slip.finishes_on > finish[slip.system] for each in drawn for slip in each.slips)


def test_a_future_does_not_depend_on_the_plan():
    """What does not concern moves is the same for two plans, and again when it is drawn again."""
    case, plan = staying()
    other = msgspec.structs.replace(plan, seed=9)
    assert draw(case, plan, Odds(), 3, 5) == draw(case, other, Odds(), 3, 5)
    assert draw(case, plan, Odds(leave=0.2), 3, 5) != draw(case, plan, Odds(leave=0.2), 3, 6)


def test_where_nothing_happens_nothing_is_lost():
    case, plan = staying()
    tested = future_test(case, plan, futures=2, odds=CALM, charge=10_000)
    assert tested.mean == tested.tenth == tested.worths[0]
    assert tested.mean >= tested.value
    assert not tested.weak_posts


def test_every_repair_is_lawful_and_a_post_that_stays_empty_is_weak():
    """Many go: each repair is judged again here, and the numbers add up."""
    case, plan = staying()
    tested = future_test(case, plan, futures=3, odds=Odds(leave=0.1))
    for future in tested.futures:
        assert future.repaired is not None
        assert verify(future.repaired.case, future.repaired.plan).lawful
    assert tested.weak_posts
    assert all(0 < short <= of for _, short, of in tested.weak_posts)
    assert min(tested.worths) <= tested.tenth <= tested.mean <= max(tested.worths)
    assert sturdier({"a": tested, "b": tested}) == ["a", "b"]


def test_the_command_compares_plans(tmp_path, capsys):
    case, plan = staying()
    write(case, tmp_path / "case.json")
    write(plan, tmp_path / "plan.json")
    arguments = ["futures", str(tmp_path / "case.json"), str(tmp_path / "plan.json"), "--futures", "1"]
    assert main(arguments) == 0
    assert "1 futures" in capsys.readouterr().out
    assert main([*arguments, "--json"]) == 0
    record = msgspec.json.decode(capsys.readouterr().out)
    assert len(record["plans"][str(tmp_path / "plan.json")]["each"]) == 1
    with pytest.raises(SystemExit):
        main([*arguments, "--leave", "2"])
