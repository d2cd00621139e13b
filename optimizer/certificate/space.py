"""
What a plan may do with each person: the present post with the roles offered there, every lawful post, and
posts with the roles offered from there. Nothing is chosen among them.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from optimizer.arrays import Arrays
from optimizer.certificate.parts import Parts, RuleInForce, parts_of
from optimizer.nodes import Nodes
from optimizer.offers import Offer, Offers

TRIED, REFUSES_MANY = 8, 0.05
"""People on whom a rule is tried, and the share of posts from which on it is asked before the others."""


def every_post(arrays: Arrays, people: NDArray[np.int64]) -> Nodes:
    """
    Lay out the present post as things stand and every post of the case without roles.

    Parameters
    ----------
    arrays : Arrays
        The case.
    people : ndarray of int, shape (P,)
        Positions of some people.

    Returns
    -------
    Nodes
        Shape (P, 1 + J); only changes from node 0 are in question.
    """
    posts = np.arange(len(arrays.case.posts), dtype=np.int32)
    here = arrays.person_post[people].astype(np.int32)[:, None]
    post = np.concatenate([here, np.broadcast_to(posts, (len(people), len(posts)))], axis=1)
    empty = np.zeros((*post.shape, 1), np.int32)
    return Nodes(arrays, people, post, empty - 1, empty, empty > 0, pairs=False)


def open_posts(nodes: Nodes, parts: Parts, serves: NDArray[np.bool_]) -> list[NDArray[np.int64]]:
    """
    Find the posts that each person could enter at some time, from whatever post.

    Parameters
    ----------
    nodes : Nodes
        Posts, none twice.
    parts : Parts
        What the rules say of them.
    serves : ndarray of bool, shape (P,)
        Who could serve a role: with it a post may be held that may not be held without, as under a hold.

    Returns
    -------
    list of ndarray of int
        Posts by person; the present one is never entered again.
    """
    rounds = np.arange(parts.enter.shape[2])
    may = parts.enter & (parts.hold | serves[:, None, None]) & (rounds < parts.last[:, :, None])
    may &= ~nodes.own_post[:, :, None]
    may[:, 0] = False
    return [post[row.any(axis=1)].astype(np.int64) for post, row in zip(nodes.post, may, strict=True)]


def space_of(
    arrays: Arrays, offers: Offers, rules: Sequence[RuleInForce], people: NDArray[np.int64]
) -> Nodes:
    """
    Lay out everything that a plan may do with some people.

    Parameters
    ----------
    arrays : Arrays
        The case.
    offers : Offers
        Roles offered, which belong to the plan's own limits (docs/method.md).
    rules : sequence of (Rule, parameters)
        Rules in force.
    people : ndarray of int, shape (P,)
        Positions of some people.

    Returns
    -------
    Nodes
        Those at the present post first, node 0 as things stand; only changes from node 0 are in question.
    """
    bare = _enterable(every_post(arrays, people), rules)
    serves = np.isin(people, offers.with_roles)
    menus: list[list[Offer]] = []
    for p, is_serving, posts in zip(
        people.tolist(), serves, open_posts(bare, parts_of(bare, rules), serves), strict=True
    ):
        menu = offers.at_own_post(p) if is_serving else [Offer(int(arrays.person_post[p]))]
        menu += [Offer(j) for j in posts.tolist()]
        if is_serving:
            menu += offers.elsewhere(p, posts).offers()
        menus.append(menu)
    return _laid_out(arrays, people, menus)


def _enterable(nodes: Nodes, rules: Sequence[RuleInForce]) -> Nodes:
    """Leave out posts that a rule which refuses many never lets a person enter; asking one rule is cheap."""
    sample = np.unique(np.linspace(0, len(nodes.persons) - 1, TRIED).astype(np.int64))
    few = nodes.laid_out(sample, np.broadcast_to(np.arange(nodes.shape[1]), (len(sample), nodes.shape[1])))
    open_ = nodes.real.copy()
    for rule, params in rules:
        if _refused(rule.pricing(few, params).enter, few).mean() > REFUSES_MANY:
            open_ &= ~_refused(rule.pricing(nodes, params).enter, nodes)
    open_[:, 0] = True
    place = np.where(open_, np.arange(open_.shape[1]), open_.shape[1])
    place = np.sort(place, axis=1)[:, : int(open_.sum(axis=1).max())]
    return nodes.laid_out(np.arange(len(open_)), np.where(place < open_.shape[1], place, -1))


def _refused(enter: NDArray[np.bool_] | None, nodes: Nodes) -> NDArray[np.bool_]:
    """Nodes that one rule lets nobody enter in any round, shape (P, K)."""
    if enter is None:
        return np.zeros(nodes.post.shape, bool)
    return np.broadcast_to(~enter.any(axis=2), nodes.post.shape)


def _laid_out(arrays: Arrays, people: NDArray[np.int64], menus: list[list[Offer]]) -> Nodes:
    slots = max((len(offer.roles) for menu in menus for offer in menu), default=0) or 1
    shape = (len(menus), max(map(len, menus)))
    post = np.full(shape, -1, np.int32)
    role = np.full((*shape, slots), -1, np.int32)
    share = np.zeros(role.shape, np.int32)
    by_team = np.zeros(role.shape, bool)
    for p, menu in enumerate(menus):
        post[p, : len(menu)] = [offer.post for offer in menu]
        for k, offer in enumerate(menu):
            for s, served in enumerate(offer.roles):
                role[p, k, s], share[p, k, s], by_team[p, k, s] = served
    return Nodes(arrays, people, post, role, share, by_team, pairs=False)


__all__ = ["every_post", "open_posts", "space_of"]
