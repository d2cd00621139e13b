"""
A sieve before the rules judge: the few that refuse most posts are asked first, the others about the rest.

What one rule refuses is refused by all together: which rules are asked first sets the time, not the result.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optimizer.engine.lawful import RuleInForce
from optimizer.nodes import Nodes
from optimizer.rules._base import Rule

WORTHWHILE = 0.05
"""Share of posts that a rule must refuse by itself to be asked first."""


def choose(nodes: Nodes, rules: Sequence[RuleInForce]) -> list[RuleInForce]:
    """
    Find the rules that are worth asking first.

    Parameters
    ----------
    nodes : Nodes
        Posts of a few people, without roles; node 0 as things stand.
    rules : sequence of (Rule, parameters)
        Rules in force.

    Returns
    -------
    list of (Rule, parameters)
        Those that refuse many posts.
    """
    posts = max(1, int(nodes.real[:, 1:].sum()))
    refused = [int((~_enterable(nodes, *rule))[nodes.real].sum()) for rule in rules]
    return [rule for rule, count in zip(rules, refused, strict=True) if count > WORTHWHILE * posts]


def sieved(nodes: Nodes, first: Sequence[RuleInForce]) -> Nodes:
    """
    Leave out posts that some rules never let a person enter.

    Parameters
    ----------
    nodes : Nodes
        Posts of some people, without roles; node 0 as things stand. Only changes from it are of interest.
    first : sequence of (Rule, parameters)
        Rules to ask.

    Returns
    -------
    Nodes
        Node 0 and what remains, in the same order.
    """
    open_ = nodes.real.copy()
    for rule in first:
        open_ &= _enterable(nodes, *rule)
    open_[:, 0] = True
    size = open_.sum(axis=1)
    p, k = np.nonzero(open_)
    place = np.full((len(size), int(size.max(initial=1))), -1, np.int64)
    place[p, np.arange(len(p)) - (np.cumsum(size) - size)[p]] = k
    return nodes.laid_out(np.arange(len(size)), place)


def _enterable(nodes: Nodes, rule: Rule, params: Sequence[Any]) -> NDArray[np.bool_]:
    """What one rule lets be entered from node 0 in some round, shape (P, K)."""
    part = rule.pricing(nodes, params)
    open_ = np.ones(nodes.post.shape, bool)
    if part.enter is not None:
        open_ &= part.enter.any(axis=2)
    if part.follows is not None:
        open_ &= part.follows[:, 0, :]
    return open_


__all__ = ["choose", "sieved"]
