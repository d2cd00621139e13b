"""
The solver's own process: solves in a thread, while the main thread listens on the standard input.

A line `stop` ends the search with its best plan; the end of the input means that the worker is gone, and ends
the process at once. Native code cannot be interrupted by a signal, so neither hangs on one.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import time
from typing import TYPE_CHECKING, BinaryIO

from app.runs.protocol import (
    STOP,
    Certificate,
    End,
    Incumbent,
    Order,
    Point,
    Ruling,
    Said,
    decode_order,
    encode,
)

if TYPE_CHECKING:
    from optimizer.case import Case
    from optimizer.plan import Plan

MEGABYTE = 1024 * 1024
ORPHANED = 3
"""Exit code of a process that nobody listens to any more."""

THREADS = 2
"""Threads of the certificate; as many as `tuntas verify --certificate` takes by default."""

NICENESS = 5
"""The web and the worker come first on a machine that has little to give."""


class Voice:
    """Writes lines for the worker, one at a time, whichever thread speaks."""

    def __init__(self, output: BinaryIO) -> None:
        self._output = output
        self._turn = threading.Lock()

    def say(self, message: Said) -> None:
        """Write a line and send it off."""
        with self._turn:
            self._output.write(encode(message))
            self._output.flush()


def main() -> None:
    """Read the order, solve, and end this process, all in one life."""
    # Native libraries print banners; the protocol's pipe is taken away from them.
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    source = sys.stdin.buffer
    order = decode_order(source.readline())
    case_file = source.read(order.case_bytes)
    _be_modest(order.memory_mb)
    stop = threading.Event()
    voice = Voice(output)
    threading.Thread(target=_live, args=(order, case_file, voice, stop), daemon=True).start()
    for line in source:
        if line == STOP:
            stop.set()
    os._exit(ORPHANED)


def _be_modest(memory_mb: int) -> None:
    """Take no more memory than allowed, let others go first, and be the one to go when memory runs out."""
    with contextlib.suppress(OSError, AttributeError):
        os.nice(NICENESS)
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w", encoding="ascii") as file:
        file.write("500")
    if memory_mb:
        with contextlib.suppress(ImportError, ValueError, OSError):
            import resource

            resource.setrlimit(resource.RLIMIT_DATA, (memory_mb * MEGABYTE, memory_mb * MEGABYTE))


def _live(order: Order, case_file: bytes, voice: Voice, stop: threading.Event) -> None:
    """Solve, say how it ended, prove what can be proven about it, and end the process."""
    try:
        _solve(order, case_file, voice, stop)
    except MemoryError:
        voice.say(End(status="failed", message="out_of_memory"))
    except BrokenPipeError:
        os._exit(ORPHANED)
    except BaseException:
        import traceback

        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)
    os._exit(0)


def _solve(order: Order, case_file: bytes, voice: Voice, stop: threading.Event) -> None:
    """Run the optimizer and say how it ended; then certify its bound, or ask the rule court."""
    import msgspec

    from app.planning.translate.freezing import thaw
    from optimizer.errors import NoPlanError
    from optimizer.progress import Progress
    from optimizer.solve import solve

    elapsed = 0

    def point(progress: Progress) -> None:
        nonlocal elapsed
        elapsed = int(progress.elapsed * 1000)
        phase = "improve" if progress.phase == "done" else progress.phase
        voice.say(
            Point(
                elapsed_ms=elapsed,
                phase=phase,
                value=progress.value,
                bound=progress.bound,
                note=progress.note or None,
            )
        )

    def incumbent(plan: Plan) -> None:
        voice.say(Incumbent(elapsed_ms=elapsed, plan=msgspec.Raw(msgspec.json.encode(plan))))

    case = thaw(case_file)
    try:
        result = solve(
            case,
            seconds=order.seconds,
            seed=order.seed,
            on_progress=point,
            on_plan=incumbent,
            stop=stop.is_set,
        )
    except NoPlanError as error:
        proof = "proven" if error.proven else "unproven"
        voice.say(End(status="failed", message="\n".join([f"no_lawful_plan:{proof}", *error.reasons])))
        _ask_court(case, voice, elapsed)
        return
    incumbent(result.plan)
    voice.say(End(status="stopped" if stop.is_set() else "done"))
    _certify(case, result.plan, voice, elapsed)


def _certify(case: Case, plan: Plan, voice: Voice, elapsed: int) -> None:
    """Prove the bound again from the multipliers of the plan, without solver and engine."""
    from optimizer.certificate import CertificateError, certify

    begun = time.monotonic()

    def point(note: str, bound: int | None = None) -> None:
        at = elapsed + int((time.monotonic() - begun) * 1000)
        voice.say(Point(elapsed_ms=at, phase="certify", bound=bound, note=note))

    try:
        proof = certify(
            case, plan, THREADS, on_progress=lambda done, people: point(f"certifying:{done}:{people}")
        )
    except CertificateError:
        point("uncertified")
        return
    point(f"certified:{proof.people}:{proof.nodes}", proof.bound)
    voice.say(Certificate(bound=proof.bound))


def _ask_court(case: Case, voice: Voice, elapsed: int) -> None:
    """Let the rule court name the conflict and what would resolve it, then when each pin becomes lawful."""
    import msgspec

    from optimizer.court import first_dates, judge

    begun = time.monotonic()

    def point(stage: str, count: int) -> None:
        at = elapsed + int((time.monotonic() - begun) * 1000)
        voice.say(Point(elapsed_ms=at, phase="court", note=f"{stage}:{count}"))

    verdict = judge(case, on_progress=point)
    # Said before the dates are known: these take a hearing each, and the verdict does not wait for them.
    voice.say(Ruling(verdict=msgspec.Raw(msgspec.json.encode(verdict))))
    dated = first_dates(case, verdict, on_progress=point)
    voice.say(Ruling(verdict=msgspec.Raw(msgspec.json.encode(dated))))
    point(f"ruled-{verdict.status}", len(verdict.people))


if __name__ == "__main__":
    main()
