"""Write a synthetic case of any size."""

import argparse
import sys
from collections.abc import Sequence

from optimizer.generate import ALL_SHAPES, LEAST_PEOPLE, generate
from optimizer.io import case_hash, encode, write


def run(argv: Sequence[str]) -> int:
    """
    Write a case to a file or to the standard output.

    Parameters
    ----------
    argv : sequence of str
        Arguments after the verb.

    Returns
    -------
    int
        Exit code.
    """
    parser = argparse.ArgumentParser("tuntas generate", description=__doc__)
    parser.add_argument("--people", type=int, default=500, help=f"number of people, {LEAST_PEOPLE} at least")
    parser.add_argument("--seed", type=int, default=1, help="equal seeds give equal cases")
    parser.add_argument("--shape", choices=sorted(ALL_SHAPES), default="calm", help="kind of year")
    parser.add_argument(
        "--rounds", type=int, default=6, help="rounds of half a year, 1 to 12; a mobilisation has one"
    )
    parser.add_argument("-o", "--output", help="file to write; the standard output when missing")
    options = parser.parse_args(argv)
    if options.people < LEAST_PEOPLE or not 1 <= options.rounds <= 12:
        parser.error(f"--people is at least {LEAST_PEOPLE}, --rounds lies between 1 and 12")
    case = generate(options.people, options.seed, options.shape, options.rounds)
    if options.output is None:
        sys.stdout.buffer.write(encode(case))
        return 0
    write(case, options.output)
    roles = sum(len(system.roles) for system in case.systems)
    size = f"{len(case.persons):,} people, {len(case.posts):,} posts, {len(case.systems)} systems"
    print(f"{options.output}: {size} with {roles} roles, {case.horizon.rounds} rounds", file=sys.stderr)
    print(case_hash(case), file=sys.stderr)
    return 0
