"""
Which nodes each person may consider: the present one first, then the best lawful posts and roles.

Nodes are only ever added, so that a path found earlier keeps its meaning.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from optimizer.arrays import Arrays
from optimizer.engine.network import SCALE
from optimizer.market import NEVER, Market
from optimizer.nodes import Nodes
from optimizer.offers import Offer, Offers

ROLE_SHARE = 3
"""For that many posts added, one post together with a role may be added."""


def vacancy_bonus(arrays: Arrays, market: Market) -> NDArray[np.int64]:
    """
    Favour posts that have empty places, as long as nothing has a price yet.

    Parameters
    ----------
    arrays : Arrays
        The case.
    market : Market
        Lawful pairs.

    Returns
    -------
    ndarray of int, shape (N,)
        In units of 1/SCALE points.
    """
    empty = np.clip(arrays.formation - arrays.holders, 0, 1)
    points = arrays.case.weights.vacancy * arrays.importance * arrays.rounds
    return (SCALE * points * empty)[market.post]


@dataclass(frozen=True)
class Shortlist:
    """
    Candidate nodes of everybody, and which pairs of the market are among them.

    Attributes
    ----------
    nodes : Nodes
        Candidate nodes of all people.
    taken : ndarray of bool, shape (N,)
        Pairs of the market that have a node.
    """

    nodes: Nodes
    taken: NDArray[np.bool_]


def first_list(
    arrays: Arrays, offers: Offers, market: Market, promise: NDArray[np.int64], count: int
) -> Shortlist:
    """
    Make a first list before anything has a price.

    Parameters
    ----------
    arrays : Arrays
        The case.
    offers : Offers
        Roles that could be offered to whom.
    market : Market
        Lawful pairs.
    promise : ndarray of int, shape (N,)
        Of each pair, as long as no row has a price.
    count : int
        Posts per person.

    Returns
    -------
    Shortlist
        Nodes at the present post, then posts.
    """
    people = len(arrays.case.persons)
    own = [offers.at_own_post(p) for p in range(people)]
    most = max(len(each) for each in own)
    slots = max(2, max((len(offer.roles) for each in own for offer in each), default=0))
    nodes = Nodes(
        arrays,
        np.arange(people),
        np.full((people, most), -1, np.int32),
        np.full((people, most, slots), -1, np.int32),
        np.zeros((people, most, slots), np.int32),
        np.zeros((people, most, slots), bool),
    )
    for p, each in enumerate(own):
        for k, offer in enumerate(each):
            _write(nodes, p, k, offer)
    nothing = Shortlist(nodes, np.zeros(len(market.person), bool))
    return extend(nothing, market, promise + vacancy_bonus(arrays, market), count)


def extend(shortlist: Shortlist, market: Market, promise: NDArray[np.int64], count: int) -> Shortlist:
    """
    Add the most promising posts that are not on the list, alone and with roles.

    Parameters
    ----------
    shortlist : Shortlist
        The list so far.
    market : Market
        Lawful pairs.
    promise : ndarray of int, shape (N,)
        By pair; pairs at ``NEVER`` are not added.
    count : int
        Most posts to add per person.

    Returns
    -------
    Shortlist
        A longer list; old nodes keep their positions.
    """
    open_ = np.where(shortlist.taken, NEVER, promise)
    plain = market.best(np.where(market.role < 0, open_, NEVER), count)
    with_role = market.best(np.where(market.role < 0, NEVER, open_), max(1, count // ROLE_SHARE))
    chosen = np.concatenate([plain, with_role])
    sides = (market.person, market.post, market.role, market.share, market.via_team)
    added = [
        (p, Offer(j, () if r < 0 else ((r, share, by_team),)))
        for p, j, r, share, by_team in zip(*(side[chosen].tolist() for side in sides), strict=True)
    ]
    taken = shortlist.taken.copy()
    taken[chosen] = True
    return Shortlist(_longer(shortlist.nodes, added), taken)


def _longer(nodes: Nodes, added: list[tuple[int, Offer]]) -> Nodes:
    """Append nodes; the arrays grow by as many columns as the person with most additions needs."""
    free = nodes.real.sum(axis=1)
    at = []
    for p, _ in added:
        at.append(int(free[p]))
        free[p] += 1
    grow = max(0, int(free.max(initial=0)) - nodes.post.shape[1])
    wide = ((0, 0), (0, grow))
    longer = replace(
        nodes,
        post=np.pad(nodes.post, wide, constant_values=-1),
        role=np.pad(nodes.role, (*wide, (0, 0)), constant_values=-1),
        share=np.pad(nodes.share, (*wide, (0, 0))),
        via_team=np.pad(nodes.via_team, (*wide, (0, 0))),
    )
    plain = [i for i, (_, offer) in enumerate(added) if not offer.roles]
    longer.post[[added[i][0] for i in plain], [at[i] for i in plain]] = [added[i][1].post for i in plain]
    for (p, offer), k in zip(added, at, strict=True):
        if offer.roles:
            _write(longer, p, k, offer)
    return longer


def _write(nodes: Nodes, p: int, k: int, offer: Offer) -> None:
    nodes.post[p, k] = offer.post
    for s, served in enumerate(offer.roles):
        nodes.role[p, k, s], nodes.share[p, k, s], nodes.via_team[p, k, s] = served
