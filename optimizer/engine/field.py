"""
The field of a run: the market of all lawful posts, everybody's shortlist of nodes, and the crew on it.

The shortlist grows where the multipliers of the day show that a post left out could be worth more.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from optimizer.arrays import Arrays
from optimizer.candidates import Shortlist, extend, first_list
from optimizer.case import Case
from optimizer.engine.columns import Columns
from optimizer.engine.crew import Crew, blocks_by
from optimizer.engine.lawful import RuleInForce
from optimizer.engine.network import SCALE
from optimizer.engine.outside import Outside
from optimizer.engine.passes import Bounding
from optimizer.engine.pruning import losses, prune
from optimizer.market import NEVER, Market
from optimizer.offers import Offers
from optimizer.survey import survey

FIRST_SHARE = 0.5
"""Share of the nodes that is filled before anything has a price."""

STEP_SHARE = 0.3
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
    market : Market, optional
        All lawful pairs, where the rules have judged them already.
    """

    def __init__(
        self,
        case: Case,
        rules: Sequence[RuleInForce],
        count: int,
        workers: int,
        market: Market | None = None,
    ) -> None:
        self.arrays = Arrays(case)
        self.rules, self._workers = rules, workers
        self._offers = Offers(self.arrays)
        market = market or survey(self.arrays, self._offers, rules, workers)
        self.blocks = blocks_by(np.bincount(market.person, minlength=market.people))
        self.market: Market = market.in_order(np.concatenate(self.blocks))
        self._pairs = self._slices()
        # What a part sums up for pricing outlives the crews that are built for longer lists.
        self._parts = [
            self.market.part(pairs, people) for pairs, people in zip(self._pairs, self.blocks, strict=True)
        ]
        first = max(2, int(FIRST_SHARE * count))
        self._step = max(1, int(STEP_SHARE * count))
        self.shortlist: Shortlist = first_list(
            self.arrays,
            self._offers,
            self.market,
            np.concatenate([part.promise() for part in self._parts]),
            first,
        )
        self.crew = self.build()

    def _slices(self) -> list[slice]:
        """Where the pairs of each block lie."""
        sizes = np.bincount(self.market.person, minlength=self.market.people)
        ends = np.cumsum([0, *(int(sizes[block].sum()) for block in self.blocks)])
        return [slice(int(start), int(end)) for start, end in pairwise(ends)]

    def _around(self) -> list[Outside]:
        """Lawful pairs without a node, block by block."""
        return [
            Outside(part, self.shortlist.taken[pairs])
            for part, pairs in zip(self._parts, self._pairs, strict=True)
        ]

    def build(self) -> Crew:
        """
        Build the crew of the shortlist of the day anew.

        Returns
        -------
        Crew
            It knows all paths over all nodes.
        """
        self.crew = Crew(self.shortlist.nodes, self.rules, self._workers, self.blocks, self._around())
        return self.crew

    def widen(self, at: Bounding, anew: bool = True) -> int:
        """
        Add the posts that could be worth more than, or nearly as much as, what is on the shortlist.

        Parameters
        ----------
        at : Bounding
            A pricing.
        anew : bool
            Whether the crew is built anew; it is only lengthened if not.

        Returns
        -------
        int
            Number of nodes added.
        """
        beyond = np.concatenate(self.crew.beyond(at.multipliers))
        wanted = np.where(beyond > -NEAR, beyond, NEVER)
        longer = extend(self.shortlist, self.market, wanted, self._step)
        added = int(longer.nodes.real.sum() - self.shortlist.nodes.real.sum())
        if added:
            self.shortlist = longer
            if anew:
                self.build()
            else:
                self.crew = self.crew.lengthened(longer.nodes, self._around())
        return added

    def prune(self, multipliers: NDArray[np.int64], needed: Columns) -> NDArray[np.int64]:
        """
        Take nodes that lose much at some multipliers off the shortlist, and build the crew anew.

        Parameters
        ----------
        multipliers : ndarray of int, shape (R,)
            In units of 1/SCALE points.
        needed : Columns
            Paths whose nodes stay.

        Returns
        -------
        ndarray of int, shape (P, K)
            Where each node of the former list stands now; -1 where it was taken off.
        """
        loss = losses(self.crew, multipliers)
        free = [Outside(part, np.zeros(len(part.person), bool)) for part in self._parts]
        beyond = np.concatenate(self.crew.lengthened(self.crew.nodes, free).beyond(multipliers))
        self.shortlist, place = prune(self.shortlist, self.market, loss, beyond, needed)
        self.build()
        return place
