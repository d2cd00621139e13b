"""
What everybody may do in a single round: stay, change roles, or enter any lawful post, as one list.

A case of one round has no paths: whoever serves chooses one node. The choices hold for every lawful post of
the case, not for a shortlist of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from optimizer.arrays import Arrays
from optimizer.engine import rows as coupling
from optimizer.engine.columns import Columns
from optimizer.engine.lawful import RuleInForce, join
from optimizer.engine.network import SCALE
from optimizer.engine.rows import ALWAYS, Family, SlotUse, Uses
from optimizer.market import survey
from optimizer.nodes import Nodes
from optimizer.offers import Offer, Offers

GONE = -1

BLOCK_CELLS = 1_000_000
"""Cells (person, node) judged at a time; rules look at each post once per block, so that few are best."""


@dataclass(frozen=True)
class Choices:
    """
    All choices; ``N`` choices, ``S`` role slots, ``R`` rows.

    Attributes
    ----------
    arrays : Arrays
        The case.
    rows : Rows
        Coupling rows.
    person : ndarray of int, shape (N,)
        Person of each choice, in increasing order.
    post : ndarray of int, shape (N,)
        Post held; ``GONE`` where service has ended before the round.
    role, share : ndarray of int, shape (N, S)
        Role served in each slot (-1 none), and its share of working time in percent.
    via_team : ndarray of bool, shape (N, S)
        Whether the role is served by a work-team decree.
    is_present : ndarray of bool, shape (N,)
        Whether things stay as they stand today.
    points : ndarray of int, shape (N,)
        Points for holding and moving; slack of rows is not part of it.
    uses : sparse integer matrix, shape (N, R)
        Units used of each row.
    lawful : int
        Lawful pairs of person and other post.
    """

    arrays: Arrays
    rows: coupling.Rows
    person: NDArray[np.int64]
    post: NDArray[np.int64]
    role: NDArray
    share: NDArray
    via_team: NDArray[np.bool_]
    is_present: NDArray[np.bool_]
    points: NDArray[np.int64]
    uses: sparse.csr_array
    lawful: int

    @property
    def people(self) -> int:
        """Number of people."""
        return len(self.arrays.case.persons)

    @property
    def count_of_person(self) -> NDArray[np.int64]:
        """Number of choices of each person, shape (P,)."""
        return np.bincount(self.person, minlength=self.people)

    def worth(self, multipliers: NDArray[np.int64]) -> NDArray[np.int64]:
        """
        Points less the price of what is used.

        Parameters
        ----------
        multipliers : ndarray of int, shape (R,)
            In units of 1/SCALE points.

        Returns
        -------
        ndarray of int, shape (N,)
            In units of 1/SCALE points.
        """
        return SCALE * self.points - self.uses @ multipliers

    def activity(self, chosen: NDArray[np.int64]) -> NDArray[np.int64]:
        """
        Add up what some choices use.

        Parameters
        ----------
        chosen : ndarray of int
            Positions of choices.

        Returns
        -------
        ndarray of int, shape (R,)
            Units of each row.
        """
        return self.uses.T @ np.bincount(chosen, minlength=len(self.person))

    def as_plan(self, chosen: NDArray[np.int64]) -> tuple[Nodes, Columns]:
        """
        Write one choice per person in the engine's terms.

        Parameters
        ----------
        chosen : ndarray of int, shape (P,)
            One choice of each person, in the order of the case.

        Returns
        -------
        nodes : Nodes
            Two nodes per person: the present one, and the chosen one where that differs.
        columns : Columns
            The paths over them.
        """
        has_moved = ~self.is_present[chosen] & (self.post[chosen] != GONE)
        roles = _present_roles(self.arrays, self.role.shape[1])
        nodes = Nodes(
            self.arrays,
            np.arange(self.people),
            np.stack([self.arrays.person_post, np.where(has_moved, self.post[chosen], -1)], axis=1),
            np.stack([roles[0], np.where(has_moved[:, None], self.role[chosen], -1)], axis=1),
            np.stack([roles[1], np.where(has_moved[:, None], self.share[chosen], 0)], axis=1),
            np.stack([roles[2], self.via_team[chosen] & has_moved[:, None]], axis=1),
            pairs=False,
        )
        path = np.where(self.post[chosen] == GONE, GONE, has_moved.astype(np.int16))[:, None]
        columns = Columns(self.person[chosen], path.astype(np.int16), self.points[chosen], self.uses[chosen])
        return nodes, columns


def all_choices(arrays: Arrays, rules: Sequence[RuleInForce], workers: int = 1) -> Choices:
    """
    List the choices of everybody in a case of one round.

    Parameters
    ----------
    arrays : Arrays
        The case, with one round.
    rules : sequence of (Rule, parameters)
        Rules in force.
    workers : int
        Threads.

    Returns
    -------
    Choices
        By person; somebody whom the rules leave nothing has no choice. Roles are those that the engine
        offers as well (``optimizer.offers``).
    """
    # Rows and usages must come in one order, whatever the order of the rules.
    rules = sorted(rules, key=lambda pair: pair[0].code)
    market = survey(arrays, rules, workers)
    start = np.searchsorted(market.person, np.arange(market.people + 1))
    offers = Offers(arrays)
    own = [offers.at_own_post(p) for p in range(market.people)]
    elsewhere = {
        p: offers.elsewhere(p, market.post[start[p] : start[p + 1]].tolist()) for p in offers.with_roles
    }
    menu = _Menu(arrays, own, elsewhere, market.post, start)
    first = coupling.row_blocks(menu.nodes(np.arange(min(1, market.people))), rules)
    parts = [_judge(menu.nodes(block), rules) for block in _blocks(menu.size)]
    person, post, role, share, via_team, is_present, points = (
        np.concatenate([part[i] for part in parts]) for i in range(7)
    )
    uses = sparse.csr_array(sparse.vstack([part[7] for part in parts], format="csr"))
    order = np.argsort(person, kind="stable")
    return Choices(
        arrays, coupling.gather(first), person[order], post[order].astype(np.int64), role[order],
        share[order], via_team[order], is_present[order], points[order], uses[order], len(market.person),
    )  # fmt: skip


def _blocks(size: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """Put people with about as many nodes into one block, so that few nodes of a block are empty."""
    order = np.argsort(-size, kind="stable")
    blocks, start = [], 0
    while start < len(order):
        people = max(1, BLOCK_CELLS // int(size[order[start]]))
        blocks.append(order[start : start + people])
        start += people
    return blocks


class _Menu:
    """Nodes of each person: at the present post, then all lawful posts, then posts with roles."""

    def __init__(
        self,
        arrays: Arrays,
        own: list[list[Offer]],
        elsewhere: dict[int, list[Offer]],
        post: NDArray,
        start: NDArray,
    ) -> None:
        self._arrays, self._own, self._elsewhere = arrays, own, elsewhere
        self._post, self._start = post, start
        pairs = np.diff(start)
        further = np.array([len(elsewhere.get(p, ())) for p in range(len(own))], np.int64)
        self.size = np.array([len(each) for each in own], np.int64) + pairs + further
        offered = [offer for each in (*own, *elsewhere.values()) for offer in each]
        self._slots = max(1, max((len(offer.roles) for offer in offered), default=1))

    def nodes(self, people: NDArray[np.int64]) -> Nodes:
        """Lay out the nodes of some people."""
        shape = (len(people), int(self.size[people].max(initial=1)))
        slots = (*shape, self._slots)
        nodes = Nodes(
            self._arrays, people, np.full(shape, -1, np.int32), np.full(slots, -1, np.int32),
            np.zeros(slots, np.int32), np.zeros(slots, bool), pairs=False,
        )  # fmt: skip
        for i, p in enumerate(people.tolist()):
            plain = self._post[self._start[p] : self._start[p + 1]]
            own, further = self._own[p], self._elsewhere.get(p, ())
            nodes.post[i, len(own) : len(own) + len(plain)] = plain
            behind = len(own) + len(plain)
            for k, offer in (*enumerate(own), *enumerate(further, behind)):
                nodes.post[i, k] = offer.post
                for s, served in enumerate(offer.roles):
                    nodes.role[i, k, s], nodes.share[i, k, s], nodes.via_team[i, k, s] = served
        return nodes


def _present_roles(arrays: Arrays, slots: int) -> tuple[NDArray, NDArray, NDArray]:
    """Roles, shares and ways of today, shape (P, S) each."""
    people = len(arrays.case.persons)
    role, share = np.full((people, slots), -1, np.int32), np.zeros((people, slots), np.int32)
    via_team = np.zeros((people, slots), bool)
    for p, served in arrays.roles_served.items():
        for s, each in enumerate(served):
            role[p, s], share[p, s], via_team[p, s] = each
    return role, share, via_team


def _judge(nodes: Nodes, rules: Sequence[RuleInForce]) -> tuple:
    """The lawful choices of some people, as the parts of ``Choices``."""
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
    return (
        nodes.persons[p],
        np.where(gone, GONE, nodes.post[p, k]),
        nodes.role[p, k],
        nodes.share[p, k],
        nodes.via_team[p, k],
        (k == 0) & ~gone,
        points.astype(np.int64),
        uses,
    )


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


__all__ = ["GONE", "Choices", "all_choices"]
