"""
Repair of a plan: few people choose anew, everybody else keeps the path of the plan.

The people are found by prices: whoever could fill what has become vacant, or must give way. Their networks
are built on all that is lawful for them, so that nobody else's posts have to be judged.
"""

from copy import copy
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from optimizer.arrays import Arrays
from optimizer.case import Case
from optimizer.choosing.menus import GONE, Menus
from optimizer.choosing.wider import promising
from optimizer.engine import bounds, subproblem
from optimizer.engine.columns import Columns, together
from optimizer.engine.crew import Crew
from optimizer.engine.incumbent import Incumbent
from optimizer.engine.network import SCALE
from optimizer.engine.plans import plan_of
from optimizer.engine.pruning import moved
from optimizer.engine.reporting import disagreement
from optimizer.engine.stop import Limits
from optimizer.errors import NoPlanError, SolveError
from optimizer.offers import Offer, Offers
from optimizer.plan import Certificate, Path, Plan
from optimizer.rules import RULES, parameters_by_round
from optimizer.verify import Report, assess, verify

FREED, NODES = 60, 24
"""People who choose anew at first, and posts that each of them may choose from beside the present one."""

GROWTH = 2
"""A further step frees that many times as many people."""

STEPS = 3
"""Most steps; a repair that is lawful and won nothing in the last one ends before."""

PATHS = 4
"""Paths priced for somebody whose own is unlawful now; one that comes back to a post left is no plan's."""

TOUCHED = 12
"""Most vacant or overfull posts that are offered to everybody before people are chosen."""

SOLVER = "tuntas repair"


@dataclass(frozen=True)
class Repaired:
    """
    A repaired plan.

    Attributes
    ----------
    plan : Plan
        Verified, for the case given.
    report : Report
        What the verifier says of it.
    freed : int
        People who could choose anew in the last step; all others kept their paths.
    proven : bool
        Whether no better choice of the paths priced for these people exists, to within the slack of a
        sub-problem (``engine/subproblem.py``).
    seconds : float
        Wall clock seconds.
    """

    plan: Plan
    report: Report
    freed: int
    proven: bool
    seconds: float


class Repair:
    """
    One repair.

    Parameters
    ----------
    case : Case
        The case as it is now, in canonical order.
    paths : list of Path
        Paths of the plan to be kept as far as possible.
    certificate : Certificate, optional
        Multipliers of that plan; they tell whom to free.
    limits : Limits
        When to stop.
    seed : int
        Seed of the choice.
    """

    def __init__(
        self, case: Case, paths: list[Path], certificate: Certificate | None, limits: Limits, seed: int
    ) -> None:
        self.case, self.limits, self.seed = case, limits, seed
        self.certificate = certificate
        self.rules = [(rule, parameters_by_round(case, rule)) for rule in RULES]
        self.arrays = Arrays(case)
        self.offers = Offers(self.arrays)
        self.menus = Menus(self.arrays, paths)
        self._judged: set[int] = set()

    def run(self, struck: list[str]) -> Repaired:
        """
        Repair the plan.

        Parameters
        ----------
        struck : list of str
            People whose paths are no longer lawful.

        Returns
        -------
        Repaired
            The best verified plan.

        Raises
        ------
        NoPlanError
            When no lawful plan was found; says which rows stay broken.
        """
        out = np.array([self.arrays.person_position[key] for key in struck], np.int64)
        path = self.menus.path()
        vacated = self._posts(path, out)
        holders = self._holders(path, vacated)
        for p in range(len(self.menus.menus)):
            self.menus.add(p, [Offer(j) for j in vacated[:TOUCHED]])
        crew = Crew(self.menus.nodes(), self.rules, 1)
        incumbent = self._begun(crew, out, self.menus.path())
        at = self._prices(crew, incumbent)
        best = crew.price(at, 1)
        gain = best.best - incumbent.columns.worth(at)
        gain[holders], gain[out] = 2**61, 2**62
        order = np.argsort(-gain, kind="stable")
        crew, incumbent, freed, is_proven = self._chosen(crew, incumbent, order, at)
        rows = crew.rows
        if incumbent.breaches:
            broken = np.flatnonzero(rows.overrun(incumbent.activity))
            raise NoPlanError([f"{rows.keys[r]} cannot be kept" for r in broken[:10]], proven=False)
        plan = plan_of(crew.nodes, incumbent, None, at, self.seed, SOLVER)
        report = verify(self.case, plan)
        if report.value != plan.value or not report.lawful:
            raise SolveError(disagreement(incumbent, report))
        return Repaired(plan, report, freed, is_proven, self.limits.elapsed)

    def _chosen(
        self, crew: Crew, incumbent: Incumbent, order: NDArray[np.int64], at: NDArray[np.int64]
    ) -> tuple[Crew, Incumbent, int, bool]:
        """Let the first people of the order choose anew, and more of them while that wins something."""
        size = min(FREED, len(order))
        for step in range(STEPS):
            freed = np.sort(order[:size])
            crew, incumbent = self._widened(crew, incumbent, freed, at)
            held = incumbent.columns.take(freed)
            outcome = subproblem.solve(crew, incumbent, freed, held, self.limits, self.seed)
            before = incumbent.merit
            if outcome.changed is not None:
                incumbent = incumbent.with_changes(outcome.changed)
            is_settled = incumbent.merit == before and incumbent.breaches == 0
            if self.limits.over or is_settled or size == len(order) or step == STEPS - 1:
                break
            size = min(GROWTH * size, len(order))
        return crew, incumbent, len(freed), outcome.proven

    def _posts(self, path: NDArray, people: NDArray[np.int64]) -> list[int]:
        """Posts that some people hold today or in the plan, in order."""
        offers = [self.menus.menus[p][k].post for p in people.tolist() for k in np.unique(path[p]) if k >= 0]
        return list(dict.fromkeys([*offers, *(int(self.arrays.person_post[p]) for p in people)]))

    def _holders(self, path: NDArray, posts: list[int]) -> NDArray[np.int64]:
        """People who hold one of some posts in the plan, at most as many as may be freed."""
        wanted = set(posts)
        held = [
            p
            for p, menu in enumerate(self.menus.menus)
            if any(offer.post in wanted and (path[p] == k).any() for k, offer in enumerate(menu))
        ]
        return np.array(held[: FREED // 2], np.int64)

    def _begun(self, crew: Crew, out: NDArray[np.int64], path: NDArray) -> Incumbent:
        """Everybody on the path of the plan; those struck on the best path where nothing has a price."""
        parts = []
        is_out = np.zeros(len(path), bool)
        is_out[out] = True
        for block, people in enumerate(crew.blocks):
            network = crew.network(block)
            kept = np.flatnonzero(~is_out[people])
            mine = path[people[kept]]
            by_round = np.arange(network.rounds)
            last = np.take_along_axis(network.last[kept], np.maximum(mine, 0).astype(np.int64), axis=1)
            mine = np.where((mine >= 0) & (by_round < last), mine, GONE).astype(np.int16)
            parts.append(crew.columns_of(block, kept, mine))
        columns = together(parts)
        if len(out):
            columns = together([columns, self._restarted(crew, out, columns)])
        return Incumbent(crew.rows, columns.take(np.argsort(columns.person, kind="stable")))

    def _restarted(self, crew: Crew, out: NDArray[np.int64], others: Columns) -> Columns:
        """The best path of each person struck beside what the others use."""
        used = np.asarray(others.uses.sum(axis=0)).ravel().astype(np.int64)
        at = bounds.whole(crew.rows, subproblem.margins(crew.rows, used))
        some = crew.part(out)
        found = some.price(at, PATHS).columns
        person, first = np.unique(found.person, return_index=True)
        if len(person) < len(out):
            names = [self.case.persons[out[p]].id for p in np.setdiff1d(np.arange(len(out)), person)]
            raise NoPlanError([f"no path was found for {name}" for name in names], proven=False)
        return replace(found.take(first), person=out)

    def _prices(self, crew: Crew, incumbent: Incumbent) -> NDArray[np.int64]:
        """Multipliers of the plan; rows that are broken or lack something have what that costs."""
        rows = crew.rows
        known = {} if self.certificate is None else self.certificate.multipliers
        scale = SCALE if self.certificate is None else self.certificate.scale
        at = np.array([SCALE * known.get(key, 0) / scale for key in rows.keys])
        margin = subproblem.margins(rows, incumbent.activity)
        is_broken = rows.overrun(incumbent.activity) > 0
        is_new = np.array([key not in known for key in rows.keys], bool) & (incumbent.activity < rows.lower)
        return bounds.whole(rows, np.where(is_broken | is_new, margin, at))

    def _widened(
        self, crew: Crew, incumbent: Incumbent, people: NDArray[np.int64], at: NDArray[np.int64]
    ) -> tuple[Crew, Incumbent]:
        """Let some people choose from all that is lawful for them; networks are built when they choose."""
        before = list(self.menus.menus)
        new = np.array([p for p in people.tolist() if p not in self._judged], np.int64)
        self._judged.update(new.tolist())
        found = promising(self.arrays, self.offers, self.rules, new, (crew.rows, at), NODES)
        for p, offers in found.items():
            self.menus.add(p, offers)
        wider = copy(crew)
        wider.nodes = self.menus.nodes()
        return wider, Incumbent(crew.rows, moved(incumbent.columns, self.menus.place(before)))


def struck_by(case: Case, paths: list[Path]) -> tuple[list[str], Report]:
    """
    Name the people whose paths the rules no longer allow.

    Parameters
    ----------
    case : Case
        The case as it is now.
    paths : list of Path
        Paths of the plan.

    Returns
    -------
    people : list of str
        In the order of the case.
    report : Report
        What the verifier says of the old paths.
    """
    plan = Plan(format="tuntas-plan", version=1, case_hash="", paths=paths, value=0)
    report = assess(case, plan)
    named = {str(each.facts["person"]) for each in report.breaches if "person" in each.facts}
    return [person.id for person in case.persons if person.id in named], report
