"""Measures in order: each stage is the best of all plans within the stages before it."""

from __future__ import annotations

import json
from collections.abc import Iterator

import msgspec
import pytest

from optimizer.case import Case, Limit
from optimizer.choosing.front import measures_of
from optimizer.choosing.lexicographic import lexicographic
from optimizer.cli import main
from optimizer.errors import CaseError, NoPlanError
from optimizer.generate import generate
from optimizer.io import read_case, read_plan, write
from optimizer.verify import verify
from tests.optimizer.test_brute_force import best_value
from tests.optimizer.tiny import tiny_case


def small_cases() -> Iterator[Case]:
    """Tiny cases without limits, few enough for every plan to be tried."""
    for seed in range(14):
        case = msgspec.structs.replace(tiny_case(seed, people=2), limits=[])
        if case.horizon.rounds < 3 or len(case.posts) < 4:
            yield case


@pytest.mark.parametrize("order", [("continuity", "moves"), ("moves", "fit")])
def test_a_stage_is_the_best_of_all_plans_within_the_stages_before(order):
    """No plan keeps the limits so far and betters the next measure, and none is worth more at the end."""
    exact = tried = 0
    for case in small_cases():
        try:
            found = lexicographic(case, order, seconds=0.9, workers=1)
        except NoPlanError:
            continue
        tried += 1
        report = verify(found.case, found.plan)
        assert report.lawful
        assert report.value == found.plan.value
        kept: list[Limit] = []
        for stage in found.stages:
            is_moves = stage.measure == "moves"
            step = -1 if is_moves else 1
            better = Limit(
                measure=stage.measure, **{"at_most" if is_moves else "at_least": max(0, stage.reached + step)}
            )
            if not (is_moves and stage.reached == 0):
                best, _ = best_value(msgspec.structs.replace(case, limits=[*kept, better]))
                exact += best is None
                assert best is None or stage.proven != stage.reached
            else:
                exact += 1
            kept.append(Limit(measure=stage.measure, **{"at_most" if is_moves else "at_least": stage.limit}))
        assert kept == list(found.case.limits)
        best, _ = best_value(found.case)
        assert best is not None
        assert found.plan.bound is None or best <= found.plan.bound
    assert tried >= 5
    assert exact >= 0.9 * 2 * tried


def test_what_may_be_given_away_is_a_share_of_what_was_reached(tmp_path, capsys):
    """The command writes a plan that verifies with the case beside it and keeps its limits."""
    write(generate(60, 5), tmp_path / "case.json")
    names = [str(tmp_path / name) for name in ("case.json", "plan.json", "now.json")]
    arguments = ["order", names[0], "--by", "continuity,moves", "-o", names[1], "--case-out", names[2]]
    assert main([*arguments, "--give", "20", "--seconds", "4", "--workers", "1", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    for stage, sign in zip(said["stages"], (-1, 1), strict=True):
        assert stage["limit"] == stage["reached"] + sign * (stage["reached"] * 20 // 100)
    now, plan = read_case(names[2]), read_plan(names[1])
    assert verify(now, plan).lawful
    measures = measures_of(now, plan)
    assert measures["continuity"] >= said["stages"][0]["limit"] > 0
    assert measures["moves"] <= said["stages"][1]["limit"]


def test_an_order_that_contradicts_itself_is_refused():
    """A measure twice, or a case with limits of its own."""
    case = generate(30, 1)
    with pytest.raises(CaseError, match="each measure once"):
        lexicographic(case, ["moves", "moves"])
    limited = msgspec.structs.replace(case, limits=[Limit(measure="moves", at_most=1)])
    with pytest.raises(CaseError, match="sets limits of its own"):
        lexicographic(limited, ["fit"])
