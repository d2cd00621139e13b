"""
The child process that reads one file: limited in memory and CPU, and gone when its parent is.

Standard input carries one line of JSON and then stays open; its end means that nobody waits any more.
Standard output carries the result as MessagePack, or a refusal.
"""

import contextlib
import os
import resource
import sys
import threading
from pathlib import Path

import msgspec

from app.importing.limits import Limits
from app.importing.parse import parse
from app.importing.parsed import ParsedFile
from app.importing.refusal import FileRefused


class Order(msgspec.Struct):
    """What the parent asks for."""

    path: str
    today: str
    competencies: dict[str, str]
    limits: Limits


class Answer(msgspec.Struct):
    """Either the parsed file or the refusal."""

    parsed: ParsedFile | None = None
    refusal: str = ""
    details: dict[str, str] = {}


def main() -> None:
    """Read the order, limit this process, parse, answer."""
    order = msgspec.json.decode(sys.stdin.buffer.readline(), type=Order)
    _limit(order.limits)
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    try:
        answer = Answer(parsed=parse(Path(order.path), order.today, order.competencies, order.limits))
    except FileRefused as refusal:
        answer = Answer(refusal=refusal.code, details=refusal.details)
    except MemoryError:
        answer = Answer(refusal="cost", details={"what": "memory"})
    sys.stdout.buffer.write(msgspec.msgpack.encode(answer))
    sys.stdout.buffer.flush()
    # The pipe to the parent is still being watched by the thread; leave without waiting for it.
    os._exit(0)


def _limit(limits: Limits) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Some systems do not know this limit; the others still hold there.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))


def _leave_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(3)


if __name__ == "__main__":
    main()
