"""
Measures in an order that allows no trade: the first as good as it can be, then the second without loss in the
first, and so on; value comes last.

Each measure is planned for alone, and what is reached becomes a limit of the case (rule ``measure_limit``).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

from optimizer.arrays import Arrays
from optimizer.case import Case, Limit, Weights
from optimizer.choosing.front import measures_of
from optimizer.errors import CaseError, Fault, NoPlanError
from optimizer.io import canonical_case, case_hash
from optimizer.plan import Plan
from optimizer.progress import Progress
from optimizer.rules.measure_limit import TENTH
from optimizer.solve import solve
from optimizer.verify import verify

Measure = Literal["continuity", "fit", "moves"]

PRICE = 1000
"""Points of a unit of the measure that is planned for, while nothing else has a weight."""

NOTHING = Weights(**dict.fromkeys(Weights.__struct_fields__, 0))


@dataclass(frozen=True)
class Stage:
    """
    What is reached in one measure.

    Attributes
    ----------
    measure : str
        Continuity, fit or moves, in the units of rule ``measure_limit``.
    reached : int
        Units of the plan of this stage.
    proven : int or None
        Units that no lawful plan within the limits before betters: at most so much, for moves at least. None
        where the plan is that of the stage before and no bound was found.
    limit : int
        What the later stages keep to.
    """

    measure: Measure
    reached: int
    proven: int | None
    limit: int


@dataclass(frozen=True)
class Ordered:
    """Stages in order, the case with their limits, and the plan of most value within them, with its bound."""

    stages: tuple[Stage, ...]
    case: Case
    plan: Plan

    def record(self) -> dict[str, Any]:
        """
        Put it into words for programs.

        Returns
        -------
        dict
            Stages, measures of the plan, value and bound.
        """
        stages = [
            {"measure": s.measure, "reached": s.reached, "proven": s.proven, "limit": s.limit}
            for s in self.stages
        ]
        measures = measures_of(self.case, self.plan)
        return {"stages": stages, "measures": measures, "value": self.plan.value, "bound": self.plan.bound}


def lexicographic(
    case: Case,
    order: Sequence[Measure],
    *,
    give: int = 0,
    seconds: float = 120.0,
    seed: int = 0,
    workers: int = 2,
    on_progress: Callable[[Progress], None] | None = None,
) -> Ordered:
    """
    Plan for measures in a strict order, then for value.

    Parameters
    ----------
    case : Case
        A sound case without limits of its own.
    order : sequence of str
        Measures, the most important first, none twice.
    give : int
        Percent of what a measure has reached that later ones may give away again.
    seconds : float
        Wall clock limit; all stages get equal parts.
    seed : int
        Seed of all chance.
    workers : int
        Threads, 1 or 2.
    on_progress : callable, optional
        Told of each solve.

    Returns
    -------
    Ordered
        Every plan behind it is verified. A stage is exact where ``reached`` equals ``proven``; where it does
        not, a better order may exist between the two. Cost: one solve for each measure and one more.

    Raises
    ------
    CaseError
        When the case has limits or transfers of its own, or the order names a measure twice.
    NoPlanError
        When no lawful plan was found, in the first or in a later stage.
    """
    if case.limits or case.transfers:
        where = "$.limits" if case.limits else "$.transfers"
        raise CaseError([Fault(where, "the order sets limits of its own; take these out of the case")])
    if not order or len(set(order)) < len(order):
        raise CaseError([Fault("$.limits", "the order names each measure once, and at least one")])
    case = canonical_case(case)
    part = seconds / (len(order) + 1)

    def solved(now: Case, known: Plan | None) -> Plan:
        """Plan anew; the plan of the stage before keeps all limits and counts where it is worth more."""
        again = None if known is None else _restated(now, known)
        try:
            found = solve(now, seconds=part, seed=seed, workers=workers, on_progress=on_progress).plan
        except NoPlanError:
            if again is None:
                raise
            return again
        if again is None or again.value <= found.value:
            return found
        return msgspec.structs.replace(again, bound=found.bound, certificate=found.certificate)

    kept: list[Limit] = []
    stages: list[Stage] = []
    plan: Plan | None = None
    for measure in order:
        wish = _wish(case, measure)
        plan = solved(msgspec.structs.replace(case, weights=NOTHING, limits=[*kept, wish]), plan)
        stage = _stage(wish, measures_of(case, plan)[measure], plan.bound, give)
        stages.append(stage)
        side = "at_most" if measure == "moves" else "at_least"
        kept.append(Limit(measure=measure, **{side: stage.limit}))
    now = msgspec.structs.replace(case, limits=kept)
    return Ordered(tuple(stages), now, solved(now, plan))


def _wish(case: Case, measure: Measure) -> Limit:
    """Ask for as much as nobody can pass, or for no move, each unit short of it at a price."""
    if measure == "moves":
        return Limit(measure="moves", at_most=0, price=PRICE)
    rounds, persons = case.horizon.rounds, len(case.persons)
    most = len(case.services) * rounds
    if measure == "fit":
        most = persons * rounds * (100 * int(Arrays(case).importance.max(initial=1)) // TENTH)
    return Limit(measure=measure, at_least=most, price=PRICE)


def _stage(wish: Limit, reached: int, bound: int | None, give: int) -> Stage:
    """Read what is proven from the bound: other rules only take points while nothing has a weight."""
    if wish.measure == "moves":
        proven = None if bound is None else max(0, -(bound // PRICE))
        return Stage("moves", reached, proven, reached + reached * give // 100)
    proven = None if bound is None else bound // PRICE
    return Stage(wish.measure, reached, proven, reached - reached * give // 100)


def _restated(case: Case, plan: Plan) -> Plan | None:
    """A plan of another stage as one of this case, without a bound; None where it breaks a limit."""
    plain = msgspec.structs.replace(
        plan, case_hash=case_hash(case), bound=None, certificate=None, status="feasible", value=0
    )
    report = verify(case, plain)
    return msgspec.structs.replace(plain, value=report.value) if report.lawful else None


__all__ = ["Measure", "Ordered", "Stage", "lexicographic"]
