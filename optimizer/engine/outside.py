"""
Posts that are lawful for somebody but not among the candidate nodes: what they could add, and to whom.

A bound that counts them holds for all lawful posts of the case, while paths are kept for the few that
matter.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.engine.network import Network
from optimizer.prospects import Prospects


@dataclass(frozen=True)
class Outside:
    """
    The pairs of one block of people that have no node.

    Attributes
    ----------
    prospects : Prospects
        Lawful pairs of these people.
    taken : ndarray of bool, shape (n,)
        Pairs that have a node.
    """

    prospects: Prospects
    taken: NDArray[np.bool_]

    def beyond(
        self,
        multipliers: NDArray[np.int64],
        before: NDArray[np.int64],
        best: NDArray[np.int64],
        least: int = 0,
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """
        Bound what pairs are worth beyond the best path of their person.

        Parameters
        ----------
        multipliers : ndarray of int, shape (R,)
            In units of 1/SCALE points.
        before : ndarray of int, shape (P, T)
            Best worth of reaching each round at the present post.
        best : ndarray of int, shape (P,)
            Worth of the best path over nodes.
        least : int
            Only pairs that are worth more than this are of interest.

        Returns
        -------
        pair, worth : ndarray of int, shape (m,)
            The pairs in order, and what they are worth beyond in units of 1/SCALE points, for paths that
            enter this post and stay in it. Pairs that have a node or cannot be entered are left out.
        """
        promise = self.prospects.promise(multipliers, before)
        promise -= np.repeat(best, self.prospects.size)
        pair = np.flatnonzero((promise > least) & ~self.taken)
        return pair, promise[pair]

    def lead(
        self, pair: NDArray[np.int64], worth: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """
        Find who would do better outside the nodes.

        Parameters
        ----------
        pair, worth : ndarray of int, shape (m,)
            Pairs in order, and what they are worth beyond the best path of their person; above 0.

        Returns
        -------
        pair, gain : ndarray of int, shape (n,)
            The best pair of each such person, by person, and what it is worth beyond.
        """
        person = self.prospects.person(pair)
        order = np.lexsort((-worth, person))
        first = np.ones(len(order), bool)
        first[1:] = np.diff(person[order]) != 0
        return pair[order[first]], worth[order[first]]

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
        after = self.prospects.count(used, pair, self.prospects.entry(pair, multipliers, before))
        person, t = np.nonzero(~after)
        node = (t * network.people + self.prospects.person(pair)[person]) * network.count
        staying = np.asarray(network.uses.hold[node].sum(axis=0)).ravel()
        return used[:-1] + staying.astype(np.int64)
