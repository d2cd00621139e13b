"""What a person's best path is worth at the stored multipliers, and the bound on plans with a demand."""

from collections.abc import Sequence

import numpy as np

from optimizer.arrays import Arrays
from optimizer.asking.warm import Warm
from optimizer.case import Case
from optimizer.certificate.parts import RuleInForce
from optimizer.certificate.prices import POSSIBLE, prices_of
from optimizer.certificate.rows import Multipliers
from optimizer.certificate.several import best_paths
from optimizer.certificate.single import outlook
from optimizer.certificate.space import space_of
from optimizer.nodes import Nodes
from optimizer.offers import Offers


def best_worth(
    arrays: Arrays, offers: Offers, rules: Sequence[RuleInForce], p: int, multipliers: Multipliers
) -> int | None:
    """
    Price everything that is lawful for one person.

    Parameters
    ----------
    arrays : Arrays
        The case.
    offers : Offers
        Roles offered.
    rules : sequence of (Rule, parameters)
        Rules in force.
    p : int
        Position of the person.
    multipliers : Multipliers
        Any.

    Returns
    -------
    int or None
        No lawful path is worth more, in units of ``1 / scale`` points; None where no path is lawful.
    """
    nodes = space_of(arrays, offers, rules, np.array([p], np.int64))
    seen = outlook(prices_of(nodes, rules, multipliers))
    best = int(seen.best[0])
    if seen.useful.any():
        few = nodes.laid_out(np.array([0]), np.flatnonzero(seen.useful[0])[None])
        paired = Nodes(arrays, few.persons, few.post, few.role, few.share, few.via_team)
        best = max(best, int(best_paths(prices_of(paired, rules, multipliers))[0]))
    return best if best > POSSIBLE else None


def most_with(warm: Warm, case: Case, p: int) -> tuple[int | None, bool]:
    """
    Bound all plans of a case that differs from the warm one in demands on one person.

    Parameters
    ----------
    warm : Warm
        The solved round.
    case : Case
        With the demand.
    p : int
        Position of the person.

    Returns
    -------
    bound : int or None
        Points that no lawful plan exceeds; None where the round has no certified bound.
    possible : bool
        Whether the person has a lawful path at all. This needs no certified bound.

    Notes
    -----
    The multipliers price every person by themselves, so that only this person's part of the bound changes.
    """
    multipliers = warm.multipliers or Multipliers(1, {})
    arrays = warm.arrays_of(case)
    after = best_worth(arrays, warm.offers, warm.rules, p, multipliers)
    if after is None:
        return None, False
    if warm.certified is None:
        return None, True
    before = best_worth(warm.arrays, warm.offers, warm.rules, p, multipliers)
    if before is None:
        return None, True
    scale = multipliers.scale
    # The certified bound was rounded down: all that was lost by it is given back.
    return (scale * (warm.certified.bound + 1) - 1 + after - before) // scale, True
