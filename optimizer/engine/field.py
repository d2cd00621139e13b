"""
The field of a run: the market of all lawful posts, everybody's shortlist of nodes, and the crew on it.

The shortlist grows where the multipliers of the day show that a post left out could be worth more.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from optimizer.arrays import Arrays
from optimizer.blockwise import cut, prospects
from optimizer.candidates import Shortlist, extend, first_list, first_wanted
from optimizer.case import Case
from optimizer.engine.columns import Columns
from optimizer.engine.crew import Crew
from optimizer.engine.lawful import RuleInForce
from optimizer.engine.network import SCALE
from optimizer.engine.outside import Outside
from optimizer.engine.passes import Bounding
from optimizer.engine.pruning import MOST_LOSS, losses, prune
from optimizer.market import Market
from optimizer.offers import Offers

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
        self.arrays = arrays = Arrays(case)
        self.rules, self._workers = rules, workers
        offers = Offers(arrays)
        if market is None:
            self.prospects = prospects(arrays, offers, rules, workers)
        else:
            self.prospects = cut(market, arrays)
        self.blocks = [block.people for block in self.prospects]
        first = max(2, int(FIRST_SHARE * count))
        self._step = max(1, int(STEP_SHARE * count))
        with ThreadPoolExecutor(workers) as threads:
            wanted = list(threads.map(lambda block: first_wanted(arrays, block, first), self.prospects))
        self.shortlist: Shortlist = first_list(arrays, offers, self.prospects, wanted, first)
        self.crew = self.build()

    @property
    def lawful(self) -> int:
        """Number of lawful pairs of person and other post, with and without a role."""
        return sum(len(block) for block in self.prospects)

    def _around(self) -> list[Outside]:
        """Lawful pairs without a node, block by block."""
        return [
            Outside(block, taken) for block, taken in zip(self.prospects, self.shortlist.taken, strict=True)
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
        longer = extend(self.shortlist, self.prospects, self.crew.beyond(at.multipliers, -NEAR), self._step)
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
        free = [Outside(block, np.zeros(len(block), bool)) for block in self.prospects]
        beyond = self.crew.lengthened(self.crew.nodes, free).beyond(multipliers, -MOST_LOSS)
        self.shortlist, place = prune(self.shortlist, self.prospects, loss, beyond, needed)
        self.build()
        return place
