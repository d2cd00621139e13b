"""
Which nodes each person may consider: the present one first, then the best lawful posts and roles.

Nodes are only ever added, so that a path found earlier keeps its meaning.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from optimizer.arrays import Arrays
from optimizer.engine.network import SCALE
from optimizer.nodes import Nodes
from optimizer.offers import Offer, Offers
from optimizer.prospects import Prospects

ROLE_SHARE = 3
"""For that many posts added, one post together with a role may be added."""


Wanted = tuple[NDArray[np.int64], NDArray[np.int64]]
"""Some pairs of a block, in order, and the promise of each."""


def first_wanted(arrays: Arrays, block: Prospects, count: int) -> Wanted:
    """
    Choose the posts that look best before anything has a price, with and without a role.

    Parameters
    ----------
    arrays : Arrays
        The case.
    block : Prospects
        Lawful pairs of a block.
    count : int
        Most posts per person, of either kind.

    Returns
    -------
    Wanted
        Posts that have empty places are favoured as long as nothing has a price yet.
    """
    empty = np.clip(arrays.formation - arrays.holders, 0, 1)
    points = SCALE * arrays.case.weights.vacancy * arrays.importance * arrays.rounds * empty
    promise = block.promise() + points[block.post]
    chosen = [
        block.best(pair, promise[pair], count)
        for pair in map(np.flatnonzero, (~block.has_role, block.has_role))
    ]
    pair = np.sort(np.concatenate(chosen))
    return pair, promise[pair]


@dataclass(frozen=True)
class Shortlist:
    """
    Candidate nodes of everybody, and which pairs of the market are among them.

    Attributes
    ----------
    nodes : Nodes
        Candidate nodes of all people.
    taken : list of ndarray of bool
        Pairs that have a node, block by block.
    """

    nodes: Nodes
    taken: list[NDArray[np.bool_]]

    @property
    def size(self) -> int:
        """Number of pairs that have a node."""
        return sum(int(block.sum()) for block in self.taken)


def first_list(
    arrays: Arrays, offers: Offers, blocks: Sequence[Prospects], wanted: Sequence[Wanted], count: int
) -> Shortlist:
    """
    Make a first list before anything has a price.

    Parameters
    ----------
    arrays : Arrays
        The case.
    offers : Offers
        Roles that could be offered to whom.
    blocks : sequence of Prospects
        Lawful pairs.
    wanted : sequence of Wanted
        Of each block, see `first_wanted`.
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
    nothing = Shortlist(nodes, [np.zeros(len(block), bool) for block in blocks])
    return extend(nothing, blocks, wanted, count)


def extend(
    shortlist: Shortlist, blocks: Sequence[Prospects], wanted: Sequence[Wanted], count: int
) -> Shortlist:
    """
    Add the most promising posts that are not on the list, alone and with roles.

    Parameters
    ----------
    shortlist : Shortlist
        The list so far.
    blocks : sequence of Prospects
        Lawful pairs.
    wanted : sequence of (pair, promise)
        Pairs to choose from, block by block.
    count : int
        Most posts to add per person.

    Returns
    -------
    Shortlist
        A longer list; old nodes keep their positions.
    """
    added, taken = [], []
    for block, (pair, promise), before in zip(blocks, wanted, shortlist.taken, strict=True):
        open_, has_role = ~before[pair], block.has_role[pair]
        chosen = np.concatenate(
            [
                block.best(pair[which], promise[which], most)
                for which, most in (
                    (open_ & ~has_role, count),
                    (open_ & has_role, max(1, count // ROLE_SHARE)),
                )
            ]
        )
        person = block.people[block.person(chosen)].tolist()
        for p, j, (role, share, via_team) in zip(
            person, block.post[chosen].tolist(), block.served(chosen).tolist(), strict=True
        ):
            added.append((p, Offer(j, () if role < 0 else ((role, share, bool(via_team)),))))
        now = before.copy()
        now[chosen] = True
        taken.append(now)
    return Shortlist(_longer(shortlist.nodes, added), taken)


def _longer(nodes: Nodes, added: Sequence[tuple[int, Offer]]) -> Nodes:
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
