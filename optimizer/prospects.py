"""
What all lawful posts are worth to the people of one block, small enough for tens of thousands of people.

The market says everything about a pair of person and post; here only what is asked again and again is kept:
what it is worth to enter a post in a round and to stay in it, and which rows that uses.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from optimizer.charges import Charge, all_charges
from optimizer.engine.network import SCALE
from optimizer.holding import Holding, patterns
from optimizer.market import NEVER, Market

CACHED = 1 << 17
"""Pairs priced at a time; sets the time needed, not the result."""

MANY = 50
"""Pairs per person from which on most are set aside before they are sorted."""

NO_ROLE = (-1, 0, 0)
"""Serving no role."""


@dataclass(frozen=True)
class Prospects:
    """
    All lawful pairs of the ``P`` people of a block with other posts; ``N`` pairs, by person.

    Attributes
    ----------
    people : ndarray of int, shape (P,)
        Positions in the case.
    size : ndarray of int, shape (P,)
        Pairs of each person.
    post : ndarray of int, shape (N,)
        Posts.
    offer : ndarray of int, shape (N,)
        Which of ``offers`` is served there.
    offers : ndarray of int, shape (O, 3)
        Role, share in percent, and whether it is by a work-team decree; the first one is no role.
    points : ndarray of int64, shape (T, G)
        Patterns: entering in each round and holding the post from then on, in units of 1/SCALE; ``NEVER``
        where it cannot be entered.
    worth : ndarray of int, shape (N,)
        Pattern of each pair.
    hold, change : list of Charge
        Rows used by holding the post, and in the round of entering it.
    staying : Holding
        Holding the present post, by person.
    """

    people: NDArray[np.int64]
    size: NDArray[np.int64]
    post: NDArray
    offer: NDArray
    offers: NDArray[np.int64]
    points: NDArray[np.int64]
    worth: NDArray
    hold: list[Charge]
    change: list[Charge]
    staying: Holding

    @classmethod
    def of(cls, market: Market, people: NDArray[np.int64], posts: int) -> "Prospects":
        """
        Sum up what stays the same at any multipliers.

        Parameters
        ----------
        market : Market
            Lawful pairs of the people of the block, by person; ``market.person`` counts inside the block.
        people : ndarray of int, shape (P,)
            Their positions in the case.
        posts : int
            Number of posts of the case.

        Returns
        -------
        Prospects
            The same pairs in the same order.
        """
        held = np.cumsum(market.holding.points[:, ::-1], axis=1, dtype=np.int64)[:, ::-1]
        whole = np.where(market.may, held + market.move.points, NEVER)
        which, worth = patterns(whole)
        points = np.ascontiguousarray(whole[which].T)
        points[points > NEVER] *= SCALE
        served = np.stack([market.role, market.share, market.via_team], axis=1).astype(np.int64)
        served[market.role < 0] = NO_ROLE
        which, offer = patterns(np.concatenate([np.array([NO_ROLE]), served]))
        count = (len(people), posts)
        return cls(
            np.asarray(people), np.bincount(market.person, minlength=len(people)), _small(market.post, posts),
            _small(offer[1:], len(which)), np.concatenate([np.array([NO_ROLE]), served])[which], points,
            _small(worth, len(points.T)), all_charges(market.holding.use, market.person, market.post, *count),
            all_charges(market.move.use, market.person, market.post, *count), market.staying,
        )  # fmt: skip

    def __len__(self) -> int:
        return len(self.post)

    @cached_property
    def starts(self) -> NDArray[np.int64]:
        """First pair of each person, and the number of all, shape (P + 1,)."""
        return np.concatenate([[0], np.cumsum(self.size)])

    def person(self, pair: NDArray[np.int64]) -> NDArray[np.int64]:
        """
        Tell whose pairs these are.

        Parameters
        ----------
        pair : ndarray of int, shape (n,)
            Pairs.

        Returns
        -------
        ndarray of int, shape (n,)
            Positions inside the block.
        """
        return np.searchsorted(self.starts, pair, side="right") - 1

    def served(self, pair: NDArray[np.int64]) -> NDArray[np.int64]:
        """
        Tell what is served in some posts.

        Parameters
        ----------
        pair : ndarray of int, shape (n,)
            Pairs.

        Returns
        -------
        ndarray of int, shape (n, 3)
            Role or -1, share, and whether it is by a work-team decree.
        """
        return self.offers[self.offer[pair]]

    @cached_property
    def has_role(self) -> NDArray[np.bool_]:
        """Whether a role is served there, shape (N,)."""
        return (self.offers[:, 0] >= 0)[self.offer]

    def promise(
        self,
        multipliers: NDArray[np.int64] | None = None,
        before: NDArray[np.int64] | None = None,
    ) -> NDArray[np.int64]:
        """
        Best worth of a path that leaves the present post for this one and stays, for each pair.

        Parameters
        ----------
        multipliers : ndarray of int, shape (R,), optional
            In units of 1/SCALE points; rows are free without them.
        before : ndarray of int, shape (P, T), optional
            Best worth at the present post up to each round; that of holding it without roles if missing.

        Returns
        -------
        ndarray of int, shape (N,)
            In units of 1/SCALE points. What leaving a role or beginning one uses is not part of it, for it
            only ever costs.
        """
        if before is None:
            here = self.staying.worth(multipliers)
            before = np.cumsum(here, axis=1) - here
        best = np.full(len(self), NEVER, np.int64)
        until, there, others = self._prices(multipliers, before)
        for first, last in pairwise(self._shares):
            mine = slice(int(self.starts[first]), int(self.starts[last]))
            size, top = self.size[first:last], best[mine]
            post, pattern = self.post[mine].astype(np.intp), self.worth[mine].astype(np.intp)
            different = [(*charge.differences(mine), price) for charge, price in others]
            different = [each for each in different if len(each[0])]
            for t in range(len(until)):
                worth = self.points[t].take(pattern)
                worth += np.repeat(until[t, first:last], size)
                if there is not None:
                    worth -= there[t].take(post)
                for pair, index, instead, price in different:
                    worth[pair] -= price[t].take(index) - price[t].take(instead)
                np.maximum(top, worth, out=top)
        best[best < NEVER // 2] = NEVER
        return best

    @cached_property
    def _shares(self) -> list[int]:
        """Where to cut the people, so that the pairs of each share stay in the processor's cache."""
        share = self.starts // CACHED
        return [0, *(1 + np.flatnonzero(np.diff(share[:-1]))).tolist(), len(self.people)]

    def entry(
        self, pair: NDArray[np.int64], multipliers: NDArray[np.int64], before: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """
        Find the round in which entering a post is worth most.

        Parameters
        ----------
        pair : ndarray of int, shape (m,)
            Positions of pairs.
        multipliers : ndarray of int, shape (R,)
            In units of 1/SCALE points.
        before : ndarray of int, shape (P, T)
            Best worth at the present post up to each round.

        Returns
        -------
        ndarray of int, shape (m,)
            The earliest of the best rounds.
        """
        person, post = self.person(pair), self.post[pair]
        priced = np.append(multipliers, 0)
        worth = before.T[:, person] + self.points[:, self.worth[pair]]
        for charges, ahead in ((self.hold, True), (self.change, False)):
            for charge in charges:
                worth -= charge.prices(priced, ahead)[:, charge.pattern(pair, person, post)]
        return np.argmax(worth, axis=0)

    def count(
        self, used: NDArray[np.int64], pair: NDArray[np.int64], entry: NDArray[np.int64]
    ) -> NDArray[np.bool_]:
        """
        Add what entering some posts and staying there uses to the rows.

        Parameters
        ----------
        used : ndarray of int, shape (R + 1,)
            Changed in place; the last entry stands for no row.
        pair : ndarray of int, shape (m,)
            Positions of pairs.
        entry : ndarray of int, shape (m,)
            Rounds of entering.

        Returns
        -------
        ndarray of bool, shape (m, T)
            Rounds in which the post is held.
        """
        rounds = np.arange(len(self.points))
        which = (pair, self.person(pair), self.post[pair])
        after = rounds >= entry[:, None]
        for charge in self.hold:
            charge.count(used, which, after)
        for charge in self.change:
            charge.count(used, which, rounds == entry[:, None])
        return after

    def best(self, pair: NDArray[np.int64], promise: NDArray[np.int64], most: int) -> NDArray[np.int64]:
        """
        Choose the most promising pairs of each person.

        Parameters
        ----------
        pair : ndarray of int, shape (m,)
            Those to choose from, in order.
        promise : ndarray of int, shape (m,)
            Their promise.
        most : int
            Most pairs per person.

        Returns
        -------
        ndarray of int
            Positions of pairs, by person, the best first.
        """
        start = np.searchsorted(pair, self.starts)
        if len(pair) > MANY * len(self.people):
            kept = [_greatest(promise, slice(*ends), most) for ends in pairwise(start.tolist())]
            some = np.concatenate(kept) if kept else np.zeros(0, np.int64)
            pair, promise = pair[some], promise[some]
        person = self.person(pair)
        order = np.lexsort((-promise, person))
        person = person[order]
        rank = np.arange(len(order)) - np.searchsorted(person, person)
        return pair[order[rank < most]]

    def _prices(
        self, multipliers: NDArray[np.int64] | None, before: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64] | None, list[tuple[Charge, NDArray[np.int64]]]]:
        """Worth until each round by person, price from then on by post, and charges that differ by pair."""
        until = before.T.copy()
        there: NDArray | None = None
        others = []
        if multipliers is not None:
            priced = np.append(multipliers, 0)
            charges = [*((each, True) for each in self.hold), *((each, False) for each in self.change)]
            for charge, ahead in charges:
                price = charge.prices(priced, ahead)
                if charge.by_person:
                    until -= price[:, charge.usual]
                else:
                    mine = price[:, charge.usual]
                    there = mine if there is None else there + mine
                if len(charge.pair):
                    others.append((charge, price))
        return until, there, others


def _greatest(value: NDArray[np.int64], where: slice, most: int) -> NDArray[np.int64]:
    """Positions of the greatest values of a part, and of all that equal the last of them, in order."""
    part = value[where]
    if len(part) <= most:
        return np.arange(where.start, where.stop)
    least = -np.partition(-part, most - 1)[most - 1]
    return where.start + np.flatnonzero(part >= least)


def _small(values: NDArray, count: int) -> NDArray:
    """Positions below a count, in as few bytes as they need."""
    return values.astype(np.min_scalar_type(count))


__all__ = ["Prospects"]
