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
from optimizer.engine.lawful import RuleInForce
from optimizer.engine.network import SCALE
from optimizer.market import Market
from optimizer.nodes import Nodes
from optimizer.offers import Offers
from optimizer.oneround.judging import GONE, Judged, Menu, judge, of_market

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


def all_choices(arrays: Arrays, rules: Sequence[RuleInForce], market: Market) -> Choices:
    """
    List the choices of everybody in a case of one round.

    Parameters
    ----------
    arrays : Arrays
        The case, with one round.
    rules : sequence of (Rule, parameters)
        Rules in force.
    market : Market
        All lawful pairs of person and other post.

    Returns
    -------
    Choices
        By person; somebody whom the rules leave nothing has no choice. Roles are those that the engine
        offers as well (``optimizer.offers``).
    """
    offers = Offers(arrays)
    has_roles = np.zeros(market.people, bool)
    has_roles[offers.with_roles] = True
    # With a role a post may be lawful that is not without, as under a hold: these pairs count as well.
    order = np.argsort(market.person, kind="stable")
    posts = np.split(market.post[order], np.searchsorted(market.person[order], np.arange(1, market.people)))
    pairs = [np.unique(posts[p]).tolist() if has_roles[p] else [] for p in range(market.people)]
    market = market.plain()
    menu = Menu(arrays, offers, pairs)
    plain = of_market(market, ~has_roles[market.person] & market.may[:, 0], menu.slots)
    return _listed(arrays, rules, menu, [plain], len(market.person))


def at_present_posts(arrays: Arrays, rules: Sequence[RuleInForce]) -> Choices:
    """
    List only what people may do at their present posts, which needs no judging of other posts.

    Parameters
    ----------
    arrays : Arrays
        The case, with one round.
    rules : sequence of (Rule, parameters)
        Rules in force.

    Returns
    -------
    Choices
        A part of all choices. More choices never settle a row nor make a place of it, so that what couples
        people here couples them in the whole case.
    """
    menu = Menu(arrays, Offers(arrays), [[] for _ in arrays.case.persons])
    return _listed(arrays, rules, menu, [], 0)


def _listed(
    arrays: Arrays, rules: Sequence[RuleInForce], menu: Menu, more: list[Judged], lawful: int
) -> Choices:
    """Judge a menu, and put its choices and others into the order of people."""
    # Rows and usages must come in one order, whatever the order of the rules.
    rules = sorted(rules, key=lambda pair: pair[0].code)
    first = coupling.row_blocks(menu.nodes(np.zeros(1, np.int64)), rules)
    rows = coupling.gather(first)
    parts = [*(judge(menu.nodes(block), rules) for block in _blocks(menu.size)), *more]
    person, post, role, share, via_team, is_present, points = (
        np.concatenate([part.arrays[i] for part in parts]) for i in range(7)
    )
    stacked = [
        sparse.coo_array((part.data, (part.choice, part.row)), shape=(part.count, rows.count))
        for part in parts
    ]
    uses = sparse.csr_array(sparse.vstack(stacked, format="csr"))
    order = np.argsort(person, kind="stable")
    return Choices(
        arrays, rows, person[order], post[order].astype(np.int64), role[order],
        share[order], via_team[order], is_present[order], points[order], uses[order], lawful,
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


def _present_roles(arrays: Arrays, slots: int) -> tuple[NDArray, NDArray, NDArray]:
    """Roles, shares and ways of today, shape (P, S) each."""
    people = len(arrays.case.persons)
    role, share = np.full((people, slots), -1, np.int32), np.zeros((people, slots), np.int32)
    via_team = np.zeros((people, slots), bool)
    for p, served in arrays.roles_served.items():
        for s, each in enumerate(served):
            role[p, s], share[p, s], via_team[p, s] = each
    return role, share, via_team


__all__ = ["GONE", "Choices", "all_choices", "at_present_posts"]
