"""The course of a run: paths, bound, a first plan, better plans, and what the candidates left out."""

from collections.abc import Sequence

import numpy as np

from optimizer.arrays import Arrays
from optimizer.candidates import Cut, assemble, survey, vacancy_bonus
from optimizer.case import Case
from optimizer.engine import bounds, first_plan, generation
from optimizer.engine.columns import Pool
from optimizer.engine.crew import Crew, Pass, Weighing
from optimizer.engine.dual_ascent import Ascent, ascend
from optimizer.engine.improve import Improver
from optimizer.engine.incumbent import Incumbent
from optimizer.engine.lawful import RuleInForce
from optimizer.engine.network import SCALE
from optimizer.engine.reporting import Reporter
from optimizer.engine.stop import Limits
from optimizer.errors import SolveError
from optimizer.impossible import why_no_plan
from optimizer.result import Candidates, Result

FIRST_ASCENT, BOUND = 0.12, 0.4
"""Shares of the time after which the first plan is made, and the bound is left alone."""

LP_GAP = 2e-5
"""Relative distance of restricted master and bound at which the bound is good enough."""

CLOSE = 5e-4
"""Dual ascent gives way to column generation when a step promises less than this share."""

PATHS_PER_PERSON, WITHIN = 16, 60 * SCALE
"""Paths per person taken into the pool, and how much worse than the best one they may be."""

MARKET = 2
"""Posts kept by the survey, as a multiple of the nodes, so that posts with roles find a place."""

SPARE = 0.5
"""Seconds kept back at the end for the last verification and for writing."""


class Search:
    """
    One run.

    Parameters
    ----------
    case : Case
        The case, in canonical order.
    rules : sequence of (Rule, parameters)
        Rules in force.
    limits : Limits
        When to stop.
    reporter : Reporter
        Voice of the run.
    seed : int
        Seed of all chance.
    workers : int
        Threads.
    nodes : int
        Candidate nodes per person.
    """

    def __init__(
        self,
        case: Case,
        rules: Sequence[RuleInForce],
        limits: Limits,
        reporter: Reporter,
        seed: int,
        workers: int,
        nodes: int,
    ) -> None:
        self.case, self.rules = case, rules
        self.limits, self.reporter = limits, reporter
        self.seed, self.workers = seed, workers
        self.arrays = Arrays(case)
        self.node_count = nodes
        self.crew, self.cut = self._crew()
        self.best: Pass | Weighing | None = None

    def _crew(self) -> tuple[Crew, Cut]:
        self.reporter.say("paths", "judging every post for everybody")
        market = survey(self.arrays, self.rules, MARKET * self.node_count, bonus=vacancy_bonus(self.arrays))
        nodes, cut = assemble(self.arrays, market, self.node_count)
        crew = Crew(nodes, self.rules, self.workers)
        self.reporter.say("paths", f"{cut.kept:,} of {cut.lawful:,} lawful pairs of person and post")
        return crew, cut

    def run(self) -> Result:
        """
        Do everything.

        Returns
        -------
        Result
            Best verified plan and its bound.
        """
        ascent = self._ascend(bounds.middle(self.crew.rows), FIRST_ASCENT)
        stuck = self.crew.without_path(ascent.best)
        if stuck:
            raise why_no_plan(self.crew, stuck)
        bound = self._price(ascent.best)
        incumbent = self._first(bound)
        pool = Pool(bound.columns)
        pool.add(incumbent.columns)
        if self._time_for(BOUND):
            bound = self._bound(bound, pool)
        incumbent = self._improve(bound, pool, incumbent)
        self._publish(incumbent, bound)
        return self._result(bound, incumbent)

    def _time_for(self, share: float) -> bool:
        return not self.limits.over and self.limits.elapsed < share * self.limits.seconds

    def _note(self, found: Weighing | Pass) -> None:
        self.limits.spend()
        points = found.bound // SCALE
        if self.reporter.bound is None or points < self.reporter.bound:
            self.reporter.bound = points
            self.reporter.say("bound")

    def _ascend(self, start: np.ndarray, share: float) -> Ascent:
        def go_on(state: Ascent) -> bool:
            return self._time_for(share) and state.drop > CLOSE * abs(state.best.bound)

        return ascend(self.crew, start, go_on, self._note)

    def _price(self, at: Weighing | Pass) -> Pass:
        return self.crew.price(at.multipliers, PATHS_PER_PERSON, WITHIN)

    def _first(self, bound: Pass) -> Incumbent:
        self.reporter.say("plan", "first plan")
        start = first_plan.present(self.crew, bound)
        loss = bound.best[bound.columns.person] - bound.columns.worth(bound.multipliers)
        order = np.argsort(loss, kind="stable")
        found = first_plan.greedy(start, bound.columns, order)
        if start.breaches == 0 and found.merit < start.merit:
            found = start
        self._publish(found, bound)
        return found

    def _bound(self, bound: Pass, pool: Pool) -> Pass:
        ascent = self._ascend(bound.multipliers, (FIRST_ASCENT + BOUND) / 2)
        if ascent.best.bound < bound.bound:
            bound = self._price(ascent.best)
            pool.add(bound.columns)
        made = generation.generate(
            self.crew,
            pool,
            bound,
            go_on=lambda: self._time_for(BOUND),
            seconds_left=lambda: max(0.1, BOUND * self.limits.seconds - self.limits.elapsed),
            on_pass=self._note,
            target=LP_GAP,
        )
        bound = self._price(made.best)
        pool.add(bound.columns)
        return bound

    def _improve(self, bound: Pass, pool: Pool, incumbent: Incumbent) -> Incumbent:
        self.reporter.say("improve", f"{len(pool):,} paths")
        improver = Improver(self.crew, pool, bound, incumbent, self.limits, self.seed, self.workers)

        def better(found: Incumbent) -> None:
            if self.reporter.is_due():
                self._publish(found, bound)

        def enough() -> bool:
            kept_back = SPARE + 1.5 * self.reporter.verify_seconds
            is_proven = improver.incumbent.breaches == 0 and improver.incumbent.value >= bound.bound // SCALE
            return is_proven or self.limits.left < kept_back

        improver.run(better, enough)
        return improver.incumbent

    def _publish(self, incumbent: Incumbent, bound: Pass) -> None:
        if incumbent.breaches == 0:
            self.reporter.publish(self.crew.nodes, incumbent, bound.multipliers)

    def _result(self, bound: Pass, incumbent: Incumbent) -> Result:
        plan = self.reporter.plan
        if plan is None:
            rows = self.crew.rows
            broken = np.flatnonzero(rows.overrun(incumbent.activity))
            names = ", ".join(rows.keys[r] for r in broken[:10])
            raise SolveError(f"no lawful plan was found in time; rows still broken: {names}")
        self.reporter.say("done", plan.status)
        return Result(
            plan=plan,
            value=plan.value,
            bound=bound.bound // SCALE,
            status=plan.status,
            seconds=self.limits.elapsed,
            work=self.limits.done,
            candidates=Candidates(self.cut.lawful, self.cut.kept, 0),
            statistics=self.reporter.said,
        )
