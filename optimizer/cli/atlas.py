"""Find plans nearly as good as the best that differ from each other, with bounds."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from optimizer.choosing.atlas import atlas
from optimizer.errors import NoPlanError
from optimizer.io import read_case, write

NO_PLAN = 3
SECONDS = 60.0


def run(argv: Sequence[str]) -> int:
    """
    Write an atlas into a folder.

    Parameters
    ----------
    argv : sequence of str
        Arguments after the verb.

    Returns
    -------
    int
        0 done, 1 fewer near plans than asked for, 2 refused, 3 no lawful plan was found at all.
    """
    parser = argparse.ArgumentParser("tuntas atlas", description=__doc__)
    parser.add_argument("case", help="case file")
    parser.add_argument("-o", "--out", required=True, help="folder for plans, their cases and atlas.json")
    parser.add_argument("--plans", type=int, default=5, help="how many, the best one included (default: 5)")
    parser.add_argument(
        "--differs",
        type=int,
        default=20,
        help="percent of the moves of either plan that differ (default: 20)",
    )
    parser.add_argument("--within", type=float, default=1.0, help="percent of the best value (default: 1)")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="seconds of each solve (default: 60)")
    parser.add_argument("--seed", type=int, default=0, help="seed of all chance (default: 0)")
    parser.add_argument("--workers", type=int, default=2, help="threads, 1 or 2 (default: 2)")
    options = parser.parse_args(argv)
    if options.plans < 1 or not 1 <= options.differs <= 100 or options.within < 0:
        parser.error("--plans must be at least 1, --differs lie between 1 and 100, --within not be negative")
    case = read_case(options.case)
    try:
        found = atlas(
            case, plans=options.plans, differs_percent=options.differs, within=options.within / 100,
            seconds=options.seconds, seed=options.seed, workers=options.workers,
        )  # fmt: skip
    except NoPlanError as error:
        print("no lawful plan was found:", file=sys.stderr)
        for reason in error.reasons:
            print(f"  {reason}", file=sys.stderr)
        return NO_PLAN
    folder = Path(options.out)
    folder.mkdir(parents=True, exist_ok=True)
    for n, (sheet, record) in enumerate(zip(found.sheets, found.record()["plans"], strict=True)):
        write(sheet.case, folder / f"{n:02d}.case.json")
        write(sheet.plan, folder / f"{n:02d}.plan.json")
        near = "near" if sheet.near else "not near: found with a lower value; the bound says what may exist"
        print(
            f"{n:02d}  value {sheet.plan.value:,}, bound {sheet.bound:,}, {record['moves']:,} moves, {near}"
        )
    text = msgspec.json.format(msgspec.json.encode(found.record()), indent=1)
    (folder / "atlas.json").write_bytes(text + b"\n")
    if found.ended:
        print(found.ended)
    print(f"{found.seconds:.1f} s; written to {folder}")
    return 0 if sum(sheet.near for sheet in found.sheets) == options.plans else 1
