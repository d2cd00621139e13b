"""For a person: the best alternatives with their prices, and the posts that are closed, by which rule."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from optimizer.asking import promises
from optimizer.asking.answers import Price
from optimizer.asking.forcing import SECONDS, Forced, force
from optimizer.asking.warm import Warm
from optimizer.asking.wish import Wish
from optimizer.engine.network import SCALE
from optimizer.explain import JUDGES, first_lawful
from optimizer.rules import parameters_on


@dataclass(frozen=True)
class Alternative:
    """
    Another post for a person.

    Attributes
    ----------
    person, post : str
        Keys.
    round : int
        Round from which the post is asked for: the last one, in which holding it leaves the date open.
    fit : int
        Percent of the standard met in that round.
    estimate : float
        Points that it costs the plan at the stored multipliers; an estimate, from reduced costs.
    price : Price or None
        What forcing it and choosing anew gave; None where that was not asked for.
    displaced : tuple of str
        Other people whose paths changed.
    """

    person: str
    post: str
    round: int
    fit: int
    estimate: float
    price: Price | None = None
    displaced: tuple[str, ...] = ()


@dataclass(frozen=True)
class Closed:
    """
    A post that the person cannot enter at the beginning of the horizon.

    Attributes
    ----------
    post : str
        Key.
    rules : tuple of str
        Codes of the rules that object on the first day, the first one by precedence first.
    lawful_from : date or None
        First day on which no rule objects; None where none is known.
    """

    post: str
    rules: tuple[str, ...]
    lawful_from: date | None


def alternatives(warm: Warm, person: str, most: int = 5) -> list[Alternative]:
    """
    Estimate what each lawful post would cost.

    Parameters
    ----------
    warm : Warm
        The solved round.
    person : str
        Key.
    most : int
        Most alternatives.

    Returns
    -------
    list of Alternative
        The cheapest first, without the post that the plan gives in the last round. Estimates only. Cost: all
        rules judge all posts for one person.

    Raises
    ------
    PlanError
        When the case has no such person.
    """
    p = warm.position(person)
    posts, worth = promises.of_person(warm, warm.arrays, p, warm.at)
    mine = warm.case.persons[p]
    last = warm.present()[person][1]
    if last < 0:
        return []
    planned = warm.menus.menus[p][int(warm.path[p, last])].post
    found = [
        Alternative(
            person,
            warm.case.posts[j].id,
            last,
            warm.register.fit(mine, warm.case.posts[j], last),
            float(warm.held[p] - value) / SCALE,
        )
        for j, value in zip(posts.tolist(), worth.tolist(), strict=True)
        if j != planned
    ]
    return sorted(found, key=lambda each: (each.estimate, each.post))[:most]


def priced(
    warm: Warm,
    alternative: Alternative,
    *,
    seconds: float = SECONDS,
    stop: Callable[[], bool] | None = None,
) -> tuple[Alternative, Forced]:
    """
    Confirm an estimate by forcing the alternative and choosing anew.

    Parameters
    ----------
    warm : Warm
        The solved round.
    alternative : Alternative
        An estimate.
    seconds : float
        Limit of the choice.
    stop : callable, optional
        Asked often; true ends the choice soon.

    Returns
    -------
    alternative : Alternative
        With price and the people displaced.
    forced : Forced
        The verified plan behind it.
    """
    wish = Wish("hold", alternative.person, alternative.post, alternative.round)
    forced = force(warm, wish, seconds=seconds, stop=stop)
    others = tuple(each.person for each in forced.changed if each.person != alternative.person)
    return replace(alternative, price=forced.price, displaced=others), forced


def closed_posts(warm: Warm, person: str) -> list[Closed]:
    """
    List the posts that are not lawful on the first day of the horizon.

    Parameters
    ----------
    warm : Warm
        The solved round.
    person : str
        Key.

    Returns
    -------
    list of Closed
        In the order of the case. A date speaks of rules on this person and post alone: whether a place is
        free is a matter of the plan. Exact by the verifier's side of the rules.

    Raises
    ------
    PlanError
        When the case has no such person.
    """
    who = warm.case.persons[warm.position(person)]
    register = warm.register
    day = register.dates[0]
    params = {rule.code: parameters_on(warm.case, rule, day) for rule in JUDGES}
    judges = sorted(JUDGES, key=lambda rule: rule.precedence)
    found = []
    for post in warm.case.posts:
        if post.id == who.post:
            continue
        bars = tuple(
            rule.code
            for rule in judges
            if rule.objection(register, who, post, day, params[rule.code]) is not None
        )
        if bars:
            found.append(Closed(post.id, bars, first_lawful(register, who, post)))
    return found


def held_on(warm: Warm, post: str, t: int) -> list[str]:
    """
    Name the people who hold a post in a round of the plan.

    Parameters
    ----------
    warm : Warm
        The solved round.
    post : str
        Key.
    t : int
        Round.

    Returns
    -------
    list of str
        Keys in the order of the case.
    """
    j, path = warm.arrays.post_position[post], warm.incumbent.columns.path
    return [
        warm.case.persons[p].id
        for p in np.flatnonzero(path[:, t] >= 0).tolist()
        if warm.menus.menus[p][int(path[p, t])].post == j
    ]
