"""Plan for measures in a strict order, as continuity before moves, and then for value."""

import argparse
import sys
from collections.abc import Sequence

import msgspec

from optimizer.choosing.lexicographic import lexicographic
from optimizer.errors import NoPlanError
from optimizer.io import read_case, write

NO_PLAN = 3
MEASURES = ("continuity", "fit", "moves")


def run(argv: Sequence[str]) -> int:
    """
    Plan in order and write plan and case.

    Parameters
    ----------
    argv : sequence of str
        Arguments after the verb.

    Returns
    -------
    int
        0 done, 2 refused, 3 no lawful plan was found.
    """
    parser = argparse.ArgumentParser("tuntas order", description=__doc__)
    parser.add_argument("case", help="case file without limits of its own")
    parser.add_argument("--by", required=True, help="measures with commas, of continuity, fit and moves")
    parser.add_argument("-o", "--out", required=True, help="plan file to write")
    parser.add_argument(
        "--case-out", required=True, help="case file to write: the plan belongs to it, and verifies with it"
    )
    parser.add_argument(
        "--give", type=int, default=0, help="percent of a measure that later ones may give away (default: 0)"
    )
    parser.add_argument("--seconds", type=float, default=120.0, help="of all stages together (default: 120)")
    parser.add_argument("--seed", type=int, default=0, help="seed of all chance (default: 0)")
    parser.add_argument("--workers", type=int, default=2, help="threads, 1 or 2 (default: 2)")
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    options = parser.parse_args(argv)
    order = options.by.split(",")
    unknown = [name for name in order if name not in MEASURES]
    if unknown or not 0 <= options.give <= 100:
        parser.error(f"--by takes {', '.join(MEASURES)}; --give takes 0 to 100")
    try:
        found = lexicographic(
            read_case(options.case), order, give=options.give, seconds=options.seconds,
            seed=options.seed, workers=options.workers,
        )  # fmt: skip
    except NoPlanError as error:
        print("no lawful plan was found:", *error.reasons, sep="\n  ", file=sys.stderr)
        return NO_PLAN
    write(found.case, options.case_out)
    write(found.plan, options.out)
    if options.json:
        print(msgspec.json.encode(found.record()).decode())
        return 0
    for stage in found.stages:
        side, kept = ("at least", "at most") if stage.measure == "moves" else ("at most", "at least")
        proven = "" if stage.proven is None else f"; any plan has {side} {stage.proven:,}"
        print(f"{stage.measure}: {stage.reached:,}{proven}; kept from here on: {kept} {stage.limit:,}")
    bound = "" if found.plan.bound is None else f", bound {found.plan.bound:,}"
    print(f"value {found.plan.value:,}{bound}; written to {options.out}, with its case {options.case_out}")
    return 0
