"""The atlas: the best of all plans that differ, counted again from their moves, with bounds that hold."""

from __future__ import annotations

import itertools

import msgspec

from optimizer.choosing.atlas import atlas
from optimizer.choosing.events import moves_of
from optimizer.cli import main
from optimizer.generate import generate
from optimizer.io import read_case, read_plan, write
from optimizer.verify import verify
from tests.optimizer.test_brute_force import best_value
from tests.optimizer.tiny import tiny_case

MOVING = (11, 18, 29)
"""Tiny cases of two people in which the best plan moves somebody and few enough plans can be tried."""


def test_each_plan_is_the_best_of_all_that_differ():
    """Every plan of tiny cases is tried under the same differences."""
    compared = 0
    for seed in MOVING:
        case = msgspec.structs.replace(tiny_case(seed, people=2), references=[], limits=[])
        found = atlas(case, plans=3, within=50.0, seconds=5.0, seed=seed, workers=1, work=60)
        for sheet in found.sheets[1:]:
            best, plans = best_value(sheet.case)
            if plans:
                assert sheet.plan.value == best <= sheet.bound, seed
                compared += 1
    assert compared >= 4


def test_an_atlas_in_a_folder(tmp_path, capsys):
    """Any two plans differ in a fifth of the moves of either, and each verifies with its own case."""
    write(generate(80, 5), tmp_path / "case.json")
    folder = tmp_path / "atlas"
    arguments = ["atlas", str(tmp_path / "case.json"), "-o", str(folder), "--plans", "3", "--seconds", "1"]
    code = main([*arguments, "--workers", "1"])
    assert "written to" in capsys.readouterr().out
    record = msgspec.json.decode((folder / "atlas.json").read_bytes())
    assert code == int(sum(each["near"] for each in record["plans"]) < 3)
    assert len(record["plans"]) >= 2
    moves = []
    for n, each in enumerate(record["plans"]):
        case, plan = read_case(folder / f"{n:02d}.case.json"), read_plan(folder / f"{n:02d}.plan.json")
        assert verify(case, plan).lawful
        assert each["value"] <= each["bound"]
        assert each["near"] == (each["value"] >= 0.99 * record["plans"][0]["value"])
        moves.append({(m.person.id, m.target.id, m.round) for m in moves_of(case, plan)})
    for one, other in itertools.combinations(moves, 2):
        assert 5 * len(one & other) <= 4 * min(len(one), len(other))
