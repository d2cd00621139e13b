"""
One run after another over the same posts and people: limits change between them, all else is passed on.

Prices, paths and plans of one solve are the beginning of the next. The rules judge the posts once.
"""

from dataclasses import dataclass, replace

import msgspec

from optimizer.case import Case, Limit
from optimizer.engine import first_plan
from optimizer.engine.columns import Pool
from optimizer.engine.improve import Improver
from optimizer.engine.incumbent import Incumbent
from optimizer.engine.network import SCALE
from optimizer.engine.passes import Pass
from optimizer.engine.plans import plan_of
from optimizer.engine.reporting import disagreement
from optimizer.engine.search import Search
from optimizer.engine.stop import Limits
from optimizer.errors import SolveError
from optimizer.io import case_hash
from optimizer.plan import Plan
from optimizer.rules._base import NO_LIMIT
from optimizer.verify import verify

ASCENT, LENGTHS, MOST_STEPS = 0.35, (3.0, 0.2), 60
"""Share of a further solve that goes into its prices; first and last step in points, most pricings."""

KEPT_BACK = 0.1
"""Share of a further solve that is kept back for the verification."""


@dataclass(frozen=True)
class Solved:
    """
    Outcome of one solve of a series.

    Attributes
    ----------
    case : Case
        The case with the limits of this solve.
    plan : Plan or None
        Verified for that case; None where no lawful plan was found.
    bound : int
        Points that no plan within these limits exceeds, over all lawful posts as in any run.
    seconds : float
        Wall clock seconds.
    """

    case: Case
    plan: Plan | None
    bound: int
    seconds: float


class Series(Search):
    """A search that can be gone on with under other limits; each measure has one from the first."""

    _pool: Pool
    _best: Incumbent
    _known: list[Incumbent]

    def _first(self, bound: Pass) -> Incumbent:
        found = super()._first(bound)
        self._pool, self._best = Pool(bound.columns), found
        return found

    def _improved(self, pool: Pool, incumbent: Incumbent) -> Incumbent:
        found = super()._improved(pool, incumbent)
        self._pool, self._best = pool, found
        return found

    def again(self, case: Case, seconds: float) -> Solved:
        """
        Solve once more under other limits.

        Parameters
        ----------
        case : Case
            The case of the series, in canonical order, with other numbers in its limits.
        seconds : float
            Wall clock limit.

        Returns
        -------
        Solved
            Plan and bound. It begins at the last prices, and at the best of all plans found so far.
        """
        if not hasattr(self, "_known"):
            self._known = [self._best, *self._staying()]
        self.limits = Limits(seconds)
        self._begun, self.reporter.limits = 0.0, self.limits
        self._limit(case.limits)
        start = self._proven.multipliers
        self._proof = self.reporter.bound = None
        self._note_proof(self.crew.weigh(start, everywhere=True))
        self._ascend(ASCENT, MOST_STEPS, LENGTHS)
        at = self._price(self._proven)
        self._pool.add(at.columns)
        # The rows are others now; the paths are the same.
        known = [Incumbent(self.crew.rows, each.columns) for each in self._known]
        incumbent = self._tried(at, max(known, key=lambda each: each.merit))
        incumbent = self._bettered_by(at, incumbent)
        if incumbent.breaches == 0:
            self._known.append(incumbent)
        return self._solved(case, incumbent)

    def _staying(self) -> list[Incumbent]:
        """Everybody as things stand: no plan has fewer moves."""
        return [first_plan.present(self.crew, self._price(self._proven))]

    def _limit(self, limits: list[Limit]) -> None:
        """Put other numbers into the rows of the limits."""
        rows = self.crew.rows
        lower, upper = rows.lower.copy(), rows.upper.copy()
        for limit in limits:
            at = rows.keys.index(f"measure_limit:{limit.measure}")
            lower[at] = -NO_LIMIT if limit.at_least is None else limit.at_least
            upper[at] = NO_LIMIT if limit.at_most is None else limit.at_most
        self.crew.rows = replace(rows, lower=lower, upper=upper)

    def _bettered_by(self, at: Pass, incumbent: Incumbent) -> Incumbent:
        """Improve a plan for the rest of the time."""
        improver = Improver(self.crew, self._pool, at, incumbent, self.limits, self.seed, self.workers)
        spare = max(self.reporter.verify_seconds, KEPT_BACK * self.limits.seconds)

        def enough() -> bool:
            found = improver.incumbent
            is_best = found.breaches == 0 and found.value >= at.bound // SCALE
            return is_best or self.limits.left < spare

        improver.run(lambda _: None, enough)
        return improver.incumbent

    def _solved(self, case: Case, incumbent: Incumbent) -> Solved:
        bound = self._proven.bound // SCALE
        if incumbent.breaches:
            return Solved(case, None, bound, self.limits.elapsed)
        plan = plan_of(self.crew.nodes, incumbent, bound, self._proven.multipliers, self.seed)
        plan = msgspec.structs.replace(plan, case_hash=case_hash(case))
        report = verify(case, plan)
        if not report.lawful or report.value != plan.value:
            raise SolveError(disagreement(incumbent, report))
        return Solved(case, plan, bound, self.limits.elapsed)


def widest(case: Case) -> list[Limit]:
    """
    State limits that no plan reaches, so that their rows are there from the beginning.

    Parameters
    ----------
    case : Case
        Any case.

    Returns
    -------
    list of Limit
        At most a move per person and round, and at least no continuity.
    """
    moves = len(case.persons) * case.horizon.rounds
    return [Limit(measure="continuity", at_least=0), Limit(measure="moves", at_most=moves)]
