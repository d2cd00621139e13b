"""
Posts that are lawful for somebody but not among the candidate nodes: what they could add, and to whom.

A bound that counts them holds for all lawful posts of the case, while paths are kept for the few that
matter.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.engine.network import Network
from optimizer.market import NEVER, Market


@dataclass(frozen=True)
class Outside:
    """
    The pairs of one block of people that have no node.

    Attributes
    ----------
    market : Market
        Lawful pairs of these people; ``market.person`` counts inside the block.
    taken : ndarray of bool, shape (n,)
        Pairs that have a node.
    """

    market: Market
    taken: NDArray[np.bool_]

    def beyond(
        self, multipliers: NDArray[np.int64], before: NDArray[np.int64], best: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """
        Bound what each pair is worth beyond the best path of its person.

        Parameters
        ----------
        multipliers : ndarray of int, shape (R,)
            In units of 1/SCALE points.
        before : ndarray of int, shape (P, T)
            Best worth of reaching each round at the present post.
        best : ndarray of int, shape (P,)
            Worth of the best path over nodes.

        Returns
        -------
        ndarray of int, shape (n,)
            In units of 1/SCALE points, for paths that enter this post and stay in it; ``NEVER`` for pairs
            that have a node or cannot be entered.
        """
        promise = self.market.promise(multipliers, before)
        open_ = (promise > NEVER // 2) & ~self.taken
        return np.where(open_, promise - best[self.market.person], NEVER)

    def lead(self, beyond: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """
        Find who would do better outside the nodes.

        Parameters
        ----------
        beyond : ndarray of int, shape (n,)
            What each pair is worth beyond the best path of its person.

        Returns
        -------
        pair, gain : ndarray of int, shape (m,)
            The best pair of each such person, by person, and what it is worth beyond; above 0.
        """
        better = np.flatnonzero(beyond > 0)
        order = better[np.lexsort((-beyond[better], self.market.person[better]))]
        first = np.ones(len(order), bool)
        first[1:] = np.diff(self.market.person[order]) != 0
        return order[first], beyond[order[first]]

    def activity(
        self,
        network: Network,
        pair: NDArray[np.int64],
        multipliers: NDArray[np.int64],
        before: NDArray[np.int64],
    ) -> NDArray[np.int64]:
        """
        Estimate what the paths to some pairs use.

        Parameters
        ----------
        network : Network
            Career network of the block.
        pair : ndarray of int, shape (m,)
            Pairs.
        multipliers : ndarray of int, shape (R,)
            In units of 1/SCALE points.
        before : ndarray of int, shape (P, T)
            Best worth of reaching each round at the present post.

        Returns
        -------
        ndarray of int, shape (R,)
            Units used, as if everybody stayed as things stand until then, without what leaving a role
            uses. It guides multipliers; the bound does not rest on it.
        """
        used = np.zeros(len(multipliers) + 1, np.int64)
        entry = self.market.entry(pair, multipliers, before)
        rounds = np.arange(network.rounds)
        after = rounds >= entry[:, None]
        for use in self.market.holding.use:
            use.take(pair, len(self.taken)).count(used, after)
        for use in self.market.move.use:
            use.take(pair, len(self.taken)).count(used, rounds == entry[:, None])
        person, t = np.nonzero(~after)
        node = (t * network.people + self.market.person[pair][person]) * network.count
        staying = np.asarray(network.uses.hold[node].sum(axis=0)).ravel()
        return used[:-1] + staying.astype(np.int64)
