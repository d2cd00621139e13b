"""
The process that plans one agency: reads order and case from its input, writes progress, then the end.

It solves in a thread while the main thread listens on the standard input, whose end means that whoever
started it is gone; native code hears no signal, so the process is then ended at once.
"""

import contextlib
import os
import sys
import threading
import time
import traceback
from itertools import pairwise
from typing import Any, BinaryIO

import msgspec

from optimizer.case import Case
from optimizer.errors import CaseError, NoPlanError, SolveError
from optimizer.io import case_hash, decode_case, decode_plan, encode, plan_hash
from optimizer.many.orders import Delivery, Order, Said, Status, Summary, digest
from optimizer.plan import Plan
from optimizer.progress import Progress
from optimizer.solve import solve
from optimizer.verify import verify

MIB = 1024 * 1024
KIB_PER_MIB = 1024
ORPHANED = 3
"""Exit code of a process that nobody listens to any more."""

NICENESS = 5
"""Whoever started it comes first on a machine that has little to give."""

SAY_EVERY = 0.5
"""Seconds between lines that tell no change of phase."""


class Voice:
    """Passes on what a run says: every change of phase, and a line now and then in between."""

    def __init__(self, agency: str, output: BinaryIO) -> None:
        self._agency = agency
        self._output = output
        self._phase = ""
        self._last = -SAY_EVERY

    def hear(self, event: Progress) -> None:
        """Write a line, unless the last one is recent and says as much."""
        if event.phase == self._phase and event.elapsed - self._last < SAY_EVERY:
            return
        self._phase, self._last = event.phase, event.elapsed
        self.write(
            Said(
                agency=self._agency,
                phase=event.phase,
                elapsed=round(event.elapsed, 2),
                value=event.value,
                bound=event.bound,
                gap=event.gap,
                note=event.note,
                process=os.getpid(),
            )
        )

    def write(self, record: Said | Summary) -> None:
        """Write a line and send it off."""
        self._output.write(msgspec.json.encode(record) + b"\n")
        self._output.flush()


def plan_agency(order: Order, case_file: bytes, voice: Voice) -> Delivery:
    """
    Plan one agency in this process.

    Parameters
    ----------
    order : Order
        What is asked for.
    case_file : bytes
        Content of the case's file.
    voice : Voice
        Told of progress.

    Returns
    -------
    Delivery
        A plan only if the verifier, reading its bytes anew, finds it lawful and worth what it claims.
    """
    begun = time.monotonic()
    try:
        case = decode_case(case_file)
    except CaseError as error:
        return _ended(order, "refused", [str(fault) for fault in error.faults])
    size_and_case: dict[str, Any] = {
        "people": len(case.persons),
        "posts": len(case.posts),
        "rounds": case.horizon.rounds,
        "case_hash": case_hash(case),
    }
    try:
        result = solve(
            case,
            seconds=order.seconds,
            seed=order.seed,
            workers=order.threads,
            work=order.work,
            nodes=order.nodes,
            on_progress=voice.hear,
            method=order.method,
        )
    except NoPlanError as error:
        facts = {**size_and_case, "proven": error.proven, "seconds": round(time.monotonic() - begun, 2)}
        return _ended(order, "no_plan", list(error.reasons), **facts)
    plan_file = encode(result.plan)
    plan = decode_plan(plan_file)
    report = verify(case, plan)
    if not report.lawful:
        rules = sorted({finding.rule for finding in report.breaches})
        return _ended(
            order, "failed", [f"the verifier refuses the plan: {', '.join(rules)}"], **size_and_case
        )
    summary = Summary(
        agency=order.agency,
        status="planned",
        optimal=result.status == "optimal",
        value=report.value,
        bound=result.bound,
        moves=_moves(case, plan),
        ledger=report.ledger,
        seconds=round(time.monotonic() - begun, 2),
        work=result.work,
        peak_mib=_peak_mib(),
        engine=result.engine,
        plan_hash=plan_hash(plan),
        plan_digest=digest(plan_file),
        **size_and_case,
    )
    return Delivery(summary=summary, plan=plan_file)


def _ended(order: Order, status: Status, messages: list[str], **facts: Any) -> Delivery:
    return Delivery(summary=Summary(agency=order.agency, status=status, messages=messages, **facts))


def _moves(case: Case, plan: Plan) -> int:
    """Count changes of post; a path that is not listed has none."""
    held = {person.id: person.post for person in case.persons}
    return sum(
        before != after
        for path in plan.paths
        for before, after in pairwise([held[path.person], *(stay.post for stay in path.stays)])
    )


def _live(order: Order, case_file: bytes, output: BinaryIO) -> None:
    """Plan, write the end, and end the process."""
    voice = Voice(order.agency, output)
    try:
        delivery = plan_agency(order, case_file, voice)
    except MemoryError:
        limit = f" of {order.memory_mib:,} MiB" if order.memory_mib else ""
        delivery = _ended(order, "failed", [f"out of memory: the limit{limit} is too low for this case"])
    except SolveError as error:
        delivery = _ended(order, "failed", str(error).splitlines())
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)
    try:
        voice.write(delivery.summary)
        output.write(b"%d\n" % len(delivery.plan) + delivery.plan)
        output.flush()
    except BrokenPipeError:
        os._exit(ORPHANED)
    os._exit(0)


def _be_modest(memory_mib: int) -> None:
    """Let others go first, be the one to go when memory runs out, and take no more of it than allowed."""
    with contextlib.suppress(OSError, AttributeError):
        os.nice(NICENESS)
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w", encoding="ascii") as file:
        file.write("500")
    if memory_mib:
        with contextlib.suppress(ImportError, ValueError, OSError):
            import resource

            resource.setrlimit(resource.RLIMIT_DATA, (memory_mib * MIB, memory_mib * MIB))


def _peak_mib() -> int:
    """Most memory that this process has used; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // KIB_PER_MIB


def main() -> None:
    """Read the order, plan, and end this process."""
    # Native libraries print banners; the pipe of the protocol is taken away from them.
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    source = sys.stdin.buffer
    order = msgspec.json.decode(source.readline(), type=Order)
    case_file = source.read(int(source.readline()))
    _be_modest(order.memory_mib)
    threading.Thread(target=_live, args=(order, case_file, output), daemon=True).start()
    source.read()
    os._exit(ORPHANED)


if __name__ == "__main__":
    main()
