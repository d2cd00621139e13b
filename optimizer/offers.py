"""
Roles that come with a post: what people could serve from where, and at which share.

A role is served in full from a post in the host unit, or by a work-team decree from a post elsewhere that
leads nobody, at a lower share. The rules judge every offer afterwards.
"""

from dataclasses import dataclass

import numpy as np

from optimizer.arrays import Arrays

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
        worth = arrays.competence.proficiency.astype(np.int64).sum(axis=2) * value
        worth[:, (arrays.role_rounds == 0) | (arrays.role_need == 0)] = 0
        at_home = arrays.post_unit[arrays.person_post][:, None] == arrays.role_unit
        by_team = ~arrays.post_managerial[arrays.person_post][:, None]
        worth = np.where(at_home, worth, np.where(by_team, worth * TEAM_SHARE // 100, 0))
        for p, served in arrays.roles_served.items():
            worth[p, [role for role, _, _ in served]] = 0
        chosen = np.argsort(-worth, axis=1, kind="stable")[:, :ROLES_OFFERED]
        return [[int(role) for role in roles if worth[p, role] > 0] for p, roles in enumerate(chosen)]

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

    def elsewhere(self, p: int, posts: list[int]) -> list[Offer]:
        """
        List other posts together with a role.

        Parameters
        ----------
        p : int
            Person.
        posts : list of int
            Other posts, the most promising first.

        Returns
        -------
        list of Offer
            Roles of today from any post; new ones from posts in the host unit.
        """
        offers = []
        present = [role for role, _, _ in self._arrays.roles_served.get(p, ())]
        fresh = self._fresh[p]
        unit = self._arrays.post_unit
        for post in posts:
            for role in present:
                served = self._from(post, role, 0)
                if served is not None:
                    offers.append(Offer(post, (served,)))
            hosted = [role for role in fresh if unit[post] == self._arrays.role_unit[role]]
            offers.extend(Offer(post, ((role, 100, False),)) for role in hosted)
        return offers
