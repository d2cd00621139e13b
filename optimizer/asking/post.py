"""For a post: the ranking of candidates with fit, gaps and what each choice costs the plan."""

from dataclasses import dataclass

import numpy as np

from optimizer.asking import promises
from optimizer.asking.answers import Price
from optimizer.asking.warm import Warm
from optimizer.engine.network import SCALE
from optimizer.errors import Fault, PlanError


@dataclass(frozen=True)
class Gap:
    """A competency in which a person is below the standard: level had and level asked for, 0 to 5."""

    competency: str
    level: int
    asked: int


@dataclass(frozen=True)
class Candidate:
    """
    Somebody who could lawfully enter a post within the horizon.

    Attributes
    ----------
    person, post : str
        Keys.
    round : int
        Round for which fit and gaps are given: the last one of the person's service.
    fit : int
        Percent of the standard met, planned training included.
    gaps : tuple of Gap
        The widest first.
    estimate : float
        Points that the choice costs the plan at the stored multipliers; an estimate, from reduced costs.
    planned : bool
        Whether the plan gives the post to this person in that round.
    price : Price or None
        What forcing it gave, where that was asked for; see ``person.priced``.
    """

    person: str
    post: str
    round: int
    fit: int
    gaps: tuple[Gap, ...]
    estimate: float
    planned: bool
    price: Price | None = None


def candidates(warm: Warm, post: str, most: int = 10) -> list[Candidate]:
    """
    Rank the candidates for a post.

    Parameters
    ----------
    warm : Warm
        The solved round.
    post : str
        Key.
    most : int
        Most candidates.

    Returns
    -------
    list of Candidate
        The cheapest first; those whom the plan puts there cost nothing. Estimates only. Cost: all rules judge
        one post for everybody.

    Raises
    ------
    PlanError
        When the case has no such post.
    """
    if post not in warm.arrays.post_position:
        raise PlanError([Fault("post", f'no post "{post}" in the case; give the key of one')])
    j = warm.arrays.post_position[post]
    worth = promises.of_post(warm, warm.arrays, j, warm.at)
    cost = (warm.held - worth) / SCALE
    last = (warm.incumbent.columns.path >= 0).sum(axis=1) - 1
    planned = [
        p
        for p, menu in enumerate(warm.menus.menus)
        if last[p] >= 0 and menu[int(warm.path[p, last[p]])].post == j
    ]
    cost[planned] = 0.0
    is_able = (worth > promises.NONE) & (last >= 0)
    is_able[planned] = True
    order = [p for p in np.argsort(cost, kind="stable").tolist() if is_able[p]]
    standard = warm.case.posts[j]
    found = []
    for p in order[:most]:
        person, t = warm.case.persons[p], int(last[p])
        gaps = [
            Gap(key, had, asked)
            for key, asked in standard.standard.items()
            if (had := warm.register.level(person, key, t)) < asked
        ]
        gaps.sort(key=lambda gap: (gap.level - gap.asked, gap.competency))
        fit = warm.register.fit(person, standard, t)
        found.append(Candidate(person.id, post, t, fit, tuple(gaps), float(cost[p]), p in planned))
    return found
