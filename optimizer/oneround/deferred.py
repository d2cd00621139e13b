"""
Deferred acceptance: people propose, posts hold on to the best proposals and refuse the others.

The textbook method for two sides with orders of their own (Gale and Shapley 1962; posts with several places
are responsive, Roth and Sotomayor 1990, chapter 5). Among all stable matchings it gives
every person the best one. It knows wishes and ranks, and nothing of what the organisation loses by a move.
"""

import heapq
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from optimizer.oneround.sides import UNWISHED, Sides


def deferred_acceptance(sides: Sides) -> NDArray[np.int64]:
    """
    Match people to posts.

    Parameters
    ----------
    sides : Sides
        Both sides' orders.

    Returns
    -------
    ndarray of int, shape (P,)
        Pair of each person; -1 for somebody without a post.

    Notes
    -----
    Every pair is proposed once at most; a proposal takes time logarithmic in the post's quota.
    """
    wishes = _wishes(sides)
    post, standing = sides.post.tolist(), sides.standing.tolist()
    quota = sides.quota.tolist()
    held: list[list[tuple[int, int, int]]] = [[] for _ in quota]
    matched = np.full(sides.people, -1, np.int64)
    free = list(range(sides.people - 1, -1, -1))
    while free:
        p = free.pop()
        if not wishes[p]:
            continue
        pair = wishes[p].pop()
        holders = held[post[pair]]
        # The first of the heap is the one whom the post ranks last.
        heapq.heappush(holders, (-standing[pair], p, pair))
        matched[p] = pair
        if len(holders) > quota[post[pair]]:
            _, refused, _ = heapq.heappop(holders)
            matched[refused] = -1
            free.append(refused)
    return matched


def _wishes(sides: Sides) -> list[list[int]]:
    """Pairs that each person wishes for, the first wish at the end."""
    wished = np.flatnonzero(sides.wish != UNWISHED)
    order = wished[np.lexsort((-sides.wish[wished], sides.person[wished]))]
    cuts = np.searchsorted(sides.person[order], np.arange(sides.people + 1)).tolist()
    pairs = order.tolist()
    return [pairs[a:b] for a, b in pairwise(cuts)]
