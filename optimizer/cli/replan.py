"""Repair a published plan after refusals, departures and slips, with few changes."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date

import msgspec

from optimizer.calendar import round_dates
from optimizer.case import Case, Departure
from optimizer.choosing.events import DEFAULT_CHARGE, Events, Refusal, Slip
from optimizer.choosing.replanning import MoveKey, Replanned, replan
from optimizer.errors import NoPlanError
from optimizer.io import read_case, read_plan, write

NO_PLAN = 3
MOST_CHARGE = 10_000
"""Greatest charge that a case may state."""

SHOWN = 20
"""Moves of a kind that are printed; the rest is counted, and `--json` gives all."""


def run(argv: Sequence[str]) -> int:
    """
    Repair a plan and write the new plan and its case.

    Parameters
    ----------
    argv : sequence of str
        Arguments after the verb.

    Returns
    -------
    int
        0 a plan was written, 2 refused, 3 no lawful plan was found.
    """
    parser = argparse.ArgumentParser("tuntas replan", description=__doc__)
    parser.add_argument("case", help="case file of the published plan")
    parser.add_argument("plan", help="published plan file")
    parser.add_argument("-o", "--out", required=True, help="plan file to write")
    parser.add_argument(
        "--case-out",
        required=True,
        help="case file to write: the new plan belongs to it, and verifies with it",
    )
    parser.add_argument(
        "--refuse", action="append", default=[], metavar="PERSON[:POST]",
        help="the person does not enter the post (default: the one of the first published move)",
    )  # fmt: skip
    parser.add_argument(
        "--leave", action="append", default=[], metavar="PERSON[:DATE]",
        help="the person goes; first day without service (default: the first day of the horizon)",
    )  # fmt: skip
    parser.add_argument(
        "--slip",
        action="append",
        default=[],
        metavar="SYSTEM:DATE",
        help="the system is finished on that day",
    )
    parser.add_argument(
        "--charge", type=int, default=DEFAULT_CHARGE,
        help=f"points for each move that is changed (default: {DEFAULT_CHARGE})",
    )  # fmt: skip
    parser.add_argument(
        "--pinned-rounds", type=int, default=1, help="moves of that many first rounds are pinned (default: 1)"
    )
    parser.add_argument("--seconds", type=float, default=60.0, help="limit of the choice (default: 60)")
    parser.add_argument("--seed", type=int, default=0, help="seed of the choice (default: 0)")
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    options = parser.parse_args(argv)
    if not 0 <= options.charge <= MOST_CHARGE:
        parser.error(f"--charge must lie between 0 and {MOST_CHARGE:,} points")
    if options.pinned_rounds < 0:
        parser.error("--pinned-rounds must not be negative")
    case, plan = read_case(options.case), read_plan(options.plan)
    try:
        events = _events(case, options)
    except ValueError as fault:
        parser.error(str(fault))
    try:
        found = replan(
            case, plan, events, charge=options.charge, pinned_rounds=options.pinned_rounds,
            seconds=options.seconds, seed=options.seed,
        )  # fmt: skip
    except NoPlanError as error:
        print("no lawful plan was found:", file=sys.stderr)
        for reason in error.reasons:
            print(f"  {reason}", file=sys.stderr)
        return NO_PLAN
    write(found.case, options.case_out)
    write(found.plan, options.out)
    if options.json:
        print(msgspec.json.format(msgspec.json.encode(found.record()), indent=1).decode())
    else:
        print("\n".join(lines(found)))
        print(f"written to {options.out}, with its case {options.case_out}")
    return 0


def _events(case: Case, options: argparse.Namespace) -> Events:
    start = round_dates(case.horizon)[0]
    refusals = [each.partition(":") for each in options.refuse]
    departures = [each.partition(":") for each in options.leave]
    slips = [each.rpartition(":") for each in options.slip]
    if bare := [day for system, _, day in slips if not system]:
        raise ValueError(f"--slip {bare[0]}: write SYSTEM:DATE, for example {bare[0]}:2029-04-01")
    return Events(
        tuple(Refusal(person, post or None) for person, _, post in refusals),
        tuple(Departure(person=person, on=_day(day) if day else start) for person, _, day in departures),
        tuple(Slip(system, _day(day)) for system, _, day in slips),
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f'"{text}" is no date such as 2027-10-01') from None


def lines(found: Replanned) -> list[str]:
    """
    Say what came out.

    Parameters
    ----------
    found : Replanned
        The repaired plan.

    Returns
    -------
    list of str
        For people.
    """
    change = found.worth - found.worth_before
    numbers = (
        f"{found.kept:,} published moves kept, {len(found.dropped):,} dropped, {len(found.added):,} added"
    )
    said = [
        f"lawful: worth {found.worth:,} points beside {found.worth_before:,} as published ({change:+,})",
        f"{numbers}; {len(found.given_up):,} pinned ones given up",
    ]
    for word, moves in (("dropped", found.dropped), ("added", found.added)):
        said += [_line(word, move, move in found.given_up) for move in moves[:SHOWN]]
        if len(moves) > SHOWN:
            said.append(f"  and {len(moves) - SHOWN:,} more {word}; --json lists all")
    settled = "nothing better" if found.proven else "something better may exist"
    said.append(
        f"{found.freed:,} people chose anew in {found.seconds:.1f} s; {settled} among their priced paths"
    )
    return said


def _line(word: str, move: MoveKey, was_pinned: bool) -> str:
    person, post, t = move
    return f"  {word}: {person} to {post} in round {t}" + (", which was pinned" if was_pinned else "")
