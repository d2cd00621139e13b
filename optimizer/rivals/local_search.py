"""
Late-acceptance local search over everybody's paths, beginning with the greedy plan.

A step gives one person another lawful path with at most one change; where that fills a post beyond its
formation, somebody who holds it gets another path in the same step. A step is accepted when the plan is no
worse than the one of some hundred steps ago. Broken rows count with a large price, so that the search may
cross them but does not end there.
"""

import random
import time
from collections import defaultdict

import numpy as np
from scipy import sparse

from optimizer.case import Case
from optimizer.engine import events
from optimizer.engine.network import build
from optimizer.engine.rows import compile_uses
from optimizer.rivals.greedy import assign
from optimizer.rivals.ground import GONE, Ground
from optimizer.rivals.outcome import Outcome, Trace

MEMORY_PER_SECOND, LEAST_MEMORY = 15, 100
"""Steps between a plan and the one that it is compared with, by seconds of the run: best in trials."""

BROKEN = 100_000
"""Points that one unit beyond the limit of a row counts."""

CHECK_EVERY = 256
"""Steps between two looks at the clock."""


def solve(case: Case, seconds: float, seed: int) -> Outcome:
    """
    Plan a case by local search.

    Parameters
    ----------
    case : Case
        A sound case.
    seconds : float
        Wall clock limit.
    seed : int
        Seed of all chance.

    Returns
    -------
    Outcome
        A plan without a bound.
    """
    begun = time.monotonic()
    ground = Ground.of(case)
    trace = Trace(begun, ground.rows.granted)
    search = _Search(ground, random.Random(seed))  # noqa: S311 - no secret hangs on it
    steps = search.run(seconds - _closing_seconds(case), trace)
    plan = ground.plan(search.best_paths(), "late-acceptance local search")
    rate = steps / max(trace.elapsed, 0.001)
    return Outcome(plan, None, trace.points, f"{steps:,} steps, {rate:,.0f} a second")


def _closing_seconds(case: Case) -> float:
    """Time to keep back for writing and judging the plan."""
    return 0.5 + len(case.persons) / 4000


def single_changes(ground: Ground) -> tuple[np.ndarray, np.ndarray]:
    """
    List every lawful path with at most one change.

    Parameters
    ----------
    ground : Ground
        The common ground.

    Returns
    -------
    person : ndarray of int, shape (N,)
        Person of each path, in increasing order; the first path of each person stays as things are.
    path : ndarray of int, shape (N, T)
        Node held in each round, -1 after the end of service.
    """
    nodes, lawful = ground.nodes, ground.lawful
    rounds = nodes.arrays.rounds
    by_round = np.arange(rounds)
    held = lawful.hold | (by_round >= lawful.last[:, :, None])
    from_here = np.logical_and.accumulate(held[:, :, ::-1], axis=2)[:, :, ::-1]
    until = np.ones((len(nodes.persons), 1, rounds), bool)
    until[:, 0, 1:] = np.logical_and.accumulate(lawful.hold[:, 0], axis=1)[:, :-1]
    may = lawful.enter & from_here & until & lawful.follows[:, 0, :, None]
    may &= by_round < lawful.last[:, :1, None]
    may &= nodes.own_post[:, :, None] | (by_round >= lawful.earliest_leave[:, None, None])
    may[:, 0] = False
    p, k, t = np.nonzero(may)
    moved = np.where(
        by_round < t[:, None], 0, np.where(by_round < lawful.last[p, k][:, None], k[:, None], GONE)
    )
    person = np.concatenate([np.arange(len(nodes.persons)), p])
    path = np.concatenate([ground.stay_put(), moved])
    order = np.argsort(person, kind="stable")
    return person[order], path[order]


class _Search:
    """State of the search: the path of each person, and how much of each row they use."""

    def __init__(self, ground: Ground, chance: random.Random) -> None:
        self.ground, self.chance = ground, chance
        self.person, self.path = single_changes(ground)
        network = build(ground.nodes, ground.lawful, compile_uses(ground.nodes, ground.blocks))
        self.points: list[int] = events.points(network, self.person, self.path).tolist()
        self.use = _lists(events.uses(network, self.person, self.path))
        people = len(ground.nodes.persons)
        self.start: list[int] = np.searchsorted(self.person, np.arange(people + 1)).tolist()
        self.movable = [p for p in range(people) if self.start[p + 1] - self.start[p] > 1]
        last = ground.nodes.post[self.person, np.maximum(self.path[:, -1], 0)]
        self.last_post: list[int] = np.where(self.path[:, -1] == GONE, -1, last).tolist()
        rows = ground.rows
        names = ("lower", "upper", "missing_price", "excess_price", "missing_max", "excess_max")
        self.rows: list[tuple[int, ...]] = list(
            zip(*(getattr(rows, name).tolist() for name in names), strict=True)
        )
        self.chosen = self._greedy()
        self.used = [0] * rows.count
        self.holders: defaultdict[int, set[int]] = defaultdict(set)
        for p, a in enumerate(self.chosen):
            self.holders[self.last_post[a]].add(p)
            for row, amount in self.use[a]:
                self.used[row] += amount
        self.merit = sum(self.points[a] for a in self.chosen)
        self.merit -= sum(self._cost(row, used) for row, used in enumerate(self.used))
        self.best, self.best_merit = list(self.chosen), self.merit

    def _greedy(self) -> list[int]:
        """The greedy plan as positions among the paths."""
        wanted = assign(self.ground)
        chosen = []
        for p in range(len(wanted)):
            paths = self.path[self.start[p] : self.start[p + 1]]
            chosen.append(self.start[p] + int((paths == wanted[p]).all(axis=1).argmax()))
        return chosen

    def best_paths(self) -> np.ndarray:
        """Paths of the best plan, shape (P, T)."""
        return self.path[self.best]

    def run(self, seconds: float, trace: Trace) -> int:
        """Search until the time is over; return the number of steps."""
        length = max(LEAST_MEMORY, int(MEMORY_PER_SECOND * seconds))
        memory = [self.merit] * length
        trace.add(self.best_merit, None)
        steps = 0
        while self.movable and (steps % CHECK_EVERY or trace.elapsed < seconds):
            changes = self._step()
            gain = self._gain(changes)
            if self.merit + gain >= min(self.merit, memory[steps % length]):
                self._accept(changes, gain)
                if self.merit > self.best_merit:
                    self.best, self.best_merit = list(self.chosen), self.merit
                    if steps % CHECK_EVERY == 0:
                        trace.add(self.best_merit, None)
            memory[steps % length] = self.merit
            steps += 1
        trace.add(self.best_merit, None)
        return steps

    def _step(self) -> dict[int, int]:
        """Draw another path for somebody, and for whoever is in the way."""
        p = self.chance.choice(self.movable)
        a = self.chance.randrange(self.start[p], self.start[p + 1])
        changes = {p: a}
        post = self.last_post[a]
        formation = self.ground.nodes.arrays.formation
        if post >= 0 and p not in self.holders[post] and len(self.holders[post]) >= formation[post]:
            others = [q for q in self.holders[post] if self.start[q + 1] - self.start[q] > 1]
            if others:
                q = self.chance.choice(others)
                changes[q] = self.chance.randrange(self.start[q], self.start[q + 1])
        return changes

    def _gain(self, changes: dict[int, int]) -> int:
        delta: defaultdict[int, int] = defaultdict(int)
        gain = 0
        for p, a in changes.items():
            old = self.chosen[p]
            gain += self.points[a] - self.points[old]
            for row, amount in self.use[old]:
                delta[row] -= amount
            for row, amount in self.use[a]:
                delta[row] += amount
        for row, amount in delta.items():
            if amount:
                used = self.used[row]
                gain += self._cost(row, used) - self._cost(row, used + amount)
        return gain

    def _cost(self, row: int, used: int) -> int:
        lower, upper, missing_price, excess_price, missing_max, excess_max = self.rows[row]
        if used < lower:
            missing = lower - used
            return missing * missing_price + BROKEN * max(0, missing - missing_max)
        if used > upper:
            excess = used - upper
            return excess * excess_price + BROKEN * max(0, excess - excess_max)
        return 0

    def _accept(self, changes: dict[int, int], gain: int) -> None:
        for p, a in changes.items():
            old = self.chosen[p]
            self.holders[self.last_post[old]].discard(p)
            self.holders[self.last_post[a]].add(p)
            for row, amount in self.use[old]:
                self.used[row] -= amount
            for row, amount in self.use[a]:
                self.used[row] += amount
            self.chosen[p] = a
        self.merit += gain


def _lists(use: sparse.csr_array) -> list[list[tuple[int, int]]]:
    """Rows of a sparse matrix as lists, which plain Python walks through faster."""
    pairs = list(zip(use.indices.tolist(), use.data.tolist(), strict=True))
    return [pairs[a:b] for a, b in zip(use.indptr[:-1].tolist(), use.indptr[1:].tolist(), strict=True)]
