"""
Which nodes each person may consider: the present one first, then the best lawful posts and roles.

All posts of the case are judged by the rules; of the lawful ones the most promising are kept, at given
multipliers once there are some. What was cut is counted and its worth bounded, never dropped in silence.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.arrays import Arrays
from optimizer.engine import rows as coupling
from optimizer.engine.lawful import Lawful, RuleInForce, join
from optimizer.engine.network import SCALE
from optimizer.nodes import Nodes
from optimizer.offers import Offer, Offers

CHUNK_CELLS = 4_000_000
"""Cells (person, post, round) judged at a time; sets the memory needed, not the result."""

NOTHING = np.iinfo(np.int64).min // 4


@dataclass(frozen=True)
class Cut:
    """
    What choosing candidates left out.

    Attributes
    ----------
    lawful : int
        Lawful pairs of person and post beside the present ones.
    kept : int
        Those among the candidates.
    """

    lawful: int
    kept: int


def all_posts(arrays: Arrays, persons: NDArray[np.int64]) -> Nodes:
    """
    Make one node per post of the case for some people, after node 0 as things stand.

    Parameters
    ----------
    arrays : Arrays
        The case.
    persons : ndarray of int, shape (P,)
        Positions of the people.

    Returns
    -------
    Nodes
        Shape (P, 1 + J), without roles; only changes from node 0 are in question.
    """
    count = len(arrays.case.posts)
    post = np.empty((len(persons), count + 1), np.int32)
    post[:, 0] = arrays.person_post[persons]
    post[:, 1:] = np.arange(count)
    role = np.broadcast_to(np.int32(-1), (*post.shape, 1))
    share = np.broadcast_to(np.int32(0), role.shape)
    return Nodes(arrays, persons, post, role, share, np.broadcast_to(False, role.shape), pairs=False)


def promise(nodes: Nodes, lawful: Lawful, uses: NDArray | None) -> NDArray[np.int64]:
    """
    Estimate what moving to each node is worth at most, beyond staying at node 0.

    Parameters
    ----------
    nodes : Nodes
        Nodes of some people, node 0 as things stand.
    lawful : Lawful
        Joined parts of all rules.
    uses : ndarray of int, shape (P, K, T), optional
        Price of what holding a node uses, in units of 1/SCALE points; 0 when missing.

    Returns
    -------
    ndarray of int, shape (P, K)
        In units of 1/SCALE points; ``NOTHING`` where the node can never be entered.
    """
    _, _, rounds = nodes.shape
    served = lawful.hold & (np.arange(rounds) < lawful.last[:, :, None])
    hold = np.where(served, lawful.value * SCALE if uses is None else lawful.value * SCALE - uses, 0)
    may = lawful.enter & served & (np.arange(rounds) >= lawful.earliest_leave[:, None, None])
    may &= (np.arange(rounds) < lawful.last[:, :1, None]) & lawful.follows[:, 0, :, None]
    may &= ~nodes.own_post[:, :, None]
    best = np.full(nodes.post.shape, NOTHING, np.int64)
    ahead = np.zeros(nodes.post.shape, np.int64)
    for t in range(rounds - 1, -1, -1):
        ahead += hold[:, :, t] - hold[:, :1, t]
        entered = ahead + SCALE * lawful.move[:, :, t]
        np.maximum(best, entered, out=best, where=may[:, :, t])
    return best


@dataclass(frozen=True)
class Market:
    """
    The best lawful posts of each person.

    Attributes
    ----------
    post : ndarray of int, shape (P, M)
        Posts, the most promising first; -1 where a person has fewer.
    promise : ndarray of int, shape (P, M)
        See ``promise``.
    lawful : ndarray of int, shape (P,)
        Number of lawful posts beside the present one.
    """

    post: NDArray[np.int32]
    promise: NDArray[np.int64]
    lawful: NDArray[np.int64]


def survey(
    arrays: Arrays,
    rules: Sequence[RuleInForce],
    most: int,
    multipliers: NDArray[np.int64] | None = None,
    bonus: NDArray[np.int64] | None = None,
    workers: int = 1,
) -> Market:
    """
    Judge every post for every person and keep the most promising ones.

    Parameters
    ----------
    arrays : Arrays
        The case.
    rules : sequence of (Rule, parameters)
        Rules in force.
    most : int
        Posts to keep per person.
    multipliers : ndarray of int, shape (R,), optional
        Prices of rows in units of 1/SCALE points; without them rows are free.
    bonus : ndarray of int, shape (P or 1, J), optional
        Added to the promise of each post when ranking.
    workers : int
        Threads.

    Returns
    -------
    Market
        In the order of the case's people.
    """
    people, posts = len(arrays.case.persons), len(arrays.case.posts)
    most = min(most, posts)
    chunk = max(1, CHUNK_CELLS // ((posts + 1) * arrays.rounds))

    def judge(start: int) -> tuple[NDArray, NDArray, NDArray]:
        persons = np.arange(start, min(start + chunk, people))
        nodes = all_posts(arrays, persons)
        uses = None if multipliers is None else _hold_prices(nodes, rules, multipliers)
        worth = promise(nodes, join(nodes, rules), uses)[:, 1:]
        possible = worth > NOTHING
        if bonus is not None:
            worth = np.where(possible, worth + (bonus if len(bonus) == 1 else bonus[persons]), NOTHING)
        return (*_best(worth, most), possible.sum(axis=1))

    with ThreadPoolExecutor(workers) as threads:
        found = list(threads.map(judge, range(0, people, chunk)))
    post, value, lawful_count = (np.concatenate(part) for part in zip(*found, strict=True))
    return Market(post.astype(np.int32), value, lawful_count)


def _hold_prices(nodes: Nodes, rules: Sequence[RuleInForce], multipliers: NDArray) -> NDArray[np.int64]:
    """Price of what holding each node uses, shape (P, K, T)."""
    price = np.zeros(nodes.shape, np.int64)
    offset = 0
    for block in coupling.row_blocks(nodes, rules):
        own = np.append(multipliers[offset : offset + len(block.keys)], 0)
        for usage in block.usage:
            if usage.event == "hold":
                price += (own[usage.row] * usage.amount).sum(axis=2)
        offset += len(block.keys)
    return price


def _best(worth: NDArray[np.int64], most: int) -> tuple[NDArray, NDArray]:
    """The ``most`` greatest entries of each row, greatest first; ties by position."""
    if most < worth.shape[1]:
        chosen = np.sort(np.argpartition(-worth, most - 1, axis=1)[:, :most], axis=1)
    else:
        chosen = np.broadcast_to(np.arange(worth.shape[1]), worth.shape)
    value = np.take_along_axis(worth, chosen, axis=1)
    order = np.argsort(-value, axis=1, kind="stable")
    chosen, value = np.take_along_axis(chosen, order, 1), np.take_along_axis(value, order, 1)
    return np.where(value > NOTHING, chosen, -1), value


def vacancy_bonus(arrays: Arrays) -> NDArray[np.int64]:
    """
    Favour posts that have, or will probably have, empty places.

    Parameters
    ----------
    arrays : Arrays
        The case.

    Returns
    -------
    ndarray of int, shape (1, J)
        In units of 1/SCALE points.
    """
    empty = np.clip(arrays.formation - arrays.holders, 0, 1)
    points = arrays.case.weights.vacancy * arrays.importance * arrays.rounds
    return (SCALE * points * empty)[None, :]


def assemble(arrays: Arrays, market: Market, count: int) -> tuple[Nodes, Cut]:
    """
    Lay out the nodes of all people: the present one, others at the present post, posts, posts with roles.

    Parameters
    ----------
    arrays : Arrays
        The case.
    market : Market
        Best lawful posts.
    count : int
        Most nodes per person.

    Returns
    -------
    nodes : Nodes
        Candidate nodes of all people.
    cut : Cut
        What was left out.
    """
    catalogue = Offers(arrays)
    offers: list[list[Offer]] = []
    kept = 0
    for p in range(len(arrays.case.persons)):
        here = catalogue.at_own_post(p)
        posts = [int(j) for j in market.post[p] if j >= 0]
        room = max(0, count - len(here))
        with_roles = catalogue.elsewhere(p, posts)[: room // 3]
        plain = [Offer(j) for j in posts[: room - len(with_roles)]]
        kept += len(plain)
        offers.append([*here, *plain, *with_roles])
    return _laid_out(arrays, offers), Cut(int(market.lawful.sum()), kept)


def _laid_out(arrays: Arrays, offers: list[list[Offer]]) -> Nodes:
    people, count = len(offers), max(len(each) for each in offers)
    slots = max((len(offer.roles) for each in offers for offer in each), default=1) or 1
    post = np.full((people, count), -1, np.int32)
    role = np.full((people, count, slots), -1, np.int32)
    share = np.zeros((people, count, slots), np.int32)
    via_team = np.zeros((people, count, slots), bool)
    for p, each in enumerate(offers):
        post[p, : len(each)] = [offer.post for offer in each]
        for k, offer in enumerate(each):
            for s, served in enumerate(offer.roles):
                role[p, k, s], share[p, k, s], via_team[p, k, s] = served
    return Nodes(arrays, np.arange(people), post, role, share, via_team)
