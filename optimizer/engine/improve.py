"""
Large-neighbourhood search: free some people, solve their choice of paths exactly, keep what is better.
"""

from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import partial

import numpy as np

from optimizer.engine import subproblem
from optimizer.engine.columns import Columns, Pool, together
from optimizer.engine.crew import Crew
from optimizer.engine.incumbent import BREACH, Incumbent
from optimizer.engine.neighbourhoods import ALL, Links, View
from optimizer.engine.network import SCALE
from optimizer.engine.passes import Pass
from optimizer.engine.stop import Limits
from optimizer.engine.subproblem import Outcome

FIRST_SIZE = 500
LEAST_SIZE, MOST_SIZE = 40, 1500
"""People freed at a time: first, and the range within which the size adapts."""

QUICK = 0.35
"""A sub-problem solved to proof within this share of its limit lets the next one grow."""

SHORT, LONG = 3.5, 6.0
"""Seconds of a whole step below which the next one may grow, and above which it shrinks."""

GROWTH, SHRINKAGE = 1.2, 0.8
"""Change of the size after a step that was short, or long or not proven."""

LEAST_SECONDS = 0.001
"""Seconds that an empty neighbourhood counts for, so that its rate stays a number."""

MOST_PATHS = 24
"""Paths per person that a sub-problem may choose from."""


@dataclass
class Arm:
    """One neighbourhood with its record: the bandit's pull is by gain per second."""

    name: str
    gain: float = 0.0
    seconds: float = 1e-3
    size: float = FIRST_SIZE


@dataclass(frozen=True, eq=False)
class Job:
    """A sub-problem under way."""

    arm: Arm
    future: Future[Outcome]


class Improver:
    """
    Improves a plan, first with the paths of a pool.

    Parameters
    ----------
    crew : Crew
        All people.
    pool : Pool
        Paths to begin with; the promising ones are used.
    bound : Pass
        Pricing with the lowest bound.
    incumbent : Incumbent
        Plan to begin with.
    limits : Limits
        When to stop.
    seed : int
        Seed of all chance.
    workers : int
        Sub-problems at a time.
    """

    def __init__(
        self,
        crew: Crew,
        pool: Pool,
        bound: Pass,
        incumbent: Incumbent,
        limits: Limits,
        seed: int,
        workers: int,
    ) -> None:
        self.crew, self.bound = crew, bound
        self.incumbent = incumbent
        self.limits = limits
        self.rng = np.random.default_rng(seed)
        self.workers = workers
        self.arms = [Arm(name) for name in ALL]
        arrays = crew.nodes.arrays
        self._department = arrays.post_department[arrays.person_post].astype(np.int64)
        self._hold(self._promising(pool.columns))
        self._look()

    def _promising(self, columns: Columns) -> Columns:
        """Choose the paths that lose least, ordered by person."""
        loss = self.bound.best[columns.person] - columns.worth(self.bound.multipliers)
        gap = max(1, self.bound.bound - SCALE * self.incumbent.merit)
        # A path that loses more than the whole gap is in no better plan.
        keep = np.flatnonzero(loss <= gap)
        order = keep[np.lexsort((loss[keep], columns.person[keep]))]
        rank = np.arange(len(order)) - np.searchsorted(columns.person[order], columns.person[order])
        return columns.take(order[rank < MOST_PATHS])

    def _hold(self, good: Columns) -> None:
        self._good = good
        self._start = np.searchsorted(good.person, np.arange(len(self.bound.best) + 1))

    def _look(self) -> None:
        """See where the distance to the bound lies now."""
        people, rows = self.incumbent.regrets(self.bound.multipliers, self.bound.best)
        full = self.crew.rows.upper <= self.incumbent.activity
        contested = (
            (self.bound.multipliers != 0) | full | (self.crew.rows.overrun(self.incumbent.activity) > 0)
        )
        broken = self.crew.rows.overrun(self.incumbent.activity) * float(BREACH * SCALE)
        self._view = View(
            self.incumbent,
            self._good,
            self._start,
            contested,
            people.astype(float) / SCALE,
            (rows + broken) / SCALE,
            self._department,
        )
        self._links = Links(self._view)

    def run(self, on_better: Callable[[Incumbent], None], until: Callable[[], bool]) -> None:
        """
        Search until told to stop.

        Parameters
        ----------
        on_better : callable
            Told of each better plan.
        until : callable
            Asked between sub-problems; true ends the search.
        """
        with ThreadPoolExecutor(self.workers) as threads:
            running: list[Job] = []
            while not (self.limits.over or until()):
                while len(running) < self.workers:
                    running.append(self._begin(threads))
                for job in self._ended(running):
                    running.remove(job)
                    self._settle(job, on_better)
            for job in running:
                self._settle(job, on_better)

    def _begin(self, threads: ThreadPoolExecutor) -> Job:
        arm = self._pull()
        people = ALL[arm.name](self._view, self._links, self.rng, int(arm.size))
        seed = int(self.rng.integers(2**31))
        if not len(people):
            # As when all rows of a tiny case are free of charge.
            nothing: Future[Outcome] = Future()
            nothing.set_result(Outcome(None, None, False, 0.0, LEAST_SECONDS))
            return Job(arm, nothing)
        known = self._good.take(
            np.concatenate([np.arange(self._start[p], self._start[p + 1]) for p in people])
        )
        incumbent = self.incumbent
        work = partial(subproblem.solve, self.crew, incumbent, people, known, self.limits, seed)
        return Job(arm, threads.submit(work))

    def _ended(self, running: list[Job]) -> list[Job]:
        """Wait for a sub-problem: the oldest one in a run that can be repeated, else whichever ends first."""
        if self.limits.work is not None:
            return [running[0]]
        done = wait([job.future for job in running], return_when=FIRST_COMPLETED).done
        return [job for job in running if job.future in done]

    def _pull(self) -> Arm:
        rate = np.array([arm.gain / arm.seconds for arm in self.arms])
        weight = 0.15 * max(rate.max(), 1e-9) + rate
        return self.arms[int(self.rng.choice(len(self.arms), p=weight / weight.sum()))]

    def _settle(self, job: Job, on_better: Callable[[Incumbent], None]) -> None:
        """Take over what is still better beside what others have changed meanwhile."""
        arm, outcome = job.arm, job.future.result()
        self.limits.spend()
        self._learn(outcome.further)
        gain = 0
        if outcome.changed is not None:
            trial = self.incumbent.with_changes(outcome.changed)
            gain = max(0, trial.merit - self.incumbent.merit)
            if gain:
                self.incumbent = trial
                on_better(trial)
                self._look()
        arm.gain = 0.8 * arm.gain + gain
        arm.seconds = 0.8 * arm.seconds + outcome.seconds
        if not outcome.proven or outcome.seconds > LONG:
            arm.size = max(LEAST_SIZE, arm.size * SHRINKAGE)
        elif outcome.effort < QUICK and outcome.seconds < SHORT:
            arm.size = min(MOST_SIZE, arm.size * GROWTH, len(self.bound.best))

    def _learn(self, further: Columns | None) -> None:
        """Let later sub-problems choose from what an earlier one has found."""
        if further is not None:
            good = together([self._good, further])
            self._hold(good.take(np.argsort(good.person, kind="stable")))
