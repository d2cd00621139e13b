"""
Best path of each person at given multipliers: one exact dynamic programme for all people at once.

A stay in node k that began in round e is worth ``began[e] - so_far[e] + so_far[t]`` when it reaches round
t, so that all stays of a node which may end in round t are compared by one running maximum.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.engine.network import POSSIBLE, SCALE, UNREACHED, Network
from optimizer.engine.rows import SlotUse
from optimizer.engine.sharing import SharedArcs, shared_arcs


@dataclass(frozen=True)
class Prices:
    """
    Prices of events at given multipliers, in units of 1/SCALE points.

    Attributes
    ----------
    so_far : ndarray of int, shape (T + 1, P, K)
        Holding a node in rounds 0..t-1.
    enter, leave : ndarray of int, shape (T, P, K)
        Beginning and ending a stay by a change, as if no place were shared.
    end : ndarray of int, shape (P, K)
        End of service in the node; 0 where it lasts through the horizon.
    slots : list of (enter, leave)
        Per family, prices by slot, shape (T, P, K, S); None where the family has no such uses.
    """

    so_far: NDArray[np.int64]
    enter: NDArray[np.int64]
    leave: NDArray[np.int64]
    end: NDArray[np.int64]
    slots: list[tuple[NDArray[np.int64] | None, NDArray[np.int64] | None]]


def _table(use: SlotUse, multipliers: NDArray, shape: tuple[int, ...]) -> NDArray[np.int64] | None:
    if not len(use.index):
        return None
    table = np.zeros(shape, np.int64)
    table.reshape(-1)[use.index] = -(use.matrix @ multipliers)
    return table


def prices(network: Network, multipliers: NDArray[np.int64]) -> Prices:
    """
    Price all events.

    Parameters
    ----------
    network : Network
        Career network of some people.
    multipliers : ndarray of int, shape (R,)
        Price of one unit of use of each row, in units of 1/SCALE points.

    Returns
    -------
    Prices
        What events earn less what they use.
    """
    rounds, people, count = network.hold.shape
    hold = network.hold - (network.uses.hold @ multipliers).reshape(network.hold.shape)
    so_far = np.zeros((rounds + 1, people, count), np.int64)
    np.cumsum(hold, axis=0, out=so_far[1:])
    enter, leave = network.enter.copy(), network.leave.copy()
    end = np.zeros((people, count), np.int64)
    slots = []
    p, k = np.nonzero(network.last < rounds)
    for family in network.uses.families:
        shape = (*hold.shape, family.place.shape[2])
        entering = _table(family.enter, multipliers, shape)
        leaving = _table(family.leave, multipliers, shape)
        ending = _table(family.end, multipliers, shape)
        if entering is not None:
            enter += entering.sum(axis=3)
        if leaving is not None:
            leave += leaving.sum(axis=3)
        if ending is not None:
            end[p, k] += ending[network.last[p, k], p, k].sum(axis=1)
        slots.append((entering, leaving))
    return Prices(so_far, enter, leave, end, slots)


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
        return self.whole.max(axis=(0, 2))


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
        rounds, people, _ = network.hold.shape
        self._single = np.flatnonzero(network.own.sum(axis=1) == 1)
        self._several = np.flatnonzero(network.own.sum(axis=1) > 1)
        self._first_open = network.first[self._single, 0]
        self._several_open = network.first[self._several]
        self._later_own = network.own[network.later_people]
        self._stays = [int(d) for d in np.unique(network.stay) if d < rounds]
        self._sharing = [self._shared_arcs(f) for f in range(len(network.uses.families))]

    def _shared_arcs(self, f: int) -> dict[str, list[SharedArcs]]:
        """Arcs whose slots keep their place, by kind of change."""
        network = self.network
        family = network.uses.families[f]
        if (family.place < 0).all():
            return {}
        kinds = {
            "single": (self._single, self._first_open[:, None, :]),
            "several": (self._several, self._several_open),
            "later": (network.later_people, network.later),
        }
        return {
            kind: shared_arcs(family.place[people], people, open_) for kind, (people, open_) in kinds.items()
        }

    def _rebate(self, kind: str, t: int, priced: Prices, shape: tuple[int, ...]) -> NDArray[np.int64] | None:
        """What a change does not pay because places are shared, by arc; None when nothing is shared."""
        rebate = None
        for sharing, (entering, leaving) in zip(self._sharing, priced.slots, strict=True):
            for arcs in sharing.get(kind, ()):
                table = leaving if arcs.leaves else entering
                if table is None:
                    continue
                if rebate is None:
                    rebate = np.zeros(shape, np.int64)
                rebate.reshape(-1)[arcs.flat] -= table[t].reshape(-1)[arcs.slot]
        return rebate

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
        priced = prices(network, multipliers)
        so_far = priced.so_far
        rounds, people, count = network.hold.shape
        began = np.full((rounds, people, count), UNREACHED, np.int64)
        began[0, :, 0] = 0
        running = np.full((people, count), UNREACHED, np.int64)
        running[:, 0] = 0
        for t in range(rounds):
            for stay in self._stays:
                if t - stay >= 0:
                    since = began[t - stay] - so_far[t - stay]
                    np.copyto(running, np.maximum(running, since), where=network.stay == stay)
            ready = running + so_far[t] + priced.leave[t]
            # Barred prices of two nodes would cancel each other if they were carried on.
            ready[ready < POSSIBLE] = UNREACHED
            arriving = self._arrivals(t, ready, priced)
            arriving += priced.enter[t]
            np.maximum(began[t], arriving, out=began[t])
        last = np.take_along_axis(so_far, network.last[None], axis=0)
        return Priced(priced, began, began - so_far[:-1] + last + priced.end)

    def _arrivals(self, t: int, ready: NDArray, priced: Prices) -> NDArray[np.int64]:
        """Best worth with which each node can be entered in round t, before its own price of entering."""
        network = self.network
        people, count = ready.shape
        arriving = np.full((people, count), UNREACHED, np.int64)
        single = ready[self._single, :1]
        rebate = self._rebate("single", t, priced, self._first_open.shape)
        if rebate is not None:
            single = single + rebate
        arriving[self._single] = np.where(self._first_open, single, UNREACHED)
        if len(self._several):
            source = ready[self._several, : network.own_count, None]
            arriving[self._several] = self._best_source("several", t, source, self._several_open, priced)
        who = network.later_people
        if len(who) and t > 0:
            source = ready[who][:, :, None]
            if (source[~self._later_own] >= POSSIBLE).any():
                best = self._best_source("later", t, source, network.later, priced)
                arriving[who] = np.maximum(arriving[who], best)
        return arriving

    def _best_source(self, kind: str, t: int, source: NDArray, open_: NDArray, priced: Prices) -> NDArray:
        rebate = self._rebate(kind, t, priced, open_.shape)
        worth = source if rebate is None else source + rebate
        return np.where(open_, worth, UNREACHED).max(axis=1)


__all__ = ["SCALE", "Priced", "Pricer", "Prices", "prices"]
