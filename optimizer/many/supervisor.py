"""Starts the process of one agency, passes on what it says, and starts another one when it dies."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import IO

import msgspec

from optimizer.many.orders import Delivery, Order, Said, Summary

ATTEMPTS = 3
"""Processes started for one agency before it is given up: one that dies three times dies of its case."""

GRACE_SECONDS = 900
"""Time for reading, the first plan and the last verification of a large case, beyond twice its limit."""

POOLS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
"""Thread pools of numerical libraries, which would take cores that belong to other agencies."""

SHOWN_STDERR = 2000
"""Last bytes of what a dead process wrote that are kept."""

_LINES = msgspec.json.Decoder(Said | Summary)


class Stopped(Exception):
    """The run was ended from outside."""


class Children:
    """The processes that run now, so that all can be ended at once; safe to use from several threads."""

    def __init__(self) -> None:
        self._running: set[subprocess.Popen[bytes]] = set()
        self._lock = threading.Lock()
        self.stopped = False

    @contextmanager
    def started(
        self, command: list[str], stderr: IO[bytes], env: dict[str, str]
    ) -> Iterator[subprocess.Popen[bytes]]:
        """Start a process, and end it with the block, whatever happens in it."""
        with self._lock:
            if self.stopped:
                raise Stopped
            child = subprocess.Popen(  # noqa: S603 - our own module, no shell
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=stderr, env=env
            )
            self._running.add(child)
        try:
            yield child
        finally:
            child.kill()
            child.wait()
            for pipe in (child.stdin, child.stdout):
                with suppress(OSError):
                    pipe.close()  # type: ignore[union-attr]  # both are pipes
            with self._lock:
                self._running.discard(child)

    def stop(self) -> None:
        """End all processes, and start no more."""
        with self._lock:
            self.stopped = True
            for child in self._running:
                child.kill()


def supervise(
    order: Order, case_file: bytes, tell: Callable[[Said], None], children: Children, place: str = ""
) -> Delivery:
    """
    Plan one agency in a process of its own.

    Parameters
    ----------
    order : Order
        What is asked for.
    case_file : bytes
        Content of the case's file.
    tell : callable
        Told of progress.
    children : Children
        Where the process is entered while it runs.
    place : str
        Name of the worker, for summary and progress.

    Returns
    -------
    Delivery
        Of status ``failed`` when the process died ``ATTEMPTS`` times or took far longer than its limit.

    Raises
    ------
    Stopped
        When the children were stopped meanwhile.
    """
    words: list[str] = []
    for attempt in range(1, ATTEMPTS + 1):
        tell(
            Said(
                agency=order.agency,
                phase="start",
                attempt=attempt,
                place=place,
                note=words[-1] if words else "",
            )
        )
        with tempfile.TemporaryFile() as errors:
            ended = _attempt(order, case_file, partial(_tell_marked, tell, attempt, place), children, errors)
            if isinstance(ended, Delivery):
                summary = msgspec.structs.replace(ended.summary, attempts=attempt, place=place)
                return Delivery(summary=summary, plan=ended.plan)
            if children.stopped:
                raise Stopped
            words.append(f"attempt {attempt}: {ended}{_last_words(errors)}")
    return Delivery(
        summary=Summary(agency=order.agency, status="failed", messages=words, attempts=ATTEMPTS, place=place)
    )


def _tell_marked(tell: Callable[[Said], None], attempt: int, place: str, said: Said) -> None:
    tell(msgspec.structs.replace(said, attempt=attempt, place=place))


def _attempt(
    order: Order, case_file: bytes, tell: Callable[[Said], None], children: Children, errors: IO[bytes]
) -> Delivery | str:
    """Run one process; return what it delivered, or how it ended instead."""
    # -P keeps a folder named `optimizer` in the working directory from being taken for ours.
    command = [sys.executable, "-P", "-m", "optimizer.many.child"]
    environment = os.environ | dict.fromkeys(POOLS, str(order.threads))
    with children.started(command, errors, environment) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        overdue = threading.Event()
        limit = threading.Timer(_patience(order), _end_overdue, (child, overdue))
        limit.daemon = True
        limit.start()
        try:
            # A process that died early no longer reads; how it died is seen below.
            with suppress(BrokenPipeError):
                child.stdin.write(msgspec.json.encode(order) + b"\n%d\n" % len(case_file) + case_file)
                child.stdin.flush()
            delivery = _listen(child.stdout, tell)
        finally:
            limit.cancel()
        if delivery is not None:
            return delivery
        code = child.wait()
    if overdue.is_set():
        return f"still running after {_patience(order):,.0f} s, and ended"
    return f"its process ended {_manner(code)}"


def _end_overdue(child: subprocess.Popen[bytes], overdue: threading.Event) -> None:
    overdue.set()
    child.kill()


def _patience(order: Order) -> float:
    """Seconds after which a process is taken to hang; a run that is limited by work has no clock."""
    return min(2 * order.seconds + GRACE_SECONDS, threading.TIMEOUT_MAX)


def _listen(output: IO[bytes], tell: Callable[[Said], None]) -> Delivery | None:
    """Pass lines on until the summary, then read the plan; None when the output ends before that."""
    for line in output:
        try:
            record = _LINES.decode(line)
        except msgspec.DecodeError:
            return None
        if isinstance(record, Said):
            tell(record)
            continue
        size = output.readline()
        if not size.endswith(b"\n"):
            return None
        plan = output.read(int(size))
        return Delivery(summary=record, plan=plan) if len(plan) == int(size) else None
    return None


def _manner(code: int) -> str:
    if code >= 0:
        return f"with exit code {code}"
    try:
        return f"by {signal.Signals(-code).name}"
    except ValueError:
        return f"by signal {-code}"


def _last_words(errors: IO[bytes]) -> str:
    errors.seek(0, os.SEEK_END)
    errors.seek(max(0, errors.tell() - SHOWN_STDERR))
    lines = errors.read().decode("utf-8", "replace").strip().splitlines()
    return f": {lines[-1]}" if lines else ""
