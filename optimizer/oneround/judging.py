"""
The rules' judgement of what people may do in one round: lawful nodes with their points and row uses.

Plain pairs of people without roles have been judged by the market already and are only read from it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from optimizer.arrays import Arrays
from optimizer.engine import rows as coupling
from optimizer.engine.lawful import RuleInForce, join
from optimizer.engine.rows import ALWAYS, Family, SlotUse, Uses
from optimizer.market import Market
from optimizer.nodes import Nodes
from optimizer.offers import Offers

GONE = -1


@dataclass(frozen=True)
class Judged:
    """
    Some choices.

    Attributes
    ----------
    arrays : tuple of ndarray, length ``n`` each
        Person, post, roles, shares, ways of serving, whether things stay as they are, and points.
    choice, row, data : ndarray of int, shape (u,)
        Uses: which choice, which row, how many units.
    """

    arrays: tuple[NDArray, ...]
    choice: NDArray
    row: NDArray
    data: NDArray

    @property
    def count(self) -> int:
        """Number of choices."""
        return len(self.arrays[0])


class Menu:
    """
    Nodes of each person: at the present post, then lawful posts, then posts with roles.

    Parameters
    ----------
    arrays : Arrays
        The case.
    offers : Offers
        Roles that could be offered to whom.
    posts : list of list of int
        Other posts of each person.
    """

    def __init__(self, arrays: Arrays, offers: Offers, posts: list[list[int]]) -> None:
        self._arrays, self._posts = arrays, posts
        self._own = [offers.at_own_post(p) for p in range(len(posts))]
        self._elsewhere = {
            p: offers.elsewhere(p, np.array(posts[p], np.int64)).offers()
            for p in offers.with_roles
            if posts[p]
        }
        at_own, plain = (np.array([len(each) for each in part], np.int64) for part in (self._own, posts))
        self.size = at_own + plain
        for p, each in self._elsewhere.items():
            self.size[p] += len(each)
        offered = [offer for each in (*self._own, *self._elsewhere.values()) for offer in each]
        self.slots = max(1, max((len(offer.roles) for offer in offered), default=1))

    def nodes(self, people: NDArray[np.int64]) -> Nodes:
        """
        Lay out the nodes of some people.

        Parameters
        ----------
        people : ndarray of int, shape (n,)
            Their positions in the case.

        Returns
        -------
        Nodes
            As many nodes as the person with most of them; only changes from the present one are in question.
        """
        shape = (len(people), int(self.size[people].max(initial=1)))
        slots = (*shape, self.slots)
        nodes = Nodes(
            self._arrays, people, np.full(shape, -1, np.int32), np.full(slots, -1, np.int32),
            np.zeros(slots, np.int32), np.zeros(slots, bool), pairs=False,
        )  # fmt: skip
        for i, p in enumerate(people.tolist()):
            own, plain = self._own[p], self._posts[p]
            behind = len(own) + len(plain)
            nodes.post[i, len(own) : behind] = plain
            for k, offer in (*enumerate(own), *enumerate(self._elsewhere.get(p, ()), behind)):
                nodes.post[i, k] = offer.post
                for s, served in enumerate(offer.roles):
                    nodes.role[i, k, s], nodes.share[i, k, s], nodes.via_team[i, k, s] = served
        return nodes


def of_market(market: Market, which: NDArray[np.bool_], slots: int) -> Judged:
    """
    Read pairs of people without roles from the market.

    Parameters
    ----------
    market : Market
        Lawful pairs of a case of one round.
    which : ndarray of bool, shape (N,)
        Pairs wanted; each can be entered in the round.
    slots : int
        Role slots to lay out.

    Returns
    -------
    Judged
        One choice per pair.
    """
    pair = np.flatnonzero(which)
    role = np.full((len(pair), slots), -1, np.int32)
    nothing = np.zeros(role.shape, np.int32)
    points = market.move.points[pair, 0].astype(np.int64) + market.holding.points[pair, 0]
    uses = []
    for use in (use.take(pair, len(which)) for use in (*market.move.use, *market.holding.use)):
        row, amount = use.row[use.index, 0], use.amount[use.index, 0]
        used = np.flatnonzero((row >= 0) & (amount != 0))
        uses.append((used if use.pair is None else use.pair[used], row[used], amount[used]))
    choice, row, data = (
        np.concatenate([np.zeros(0, np.int64), *(part[i] for part in uses)]) for i in range(3)
    )
    arrays = (
        market.person[pair].astype(np.int64), market.post[pair], role, nothing, nothing > 0,
        np.zeros(len(pair), bool), points,
    )  # fmt: skip
    return Judged(arrays, choice, row, data)


def judge(nodes: Nodes, rules: Sequence[RuleInForce]) -> Judged:
    """
    Let the rules judge the nodes of some people.

    Parameters
    ----------
    nodes : Nodes
        Nodes of some people, the present one first.
    rules : sequence of (Rule, parameters)
        Rules in force, by code.

    Returns
    -------
    Judged
        The lawful choices.
    """
    lawful = join(nodes, rules)
    is_gone = lawful.last[:, 0] == 0
    may = lawful.enter[:, :, 0] & lawful.hold[:, :, 0] & lawful.follows[:, 0, :]
    may &= nodes.own_post | (lawful.earliest_leave <= 0)[:, None]
    may[:, 0] = lawful.hold[:, 0, 0]
    # Whose service has ended by the round neither stays nor moves; the empty place is all that is left.
    may[is_gone] = False
    may[is_gone, 0] = True
    p, k = np.nonzero(may)
    gone = is_gone[p]
    moves = ~nodes.own_post[p, k]
    points = np.where(gone, 0, lawful.value[p, k, 0] + np.where(moves, lawful.move[p, k, 0], 0))
    uses = _used(nodes, coupling.compile_uses(nodes, coupling.row_blocks(nodes, rules)), p, k, gone)
    found = uses.tocoo()
    arrays = (
        nodes.persons[p], np.where(gone, GONE, nodes.post[p, k]), nodes.role[p, k], nodes.share[p, k],
        nodes.via_team[p, k], (k == 0) & ~gone, points.astype(np.int64),
    )  # fmt: skip
    return Judged(arrays, found.coords[0], found.coords[1], found.data)


def _used(nodes: Nodes, uses: Uses, p: NDArray, k: NDArray, gone: NDArray) -> sparse.csr_array:
    """Units that choices use of each row."""
    count, held, changed = nodes.shape[1], np.flatnonzero(~gone), np.flatnonzero(k > 0)
    total = _picked(held, p[held] * count + k[held], uses.hold, len(p))
    nothing = np.zeros_like(k)
    for family in uses.families:
        for use, event, node, other in (
            (family.enter, changed, k, nothing),
            (family.leave, changed, nothing, k),
            (family.end, np.flatnonzero(gone), nothing, None),
        ):
            fired = _fired(nodes, family, use, event, p, node, other)
            if len(fired[0]):
                total = total + _picked(*fired, use.matrix, len(p))
    return sparse.csr_array(total)


def _fired(
    nodes: Nodes,
    family: Family,
    use: SlotUse,
    event: NDArray,
    p: NDArray,
    node: NDArray,
    other: NDArray | None,
) -> tuple[NDArray, NDArray]:
    """Slots that fire in some events: the choice of each, and its row of the compiled use."""
    if not len(use.index) or not len(event):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    slots = family.place.shape[2]
    flat = ((p[event] * nodes.shape[1] + node[event]) * slots)[:, None] + np.arange(slots)
    position = np.minimum(np.searchsorted(use.index, flat), len(use.index) - 1)
    fires = use.index[position] == flat
    if other is not None:
        mine, theirs = family.place[p[event], node[event]], family.place[p[event], other[event]]
        fires &= ~((mine[:, :, None] == theirs[:, None, :]).any(axis=2) & (mine != ALWAYS))
    i, slot = np.nonzero(fires)
    return event[i], position[i, slot]


def _picked(choice: NDArray, index: NDArray, matrix: sparse.csr_array, count: int) -> sparse.csr_array:
    """Sum rows ``index`` of a matrix into choices."""
    ones = np.ones(len(choice), np.int64)
    return sparse.csr_array((ones, (choice, index)), shape=(count, matrix.shape[0])) @ matrix
