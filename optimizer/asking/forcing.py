"""
Forcing a demand on a plan: the person concerned takes another path, and the people around choose anew.

Around are, by prices, whoever could fill what becomes vacant and whoever must give way. Everybody else keeps
the path of the plan. What comes out has been judged by the verifier.
"""

from collections.abc import Callable, Collection
from copy import copy
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from optimizer.arrays import Arrays
from optimizer.asking import promises
from optimizer.asking.answers import Change, Price, changes_between, price_of
from optimizer.asking.bounding import most_with
from optimizer.asking.choice import choose
from optimizer.asking.fewest import fewest_changes
from optimizer.asking.warm import Warm
from optimizer.asking.wish import Wish
from optimizer.case import Case
from optimizer.choosing.menus import Menus
from optimizer.choosing.wider import promising
from optimizer.engine import bounds, subproblem
from optimizer.engine.columns import Columns
from optimizer.engine.crew import Crew
from optimizer.engine.incumbent import Incumbent
from optimizer.engine.plans import plan_of
from optimizer.engine.pruning import moved
from optimizer.engine.reporting import disagreement
from optimizer.engine.stop import Limits
from optimizer.errors import SolveError
from optimizer.nodes import Nodes
from optimizer.offers import Offer
from optimizer.plan import Plan
from optimizer.verify import verify

FREED, NODES = 40, 24
"""People who choose anew at first, and posts that each of them may choose from beside the present one."""

GROWTH, STEPS = 2, 3
"""A further step frees that many times as many people; most steps."""

TOUCHED = 6
"""Most posts left or overfull that are offered to everybody before people are chosen."""

SECONDS = 8.0
"""Default limit of the choice; a verification follows."""

SOLVER = "tuntas asking"


@dataclass(frozen=True)
class Forced:
    """
    The plan in which a demand holds.

    Attributes
    ----------
    wish : Wish
        The demand.
    case : Case
        The case with the demand.
    plan : Plan or None
        Verified; None where none was found.
    price : Price
        Against the plan in hand.
    changed : tuple of Change
        People whose paths differ from the plan in hand, the person concerned included.
    freed : int
        People who could choose anew.
    seconds : float
        Wall clock seconds.
    """

    wish: Wish
    case: Case
    plan: Plan | None
    price: Price
    changed: tuple[Change, ...]
    freed: int
    seconds: float


def force(
    warm: Warm,
    wish: Wish,
    *,
    case: Case | None = None,
    first: Collection[int] = (),
    locked: Collection[int] = (),
    fewest: bool = False,
    seconds: float = SECONDS,
    seed: int = 0,
    stop: Callable[[], bool] | None = None,
) -> Forced:
    """
    Find a good lawful plan in which a demand holds.

    Parameters
    ----------
    warm : Warm
        The solved round.
    wish : Wish
        The demand.
    case : Case, optional
        The case with the demand and further exclusions; the demand alone is written into it when missing.
    first, locked : collection of int
        Positions of people who are freed before all others, and of people who keep their paths.
    fewest : bool
        Whether as few people as possible change, rather than as few points as possible being lost.
    seconds : float
        Limit of the choice.
    seed : int
        Seed of the choice.
    stop : callable, optional
        Asked often; true ends the choice soon.

    Returns
    -------
    Forced
        ``price.most`` is exact for the plan that is given; ``price.least`` bounds every plan that fulfils the
        demand, whoever is locked, and is there only if the round was certified.

    Raises
    ------
    PlanError
        When the demand names what is not there.
    SolveError
        When engine and verifier disagree.
    """
    limits = Limits(seconds, stop)
    case = wish.asked_of(warm.case) if case is None else case
    p = warm.position(wish.person)
    bound, is_possible = most_with(warm, case, p)
    if not is_possible:
        return Forced(wish, case, None, Price(None, None, "impossible"), (), 0, limits.elapsed)
    least = None if bound is None else warm.value - bound
    work = _Work(warm, case, p, limits, seed)
    incumbent = work.run(set(first) - {p}, set(locked) - {p}, fewest)
    if incumbent is None:
        return Forced(wish, case, None, price_of(None, least), (), work.freed, limits.elapsed)
    plan = plan_of(work.crew.nodes, incumbent, None, None, seed, SOLVER)
    report = verify(case, plan)
    if report.value != plan.value or not report.lawful:
        raise SolveError(disagreement(incumbent, report))
    changed = changes_between(warm.plan, plan, warm.present())
    price = price_of(warm.value - report.value, least)
    return Forced(wish, case, plan, price, changed, work.freed, limits.elapsed)


class _Work:
    """One forcing."""

    def __init__(self, warm: Warm, case: Case, p: int, limits: Limits, seed: int) -> None:
        self.warm, self.case, self.p, self.limits, self.seed = warm, case, p, limits, seed
        self.arrays: Arrays = warm.arrays_of(case)
        self.menus: Menus = copy(warm.menus)
        self.menus.menus = list(warm.menus.menus)
        self.crew: Crew = copy(warm.crew)
        self.freed = 0
        self._judged: set[int] = set()

    def run(self, first: set[int], locked: set[int], fewest: bool) -> Incumbent | None:
        """Give the best plan found, None where none is lawful."""
        incumbent = self._widened(self.warm.incumbent, np.array([self.p]), self.warm.at)
        begun = self._begun(incumbent)
        if begun is None:
            return None
        incumbent = begun
        at = self._prices(incumbent)
        order = self._order(incumbent, at, first, locked)
        size = min(FREED, len(order))
        pool: list[Columns] = []
        freed = order[:size]
        for step in range(STEPS):
            freed = np.sort(order[:size])
            before = list(self.menus.menus)
            incumbent = self._widened(incumbent, freed, at)
            pool = [self._replaced(columns, before) for columns in pool]
            merit = incumbent.merit
            incumbent, priced = choose(self.crew, incumbent, freed, pool, self.limits, self.seed)
            pool = [priced]
            is_settled = incumbent.merit == merit and incumbent.breaches == 0
            if self.limits.over or is_settled or size == len(order) or step == STEPS - 1:
                break
            size = min(GROWTH * size, len(order))
        self.freed = len(freed)
        if fewest and not incumbent.breaches:
            base = self._replaced(self.warm.incumbent.columns, self.warm.menus.menus).take(freed)
            incumbent = fewest_changes(self.crew, incumbent, freed, base, pool, self.limits, self.p)
        return None if incumbent.breaches else incumbent

    def _nodes(self) -> Nodes:
        return replace(self.menus.nodes(), arrays=self.arrays)

    def _replaced(self, columns: Columns, before: list[list[Offer]]) -> Columns:
        return moved(columns, self.menus.place(before))

    def _widened(self, incumbent: Incumbent, people: NDArray[np.int64], at: NDArray[np.int64]) -> Incumbent:
        """Let some people choose from all that is lawful for them; networks are built when they choose."""
        before = list(self.menus.menus)
        new = np.array([p for p in people.tolist() if p not in self._judged], np.int64)
        self._judged.update(new.tolist())
        rows = self.crew.rows
        found = promising(self.arrays, self.warm.offers, self.warm.rules, new, (rows, at), NODES)
        for p, offers in found.items():
            self.menus.add(p, offers)
        self.crew.nodes = self._nodes()
        return Incumbent(rows, self._replaced(incumbent.columns, before))

    def _begun(self, incumbent: Incumbent) -> Incumbent | None:
        """Give the person the best path under the demand beside what the others use."""
        rows, mine = self.crew.rows, np.array([self.p])
        fixed = incumbent.activity - incumbent.used_by(mine)
        for price in (self.warm.at, bounds.whole(rows, subproblem.margins(rows, fixed))):
            found = self.crew.part(mine).price(price).columns
            if not len(found):
                return None
            best = found.take(np.array([int(np.argmax(found.worth(price)))]))
            changed = incumbent.with_changes(replace(best, person=mine))
            if price is self.warm.at:
                at_prices = changed
        return changed if changed.merit >= at_prices.merit else at_prices

    def _prices(self, incumbent: Incumbent) -> NDArray[np.int64]:
        """Multipliers of the plan; rows that are broken have what that costs."""
        rows = self.crew.rows
        is_broken = rows.overrun(incumbent.activity) > 0
        margin = subproblem.margins(rows, incumbent.activity)
        return bounds.whole(rows, np.where(is_broken, margin, self.warm.at))

    def _order(
        self, incumbent: Incumbent, at: NDArray[np.int64], first: set[int], locked: set[int]
    ) -> NDArray[np.int64]:
        """The person, those named, holders of what is entered, then whom the posts left promise most."""
        before = incumbent.columns.path[self.p]
        menu = self.menus.menus[self.p]
        entered = {menu[k].post for k in before.tolist() if k >= 0}
        old = self.warm.menus.menus[self.p]
        left = {old[k].post for k in self.warm.path[self.p].tolist() if k >= 0}
        left.add(int(self.arrays.person_post[self.p]))
        posts = self.warm.menus.menus
        path = self.warm.path
        gain = np.full(len(posts), promises.NONE, np.int64)
        for j in list(dict.fromkeys([*sorted(left), *sorted(entered)]))[:TOUCHED]:
            gain = np.maximum(gain, promises.of_post(self.warm, self.arrays, j, at) - self.warm.held)
        wanted = entered | left
        for p, menu in enumerate(posts):
            if any(o.post in wanted and (path[p] == k).any() for k, o in enumerate(menu)):
                gain[p] = 2**60
        gain[list(first)] = 2**61
        gain[self.p] = 2**62
        order = np.argsort(-gain, kind="stable")
        return order[~np.isin(order, list(locked))]


__all__ = ["SECONDS", "Forced", "force"]
