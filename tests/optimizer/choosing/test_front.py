"""The front: the best of all plans within the limits of each point, bounds that hold, files that verify."""

from __future__ import annotations

import msgspec
import pytest

from optimizer.case import Limit
from optimizer.certificate import certify
from optimizer.choosing.front import front, grid
from optimizer.cli import main
from optimizer.errors import CaseError, NoPlanError
from optimizer.generate import generate
from optimizer.io import read_case, read_plan, write
from optimizer.verify import verify
from tests.optimizer.test_brute_force import best_value
from tests.optimizer.tiny import tiny_case


def test_each_point_is_the_best_of_all_plans_within_its_limits():
    """On tiny cases every plan is tried for every point; bounds hold whether or not the plan is the best."""
    best_found = tried = 0
    for seed in range(12):
        case = msgspec.structs.replace(tiny_case(seed, people=2), limits=[])
        if case.horizon.rounds == 3 and len(case.posts) > 3:
            continue
        try:
            found = front(case, seconds=0.3, seed=seed, workers=1)
        except NoPlanError:
            continue
        for point in found.points:
            best, plans = best_value(point.case)
            if not plans:
                continue
            tried += 1
            if best is None:
                assert point.plan is None
                continue
            assert point.bound >= best
            assert point.plan is None or verify(point.case, point.plan).lawful
            best_found += point.plan is not None and point.plan.value == best
    assert tried >= 8
    assert best_found >= 0.8 * tried


def test_a_front_trades_value_for_moves(tmp_path, capsys):
    """Limits are kept, a looser limit is worth no less, and the certificate of a point proves its bound."""
    case = generate(80, 5)
    write(case, tmp_path / "case.json")
    folder = tmp_path / "front"
    arguments = ["front", str(tmp_path / "case.json"), "-o", str(folder), "--seconds", "1", "--workers", "1"]
    assert main(arguments) == 0
    assert "written to" in capsys.readouterr().out
    points = msgspec.json.decode((folder / "front.json").read_bytes())["points"]
    assert len(points) >= 4
    for n, point in enumerate(points):
        if point["value"] is None:
            continue
        now, plan = read_case(folder / f"{n:02d}.case.json"), read_plan(folder / f"{n:02d}.plan.json")
        assert verify(now, plan).lawful
        assert point["moves"] <= point["most_moves"]
        assert point["continuity"] >= point["least_continuity"]
        for other in points:
            looser = other["most_moves"] >= point["most_moves"]
            if looser and other["least_continuity"] <= point["least_continuity"]:
                assert other["value"] >= point["value"]
    last = len(points) - 1
    plan, now = read_plan(folder / f"{last:02d}.plan.json"), read_case(folder / f"{last:02d}.case.json")
    # The engine's own bound of a run limited by time may lie a few points lower (docs/method.md).
    assert plan.value <= certify(now, plan).bound <= 1.01 * plan.bound
    assert (folder / "front.svg").read_text(encoding="utf-8").count("<circle") >= 4


def test_limits_that_coincide_are_solved_once():
    assert grid(0, 5, 5) == [(0, 5)]
    assert grid(4, 0, 2) == [(4, 0), (3, 0), (2, 0), (1, 0), (1, 1), (2, 1), (3, 1), (4, 1), (4, 2), (3, 2),
                             (2, 2), (1, 2)]  # fmt: skip


def test_a_case_with_limits_of_its_own_is_refused():
    case = msgspec.structs.replace(generate(30, 1), limits=[Limit(measure="moves", at_most=1)])
    with pytest.raises(CaseError, match="sets limits of its own"):
        front(case, seconds=1)
