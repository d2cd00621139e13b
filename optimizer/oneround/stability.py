"""
How a plan of one round looks from both sides: wishes met, blocking pairs, vacancies, key people who leave.

It reads the plan and the case as the verifier does, and knows nothing of how the plan was found.
"""

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.arrays import Arrays
from optimizer.case import Case
from optimizer.io import canonical_case
from optimizer.offers import Offers
from optimizer.oneround.choices import all_choices
from optimizer.oneround.sides import UNWISHED, Sides, sides_of
from optimizer.plan import Plan
from optimizer.register import MANAGERIAL
from optimizer.rules import RULES, parameters_by_round
from optimizer.survey import survey
from optimizer.walk import Walk, walk_plan


@dataclass(frozen=True)
class Matching:
    """
    Counts of a plan.

    Attributes
    ----------
    people : int
        People who wish for another post than the present one.
    first, top_three : int
        Those of them who get their first wish, and one of their first three.
    filled : int
        Places of open posts that somebody holds.
    post_first, post_top_three : int
        Those of them whose holder the post ranks among as many as it has places, or three times as many.
    blocking : int
        Pairs of a person and a post that would both rather have each other than what the plan gives them.
    vacant, managerial_vacant : int
        Empty places of open posts, and those that lead.
    key_roles_empty : int
        Key roles of running systems that nobody serves.
    key_leavers : int
        Services to key roles that end before the system is finished.
    """

    people: int
    first: int
    top_three: int
    filled: int
    post_first: int
    post_top_three: int
    blocking: int
    vacant: int
    managerial_vacant: int
    key_roles_empty: int
    key_leavers: int

    def lines(self) -> list[str]:
        """
        Say the counts in words.

        Returns
        -------
        list of str
            One line each for wishes, ranks, pairs, vacancies and key roles.
        """
        people = f"people: {self.first:,} of {self.people:,} who wish for another post get their first wish, "
        posts = f"posts: {self.post_first:,} of {self.filled:,} filled places have whom they rank first, "
        key = f"key roles: {self.key_roles_empty:,} served by nobody, "
        return [
            people + f"{self.top_three:,} one of their first three",
            posts + f"{self.post_top_three:,} one of the first three",
            f"blocking pairs: {self.blocking:,}",
            f"vacant places: {self.vacant:,}, of which {self.managerial_vacant:,} lead",
            key + f"{self.key_leavers:,} left before the finish",
        ]


def both_sides(case: Case, plan: Plan) -> Matching:
    """
    Count what a plan of one round gives to both sides, from case and plan alone.

    Parameters
    ----------
    case : Case
        A sound case of one round.
    plan : Plan
        A lawful plan.

    Returns
    -------
    Matching
        Its counts. It takes the judging of every lawful pair.
    """
    case = canonical_case(case)
    rules = [(rule, parameters_by_round(case, rule)) for rule in RULES]
    arrays = Arrays(case)
    return matching_of(
        case, sides_of(all_choices(arrays, rules, survey(arrays, Offers(arrays), rules))), plan
    )


def matching_of(case: Case, sides: Sides, plan: Plan) -> Matching:
    """
    Count what a plan gives to both sides.

    Parameters
    ----------
    case : Case
        The case in canonical order, with one round.
    sides : Sides
        Both sides' orders.
    plan : Plan
        A lawful plan.

    Returns
    -------
    Matching
        Its counts.
    """
    walk = walk_plan(case, plan)
    position = sides.choices.arrays.post_position
    post = np.array(
        [position[each.stays[0].post.id] if each.stays else -1 for each in walk.journeys], np.int64
    )
    held = sides.pair_of(np.arange(sides.people), post)
    is_held = held >= 0
    wish = np.append(sides.wish, UNWISHED)[held]
    wishes = np.bincount(sides.person[sides.wish != UNWISHED], minlength=sides.people)
    asks = wishes > 1
    standing, quota = sides.standing[held[is_held]], sides.quota[post[is_held]]
    is_open = sides.choices.arrays.post_open[post[is_held]]
    holders = Counter(post[post >= 0].tolist())
    empty = [(each, max(0, each.formation - holders[position[each.id]])) for each in case.posts if each.open]
    return Matching(
        people=int(asks.sum()),
        first=int((asks & (wish == 0)).sum()),
        top_three=int((asks & (wish < 3)).sum()),
        filled=int(is_open.sum()),
        post_first=int((is_open & (standing < quota)).sum()),
        post_top_three=int((is_open & (standing < 3 * quota)).sum()),
        blocking=len(blocking_pairs(sides, post)),
        vacant=sum(count for _, count in empty),
        managerial_vacant=sum(count for each, count in empty if each.kind in MANAGERIAL),
        key_roles_empty=_key_roles_empty(walk),
        key_leavers=_key_leavers(walk),
    )


def blocking_pairs(sides: Sides, post: NDArray[np.int64]) -> NDArray[np.int64]:
    """
    Find the pairs that would both rather have each other.

    Parameters
    ----------
    sides : Sides
        Both sides' orders.
    post : ndarray of int, shape (P,)
        Post of each person; -1 for none.

    Returns
    -------
    ndarray of int
        Positions of pairs; empty for a stable matching.
    """
    held = sides.pair_of(np.arange(sides.people), post)
    is_held = held >= 0
    has = np.append(sides.wish, UNWISHED)[held]
    count = np.bincount(post[post >= 0], minlength=len(sides.quota))
    last = np.full(len(sides.quota), -1, np.int64)
    np.maximum.at(last, sides.post[held[is_held]], sides.standing[held[is_held]])
    person_would = sides.wish < has[sides.person]
    post_would = (count < sides.quota)[sides.post] | (sides.standing < last[sides.post])
    return np.flatnonzero(person_would & post_would)


def _key_roles_empty(walk: Walk) -> int:
    served = {spell.role for spell in walk.spells if spell.shares}
    roles = walk.register.roles.items()
    return sum(role.key and walk.register.runs(key, 0) and key not in served for key, (_, role) in roles)


def _key_leavers(walk: Walk) -> int:
    """Services of today to key roles that end with this round, although system and service go on."""
    return sum(
        not spell.shares
        and spell.served >= 0
        and not spell.ends_with_service
        and walk.register.roles[spell.role][1].key
        and walk.register.runs(spell.role, 0)
        for spell in walk.spells
    )
