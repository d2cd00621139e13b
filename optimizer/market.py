"""
The market of posts: every lawful pair of person and other post, alone and with a role that is offered there,
with what it is worth round by round.

Any multipliers can be put to all pairs at once, to choose candidates, to add to them, and to bound what was
left out.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from optimizer.entering import NEVER, Entering
from optimizer.holding import Holding


@dataclass(frozen=True)
class Market:
    """
    All lawful pairs of person and other post, alone or with a role.

    Attributes
    ----------
    people : int
        Number of people.
    person, post : ndarray of int32, shape (N,)
        The pairs.
    role, share : ndarray of int32, shape (N,)
        Role served from the post, -1 for none, and its share of working time in percent.
    via_team : ndarray of bool, shape (N,)
        Whether it is served by a work-team decree.
    may : ndarray of bool, shape (N, T)
        Rounds in which the post can be entered from the present one.
    move : Holding
        Entering it from the present post without roles: points, and rows used by leaving and entering.
    holding : Holding
        Holding the post of each pair.
    staying : Holding
        Holding the present post, by person.
    """

    people: int
    person: NDArray
    post: NDArray
    role: NDArray
    share: NDArray
    via_team: NDArray[np.bool_]
    may: NDArray[np.bool_]
    move: Holding
    holding: Holding
    staying: Holding

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
        best = np.full(len(self.person), NEVER, np.int64)
        for _, entered in self._entering.worth(slice(None), multipliers, before):
            np.maximum(best, entered, out=best)
        best[best < NEVER // 2] = NEVER
        return best

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
        best, entry = np.full(len(pair), NEVER // 2, np.int64), np.zeros(len(pair), np.int64)
        for t, entered in self._entering.worth(pair, multipliers, before):
            is_better = entered >= best
            best[is_better], entry[is_better] = entered[is_better], t
        return entry

    @cached_property
    def _entering(self) -> Entering:
        """What entering is worth, laid out for pricing."""
        return Entering.of(self.person, self.may, self.move, self.holding)

    def plain(self) -> "Market":
        """
        Leave the pairs with a role out.

        Returns
        -------
        Market
            The others, by person.
        """
        pairs = np.flatnonzero(self.role < 0)
        pairs = pairs[np.argsort(self.person[pairs], kind="stable")]
        return self.taken(pairs, self.person[pairs], self.people, self.staying)

    def part(self, pairs: slice, people: NDArray[np.int64]) -> "Market":
        """
        Cut out the pairs of some people, without copying what is large.

        Parameters
        ----------
        pairs : slice
            Where their pairs lie.
        people : ndarray of int, shape (P,)
            Their positions; in the part they are counted in this order.

        Returns
        -------
        Market
            A market of these people alone.
        """
        place = np.full(self.people, -1, np.int32)
        place[people] = np.arange(len(people))
        return self.taken(pairs, place[self.person[pairs]], len(people), self.staying.take(people))

    def in_order(self, people: NDArray[np.int64]) -> "Market":
        """
        Lay the pairs out in another order of people.

        Parameters
        ----------
        people : ndarray of int, shape (P,)
            All people, in the order wanted.

        Returns
        -------
        Market
            The same pairs.
        """
        place = np.empty(self.people, np.int64)
        place[people] = np.arange(self.people)
        order = np.argsort(place[self.person], kind="stable")
        return self.taken(order, self.person[order], self.people, self.staying)

    def taken(
        self, pairs: NDArray[np.int64] | slice, person: NDArray, people: int, staying: Holding
    ) -> "Market":
        """
        Keep some pairs, of people who are counted anew.

        Parameters
        ----------
        pairs : ndarray of int or slice
            Which ones; none twice.
        person : ndarray of int, shape (n,)
            Their people.
        people : int
            Number of people.
        staying : Holding
            Holding the present post, by person.

        Returns
        -------
        Market
            In the order given.
        """
        return Market(
            people, person, self.post[pairs], self.role[pairs], self.share[pairs], self.via_team[pairs],
            self.may[pairs], self.move.take(pairs), self.holding.take(pairs), staying,
        )  # fmt: skip

    def best(self, promise: NDArray[np.int64], most: int) -> NDArray[np.int64]:
        """
        Choose the most promising pairs of each person.

        Parameters
        ----------
        promise : ndarray of int, shape (N,)
            By pair; pairs at ``NEVER`` are not chosen.
        most : int
            Most pairs per person.

        Returns
        -------
        ndarray of int
            Positions of pairs, by person, the best first.
        """
        open_ = np.flatnonzero(promise > NEVER)
        order = open_[np.lexsort((-promise[open_], self.person[open_]))]
        person = self.person[order]
        rank = np.arange(len(order)) - np.searchsorted(person, person)
        return order[rank < most]


__all__ = ["NEVER", "Market"]
