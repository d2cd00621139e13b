"""
Candidate nodes: what each person may do in a round, as arrays (person, node).

A node is a post with up to S roles. Node 0 is the present post with the roles served today. The same
class describes few nodes per person (planning) and one node per post of the case (choosing candidates).
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from optimizer.arrays import Arrays
from optimizer.case import Case

IntArray = NDArray
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True)
class Nodes:
    """
    Candidate nodes of some people; sizes ``P`` people here, ``K`` nodes each, ``S`` role slots, ``T`` rounds.

    Attributes
    ----------
    arrays : Arrays
        The case as arrays.
    persons : ndarray of int, shape (P,)
        Position of each person in the case: people here may be a part of all people.
    post : ndarray of int, shape (P, K)
        Post of each node; -1 where a person has fewer nodes.
    role, share : ndarray of int, shape (P, K, S)
        Role served in each slot (-1 none), and its share of working time in percent.
    via_team : ndarray of bool, shape (P, K, S)
        Whether the role is served by a work-team decree.
    pairs : bool
        Whether changes between any two nodes are in question; if not, only those from node 0.
    """

    arrays: Arrays
    persons: IntArray
    post: IntArray
    role: IntArray
    share: IntArray
    via_team: BoolArray
    pairs: bool = True

    @property
    def case(self) -> Case:
        """The case."""
        return self.arrays.case

    @property
    def shape(self) -> tuple[int, int, int]:
        """People, nodes, rounds: (P, K, T)."""
        return (*self.post.shape, self.arrays.rounds)

    @cached_property
    def real(self) -> BoolArray:
        """Whether the node exists, shape (P, K)."""
        return self.post >= 0

    @cached_property
    def has_roles(self) -> bool:
        """Whether any node here serves a role; what roles use need not be worked out where none does."""
        return bool(self.role.max(initial=-1) >= 0)

    @cached_property
    def own_post(self) -> BoolArray:
        """Whether the node's post is the person's present post, shape (P, K)."""
        return self.post == self.of_person(self.arrays.person_post)

    @cached_property
    def from_post(self) -> IntArray:
        """Post left by a change, shape (P, K, 1), or (P, 1, 1) when only node 0 is left."""
        return (self.post if self.pairs else self.post[:, :1])[:, :, None]

    @cached_property
    def to_post(self) -> IntArray:
        """Post entered by a change, shape (P, 1, K)."""
        return self.post[:, None, :]

    @cached_property
    def fit(self) -> NDArray[np.uint8]:
        """Fit 0..100 of the person to the node's post in each round, shape (P, K, T)."""
        table = self.arrays.competence
        return table.fit[self.persons[:, None], table.post_standard[self.post]]

    @cached_property
    def service(self) -> IntArray:
        """Effective service in percent of a full person per role slot and round, shape (P, K, S, T)."""
        if not self.has_roles:
            return np.broadcast_to(np.int64(0), (*self.role.shape, self.arrays.rounds))
        proficiency = self.arrays.competence.proficiency[self.persons[:, None, None], self.role]
        effective = self.share[..., None].astype(np.int64) * proficiency // 100
        return np.where((self.role >= 0)[..., None], effective, 0)

    @cached_property
    def role_months(self) -> IntArray:
        """Months served at round 0 in each role slot of node 0 (-1 where empty), shape (P, S)."""
        present = self.role[:, 0, :]
        months = np.full(present.shape, -1, np.int64)
        served = self.arrays.months_served if present.max(initial=-1) >= 0 else {}
        for p, slot in np.argwhere(present >= 0):
            months[p, slot] = served.get((int(self.persons[p]), int(present[p, slot])), -1)
        return months

    def of_person(self, values: NDArray) -> NDArray:
        """
        Look up a value of each person.

        Parameters
        ----------
        values : ndarray, shape (all people,)
            One value per person of the case.

        Returns
        -------
        ndarray, shape (P, 1)
            The values of the people here.
        """
        return values[self.persons][:, None]

    def of_post(self, values: NDArray) -> NDArray:
        """
        Look up a value of each node's post; where a node is missing the value has no meaning.

        Parameters
        ----------
        values : ndarray, shape (J,)
            One value per post of the case.

        Returns
        -------
        ndarray, shape (P, K)
            The values at the nodes.
        """
        return values[self.post]

    def of_role(self, values: NDArray, missing: int = -1) -> NDArray:
        """
        Look up a value of each role slot.

        Parameters
        ----------
        values : ndarray, shape (R,)
            One value per role of the case.
        missing : int
            Value of an empty slot.

        Returns
        -------
        ndarray, shape (P, K, S)
            The values at the slots.
        """
        if not self.has_roles:
            return np.broadcast_to(np.asarray(missing), self.role.shape)
        return np.where(self.role >= 0, values[self.role], missing)

    def take(self, rows: IntArray | slice) -> "Nodes":
        """
        Keep some of the people.

        Parameters
        ----------
        rows : ndarray of int or slice
            Positions among the people here.

        Returns
        -------
        Nodes
            The same nodes of fewer people.
        """
        return replace(
            self,
            persons=self.persons[rows],
            post=self.post[rows],
            role=self.role[rows],
            share=self.share[rows],
            via_team=self.via_team[rows],
        )

    def laid_out(self, rows: IntArray, place: IntArray) -> "Nodes":
        """
        Lay out some of the nodes of some people.

        Parameters
        ----------
        rows : ndarray of int, shape (n,)
            Positions among the people here.
        place : ndarray of int, shape (n, k)
            Position of each node wanted; -1 for none.

        Returns
        -------
        Nodes
            Shape (n, k).
        """
        at = (rows[:, None], np.maximum(place, 0))
        is_real = place >= 0
        in_slots = is_real[:, :, None]
        return replace(
            self,
            persons=self.persons[rows],
            post=np.where(is_real, self.post[at], -1),
            role=np.where(in_slots, self.role[at], -1),
            share=np.where(in_slots, self.share[at], 0),
            via_team=np.where(in_slots, self.via_team[at], False),
        )

    def trimmed(self) -> "Nodes":
        """
        Leave out the nodes that nobody here has.

        Returns
        -------
        Nodes
            As many nodes as the person with most of them.
        """
        most = max(1, int(self.real.sum(axis=1).max(initial=1)))
        return replace(
            self,
            post=self.post[:, :most],
            role=self.role[:, :most],
            share=self.share[:, :most],
            via_team=self.via_team[:, :most],
        )
