"""
Best path of each person at given multipliers: one exact dynamic programme for all people at once.

A stay in node k that began in round e is worth ``began[e] - so_far[e] + so_far[t]`` when it reaches round
t, so that all stays of a node which may end in round t are compared by one running maximum.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from optimizer.engine.network import POSSIBLE, UNREACHED, Network
from optimizer.engine.rows import SlotUse
from optimizer.engine.sharing import Rebates, rebates


@dataclass(frozen=True)
class Prices:
    """
    Prices of events at given multipliers, in units of 1/SCALE points.

    Attributes
    ----------
    multipliers : ndarray of int, shape (R,)
        Price of one unit of each row.
    so_far : ndarray of int, shape (T + 1, P, K)
        Holding a node in rounds 0..t-1.
    enter, leave : ndarray of int, shape (T, P, K)
        Beginning and ending a stay by a change, as if no place were shared.
    end : ndarray of int, shape (P, K)
        End of service in the node; 0 where it lasts through the horizon.
    """

    multipliers: NDArray[np.int64]
    so_far: NDArray[np.int64]
    enter: NDArray[np.int64]
    leave: NDArray[np.int64]
    end: NDArray[np.int64]


@dataclass(frozen=True)
class Priced:
    """
    Result of pricing some people.

    Attributes
    ----------
    prices : Prices
        Prices used.
    began : ndarray of int, shape (T, P, K)
        Best worth of a path up to the beginning of a stay in node k in round t.
    whole : ndarray of int, shape (T, P, K)
        Best worth of a whole path whose last stay begins in round t in node k.
    """

    prices: Prices
    began: NDArray[np.int64]
    whole: NDArray[np.int64]

    def best(self) -> NDArray[np.int64]:
        """
        Worth of the best path of each person.

        Returns
        -------
        ndarray of int, shape (P,)
            In units of 1/SCALE points; below ``POSSIBLE`` when the person has no lawful path.
        """
        return self.whole.max(axis=0).max(axis=1)


class Pricer:
    """
    Prices the people of one network again and again.

    Parameters
    ----------
    network : Network
        Career network of some people.
    """

    def __init__(self, network: Network) -> None:
        self.network = network
        rounds, people, count = network.hold.shape
        own_nodes = network.own.sum(axis=1)
        self._single, self._several = np.flatnonzero(own_nodes == 1), np.flatnonzero(own_nodes > 1)
        single_open, several_open = network.first[self._single, :1], network.first[self._several]
        self._closed = {"single": ~single_open, "several": ~several_open, "later": ~network.later}
        self._stays = [(d, network.stay == d) for d in np.unique(network.stay).tolist() if d < rounds]
        elsewhere = ~network.own & network.nodes.real
        second = int(network.stay[elsewhere].min(initial=rounds)) if len(network.later_people) else rounds
        self._second = second
        families, every = network.uses.families, range(rounds)
        self._rebates = {
            "single": rebates(families, self._single, single_open, every, rounds),
            "several": rebates(families, self._several, several_open, every, rounds),
            "later": rebates(families, network.later_people, network.later, range(second, rounds), rounds),
        }
        self._enter = _by_node([f.enter for f in families], [f.place.shape[2] for f in families])
        self._leave = _by_node([f.leave for f in families], [f.place.shape[2] for f in families])
        self._end = _at_end(network)

    def prices(self, multipliers: NDArray[np.int64]) -> Prices:
        """
        Price all events.

        Parameters
        ----------
        multipliers : ndarray of int, shape (R,)
            Price of one unit of use of each row, in units of 1/SCALE points.

        Returns
        -------
        Prices
            What events earn less what they use.
        """
        network = self.network
        rounds, people, count = network.hold.shape
        hold = network.hold - (network.uses.hold @ multipliers).reshape(network.hold.shape)
        so_far = np.zeros((rounds + 1, people, count), np.int64)
        np.cumsum(hold, axis=0, out=so_far[1:])
        enter, leave = network.enter.copy(), network.leave.copy()
        end = np.zeros((people, count), np.int64)
        for table, (index, matrix) in ((enter, self._enter), (leave, self._leave), (end, self._end)):
            if len(index):
                table.reshape(-1)[index] -= matrix @ multipliers
        return Prices(multipliers, so_far, enter, leave, end)

    def price(self, multipliers: NDArray[np.int64]) -> Priced:
        """
        Find the best worth of every beginning of a stay and of every whole path.

        Parameters
        ----------
        multipliers : ndarray of int, shape (R,)
            Price of one unit of each row, in units of 1/SCALE points.

        Returns
        -------
        Priced
            Exact in int64.
        """
        network = self.network
        prices = self.prices(multipliers)
        so_far = prices.so_far
        rounds, people, count = network.hold.shape
        began = np.full((rounds, people, count), UNREACHED, np.int64)
        began[0, :, 0] = 0
        running = np.full((people, count), UNREACHED, np.int64)
        running[:, 0] = 0
        for t in range(rounds):
            for stay, at_node in self._stays:
                if t - stay >= 0:
                    since = began[t - stay] - so_far[t - stay]
                    np.maximum(running, since, out=running, where=at_node)
            ready = running + so_far[t]
            ready += prices.leave[t]
            # Barred prices of two nodes would cancel each other if they were carried on.
            ready[ready < POSSIBLE] = UNREACHED
            arriving = self._arrivals(t, ready, multipliers)
            arriving += prices.enter[t]
            np.maximum(began[t], arriving, out=began[t])
        last = np.take_along_axis(so_far, network.last[None], axis=0)
        whole = began - so_far[:-1]
        whole += last
        whole += prices.end
        return Priced(prices, began, whole)

    def departures(self, priced: Priced) -> NDArray[np.int64]:
        """
        Best worth of reaching each round at the present post.

        Parameters
        ----------
        priced : Priced
            Result of pricing.

        Returns
        -------
        ndarray of int, shape (P, T)
            In units of 1/SCALE points; what leaving uses is not part of it.
        """
        own, so_far = self.network.own, priced.prices.so_far
        reached = np.full((own.shape[0], len(priced.began)), UNREACHED, np.int64)
        since = np.full(own.shape, UNREACHED, np.int64)
        for t in range(len(priced.began)):
            np.maximum(since, priced.began[t] - so_far[t], out=since, where=own)
            reached[:, t] = (since + so_far[t]).max(axis=1, initial=UNREACHED, where=own)
        return reached

    def _arrivals(self, t: int, ready: NDArray, multipliers: NDArray) -> NDArray[np.int64]:
        """Best worth with which each node can be entered in round t, before its own price of entering."""
        network = self.network
        arriving = np.full(ready.shape, UNREACHED, np.int64)
        source = ready[self._single, :1, None]
        arriving[self._single] = self._worth("single", t, source, multipliers)[:, 0]
        if len(self._several):
            source = ready[self._several, : network.own_count, None]
            arriving[self._several] = self._worth("several", t, source, multipliers).max(axis=1)
        if t >= self._second:
            who = network.later_people
            best = self._worth("later", t, ready[who][:, :, None], multipliers).max(axis=1)
            arriving[who] = np.maximum(arriving[who], best)
        return arriving

    def _worth(self, kind: str, t: int, source: NDArray, multipliers: NDArray) -> NDArray[np.int64]:
        """Worth of every change of a kind in round t, ``UNREACHED`` where it is not allowed."""
        closed = self._closed[kind]
        worth = np.empty(closed.shape, np.int64)
        worth[:] = source
        shared: Rebates | None = self._rebates[kind][t]
        if shared is not None:
            worth.reshape(-1)[shared.arc] += shared.matrix @ multipliers
        worth[closed] = UNREACHED
        return worth


def _by_node(uses: list[SlotUse], slots: list[int]) -> tuple[NDArray[np.int64], sparse.csr_array]:
    """All uses of an event summed over slots: flat (t, p, k) and one matrix row for each."""
    parts = [(use.index // size, use.matrix) for use, size in zip(uses, slots, strict=True) if len(use.index)]
    if not parts:
        return np.zeros(0, np.int64), sparse.csr_array((0, 0), dtype=np.int64)
    flat, row = np.unique(np.concatenate([index for index, _ in parts]), return_inverse=True)
    stacked = sparse.vstack([matrix for _, matrix in parts], format="csr")
    gather = sparse.csr_array(
        (np.ones(len(row), np.int64), (row, np.arange(len(row)))), shape=(len(flat), len(row))
    )
    return flat, sparse.csr_array(gather @ stacked)


def _at_end(network: Network) -> tuple[NDArray[np.int64], sparse.csr_array]:
    """Uses when service ends, at flat (p, k): of each node only those of the round in which it ends."""
    rounds, people, count = network.hold.shape
    families = network.uses.families
    index, matrix = _by_node([f.end for f in families], [f.place.shape[2] for f in families])
    if not len(index):
        return index, matrix
    t, node = index // (people * count), index % (people * count)
    ends = np.flatnonzero(network.last.reshape(-1)[node] == t)
    return node[ends], matrix[ends]


__all__ = ["Priced", "Pricer", "Prices"]
