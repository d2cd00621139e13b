"""
The career network of some people: which paths exist, what they are worth, and which rows they use.

Nodes at the present post come first. Arrays that the dynamic programme walks through have the round as
first axis, so that one round lies together in memory. Points are counted in units of ``1 / SCALE``.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.engine.lawful import Lawful
from optimizer.engine.rows import ALWAYS, Family, Uses
from optimizer.nodes import Nodes

SCALE = 1000
"""Multipliers are whole numbers of 1/SCALE points, so that prices and bound are exact."""

BARRED = -(10**15)
"""Price of what is not lawful; far below any sum of real prices, far above overflow."""

UNREACHED = 100 * BARRED
"""Worth of what no path reaches; taking away every barred price before it leaves it far below."""

POSSIBLE = BARRED // 2
"""Sums at or above this price hold nothing unlawful."""


@dataclass(frozen=True)
class Network:
    """
    Paths of P people over K nodes and T rounds.

    Attributes
    ----------
    nodes : Nodes
        Candidate nodes.
    uses : Uses
        Row uses of holding and changing.
    points, move : ndarray of int, shape (T, P, K)
        Points (not scaled) for holding a node, and for entering it by a change of post.
    hold, enter, leave : ndarray of int, shape (T, P, K)
        The same scaled, ``BARRED`` or ``UNREACHED`` where not lawful; leaving by a change earns nothing by
        itself, and is barred once service has ended.
    stay, last : ndarray of int, shape (P, K)
        Rounds that an entered node is kept, and first round after service.
    own : ndarray of bool, shape (P, K)
        Whether the node's post is the present one.
    own_count : int
        Most nodes that any person has at the present post.
    first : ndarray of bool, shape (P, G, K)
        A change from node g of the present post to node l is allowed (by post, not by round).
    later : ndarray of bool, shape (L, K, K)
        A change between nodes of other posts is allowed, for the people ``later_people``.
    later_people : ndarray of int, shape (L,)
        People who can change post twice within the horizon.
    """

    nodes: Nodes
    uses: Uses
    points: NDArray[np.int64]
    move: NDArray[np.int64]
    hold: NDArray[np.int64]
    enter: NDArray[np.int64]
    leave: NDArray[np.int64]
    stay: NDArray[np.int64]
    last: NDArray[np.int64]
    own: NDArray[np.bool_]
    own_count: int
    first: NDArray[np.bool_]
    later: NDArray[np.bool_]
    later_people: NDArray[np.int64]

    @property
    def people(self) -> int:
        """Number of people P."""
        return len(self.nodes.persons)

    @property
    def count(self) -> int:
        """Number of nodes K."""
        return self.nodes.post.shape[1]

    @property
    def rounds(self) -> int:
        """Number of rounds T."""
        return self.nodes.arrays.rounds

    def shared(self, family: Family, p: NDArray, k: NDArray, other: NDArray) -> NDArray[np.bool_]:
        """
        Tell which slots keep their place in a change, so that their uses do not fire.

        Parameters
        ----------
        family : Family
            Usages with common places.
        p, k, other : ndarray of int, shape (n,)
            Person, the node whose slots are asked about, and the node on the other side of the change.

        Returns
        -------
        ndarray of bool, shape (n, S)
            True where the place is found on the other side.
        """
        mine, theirs = family.place[p, k], family.place[p, other]
        same = (mine[:, :, None] == theirs[:, None, :]).any(axis=2)
        return same & (mine != ALWAYS)


def build(nodes: Nodes, lawful: Lawful, uses: Uses) -> Network:
    """
    Lay out the network of some people.

    Parameters
    ----------
    nodes : Nodes
        Candidate nodes; those at the present post first, node 0 as things stand.
    lawful : Lawful
        Joined parts of all rules for these nodes.
    uses : Uses
        Compiled row uses of these nodes.

    Returns
    -------
    Network
        Ready for pricing.
    """
    people, count, rounds = nodes.shape
    own = nodes.own_post & nodes.real
    own_count = int(own.sum(axis=1).max(initial=1))
    by_round = np.arange(rounds)[:, None, None]
    enter_ok = np.ascontiguousarray(lawful.enter.transpose(2, 0, 1))
    enter_ok &= own | (by_round >= lawful.earliest_leave[:, None])
    enter_ok[:, :, 0] = False
    points = np.ascontiguousarray(lawful.value.transpose(2, 0, 1))
    move = np.where(own, 0, lawful.move.transpose(2, 0, 1))
    hold = np.where(lawful.hold.transpose(2, 0, 1) & (by_round < lawful.last), points * SCALE, BARRED)
    enter = np.where(enter_ok, move * SCALE, UNREACHED)
    leave = np.where(by_round < lawful.last, 0, BARRED)

    other_post = nodes.post[:, :, None] != nodes.post[:, None, :]
    follows = lawful.follows & other_post & nodes.real[:, :, None] & nodes.real[:, None, :] & ~own[:, None, :]
    first = follows[:, :own_count] & own[:, :own_count, None]
    roles_change = own[:, :own_count, None] & own[:, None, :] & lawful.follows[:, :own_count]
    roles_change[:, :, 0] = False
    diagonal = np.arange(own_count)
    roles_change[:, diagonal, diagonal] = False
    first = first | roles_change

    soonest = np.where(enter_ok.any(axis=0) & ~own, enter_ok.argmax(axis=0) + lawful.stay, rounds)
    twice = np.flatnonzero(soonest.min(axis=1, initial=rounds) < rounds)
    later = follows[twice] & ~own[twice][:, :, None] & (soonest[twice] < rounds)[:, :, None]
    kept = later.any(axis=(1, 2))
    return Network(
        nodes, uses, points, move, hold, enter, leave, lawful.stay, lawful.last, own, own_count,
        first, later[kept], twice[kept],
    )  # fmt: skip
