"""What few people could do instead: of all that is lawful for them, the most promising at some prices."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from optimizer.arrays import Arrays
from optimizer.certificate.prices import POSSIBLE, Prices, prices_of
from optimizer.certificate.rows import Multipliers
from optimizer.certificate.space import space_of
from optimizer.engine.lawful import RuleInForce
from optimizer.engine.network import SCALE
from optimizer.engine.rows import Rows
from optimizer.offers import Offer, Offers

PART = 100
"""People whose posts are judged together; sets the memory needed, not the result."""


def promising(
    arrays: Arrays,
    offers: Offers,
    rules: Sequence[RuleInForce],
    people: NDArray[np.int64],
    prices: tuple[Rows, NDArray[np.int64]],
    most: int,
) -> dict[int, list[Offer]]:
    """
    Choose nodes for some people among everything that is lawful for them.

    Parameters
    ----------
    arrays : Arrays
        The case.
    offers : Offers
        Roles offered.
    rules : sequence of (Rule, parameters)
        Rules in force.
    people : ndarray of int, shape (n,)
        Positions in the case.
    prices : (Rows, ndarray of int, shape (R,))
        Coupling rows, and multipliers in units of 1/SCALE points.
    most : int
        Most nodes per person beside those at the present post.

    Returns
    -------
    dict
        Nodes by person. What a move shares with the present node is left out of the promise.
    """
    rows, at = prices
    priced = np.flatnonzero(at)
    multipliers = Multipliers(SCALE, {rows.keys[r]: int(at[r]) for r in priced})
    found: dict[int, list[Offer]] = {}
    for start in range(0, len(people), PART):
        part = people[start : start + PART]
        nodes = space_of(arrays, offers, rules, part)
        worth = promise(prices_of(nodes, rules, multipliers))
        order = np.argsort(-worth, axis=1, kind="stable")
        for i, p in enumerate(part.tolist()):
            own = np.flatnonzero(nodes.own_post[i] & nodes.real[i])
            best = [k for k in order[i, : most + len(own)] if worth[i, k] > POSSIBLE]
            chosen = [*own.tolist(), *(k for k in best if not nodes.own_post[i, k])]
            found[p] = [_offer(nodes.post[i, k], nodes.role[i, k], nodes.share[i, k], nodes.via_team[i, k])
                        for k in chosen]  # fmt: skip
    return found


def _offer(post: int, roles: NDArray, shares: NDArray, by_team: NDArray) -> Offer:
    served = [
        (int(role), int(share), bool(team))
        for role, share, team in zip(roles, shares, by_team, strict=True)
        if role >= 0
    ]
    return Offer(int(post), tuple(served))


def promise(prices: Prices) -> NDArray[np.int64]:
    """
    Say what a single change to each node is worth at most, entered in the best round.

    Parameters
    ----------
    prices : Prices
        Of some people, node 0 as things stand.

    Returns
    -------
    ndarray of int, shape (P, K)
        In units of 1/SCALE points; far below zero where the node cannot be entered.
    """
    held, fees, parts = prices.held, prices.fees, prices.parts
    rounds = np.arange(prices.nodes.shape[2])
    own = prices.nodes.own_post[:, :, None]
    may = prices.may_enter & (own | (rounds >= parts.earliest_leave[:, None, None]))
    may &= rounds < parts.last[:, :1, None]
    before = held[:, :1, :-1] - fees.leave[:, :1]
    end = np.take_along_axis(held, parts.last[:, :, None], axis=2) - fees.end[:, :, None]
    worth = before + prices.entered - fees.enter + end - held[:, :, :-1]
    is_possible = may & (before > POSSIBLE) & (end - held[:, :, :-1] > POSSIBLE)
    return np.where(is_possible, worth, 2 * POSSIBLE).max(axis=2)
