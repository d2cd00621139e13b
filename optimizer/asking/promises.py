"""What entering posts is worth to everybody at given multipliers, against the path of the plan."""

import numpy as np
from numpy.typing import NDArray

from optimizer.arrays import Arrays
from optimizer.asking.warm import Warm
from optimizer.certificate.prices import POSSIBLE, prices_of
from optimizer.certificate.rows import Multipliers
from optimizer.certificate.space import space_of
from optimizer.choosing.menus import laid_out
from optimizer.choosing.wider import promise
from optimizer.engine.network import SCALE
from optimizer.nodes import Nodes
from optimizer.offers import Offer

NONE = np.iinfo(np.int64).min // 4
"""Promise of a post that a person cannot enter within the horizon."""


def multipliers_of(warm: Warm, at: NDArray[np.int64]) -> Multipliers:
    """
    Name multipliers by row.

    Parameters
    ----------
    warm : Warm
        The solved round.
    at : ndarray of int, shape (R,)
        In units of 1/SCALE points.

    Returns
    -------
    Multipliers
        Those that are not 0.
    """
    keys = warm.crew.rows.keys
    return Multipliers(SCALE, {keys[r]: int(at[r]) for r in np.flatnonzero(at)})


def of_post(warm: Warm, arrays: Arrays, j: int, at: NDArray[np.int64]) -> NDArray[np.int64]:
    """
    Price a single change to one post for everybody.

    Parameters
    ----------
    warm : Warm
        The solved round.
    arrays : Arrays
        Its case, or one with other demands.
    j : int
        Position of the post.
    at : ndarray of int, shape (R,)
        Multipliers in units of 1/SCALE points.

    Returns
    -------
    ndarray of int, shape (P,)
        Best worth of leaving the present post for this one, with the roles offered from there, in units of
        1/SCALE points; ``NONE`` where that is never lawful. What a change shares with the present node is
        left out. Cost: all rules judge one post for everybody.
    """
    multipliers = multipliers_of(warm, at)
    people = np.arange(len(warm.case.persons))
    is_serving = np.isin(people, warm.offers.with_roles)
    is_serving[list(arrays.roles_served)] = True
    found = np.full(len(people), NONE, np.int64)
    plain, serving = people[~is_serving], people[is_serving]
    if len(plain):
        post = np.stack([arrays.person_post[plain], np.full(len(plain), j)], axis=1).astype(np.int32)
        empty = np.zeros((*post.shape, 1), np.int32)
        nodes = Nodes(arrays, plain, post, empty - 1, empty, empty > 0, pairs=False)
        found[plain] = promise(prices_of(nodes, warm.rules, multipliers))[:, 1]
    if len(serving):
        menus = [
            [
                Offer(int(arrays.person_post[p]), tuple(arrays.roles_served.get(p, ()))),
                Offer(j),
                *warm.offers.elsewhere(p, np.array([j])).offers(),
            ]
            for p in serving.tolist()
        ]
        some = laid_out(arrays, menus)
        nodes = Nodes(arrays, serving, some.post, some.role, some.share, some.via_team, pairs=False)
        found[serving] = promise(prices_of(nodes, warm.rules, multipliers))[:, 1:].max(axis=1)
    return np.where((found > POSSIBLE) & (arrays.person_post != j), found, NONE)


def of_person(
    warm: Warm, arrays: Arrays, p: int, at: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """
    Price a single change of one person to every post.

    Parameters
    ----------
    warm : Warm
        The solved round.
    arrays : Arrays
        Its case, or one with other demands.
    p : int
        Position of the person.
    at : ndarray of int, shape (R,)
        Multipliers in units of 1/SCALE points.

    Returns
    -------
    posts : ndarray of int
        Posts that are lawful within the horizon, the present one left out.
    worth : ndarray of int
        Best worth of a change to each, in units of 1/SCALE points.
    """
    nodes = space_of(arrays, warm.offers, warm.rules, np.array([p], np.int64))
    worth = promise(prices_of(nodes, warm.rules, multipliers_of(warm, at)))[0]
    best = np.full(len(warm.case.posts), NONE, np.int64)
    usable = nodes.real[0] & ~nodes.own_post[0] & (worth > POSSIBLE)
    np.maximum.at(best, nodes.post[0][usable], worth[usable])
    posts = np.flatnonzero(best > NONE)
    return posts, best[posts]
