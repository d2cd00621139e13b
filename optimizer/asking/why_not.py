"""Why not: the nearest lawful plans in which a wish holds, their price, and how few people they change."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from optimizer.asking.forcing import SECONDS, Forced, force
from optimizer.asking.warm import Warm
from optimizer.asking.wish import Wish
from optimizer.court import Verdict, judge
from optimizer.court import Wish as Claim


@dataclass(frozen=True)
class WhyNot:
    """
    Answer to "why not this person on this post?".

    Attributes
    ----------
    wish : Wish
        Of kind *hold*.
    cheapest : Forced
        The plan that loses the fewest points.
    fewest : Forced or None
        The plan that changes the fewest people; None where no plan was found.
    people : int or None
        How many people that one changes.
    people_least : int
        No lawful plan changes fewer.
    verdict : Verdict or None
        What the rule court says, where no plan was found: conflict, what to take back, first lawful date.
    """

    wish: Wish
    cheapest: Forced
    fewest: Forced | None
    people: int | None
    people_least: int
    verdict: Verdict | None

    @property
    def fewest_proven(self) -> bool:
        """Whether no lawful plan changes fewer people."""
        return self.people == self.people_least


def why_not(
    warm: Warm,
    person: str,
    post: str,
    t: int | None = None,
    *,
    seconds: float = SECONDS,
    stop: Callable[[], bool] | None = None,
) -> WhyNot:
    """
    Look for the nearest lawful plans in which a person holds a post.

    Parameters
    ----------
    warm : Warm
        The solved round.
    person, post : str
        Keys.
    t : int, optional
        Round from which the post is held, to the end; the last round of service when missing.
    seconds : float
        Limit of each of the two choices.
    stop : callable, optional
        Asked often; true ends the choice soon.

    Returns
    -------
    WhyNot
        The least number of people is proven where it is 0, 1, or 2 with a place that must be left.

    Raises
    ------
    PlanError
        When the case has no such person, post or round.
    """
    p = warm.position(person)
    wish = Wish("hold", person, post, max(0, warm.present()[person][1]) if t is None else t)
    cheapest = force(warm, wish, seconds=seconds, stop=stop)
    least = _least(warm, p, wish)
    if cheapest.plan is None:
        verdict = judge(warm.case, Claim(person=person, post=post, round=wish.round))
        return WhyNot(wish, cheapest, None, None, least, verdict)
    fewest = cheapest
    if len(cheapest.changed) > least:
        other = force(warm, wish, fewest=True, seconds=seconds, stop=stop)
        if other.plan is not None and len(other.changed) < len(cheapest.changed):
            fewest = other
    return WhyNot(wish, cheapest, fewest, len(fewest.changed), least, None)


def _least(warm: Warm, p: int, wish: Wish) -> int:
    """0 where the plan does it already, 1 for the person, 2 where somebody else must leave the place."""
    j, path = warm.arrays.post_position[wish.post], warm.incumbent.columns.path
    served = [t for t in range(wish.round, warm.arrays.rounds) if path[p, t] >= 0]
    if all(warm.menus.menus[p][int(path[p, t])].post == j for t in served):
        return 0
    rows = warm.crew.rows
    fixed = warm.incumbent.activity - warm.incumbent.used_by(np.array([p]))
    keys = {key: r for r, key in enumerate(rows.keys)}
    row = keys.get(f"formation:{wish.post}:{wish.round}")
    if row is None or wish.round not in served:
        return 1
    one = np.zeros(len(fixed), np.int64)
    one[row] = 1
    return 2 if rows.overrun(fixed + one)[row] > 0 else 1
