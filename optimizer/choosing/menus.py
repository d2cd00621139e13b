"""A plan as paths over few candidate nodes: what everybody holds in it, and what is added for some."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from optimizer.arrays import Arrays
from optimizer.nodes import Nodes
from optimizer.offers import Offer
from optimizer.plan import Path, Stay

GONE = -1
"""Node of a round after the end of service."""


class Menus:
    """
    Nodes of all people, and the path that a plan gives each of them.

    Parameters
    ----------
    arrays : Arrays
        The case.
    paths : sequence of Path
        Paths of a plan; whoever has none stays as things are.
    """

    def __init__(self, arrays: Arrays, paths: Sequence[Path]) -> None:
        self._arrays = arrays
        people = range(len(arrays.case.persons))
        self.menus = [
            [Offer(int(arrays.person_post[p]), tuple(arrays.roles_served.get(p, ())))] for p in people
        ]
        self._stays: dict[int, list[tuple[Offer, Stay]]] = {}
        for planned in paths:
            p = arrays.person_position[planned.person]
            self._stays[p] = [(self._offer(p, stay), stay) for stay in planned.stays]
            self.add(p, [offer for offer, _ in self._stays[p]])

    def _offer(self, p: int, stay: Stay) -> Offer:
        """Read a stay; the roles of today are written as node 0 writes them."""
        arrays = self._arrays
        served = tuple(
            (arrays.role_position[each.role], each.share, each.via == "team") for each in stay.roles
        )
        offer, present = Offer(arrays.post_position[stay.post], served), self.menus[p][0]
        if offer.post == present.post and set(served) == set(present.roles):
            return present
        return offer

    def add(self, p: int, offers: Iterable[Offer]) -> None:
        """
        Add nodes to those of a person, none twice; those at the present post stand first.

        Parameters
        ----------
        p : int
            Position of the person.
        offers : iterable of Offer
            Nodes.
        """
        menu = list(dict.fromkeys([*self.menus[p], *offers]))
        self.menus[p] = sorted(menu, key=lambda offer: offer.post != menu[0].post)

    def path(self) -> NDArray[np.int16]:
        """
        Write the plan as nodes.

        Returns
        -------
        ndarray of int16, shape (P, T)
            Node held in each round, ``GONE`` where a path ends before the horizon does.
        """
        path = np.zeros((len(self.menus), self._arrays.rounds), np.int16)
        for p, stays in self._stays.items():
            path[p] = GONE
            for offer, stay in stays:
                path[p, stay.first : stay.last + 1] = self.menus[p].index(offer)
        return path

    def place(self, before: Sequence[Sequence[Offer]]) -> NDArray[np.int64]:
        """
        Tell where the nodes of former menus stand now.

        Parameters
        ----------
        before : sequence of sequence of Offer
            Former menus.

        Returns
        -------
        ndarray of int, shape (P, K)
            Position now; -1 behind a person's nodes.
        """
        place = np.full((len(before), max(map(len, before))), -1, np.int64)
        for p, menu in enumerate(before):
            now = self.menus[p]
            is_same = now[: len(menu)] == menu
            place[p, : len(menu)] = range(len(menu)) if is_same else [now.index(each) for each in menu]
        return place

    def nodes(self) -> Nodes:
        """
        Lay the nodes out.

        Returns
        -------
        Nodes
            Those at the present post first, node 0 as things stand.
        """
        return laid_out(self._arrays, self.menus)


def laid_out(arrays: Arrays, menus: Sequence[Sequence[Offer]]) -> Nodes:
    """
    Put menus into arrays.

    Parameters
    ----------
    arrays : Arrays
        The case.
    menus : sequence of sequence of Offer
        Nodes of all people.

    Returns
    -------
    Nodes
        Shape (P, K), K the longest menu.
    """
    people, count = len(menus), max(map(len, menus), default=1)
    slots = max(2, max((len(offer.roles) for menu in menus for offer in menu), default=0))
    post = np.full((people, count), -1, np.int32)
    role = np.full((people, count, slots), -1, np.int32)
    share: NDArray = np.zeros(role.shape, np.int32)
    via_team = np.zeros(role.shape, bool)
    for p, menu in enumerate(menus):
        post[p, : len(menu)] = [offer.post for offer in menu]
        for k, offer in enumerate(menu):
            for s, served in enumerate(offer.roles):
                role[p, k, s], share[p, k, s], via_team[p, k, s] = served
    return Nodes(arrays, np.arange(people), post, role, share, via_team)
