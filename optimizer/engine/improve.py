"""
Large-neighbourhood search: free some people, solve their choice of paths exactly, keep what is better.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.engine import lp, master
from optimizer.engine.columns import Columns, Pool, together
from optimizer.engine.crew import Crew
from optimizer.engine.incumbent import BREACH, Incumbent
from optimizer.engine.neighbourhoods import ALL, Links, View
from optimizer.engine.network import SCALE
from optimizer.engine.passes import Pass
from optimizer.engine.stop import Limits

FIRST_SIZE = 150
LEAST_SIZE, MOST_SIZE = 40, 1000
"""People freed at a time: first, and the range within which the size adapts."""

SUB_SECONDS = 4.0
"""Time limit of one sub-problem."""

SUB_NODES = 60
"""Branch-and-bound nodes of one sub-problem in runs that are limited by work."""

QUICK = 0.35
"""A sub-problem solved to proof within this share of its limit lets the next one grow."""


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


@dataclass(frozen=True)
class Outcome:
    """Result of one sub-problem: new paths, whether they are proven, and the seconds that it counts for."""

    people: NDArray[np.int64]
    changed: Columns | None
    proven: bool
    seconds: float


class Improver:
    """
    Improves a plan with the paths of a pool.

    Parameters
    ----------
    crew : Crew
        All people.
    pool : Pool
        Paths; the good ones are used.
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
        self.crew, self.pool, self.bound = crew, pool, bound
        self.incumbent = incumbent
        self.limits = limits
        self.rng = np.random.default_rng(seed)
        self.workers = workers
        self.arms = [Arm(name) for name in ALL]
        arrays = crew.nodes.arrays
        self._department = arrays.post_department[arrays.person_post].astype(np.int64)
        self.refresh(bound)

    def refresh(self, bound: Pass) -> None:
        """
        Choose the good paths anew after pool or bound have changed.

        Parameters
        ----------
        bound : Pass
            Pricing with the lowest bound.
        """
        self.bound = bound
        columns = self.pool.columns
        loss = bound.best[columns.person] - columns.worth(bound.multipliers)
        gap = max(1, bound.bound - SCALE * self.incumbent.merit)
        # A path that loses more than the whole gap is in no better plan.
        keep = np.flatnonzero(loss <= gap)
        order = keep[np.lexsort((loss[keep], columns.person[keep]))]
        rank = np.arange(len(order)) - np.searchsorted(columns.person[order], columns.person[order])
        self._good = columns.take(order[rank < MOST_PATHS])
        self._start = np.searchsorted(self._good.person, np.arange(len(bound.best) + 1))
        self._look()

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
            while not (self.limits.over or until()):
                arms = [self._pull() for _ in range(self.workers)]
                chosen = [ALL[arm.name](self._view, self._links, self.rng, int(arm.size)) for arm in arms]
                jobs = [
                    threads.submit(self._solve, people, int(self.rng.integers(2**31))) for people in chosen
                ]
                self._settle(arms, [job.result() for job in jobs], on_better)

    def _pull(self) -> Arm:
        rate = np.array([arm.gain / arm.seconds for arm in self.arms])
        weight = 0.15 * max(rate.max(), 1e-9) + rate
        return self.arms[int(self.rng.choice(len(self.arms), p=weight / weight.sum()))]

    def _settle(
        self, arms: list[Arm], outcomes: list[Outcome], on_better: Callable[[Incumbent], None]
    ) -> None:
        """Take over what is still better when the sub-problems are put together."""
        moved = False
        for arm, outcome in zip(arms, outcomes, strict=True):
            self.limits.spend()
            gain = 0
            if outcome.changed is not None:
                trial = self.incumbent.with_changes(outcome.changed)
                gain = trial.merit - self.incumbent.merit
                if gain > 0:
                    self.incumbent, moved = trial, True
                    on_better(trial)
            arm.gain = 0.8 * arm.gain + max(0, gain)
            arm.seconds = 0.8 * arm.seconds + outcome.seconds
            if outcome.proven and outcome.seconds < QUICK * SUB_SECONDS:
                arm.size = min(MOST_SIZE, arm.size * 1.15, len(self.bound.best))
            elif not outcome.proven:
                arm.size = max(LEAST_SIZE, arm.size * 0.8)
        if moved:
            self._look()

    def _solve(self, people: NDArray[np.int64], seed: int) -> Outcome:
        started = self.limits.elapsed
        if not len(people):
            # A neighbourhood may find nobody, as when all rows of a tiny case are free of charge.
            return Outcome(people, None, False, LEAST_SECONDS)
        incumbent = self.incumbent
        ranges = [np.arange(self._start[p], self._start[p + 1]) for p in people]
        held = incumbent.columns.take(people)
        columns = together([held, self._good.take(np.concatenate(ranges))])
        fixed = incumbent.activity - incumbent.used_by(people)
        programme = master.build(self.crew.rows, columns, people, fixed, whole=True, breach=BREACH)
        start = programme.point(np.arange(len(people)))
        by_work = self.limits.work is not None
        answer = lp.solve_mip(
            programme.problem,
            self.limits.left if by_work else min(SUB_SECONDS, self.limits.left),
            start=start,
            nodes=SUB_NODES if by_work else None,
            seed=seed,
            stop=self.limits.stop,
        )
        seconds = self.limits.elapsed - started
        if by_work:
            # A run that can be repeated must not look at the clock.
            nodes = SUB_NODES if answer is None else answer.work
            seconds = SUB_SECONDS * min(1.0, (1 + nodes) / SUB_NODES)
        if answer is None:
            return Outcome(people, None, False, seconds)
        chosen = np.flatnonzero(answer.x[: len(columns)] > 0.5)
        changed = columns.take(chosen[chosen >= len(people)])
        return Outcome(people, changed if len(changed) else None, answer.proven, seconds)
