"""Small agencies that are planned in earnest, and a run of them with its results read back."""

from __future__ import annotations

from pathlib import Path

from optimizer.generate import generate
from optimizer.io import decode_plan, read_case, write
from optimizer.many.conduct import Place, case_files, conduct
from optimizer.many.folder import ResultFolder
from optimizer.many.orders import Order, Said, Summary
from optimizer.verify import verify

ASKED = Order(agency="", seconds=1e9, work=12, seed=5)
TOWNS = {"bukit": 1, "pantai": 2}


def write_towns(folder: Path) -> None:
    """Write the cases of two towns of some two dozen people."""
    folder.mkdir()
    for name, seed in TOWNS.items():
        write(generate(20 + 4 * seed, seed, rounds=2), folder / f"{name}.json")


def plan_towns(cases: Path, out: Path, place: Place, tell=lambda said: None) -> dict[str, Summary]:
    """Plan them; return the summaries by agency."""
    folder = ResultFolder(out)
    with folder.claimed():
        return {
            each.agency: each
            for each in conduct(case_files([cases]), folder, ASKED, place, tell, lambda *_: None)
        }


def judge_plan(cases: Path, out: Path, town: str) -> tuple[bool, int]:
    """Judge the plan that lies in the folder of results: lawful or not, and what it is worth."""
    plan = decode_plan((out / town / "plan.json").read_bytes())
    report = verify(read_case(cases / f"{town}.json"), plan)
    return report.lawful, report.value


__all__ = ["ASKED", "TOWNS", "Said", "judge_plan", "plan_towns", "write_towns"]
