"""
Sees one leased run through: starts the solver, keeps its curve and every better plan, and ends the run.

Nothing is kept in memory that a kill would lose: points are written at most once a second, and a plan as
soon as the verifier, which runs here a second time, has accepted it.
"""

from __future__ import annotations

import threading
import time
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import msgspec
import structlog

from app.database import Database
from app.planning.publishing import Judge, Judgement, judge_plan, store_plan
from app.runs import queue
from app.runs.protocol import Certificate, End, Incumbent, Order, Point, Ruling, Said
from app.runs.queue import Claim, CurvePoint, LeaseLost
from app.runs.solver import COMMAND, Solver, Unintelligible

log = structlog.get_logger()

POINTS_EVERY = 1.0
"""Seconds between two writes of the curve."""

GRACE = 25.0
"""Seconds that a solver may take beyond its time limit, and that a stop may take, before it is killed."""

PROOF_SECONDS = 600.0
"""Seconds after the end of the search for certifying its bound or for the rule court; then it is given up."""

LEAST_SECONDS = 2.0
"""What a resumed run is given at least; the plan that it had is kept unless a better one is found."""


@dataclass(frozen=True)
class Terms:
    """How runs are solved here: the solver, its memory, and who judges its plans."""

    command: Sequence[str] = COMMAND
    memory_mb: int = 0
    judge: Judge = judge_plan
    grace: float = GRACE
    proof_seconds: float = PROOF_SECONDS
    clock: Callable[[], float] = time.monotonic


@dataclass
class Supervision(threading.Thread):
    """One run under the eyes of a worker; the worker's main loop renews the lease meanwhile."""

    database: Database
    claim: Claim
    terms: Terms

    _solver: Solver | None = field(default=None, init=False)
    _points: list[CurvePoint] = field(default_factory=list, init=False)
    _next_number: int = field(default=1, init=False)
    _wrote_at: float = field(default=0.0, init=False)
    _best: Judgement | None = field(default=None, init=False)
    _accepted: int = field(default=0, init=False)
    _refusal: str | None = field(default=None, init=False)
    _end: End | None = field(default=None, init=False)
    _bound: int | None = field(default=None, init=False)
    _verdict: dict[str, Any] | None = field(default=None, init=False)
    _stop_asked: threading.Event = field(default_factory=threading.Event, init=False)
    _abandoned: threading.Event = field(default_factory=threading.Event, init=False)

    def __post_init__(self) -> None:
        super().__init__(name=f"run-{self.claim.key}", daemon=True)

    __hash__ = threading.Thread.__hash__

    # What the worker's main loop calls.

    def beat(self) -> None:
        """Renew the lease; pass on a wish to stop, and let go of a run that is not ours any more."""
        try:
            if queue.renew(self.database, self.claim):
                self.ask_to_stop()
        except LeaseLost:
            self.abandon()

    def ask_to_stop(self) -> None:
        """Let the solver end with its best plan."""
        if not self._stop_asked.is_set():
            self._stop_asked.set()
            if self._solver is not None:
                self._solver.stop()

    def abandon(self) -> None:
        """Kill the solver and write nothing more: another worker has the run, or will have it."""
        self._abandoned.set()
        if self._solver is not None:
            self._solver.kill()

    # The thread itself.

    def run(self) -> None:
        """Solve, and end the run whatever happens."""
        try:
            self._finish(*self._solve())
        except LeaseLost:
            self.abandon()
        except Exception:
            log.exception("run failed", run=self.claim.key)
            self._fail_quietly()
        finally:
            if self._solver is not None:
                self._solver.kill()
                self._solver.close()

    def _solve(self) -> tuple[str, str | None]:
        """Run the solver to its end; return how the run ends and why."""
        claim, now = self.claim, self.terms.clock
        seconds = max(LEAST_SECONDS, claim.seconds - claim.spent_ms / 1000)
        order = Order(
            seconds=seconds,
            seed=claim.seed,
            memory_mb=self.terms.memory_mb,
            case_bytes=len(claim.case_file),
        )
        self._solver = Solver(order, claim.case_file, self.terms.command)
        if self._stop_asked.is_set():
            self._solver.stop()
        deadline = now() + seconds + self.terms.grace
        stopped_at: float | None = None
        proving_until: float | None = None
        was_asked = False
        while True:
            if self._abandoned.is_set():
                raise LeaseLost(claim.key)
            said = self._hear()
            if said is None:
                break
            self._note(said)
            if self._end is not None:
                # What proves the result may take its time, but not against a later wish to stop.
                if proving_until is None:
                    proving_until, was_asked = now() + self.terms.proof_seconds, self._stop_asked.is_set()
                if now() > proving_until or (self._stop_asked.is_set() and not was_asked):
                    log.warning("proof given up", run=claim.key)
                    self._solver.kill()
                    break
                continue
            if stopped_at is None and (self._stop_asked.is_set() or now() > deadline):
                self._solver.stop()
                stopped_at = now()
            if stopped_at is not None and now() > stopped_at + self.terms.grace:
                self._solver.kill()
                return ("stopped", None) if self._stop_asked.is_set() else ("failed", "solver_stuck")
        return self._ended(self._solver.close())

    def _hear(self) -> list[Said] | None:
        assert self._solver is not None
        try:
            return self._solver.hear(0.5)
        except Unintelligible:
            self._solver.kill()
            raise

    def _note(self, said: Sequence[Said]) -> None:
        """Keep what the solver said: every point, the newest plan, the end."""
        newest: Incumbent | None = None
        for message in said:
            if isinstance(message, Point):
                self._add_point(message)
            elif isinstance(message, Incumbent):
                newest = message
            elif isinstance(message, Certificate):
                self._bound = message.bound
            elif isinstance(message, Ruling):
                self._verdict = msgspec.json.decode(message.verdict)
            elif self._end is None:
                # The first end is the end of the search; a process that fails afterwards says another one.
                self._end = message
        if newest is not None:
            self._weigh(newest)
        if self._points and (self._end or self.terms.clock() - self._wrote_at >= POINTS_EVERY):
            self._write_points()

    def _add_point(self, point: Point) -> None:
        stored = CurvePoint(
            elapsed_ms=self.claim.spent_ms + point.elapsed_ms,
            phase=point.phase,
            value=point.value,
            bound=point.bound,
            note=point.note,
        )
        waiting = self._points[-1] if self._points else None
        # Of like points between two writes only the last is kept; a new value, phase or note is never lost.
        if waiting is not None and replace(waiting, elapsed_ms=0, bound=None) == replace(
            stored, elapsed_ms=0, bound=None
        ):
            self._points[-1] = stored
        else:
            self._points.append(stored)

    def _write_points(self) -> None:
        queue.append_points(self.database, self.claim, self._points, self._next_number)
        self._next_number += len(self._points)
        self._points.clear()
        self._wrote_at = self.terms.clock()

    def _weigh(self, newest: Incumbent) -> None:
        """Verify a plan and keep it when it is lawful and better than what is stored."""
        judgement = self.terms.judge(self.claim.case_file, bytes(newest.plan))
        if not judgement.is_lawful:
            self._refusal = judgement.refusal
            log.error("verifier refused a plan", run=self.claim.key, rule=judgement.refusal)
            return
        best = self._best.value if self._best is not None else self.claim.plan_value
        if best is not None and judgement.value < best:
            return
        self._best = judgement
        self._accepted += 1
        self._add_point(
            Point(
                elapsed_ms=newest.elapsed_ms,
                phase="verify",
                value=judgement.value,
                bound=judgement.bound,
                note=f"verified:{self._accepted}",
            )
        )
        with self.database.write() as session:
            queue.hold(session, self.claim)
            store_plan(session, self.claim.run_id, judgement)

    def _ended(self, exit_code: int) -> tuple[str, str | None]:
        """Read the end of the run from the solver's last line and its exit code."""
        assert self._solver is not None
        if self._abandoned.is_set():
            raise LeaseLost(self.claim.key)
        has_plan = self._best is not None or self.claim.plan_file is not None
        if self._end is not None and self._end.status != "failed":
            if has_plan:
                return self._end.status, self._end.message
            if self._refusal is not None:
                return "failed", f"verifier_refused:{self._refusal}"
            return (self._end.status, "no_plan") if self._end.status == "stopped" else ("failed", "no_plan")
        if self._end is not None and self._end.message:
            log.error("solver ended", run=self.claim.key, message=self._end.message.partition("\n")[0])
            return "failed", self._end.message
        if self._stop_asked.is_set():
            return "stopped", None
        words = self._solver.last_words()
        log.error("solver ended", run=self.claim.key, exit_code=exit_code, words=words)
        return "failed", f"solver_died:{exit_code}"

    def _finish(self, status: str, message: str | None) -> None:
        """End the run; its best plan becomes moves and services in the same transaction."""
        if self._points:
            self._write_points()
        best = self._best
        if best is None and self.claim.plan_file is not None:
            best = self.terms.judge(self.claim.case_file, zlib.decompress(self.claim.plan_file))
        with self.database.write() as session:
            queue.finish(session, self.claim, status, message, self._verdict)
            if best is not None and best.is_lawful:
                store_plan(session, self.claim.run_id, best, whole=True, certified=self._bound)
        log.info("run ended", run=self.claim.key, status=status, message=message)

    def _fail_quietly(self) -> None:
        """Mark the run as failed after a fault of our own; its stored plan stays where it is."""
        try:
            with self.database.write() as session:
                queue.finish(session, self.claim, "failed", "internal")
        except LeaseLost:
            self.abandon()
