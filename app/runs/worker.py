"""
The worker: leases runs, renews the leases, passes on stops, and hands runs back when it is told to end.

It holds no solver itself. Runs are solved in processes of their own, so that one which eats its memory or
dies takes nothing with it.
"""

from __future__ import annotations

import os
import socket
import threading
from dataclasses import dataclass, field
from datetime import timedelta

import structlog

from app.database import Database
from app.runs import queue
from app.runs.queue import LEASE, RUNS_AT_ONCE, LeaseLost
from app.runs.supervision import Supervision, Terms
from models import new_key

log = structlog.get_logger()

PAUSE = 1.0
"""Seconds between two looks at the queue."""


def worker_name() -> str:
    """Return a name that no other worker has, and that tells an operator where it runs."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{new_key()[:6]}"


@dataclass
class Worker:
    """A loop over the queue; at most `slots` runs at a time in this process."""

    database: Database
    terms: Terms = field(default_factory=Terms)
    slots: int = RUNS_AT_ONCE
    lease: timedelta = LEASE
    pause: float = PAUSE
    name: str = field(default_factory=worker_name)
    running: list[Supervision] = field(default_factory=list, init=False)
    _ending: threading.Event = field(default_factory=threading.Event, init=False)

    def end(self) -> None:
        """Let the loop end at its next turn; safe to call from a signal."""
        self._ending.set()

    def work(self, *, until_idle: bool = False) -> None:
        """Work until `end` is called or, for tests and one-off use, until nothing is left to do."""
        log.info("worker ready", worker=self.name)
        try:
            while not self._ending.is_set():
                self.turn()
                if until_idle and not self.running and not queue.has_work(self.database):
                    return
                self._ending.wait(self.pause)
        finally:
            self._hand_back()

    def turn(self) -> None:
        """Renew the leases of running runs, and take new ones while there is room."""
        for supervision in self.running:
            supervision.beat()
        self.running = [supervision for supervision in self.running if supervision.is_alive()]
        while len(self.running) < self.slots and queue.has_work(self.database):
            claim = queue.claim(self.database, self.name, lease=self.lease)
            if claim is None:
                return
            log.info("run taken", run=claim.key, attempt=claim.attempt, worker=self.name)
            supervision = Supervision(self.database, claim, self.terms)
            supervision.start()
            self.running.append(supervision)

    def _hand_back(self) -> None:
        """Give unfinished runs back to the queue; their plans so far are stored."""
        for supervision in self.running:
            if not supervision.is_alive():
                continue
            try:
                queue.release(self.database, supervision.claim)
            except LeaseLost:
                log.info("run was not ours any more", run=supervision.claim.key)
            supervision.abandon()
        for supervision in self.running:
            supervision.join(5)
