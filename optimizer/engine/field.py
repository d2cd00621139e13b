"""
The field of a run: the market of all lawful posts, everybody's shortlist of nodes, and the crew on it.

The shortlist grows where the multipliers of the day show that a post left out could be worth more.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from optimizer.arrays import Arrays
from optimizer.candidates import Shortlist, extend, first_list
from optimizer.case import Case
from optimizer.engine.crew import Crew, Pass, Weighing
from optimizer.engine.lawful import RuleInForce
from optimizer.engine.network import SCALE
from optimizer.market import NEVER, Market, survey
from optimizer.offers import Offers

FIRST_SHARE = 0.5
"""Share of the nodes that is filled before anything has a price."""

STEP_SHARE = 0.2
"""Share of the nodes that is added at most each time the shortlist grows."""

NEAR = 20 * SCALE
"""A post is added as well when it is worth that much less than a person's best path."""


class Field:
    """
    Candidates and crew of a case.

    Parameters
    ----------
    case : Case
        The case, in canonical order.
    rules : sequence of (Rule, parameters)
        Rules in force.
    count : int
        Posts per person.
    workers : int
        Threads.
    """

    def __init__(self, case: Case, rules: Sequence[RuleInForce], count: int, workers: int) -> None:
        self.arrays = Arrays(case)
        self._rules, self._workers = rules, workers
        self._offers = Offers(self.arrays)
        self.market: Market = survey(self.arrays, rules, workers)
        first = max(2, int(FIRST_SHARE * count))
        self._step = max(1, int(STEP_SHARE * count))
        self.shortlist: Shortlist = first_list(self.arrays, self._offers, self.market, first)
        self.crew = Crew(self.shortlist.nodes, rules, workers)

    def _left_out(self, at: Pass | Weighing) -> NDArray[np.int64]:
        """What each pair that is not on the shortlist is worth beyond the best path of its person."""
        promise = self.market.promise(at.multipliers, self.crew.departures(at.multipliers))
        beyond = promise - at.best[self.market.person]
        return np.where(self.shortlist.taken, NEVER, np.where(promise > NEVER // 2, beyond, NEVER))

    def potential(self, at: Pass | Weighing) -> int:
        """
        Bound what the posts left out could add.

        Parameters
        ----------
        at : Pass or Weighing
            A pricing.

        Returns
        -------
        int
            In units of 1/SCALE points, for paths that enter one such post and stay in it.
        """
        beyond = self._left_out(at)
        most = np.zeros(self.market.people, np.int64)
        np.maximum.at(most, self.market.person, beyond)
        return int(most.sum())

    def widen(self, at: Pass | Weighing) -> int:
        """
        Add the posts that could be worth more than, or nearly as much as, what is on the shortlist.

        Parameters
        ----------
        at : Pass or Weighing
            A pricing.

        Returns
        -------
        int
            Number of nodes added; the crew is built anew when there are any.
        """
        beyond = self._left_out(at)
        wanted = np.where(beyond > -NEAR, beyond, NEVER)
        longer = extend(self.shortlist, self._offers, self.market, wanted, self._step)
        added = int(longer.nodes.real.sum() - self.shortlist.nodes.real.sum())
        if added:
            self.shortlist = longer
            self.crew = Crew(longer.nodes, self._rules, self._workers)
        return added
