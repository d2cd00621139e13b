"""The worker as a process: alone, or beside the web and gone with it."""

from __future__ import annotations

import os
import signal
import threading

from app.config import read_settings
from app.database import Database
from app.runs.supervision import Terms
from app.runs.worker import Worker
from app.web.logs import configure


def work(*, until_idle: bool = False, beside: bool = False) -> int:
    """Run a worker in this process until a signal ends it."""
    settings = read_settings()
    configure()
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
    # Read below Python's buffers: a thread that waits inside one would abort the interpreter's own end.
    while os.read(0, 4096):
        pass
    worker.end()
