"""
The two sides of a round: which lawful posts each person wishes for, and how each post ranks who may hold it.

A person's wishes are those of the case (``Case.preferences``). Who has stated none is taken to wish for posts
by ``fit * importance``, and only for posts that are above the present one by that measure; staying is the
last wish of everybody. A post ranks its present holders first, for nobody can be put out without another
post; then by fit, then by time in the present post, then by key.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from optimizer.oneround.choices import GONE, Choices

UNWISHED = np.iinfo(np.int64).max
"""Wish of a pair that the person does not wish for."""


@dataclass(frozen=True)
class Sides:
    """
    Lawful pairs of person and post with both sides' orders; ``M`` pairs, staying included.

    Attributes
    ----------
    choices : Choices
        What everybody may do.
    person, post : ndarray of int, shape (M,)
        The pairs, by person.
    choice : ndarray of int, shape (M,)
        How the pair is made: no role is begun, and as many of today's roles are kept as may be.
    wish : ndarray of int, shape (M,)
        0 for the person's first wish; ``UNWISHED`` where the person would rather stay.
    standing : ndarray of int, shape (M,)
        0 for whom the post ranks first.
    quota : ndarray of int, shape (J,)
        Holders that each post can have: its formation, or today's holders where those are more.
    """

    choices: Choices
    person: NDArray[np.int64]
    post: NDArray[np.int64]
    choice: NDArray[np.int64]
    wish: NDArray[np.int64]
    standing: NDArray[np.int64]
    quota: NDArray[np.int64]

    @property
    def people(self) -> int:
        """Number of people."""
        return self.choices.people

    @cached_property
    def start(self) -> NDArray[np.int64]:
        """Where the pairs of each person begin, shape (P + 1,)."""
        return np.searchsorted(self.person, np.arange(self.people + 1))

    def pair_of(self, person: NDArray, post: NDArray) -> NDArray[np.int64]:
        """
        Find pairs.

        Parameters
        ----------
        person, post : ndarray of int, shape (n,)
            Person and post.

        Returns
        -------
        ndarray of int, shape (n,)
            Position of each pair; -1 where it is not lawful.
        """
        if not len(self.person):
            return np.full(len(person), -1, np.int64)
        posts = len(self.quota)
        key, wanted = self.person * posts + self.post, person * posts + post
        order = np.argsort(key)
        place = np.minimum(np.searchsorted(key[order], wanted), len(key) - 1)
        return np.where((key[order][place] == wanted) & (post >= 0), order[place], -1)


def sides_of(choices: Choices) -> Sides:
    """
    Order both sides of a round.

    Parameters
    ----------
    choices : Choices
        What everybody may do.

    Returns
    -------
    Sides
        People whose service has ended are in no pair.
    """
    arrays = choices.arrays
    choice = _plain(choices)
    person, post = choices.person[choice], choices.post[choice]
    table = arrays.competence
    fit = table.fit[person, table.post_standard[post], 0].astype(np.int64)
    is_own = post == arrays.person_post[person]
    wish = _wishes(choices, person, post, fit * arrays.importance[post], is_own)
    by_rank = np.lexsort((person, -arrays.months_in_post[person], -fit, ~is_own, post))
    standing = np.empty(len(post), np.int64)
    standing[by_rank] = np.arange(len(post)) - np.searchsorted(post[by_rank], post[by_rank])
    quota = np.maximum(arrays.formation, arrays.holders)
    return Sides(choices, person, post, choice, wish, standing, quota)


def _plain(choices: Choices) -> NDArray[np.int64]:
    """One choice for each lawful pair: no role begun, most of today's roles kept; staying as things stand."""
    arrays = choices.arrays
    served = np.zeros((choices.people, len(arrays.role_pairs) + 1), bool)
    for p, roles in arrays.roles_served.items():
        served[p, [role for role, _, _ in roles]] = True
    is_known = served[choices.person[:, None], choices.role] & (choices.role >= 0)
    begins = ((choices.role >= 0) & ~is_known).any(axis=1)
    is_own = choices.post == arrays.person_post[choices.person]
    fine = np.flatnonzero((choices.post != GONE) & ~begins & (~is_own | choices.is_present))
    kept = is_known[fine].sum(axis=1)
    person, post = choices.person[fine], choices.post[fine]
    order = np.lexsort((fine, -kept, post, person))
    is_first = np.ones(len(order), bool)
    person, post = person[order], post[order]
    is_first[1:] = (person[1:] != person[:-1]) | (post[1:] != post[:-1])
    return fine[order[is_first]]


def _wishes(
    choices: Choices, person: NDArray, post: NDArray, measure: NDArray, is_own: NDArray
) -> NDArray[np.int64]:
    """Place of each pair among the person's wishes."""
    case, position = choices.arrays.case, choices.arrays.post_position
    here = np.full(choices.people, -1, np.int64)
    here[person[is_own]] = measure[is_own]
    stays = here >= 0
    # Larger is better: a stated wish counts from above, staying is 0, and below it nothing is wished.
    far = int(measure.max(initial=0)) + 1
    merit = np.where(measure > here[person], measure, 0)
    start = np.searchsorted(person, np.arange(choices.people + 1))
    for key, wished in case.preferences.items():
        p = choices.arrays.person_position[key]
        part = slice(start[p], start[p + 1])
        place = {position[each]: len(wished) - n for n, each in enumerate(wished)}
        stated = np.array([place.get(j, 0) for j in post[part].tolist()], np.int64)
        # Who cannot stay takes any lawful post rather than none, the stated ones first.
        merit[part] = np.where(stated > 0, far + stated, 0 if stays[p] else measure[part])
    merit = np.where(is_own & (merit < far), 0, merit)
    is_wished = (merit > 0) | is_own | ~stays[person]
    # What is stated behind the present post is not wished for.
    home = np.zeros(choices.people, np.int64)
    home[person[is_own]] = merit[is_own]
    is_wished &= is_own | (merit > home[person]) | ~stays[person]
    order = np.lexsort((post, -merit, ~is_wished, person))
    wish = np.empty(len(person), np.int64)
    wish[order] = np.arange(len(person)) - start[person[order]]
    return np.where(is_wished, wish, UNWISHED)


__all__ = ["UNWISHED", "Sides", "sides_of"]
