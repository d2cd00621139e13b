"""Plan a case and write the best verified plan found, also when interrupted."""

import argparse
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from types import FrameType
from typing import Any

import msgspec

from optimizer.case import Case
from optimizer.errors import NoPlanError
from optimizer.io import read_case, write
from optimizer.oneround.stability import both_sides
from optimizer.plan import Plan
from optimizer.progress import Progress
from optimizer.result import Result
from optimizer.rivals import deferred_acceptance
from optimizer.solve import DEFAULT_NODES, solve
from optimizer.verify import verify

NO_PLAN = 3
REFUSED = 2
MATCHING = "deferred-acceptance"
DEFAULT_SECONDS = 60.0
UNLIMITED = 1e9


def run(argv: Sequence[str]) -> int:
    """
    Plan a case.

    Parameters
    ----------
    argv : sequence of str
        Arguments after the verb.

    Returns
    -------
    int
        0 a plan was written, 2 refused, 3 no lawful plan.
    """
    options = _parser().parse_args(argv)
    case = read_case(options.case)
    if options.sides and case.horizon.rounds > 1:
        print(f"--sides needs a case of one round, not {case.horizon.rounds}", file=sys.stderr)
        return REFUSED
    try:
        plan, said = _match(case) if options.method == MATCHING else _solved(case, options)
    except NoPlanError as error:
        print("no lawful plan exists:" if error.proven else "no lawful plan was found:", file=sys.stderr)
        for reason in error.reasons:
            print(f"  {reason}", file=sys.stderr)
        return NO_PLAN
    write(plan, options.out)
    if options.progress == "text":
        print(said)
    if options.sides:
        print("\n".join(both_sides(case, plan).lines()))
    return 0


def _match(case: Case) -> tuple[Plan, str]:
    """Match both sides; the verifier has the last word, for the method knows no row but formations."""
    plan, _ = deferred_acceptance.match(case)
    report = verify(case, plan)
    if not report.lawful:
        rules = sorted({finding.rule for finding in report.breaches})
        raise NoPlanError([f"the stable matching breaks {', '.join(rules)}"], proven=False)
    return plan, f"stable matching: value {plan.value:,}, no bound"


def _solved(case: Case, options: argparse.Namespace) -> tuple[Plan, str]:
    stop = threading.Event()
    restore = _stop_on_signals(stop)
    try:
        result = solve(
            case,
            seconds=_seconds(options.seconds, options.work),
            seed=options.seed,
            workers=options.workers,
            work=options.work,
            nodes=options.nodes,
            on_progress=_printer(options.progress),
            on_plan=lambda plan: write(plan, options.out),
            stop=stop.is_set,
            method=options.method,
        )
    finally:
        restore()
    return result.plan, summary(result, options.out)


def _seconds(asked: float | None, work: int | None) -> float:
    """Wall clock limit: a run that is limited by work must not be cut short by a clock that nobody set."""
    if asked is not None:
        return asked
    return DEFAULT_SECONDS if work is None else UNLIMITED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("tuntas solve", description=__doc__)
    parser.add_argument("case", help="case file")
    parser.add_argument("-o", "--out", required=True, help="plan file; replaced at each better plan")
    parser.add_argument(
        "--seconds",
        type=float,
        help="wall clock limit (default 60, none with --work); a run has at least the time for a first plan",
    )
    parser.add_argument("--seed", type=int, default=0, help="seed of all chance (default 0)")
    parser.add_argument("--workers", type=int, choices=(1, 2), default=2, help="threads (default 2)")
    parser.add_argument("--work", type=int, help="limit in units of work, for runs that can be repeated")
    parser.add_argument("--nodes", type=int, default=DEFAULT_NODES, help="candidate nodes per person")
    parser.add_argument(
        "--method",
        choices=("auto", "general", MATCHING),
        default="auto",
        help="auto: one round as a network, as far as it is one; general: column generation always; "
        f"{MATCHING}: a stable matching of people and posts, for one round",
    )
    parser.add_argument(
        "--sides",
        action="store_true",
        help="also count, for one round, wishes met, ranks, blocking pairs, vacancies, key people leaving",
    )
    parser.add_argument(
        "--progress",
        choices=("text", "json", "none"),
        default="text",
        help="how to show progress: lines for people, JSON lines (both on standard output), or nothing",
    )
    return parser


def _stop_on_signals(stop: threading.Event) -> Callable[[], None]:
    """Let the first interrupt end the run with the plan in hand; a second one acts as usual."""
    old: dict[int, Any] = {}

    def ask(number: int, frame: FrameType | None) -> None:
        stop.set()
        signal.signal(number, old[number])

    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM):
            old[number] = signal.signal(number, ask)

    def restore() -> None:
        for number, handler in old.items():
            signal.signal(number, handler)

    return restore


def _printer(style: str) -> Callable[[Progress], None] | None:
    if style == "none":
        return None
    return _print_json if style == "json" else _print_text


def _print_json(event: Progress) -> None:
    record = {
        "elapsed": round(event.elapsed, 3),
        "phase": event.phase,
        "value": event.value,
        "bound": event.bound,
        "gap": event.gap,
        "note": event.note,
    }
    print(msgspec.json.encode(record).decode(), flush=True)


def _print_text(event: Progress) -> None:
    value = "-" if event.value is None else f"{event.value:,}"
    bound = "-" if event.bound is None else f"{event.bound:,}"
    gap = "-" if event.gap is None else f"{100 * event.gap:.3f} %"
    print(
        f"{event.elapsed:8.1f} s  {event.phase:<8} {value:>14} {bound:>14} {gap:>10}  {event.note}",
        flush=True,
    )


def summary(result: Result, out: str) -> str:
    """
    Say what came out.

    Parameters
    ----------
    result : Result
        Outcome of a run.
    out : str
        Plan file.

    Returns
    -------
    str
        Three lines.
    """
    gap = "unknown" if result.gap is None else f"{100 * result.gap:.3f} %"
    cut = result.candidates
    return (
        f"{result.status}: value {result.value:,}, bound {result.bound:,}, gap {gap}, written to {out}\n"
        f"found by: {result.engine}\n"
        f"candidates: {cut.kept:,} of {cut.lawful:,} lawful pairs of person and post, with and "
        f"without a role; the others could add at most {cut.potential:,} points by single moves"
    )
