"""
The market of posts: every lawful pair of person and other post, alone and with a role that is offered there,
with what it is worth round by round.

`optimizer.prospects` sums it up so that any multipliers can be put to all pairs at once.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.holding import Holding

NEVER = np.iinfo(np.int64).min // 4
"""Worth of a post that can never be entered."""


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


__all__ = ["NEVER", "Market"]
