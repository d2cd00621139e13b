"""
One solver process seen from the worker: started with a case, heard line by line, stopped, or killed.

The process ends by itself when the worker dies, because its input then ends.
"""

from __future__ import annotations

import contextlib
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import IO

import msgspec

from app.runs.protocol import STOP, Order, Said, decode, encode

ROOT = Path(__file__).resolve().parents[2]

COMMAND = (sys.executable, "-P", "-m", "app.runs.child")
"""The solver; tests put a smaller one in its place."""

_TAIL_BYTES = 2000
_CLOSED = None


class Unintelligible(Exception):
    """The solver said something that is no line of the protocol."""


class Solver:
    """A running solver process."""

    def __init__(self, order: Order, case_file: bytes, command: Sequence[str] = COMMAND) -> None:
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process
        self._process = subprocess.Popen(  # noqa: S603 - the command is ours
            list(command),
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            # A Ctrl-C in the terminal is for the worker, which then ends its solvers in good order.
            start_new_session=True,
        )
        self._said: queue.Queue[bytes | None] = queue.Queue()
        self._reader = threading.Thread(target=self._listen, daemon=True)
        self._reader.start()
        self._say(encode(order) + case_file)

    @property
    def pid(self) -> int:
        """Return the number of the process."""
        return self._process.pid

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._said.put(line)
        self._said.put(_CLOSED)

    def _say(self, content: bytes) -> None:
        assert self._process.stdin is not None
        # A solver that is gone already is noticed at its exit, where its last words are read.
        with contextlib.suppress(BrokenPipeError, OSError, ValueError):
            self._process.stdin.write(content)
            self._process.stdin.flush()

    def hear(self, seconds: float) -> list[Said] | None:
        """Return what was said, waiting at most so long for the first line; None once it has ended."""
        lines: list[bytes] = []
        closed = False
        try:
            line = self._said.get(timeout=seconds)
            while line is not _CLOSED:
                lines.append(line)
                line = self._said.get_nowait()
            closed = True
        except queue.Empty:
            pass
        if closed and not lines:
            return None
        if closed:
            self._said.put(_CLOSED)
        try:
            return [decode(line) for line in lines]
        except msgspec.DecodeError as error:
            raise Unintelligible(str(error)) from error

    def stop(self) -> None:
        """Ask for the best plan so far and an end."""
        self._say(STOP)

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()

    def close(self, seconds: float = 5) -> int:
        """Wait for the end, enforce it when it does not come, and return the exit code."""
        with contextlib.suppress(OSError):
            assert self._process.stdin is not None
            self._process.stdin.close()
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()
        finally:
            self._reader.join(seconds)

    def last_words(self) -> str:
        """Return the end of what the solver wrote to its error output, for the log."""
        size = self._errors.seek(0, 2)
        self._errors.seek(max(0, size - _TAIL_BYTES))
        return self._errors.read().decode(errors="replace").strip()
