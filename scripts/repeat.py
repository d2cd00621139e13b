"""
Plan one case again and again, and show that it is the same plan each time.

Each run is a process of its own, with another order of rows and another hash seed of Python, limited by
work instead of time: ``python scripts/repeat.py case.json --work 400``. Exit 0 only when all plans are equal.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import msgspec

from optimizer.case import Case
from optimizer.io import encode, plan_hash, read_case, read_plan

LISTS = (
    "units",
    "posts",
    "persons",
    "competencies",
    "systems",
    "services",
    "holds",
    "pins",
    "exclusions",
    "transfers",
    "departures",
    "published",
    "limits",
    "references",
    "relations",
    "advisory_team",
    "settings",
    "windows",
)


def shuffled(case: Case, seed: int) -> Case:
    """Put the rows of all lists of a case into another order."""
    chance = random.Random(seed)  # noqa: S311 - an order of rows, no secret
    return msgspec.structs.replace(
        case, **{name: chance.sample(rows := getattr(case, name), len(rows)) for name in LISTS}
    )


def run_once(
    case: Case, options: argparse.Namespace, number: int, folder: Path
) -> tuple[str, int, int | None]:
    """Plan in a fresh process; give the plan's hash, value and bound."""
    source, target = folder / "case.json", folder / "plan.json"
    source.write_bytes(encode(shuffled(case, number)))
    command = [sys.executable, "-m", "optimizer", "solve", str(source), "-o", str(target)]
    command += ["--work", str(options.work), "--seed", str(options.seed), "--workers", str(options.workers)]
    environment = {**os.environ, "PYTHONHASHSEED": str(number)}
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    plan = read_plan(target)
    return plan_hash(plan), plan.value, plan.bound


def main(argv: list[str] | None = None) -> int:
    """Plan as often as asked and compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    parser.add_argument("case", help="case file")
    parser.add_argument("--work", type=int, default=400)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args(argv)
    case = read_case(options.case)
    with tempfile.TemporaryDirectory() as folder:
        found = Counter(run_once(case, options, number, Path(folder)) for number in range(options.runs))
    for (digest, value, bound), times in found.most_common():
        print(f"{times} of {options.runs}: {digest}, value {value:,}, bound {bound:,}")
    return 0 if len(found) == 1 else 1


if __name__ == "__main__":
    sys.exit(main())
