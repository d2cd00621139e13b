"""
The market surveyed block by block: each block's lawful pairs are summed up before the next one is judged.

All pairs of a large government at once would fill the memory of an office machine several times over.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from optimizer.arrays import Arrays
from optimizer.engine.lawful import RuleInForce
from optimizer.holding import Holding
from optimizer.market import Market
from optimizer.offers import Offers
from optimizer.prospects import Prospects
from optimizer.survey import Panel, asked, chunks, together

BLOCK = 1000
"""People per block."""


def kindred(arrays: Arrays) -> list[NDArray[np.int64]]:
    """
    Put people into one block who are likely to have about as many lawful posts.

    Parameters
    ----------
    arrays : Arrays
        The case.

    Returns
    -------
    list of ndarray of int
        Positions of the people of each block: by kind and step of the present post, then by field of study.
    """
    kind, step = arrays.post_kind[arrays.person_post], arrays.person_step
    order = np.lexsort((arrays.person_field, arrays.post_family[arrays.person_post], step, kind))
    return [order[start : start + BLOCK] for start in range(0, len(order), BLOCK)]


def prospects(
    arrays: Arrays, offers: Offers, rules: Sequence[RuleInForce], workers: int = 1
) -> list[Prospects]:
    """
    Let the rules judge every post for everybody, and keep what pricing asks.

    Parameters
    ----------
    arrays : Arrays
        The case.
    offers : Offers
        Roles that could be offered to whom.
    rules : sequence of (Rule, parameters)
        Rules in force.
    workers : int
        Threads.

    Returns
    -------
    list of Prospects
        Block by block.
    """

    def one(block: NDArray[np.int64]) -> Prospects:
        parts = [part for some in chunks(arrays, block) for part in asked(arrays, offers, panel, some)]
        market = together(parts)
        return _of_block(market, block, arrays, market.staying)

    panel = Panel.of(arrays, rules)
    with ThreadPoolExecutor(workers) as threads:
        return list(threads.map(one, kindred(arrays)))


def cut(market: Market, arrays: Arrays) -> list[Prospects]:
    """
    Sum up a market that has been surveyed already.

    Parameters
    ----------
    market : Market
        Pairs of everybody; ``staying`` in the order of the case.
    arrays : Arrays
        The case.

    Returns
    -------
    list of Prospects
        Block by block.
    """
    return [_of_block(market, block, arrays, market.staying.take(block)) for block in kindred(arrays)]


def _of_block(market: Market, block: NDArray[np.int64], arrays: Arrays, staying: Holding) -> Prospects:
    """Lay the pairs of a block out by person."""
    place = np.full(len(arrays.case.persons), -1, np.int32)
    place[block] = np.arange(len(block))
    person = place[market.person]
    order = np.argsort(person, kind="stable")
    order = order[np.searchsorted(person[order], 0) :]
    by_person = market.taken(order, person[order], len(block), staying)
    return Prospects.of(by_person, block, len(arrays.case.posts))


__all__ = ["cut", "kindred", "prospects"]
