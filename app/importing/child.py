"""Read a file in a child process; whatever the file does to it, this process gets a result or a refusal."""

import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import msgspec

from app.importing.child_main import Answer, Order
from app.importing.gate import inspect
from app.importing.limits import DEFAULT, Limits
from app.importing.parsed import ParsedFile
from app.importing.refusal import FileRefused

ROOT = Path(__file__).resolve().parents[2]
WALL_SECONDS = 600
"""A busy machine may need several times the CPU limit; beyond this the child is stuck."""


def parse_in_child(
    path: Path,
    today: str,
    competencies: dict[str, str] | None = None,
    limits: Limits = DEFAULT,
    on_start: Callable[[Callable[[], None]], None] | None = None,
) -> ParsedFile:
    """
    Return what `parse` returns, computed in a child process within the limits.

    ``on_start`` receives a function that stops the reading; a stopped reading raises `FileRefused`.
    """
    inspect(path, limits)
    order = Order(str(path.resolve()), today, competencies or {}, limits)
    child = subprocess.Popen(
        [sys.executable, "-m", "app.importing.child_main"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    timer = threading.Timer(WALL_SECONDS, child.kill)
    timer.start()
    try:
        if on_start is not None:
            on_start(child.kill)
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            child.stdin.write(msgspec.json.encode(order) + b"\n")
            child.stdin.flush()
        except BrokenPipeError:
            pass
        body = child.stdout.read()
        code = child.wait()
    finally:
        timer.cancel()
        if child.poll() is None:
            child.kill()
            child.wait()
        if child.stdin is not None:
            child.stdin.close()
        if child.stdout is not None:
            child.stdout.close()
    return _result(code, body)


def _result(code: int, body: bytes) -> ParsedFile:
    if code == -signal.SIGXCPU:
        raise FileRefused("cost", what="time")
    if code == -signal.SIGKILL:
        raise FileRefused("stopped")
    if code == -signal.SIGABRT or (code != 0 and code != 1):
        raise FileRefused("cost", what="memory")
    if code != 0:
        raise FileRefused("damaged")
    answer = msgspec.msgpack.decode(body, type=Answer)
    if answer.parsed is None:
        raise FileRefused(answer.refusal, **answer.details)
    return answer.parsed
