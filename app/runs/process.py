"""The worker as a process: started by itself, or beside the web and gone with it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

from app.config import Settings, read_settings
from app.database import Database
from app.runs.supervision import Terms
from app.runs.worker import Worker

ROOT = Path(__file__).resolve().parents[2]


def work(*, until_idle: bool = False, beside: bool = False) -> int:
    """Run a worker in this process until a signal ends it."""
    settings = read_settings()
    database = Database(settings.database_url)
    worker = Worker(database, Terms(memory_mb=settings.solver_memory_mb), slots=settings.runs_at_once)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.end())
    if beside:
        threading.Thread(target=_end_with_parent, args=(worker,), daemon=True).start()
    try:
        worker.work(until_idle=until_idle)
    finally:
        database.close()
    return 0


def _end_with_parent(worker: Worker) -> None:
    """Wait for the end of the standard input, which comes when the parent dies, however it dies."""
    sys.stdin.buffer.read()
    worker.end()


class BesideWorker:
    """A worker process that lives as long as this one: used as a context by `serve` and `demo`."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> BesideWorker:
        """Start the worker on the same database; its other settings come from the environment."""
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "app.cli", "worker", "--beside"],
            cwd=ROOT,
            env=os.environ | {"TUNTAS_DATABASE_URL": self._settings.database_url},
            stdin=subprocess.PIPE,
            start_new_session=True,
        )
        return self

    def __exit__(self, *_: object) -> None:
        """End the worker; it hands its runs back first."""
        process = self._process
        if process is None:
            return
        with contextlib.suppress(OSError):
            assert process.stdin is not None
            process.stdin.close()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
