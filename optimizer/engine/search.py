"""The course of a run: paths, bound, a first plan, better plans, and what the candidates left out."""

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from optimizer.case import Case
from optimizer.certificate import certify
from optimizer.engine import bounds, first_plan, generation, scaled_ascent, sign_ascent
from optimizer.engine.ascent import Ascent
from optimizer.engine.columns import Pool
from optimizer.engine.crew import Crew
from optimizer.engine.field import Field
from optimizer.engine.improve import Improver
from optimizer.engine.incumbent import Incumbent
from optimizer.engine.lawful import RuleInForce
from optimizer.engine.network import SCALE
from optimizer.engine.passes import Bounding, Pass, Weighing
from optimizer.engine.plans import certificate_of
from optimizer.engine.pruning import moved
from optimizer.engine.reporting import Reporter
from optimizer.engine.stop import Limits
from optimizer.errors import NoPlanError, SolveError
from optimizer.impossible import why_no_plan
from optimizer.market import Market
from optimizer.result import Candidates, Result

SHARES = (0.06, 0.1)
"""Shares of the time after judging the posts by which first prices and the first plan are done."""

FEW_STEPS = 45
"""Most steps of the first ascents, whose prices only choose candidates and the first plan."""

LEAST_STEPS = 12
"""Least steps of an ascent, also when time is short: without prices nothing after it works."""

FIRST_STEP, NEXT_STEP = 10.0 * SCALE, 3.0 * SCALE
"""First steps of sign ascents from nowhere, and from the prices of a shorter list."""

STALLED = 5e-4
"""Sign ascent ends when its last steps have lowered the bound by less than this share."""

ASCENTS = ((0.5, 20.0, 0.5), (0.26, 4.0, 0.4), (0.3, 3.0, 0.2))
"""
Ascents over all posts: share of the time by which each ends, first and last step in points. Where the time
is short for the size, the first one takes that of the others and of column generation: it does most.
"""

MOST_STEPS = 100
"""Most pricings of each of these ascents."""

GENERATED = 0.42
"""Share of the time by which column generation ends."""

PROVEN, PROOF_LENGTHS, MOST_PROOF_STEPS = 0.42, (1.0, 0.1), 60
"""Ascents between generations: share of the time by which they end, first and last step, most pricings."""

LP_GAP = 2e-5
"""Relative distance of restricted master and bound at which the bound is good enough."""

PATHS_PER_PERSON, WITHIN = 16, 60 * SCALE
"""Paths per person taken into the pool, and how much worse than the best one they may be."""

SPARE = 0.3
"""Seconds kept back at the end for writing."""


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
        Candidate posts per person.
    market : Market, optional
        All lawful pairs, where the rules have judged them already.
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
        market: Market | None = None,
    ) -> None:
        self.limits, self.reporter = limits, reporter
        self.seed, self.workers = seed, workers
        reporter.say("paths", "judging every post for everybody")
        self.field = Field(case, rules, nodes, workers, market)
        self._begun = limits.elapsed
        self._proof: Weighing | None = None
        self._tell_candidates()

    @property
    def crew(self) -> Crew:
        """All people on the shortlist of the day."""
        return self.field.crew

    def run(self) -> Result:
        """
        Do everything.

        Returns
        -------
        Result
            Best verified plan and its bound.
        """
        at = self._rush(bounds.middle(self.crew.rows), SHARES[0], FIRST_STEP)
        stuck = self.crew.without_path(at)
        if stuck:
            raise why_no_plan(self.crew, stuck)
        at = self._widened(at)
        bound = self._price(self._rush(at.multipliers.astype(float), SHARES[1], NEXT_STEP))
        incumbent = self._first(bound)
        if not self.limits.over:
            incumbent = self._bettered(bound, incumbent)
            self._publish(incumbent)
        return self._result(incumbent)

    def _bettered(self, bound: Pass, incumbent: Incumbent) -> Incumbent:
        """Lower the bound, then raise the plan, while there is time."""
        pool = Pool(bound.columns)
        pool.add(incumbent.columns)
        self._settle()
        at = self._price(self._proven)
        pool.add(at.columns)
        incumbent = self._tried(at, incumbent)
        self._publish(incumbent)
        is_falling = True
        while is_falling and self._time_for(GENERATED):
            before = self._proven.bound
            self._generated(pool)
            incumbent = self._pruned(pool, incumbent)
            self._ascend(PROVEN, MOST_PROOF_STEPS, PROOF_LENGTHS)
            is_falling = before - self._proven.bound > LP_GAP * abs(before)
        return self._improved(pool, incumbent)

    def _time_for(self, share: float) -> bool:
        if self.limits.work is not None:
            return not self.limits.over and self.limits.done < share * self.limits.work
        return not self.limits.over and self.limits.elapsed < self._end_of(share)

    def _end_of(self, share: float) -> float:
        """Second at which a share of the time after judging the posts has gone by."""
        return self._begun + share * max(0.0, self.limits.seconds - self._begun)

    def _note(self, _: Bounding) -> None:
        # What holds for the shortlist alone is not said; it would look like a proof.
        self.limits.spend()

    def _tell_candidates(self) -> None:
        taken, lawful = self.field.shortlist.size, self.field.lawful
        self.reporter.say(
            "paths", f"{taken:,} of {lawful:,} lawful pairs of person and post, with and without a role"
        )

    def _rush(self, start: NDArray, share: float, first_step: float) -> Weighing:
        """Find rough prices quickly."""

        def go_on(state: Ascent) -> bool:
            if state.steps < LEAST_STEPS:
                return not self.limits.over
            is_moving = state.drop > STALLED * abs(state.best.bound)
            return state.steps < FEW_STEPS and is_moving and self._time_for(share)

        return sign_ascent.ascend(self.crew, start, first_step, go_on, self._note).best

    def _widened(self, at: Weighing, anew: bool = True) -> Weighing:
        """Lengthen the shortlist at these prices."""
        if self.field.widen(at, anew):
            # A proof covers its own shortlist and the posts left out; a longer one allows more paths.
            self._proof = self.reporter.bound = None
            self._tell_candidates()
        return at

    def _price(self, at: Bounding) -> Pass:
        return self.crew.price(at.multipliers, PATHS_PER_PERSON, WITHIN)

    def _first(self, bound: Pass) -> Incumbent:
        self.reporter.say("plan", "first plan")
        start = first_plan.present(self.crew, bound)
        found = self._tried(bound, start)
        self._prove(bound)
        self._publish(found)
        return found

    def _tried(self, at: Pass, incumbent: Incumbent) -> Incumbent:
        """Try the best paths at these prices one by one, those first that lose least."""
        loss = at.best[at.columns.person] - at.columns.worth(at.multipliers)
        return first_plan.greedy(incumbent, at.columns, np.argsort(loss, kind="stable"))

    def _settle(self) -> None:
        """Find prices at which few people would rather have a post that is on nobody's list."""
        for i, (share, *lengths) in enumerate(ASCENTS):
            self._ascend(share, MOST_STEPS, (lengths[0], lengths[1]))
            if i < len(ASCENTS) - 1 and self._time_for(share):
                self._prove(self._widened(self._proven))

    def _prove(self, at: Bounding) -> None:
        """Bound the value over all lawful posts at these prices, and keep the best bound."""
        self._note_proof(self.crew.weigh(at.multipliers, everywhere=True))

    def _note_proof(self, found: Weighing) -> None:
        self.limits.spend()
        if self._proof is None or found.bound < self._proof.bound:
            self._proof = found
            self.reporter.bound = found.bound // SCALE
            self.reporter.say("bound")

    def _ascend(self, share: float, most: int, lengths: tuple[float, float]) -> None:
        """Lower the bound over all lawful posts from its present prices until a share of the time."""
        steps = self._steps_until(share, most)
        if steps >= LEAST_STEPS:
            start = self._proven.multipliers.astype(float)
            scaled_ascent.ascend(
                self.crew,
                start,
                steps,
                lengths,
                lambda _: not self.limits.over,
                self._note_proof,
                everywhere=True,
            )

    def _steps_until(self, share: float, most: int) -> int:
        """Pricings over all posts that fit before a share of the time."""
        if self.limits.work is not None:
            fit = share * self.limits.work - self.limits.done
        else:
            began = self.limits.elapsed
            self.crew.weigh(self._proven.multipliers, everywhere=True)
            fit = (self._end_of(share) - began) / max(1e-4, self.limits.elapsed - began)
        return max(0, min(most, int(fit)))

    def _generated(self, pool: Pool) -> None:
        """Generate columns over all posts, which lengthens the shortlists on the way."""

        def widen(at: Weighing) -> Crew:
            self._widened(at, anew=False)
            return self.crew

        self._proof = generation.generate(
            self.crew,
            pool,
            self._proven,
            go_on=lambda: self._time_for(GENERATED),
            seconds_left=lambda: max(0.1, self._end_of(GENERATED) - self.limits.elapsed),
            on_pass=self._note_proof,
            target=LP_GAP,
            widen=widen,
        ).best

    def _pruned(self, pool: Pool, incumbent: Incumbent) -> Incumbent:
        """Shorten the shortlist at the prices of the proof, and prove them for it."""
        at = self._proven
        place = self.field.prune(at.multipliers, incumbent.columns)
        pool.replace(moved(pool.columns, place))
        self._proof = self.reporter.bound = None
        self._tell_candidates()
        self._prove(at)
        return Incumbent(self.crew.rows, moved(incumbent.columns, place))

    def _improved(self, pool: Pool, incumbent: Incumbent) -> Incumbent:
        """Improve the plan on the present shortlists for the rest of the time."""
        at = self._price(self._proven)
        pool.add(at.columns)
        incumbent = self._tried(at, incumbent)
        self._publish(incumbent)
        self.reporter.say("improve", f"{len(pool):,} paths")
        improver = Improver(self.crew, pool, at, incumbent, self.limits, self.seed, self.workers)

        def better(found: Incumbent) -> None:
            if self.reporter.is_due():
                self._publish(found)

        def enough() -> bool:
            kept_back = SPARE + 1.3 * self.reporter.verify_seconds
            found = improver.incumbent
            is_best = found.breaches == 0 and found.value >= at.bound // SCALE
            return is_best or self.limits.left < kept_back

        improver.run(better, enough)
        return improver.incumbent

    def _publish(self, incumbent: Incumbent) -> None:
        if incumbent.breaches == 0:
            self.reporter.publish(self.crew.nodes, incumbent, self._proven.multipliers)

    @property
    def _proven(self) -> Weighing:
        if self._proof is None:
            raise SolveError("no bound before the first plan")
        return self._proof

    def _result(self, incumbent: Incumbent) -> Result:
        plan = self.reporter.plan
        if plan is None:
            rows = self.crew.rows
            broken = np.flatnonzero(rows.overrun(incumbent.activity))
            raise NoPlanError([f"{rows.keys[r]} cannot be kept" for r in broken], proven=False)
        bound = self._proven
        total = bound.bound // SCALE
        certificate = certificate_of(self.crew.rows, bound.multipliers)
        plan = msgspec.structs.replace(plan, bound=total, certificate=certificate)
        if self.limits.work is not None or total == plan.value:
            # A word that settles a question, and a run that looks at no clock, rest on the certificate.
            total = certify(self.field.arrays.case, plan, self.workers).bound
        status = "optimal" if total == plan.value else "feasible"
        plan = msgspec.structs.replace(plan, bound=total, status=status)
        self.reporter.conclude(plan)
        return Result(
            plan=plan,
            value=plan.value,
            bound=total,
            status=plan.status,
            seconds=self.limits.elapsed,
            work=self.limits.done,
            candidates=Candidates(
                self.field.lawful,
                self.field.shortlist.size,
                -(-bound.outside // SCALE),
            ),
            statistics=self.reporter.said,
        )
