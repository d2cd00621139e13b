"""Find up to twelve plans under limits of moves and of continuity, each with its bound."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from optimizer.choosing.chart import drawing
from optimizer.choosing.front import Point, front
from optimizer.errors import NoPlanError
from optimizer.io import read_case, write

NO_PLAN = 3


def run(argv: Sequence[str]) -> int:
    """
    Draw the front of a case into a folder.

    Parameters
    ----------
    argv : sequence of str
        Arguments after the verb.

    Returns
    -------
    int
        0 done, 2 refused, 3 no lawful plan was found even without limits.
    """
    parser = argparse.ArgumentParser("tuntas front", description=__doc__)
    parser.add_argument("case", help="case file without limits of its own")
    parser.add_argument(
        "-o", "--out", required=True, help="folder for plans, their cases, front.json, front.svg"
    )
    parser.add_argument(
        "--seconds", type=float, default=60.0,
        help="seconds of the first solve; all points together take about four times as many (default: 60)",
    )  # fmt: skip
    parser.add_argument("--seed", type=int, default=0, help="seed of all chance (default: 0)")
    parser.add_argument("--workers", type=int, default=2, help="threads, 1 or 2 (default: 2)")
    options = parser.parse_args(argv)
    case = read_case(options.case)
    try:
        found = front(case, seconds=options.seconds, seed=options.seed, workers=options.workers)
    except NoPlanError as error:
        print("no lawful plan was found without limits:", file=sys.stderr)
        for reason in error.reasons:
            print(f"  {reason}", file=sys.stderr)
        return NO_PLAN
    folder = Path(options.out)
    folder.mkdir(parents=True, exist_ok=True)
    for n, point in enumerate(found.points):
        write(point.case, folder / f"{n:02d}.case.json")
        if point.plan is not None:
            write(point.plan, folder / f"{n:02d}.plan.json")
    text = msgspec.json.format(msgspec.json.encode(found.record()), indent=1)
    (folder / "front.json").write_bytes(text + b"\n")
    (folder / "front.svg").write_text(drawing(found), encoding="utf-8")
    print("    moves <=  continuity >=        value        bound    gap     moves  continuity        fit")
    for n, point in enumerate(found.points):
        print(f"{n:02d}  {_line(point)}")
    print(f"{found.seconds:.1f} s, of which the first solve {found.first_seconds:.1f} s; written to {folder}")
    return 0


def _line(point: Point) -> str:
    limits = f"{point.most_moves:>8,}  {point.least_continuity:>13,}"
    if point.plan is None:
        return f"{limits}  no lawful plan was found; none is worth more than {point.bound:,}"
    record, value, kept = point.record(), point.plan.value, point.measures
    gap = "-" if record["gap"] is None else f"{100 * record['gap']:.2f} %"
    mark = "  dominated" if point.dominated else ""
    return (
        f"{limits}  {value:>11,}  {point.bound:>11,}  {gap:>6}  {kept['moves']:>6,}  "
        f"{kept['continuity']:>10,}  {kept['fit']:>9,}{mark}"
    )
