"""
Roles that come with a post: what people could serve from where, and at which share.

A role is served in full from a post in the host unit, or by a work-team decree from a post elsewhere that
leads nobody, at a lower share. The rules judge every offer afterwards.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.arrays import Arrays
from optimizer.competence import PART

TEAM_SHARE = 50
"""Share of working time that a work-team decree gives to a role (PermenPANRB 7/2022; house figure)."""

ROLES_OFFERED = 2
"""Roles offered to a person beside those served today: the ones in which the service is worth most."""

MOST_ROLES = 2
"""Roles that a candidate combines at most; more are kept only where they are served today."""

Served = tuple[int, int, bool]
"""Role, share of working time in percent, by work team."""


@dataclass(frozen=True)
class Offer:
    """A post with the roles served from it."""

    post: int
    roles: tuple[Served, ...] = ()


@dataclass(frozen=True)
class FromPosts:
    """
    Roles served from posts, one each.

    Attributes
    ----------
    post, role : ndarray of int, shape (n,)
        Post, and the role served from it.
    via_team : ndarray of bool, shape (n,)
        Whether by a work-team decree, at a lower share.
    """

    post: NDArray[np.int64]
    role: NDArray[np.int64]
    via_team: NDArray[np.bool_]

    @property
    def share(self) -> NDArray[np.int64]:
        """Share of working time in percent, shape (n,)."""
        return np.where(self.via_team, TEAM_SHARE, 100)

    def offers(self) -> list[Offer]:
        """
        Put them down one by one.

        Returns
        -------
        list of Offer
            In the same order.
        """
        rows = zip(
            self.post.tolist(), self.role.tolist(), self.share.tolist(), self.via_team.tolist(), strict=True
        )
        return [Offer(post, ((role, share, by_team),)) for post, role, share, by_team in rows]


class Offers:
    """
    What roles could be offered to whom.

    Parameters
    ----------
    arrays : Arrays
        The case.

    Attributes
    ----------
    with_roles : list of int
        People who serve a role or could serve one.
    """

    def __init__(self, arrays: Arrays) -> None:
        self._arrays = arrays
        self._fresh = self._best_new_roles()
        self.with_roles = [p for p, fresh in enumerate(self._fresh) if fresh or p in arrays.roles_served]

    def _best_new_roles(self) -> list[list[int]]:
        """Roles in which each person's service would be worth most, best first."""
        arrays = self._arrays
        people = len(arrays.case.persons)
        if not arrays.role_pairs:
            return [[] for _ in range(people)]
        # As role service prices them: a key role stands for the whole system, the others share it.
        value = np.array(
            [100 * s.value_per_month // (1 if role.key else len(s.roles)) for s, role in arrays.role_pairs]
        )
        chosen: list[list[int]] = []
        for start in range(0, people, PART):
            some = slice(start, min(start + PART, people))
            worth = arrays.competence.proficiency[some].sum(axis=2, dtype=np.int64) * value
            worth[:, (arrays.role_rounds == 0) | (arrays.role_need == 0)] = 0
            post = arrays.person_post[some]
            at_home = arrays.post_unit[post][:, None] == arrays.role_unit
            by_team = ~arrays.post_managerial[post][:, None]
            worth = np.where(at_home, worth, np.where(by_team, worth * TEAM_SHARE // 100, 0))
            for p in range(some.start, some.stop):
                worth[p - start, [role for role, _, _ in arrays.roles_served.get(p, ())]] = 0
            best = np.argsort(-worth, axis=1, kind="stable")[:, :ROLES_OFFERED]
            chosen += [[int(r) for r in roles if worth[p, r] > 0] for p, roles in enumerate(best)]
        return chosen

    def _from(self, post: int, role: int, used: int) -> Served | None:
        """Service of a role from a post beside ``used`` percent for other roles; None when there is none."""
        at_home = self._arrays.post_unit[post] == self._arrays.role_unit[role]
        if not at_home and self._arrays.post_managerial[post]:
            return None
        share = min(100 if at_home else TEAM_SHARE, 100 - used)
        return (role, share, not at_home) if share > 0 else None

    def at_own_post(self, p: int) -> list[Offer]:
        """
        List the nodes at the present post.

        Parameters
        ----------
        p : int
            Person.

        Returns
        -------
        list of Offer
            As things stand first; then with one role less or one more.
        """
        post = int(self._arrays.person_post[p])
        present = self._arrays.roles_served.get(p, ())
        offers = [Offer(post, present)]
        for role, _, _ in present:
            offers.append(Offer(post, tuple(each for each in present if each[0] != role)))
        if len(present) > 1:
            offers.append(Offer(post))
        used = sum(share for _, share, _ in present)
        for role in self._fresh[p]:
            extra = self._from(post, role, used)
            if extra is not None and len(present) < MOST_ROLES:
                offers.append(Offer(post, (*present, extra)))
            elif (instead := self._from(post, role, 0)) is not None:
                offers.append(Offer(post, (instead,)))
        return list(dict.fromkeys(offers))

    def elsewhere(self, p: int, posts: NDArray[np.int64]) -> FromPosts:
        """
        List the roles that a person could serve from other posts, one at a time.

        Parameters
        ----------
        p : int
            Person.
        posts : ndarray of int, shape (n,)
            Other posts.

        Returns
        -------
        FromPosts
            Roles of today from any post, new ones from posts in the host unit; by role, then as given.
        """
        arrays = self._arrays
        found = []
        present = [role for role, _, _ in arrays.roles_served.get(p, ())]
        for role in (*present, *self._fresh[p]):
            at_home = arrays.post_unit[posts] == arrays.role_unit[role]
            by_team = ~at_home & ~arrays.post_managerial[posts] & (role in present)
            where = np.flatnonzero(at_home | by_team)
            found.append((posts[where], np.full(len(where), role), by_team[where]))
        if not found:
            nothing = np.zeros(0, np.int64)
            return FromPosts(nothing, nothing, nothing > 0)
        return FromPosts(*(np.concatenate([each[i] for each in found]) for i in range(3)))
