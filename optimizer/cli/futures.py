"""Test plans against drawn futures: departures, refusals, slips, and lawful repairs."""

import argparse
from collections.abc import Sequence

import msgspec

from optimizer.choosing.events import DEFAULT_CHARGE
from optimizer.choosing.futures import Odds, Tested, future_test, sturdier
from optimizer.io import read_case, read_plan

SHOWN = 10
"""Weak posts that are printed; `--json` gives all."""


def run(argv: Sequence[str]) -> int:
    """
    Test one plan or several over the same futures.

    Parameters
    ----------
    argv : sequence of str
        Arguments after the verb.

    Returns
    -------
    int
        0 done, 2 refused.
    """
    usual = Odds()
    parser = argparse.ArgumentParser("tuntas futures", description=__doc__)
    parser.add_argument("case", help="case file")
    parser.add_argument("plans", nargs="+", help="plan files of this case; several are compared")
    parser.add_argument("--futures", type=int, default=200, help="how many are drawn (default: 200)")
    parser.add_argument("--seed", type=int, default=0, help="which ones (default: 0)")
    for name, told in (
        ("leave", "chance that a person goes in a round"),
        ("refuse", "chance that a move of the first round is refused"),
        ("slip", "chance that a system is finished late"),
    ):
        default = getattr(usual, name)
        parser.add_argument(f"--{name}", type=float, default=default, help=f"{told} (default: {default})")
    parser.add_argument(
        "--slip-months", type=int, default=usual.slip_months, help="longest delay (default: 12 months)"
    )
    parser.add_argument(
        "--charge", type=int, default=DEFAULT_CHARGE, help="points for a changed move in repairs"
    )
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    options = parser.parse_args(argv)
    chances = (options.leave, options.refuse, options.slip)
    if options.futures < 1 or options.slip_months < 1 or not all(0 <= each <= 1 for each in chances):
        parser.error("--futures and --slip-months must be at least 1, and chances lie between 0 and 1")
    case = read_case(options.case)
    odds = Odds(*chances, options.slip_months)
    tested = {
        name: future_test(
            case,
            read_plan(name),
            futures=options.futures,
            odds=odds,
            charge=options.charge,
            seed=options.seed,
        )
        for name in dict.fromkeys(options.plans)
    }
    order = sturdier(tested)
    if options.json:
        record = {"plans": {name: each.record() for name, each in tested.items()}, "sturdiest_first": order}
        print(msgspec.json.format(msgspec.json.encode(record), indent=1).decode())
        return 0
    for name, each in tested.items():
        print("\n".join(lines(name, each)))
    if len(tested) > 1:
        print(f"of those within 1 % of the best value, the sturdiest first: {', '.join(order)}")
    return 0


def lines(name: str, tested: Tested) -> list[str]:
    """
    Say how a plan stood the test.

    Parameters
    ----------
    name : str
        Name of the plan.
    tested : Tested
        Its test.

    Returns
    -------
    list of str
        For people.
    """
    failed = sum(each.repaired is None for each in tested.futures)
    said = [
        f"{name}: value {tested.value:,}; {len(tested.futures):,} futures, {failed:,} without lawful repair"
    ]
    if tested.mean is not None and tested.tenth is not None:
        error = "" if tested.error is None else f" (standard error {tested.error:,.0f})"
        said.append(f"  after repair: mean {tested.mean:,.0f}{error}; nine of ten reach {tested.tenth:,}")
    if tested.weak_posts:
        said.append("  weak posts: short at the end, of the futures in which a planned holder was struck")
    for post, short, of in tested.weak_posts[:SHOWN]:
        said.append(f"    {post}: {short:,} of {of:,}")
    return said
