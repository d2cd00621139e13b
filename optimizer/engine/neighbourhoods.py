"""
Which people to free together: those from whom the distance to the bound comes, and those in their way.

Each neighbourhood starts from a few people and grows along the rows that their good paths would need.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from optimizer.engine.columns import Columns
from optimizer.engine.incumbent import Incumbent


@dataclass(frozen=True)
class View:
    """
    What a neighbourhood may look at.

    Attributes
    ----------
    incumbent : Incumbent
        The plan in hand.
    good : Columns
        Good paths of all people, ordered by person.
    start : ndarray of int, shape (P + 1,)
        Where each person's good paths begin.
    contested : ndarray of bool, shape (R,)
        Rows that are scarce: they have a price, or are full.
    regret : ndarray of float, shape (P,)
        Distance of each person's path to the best one.
    row_regret : ndarray of float, shape (R,)
        Distance that rows contribute.
    department : ndarray of int, shape (P,)
        Present department of each person.
    """

    incumbent: Incumbent
    good: Columns
    start: NDArray[np.int64]
    contested: NDArray[np.bool_]
    regret: NDArray[np.float64]
    row_regret: NDArray[np.float64]
    department: NDArray[np.int64]


Neighbourhood = Callable[[View, np.random.Generator, int], NDArray[np.int64]]


class Links:
    """
    Who could use which scarce row.

    Parameters
    ----------
    view : View
        Plan and good paths.
    """

    def __init__(self, view: View) -> None:
        rows = np.flatnonzero(view.contested)
        people = len(view.regret)
        uses = abs(sparse.csr_array(view.good.uses[:, rows]))
        own = abs(sparse.csr_array(view.incumbent.columns.uses[:, rows]))
        belongs = sparse.csr_array(
            (np.ones(len(view.good)), (view.good.person, np.arange(len(view.good)))),
            shape=(people, len(view.good)),
        )
        self.wants = sparse.csr_array((belongs @ uses + own).astype(bool).astype(np.int8))
        self.holds = sparse.csc_array(own.astype(bool).astype(np.int8))
        self.wanted = sparse.csc_array(self.wants)
        self.rows = rows

    def grow(
        self, seeds: NDArray[np.int64], view: View, rng: np.random.Generator, size: int
    ) -> NDArray[np.int64]:
        """
        Add people along shared scarce rows until there are enough.

        Parameters
        ----------
        seeds : ndarray of int
            People to begin with.
        view : View
            Plan and good paths.
        rng : Generator
            Source of chance.
        size : int
            People wanted.

        Returns
        -------
        ndarray of int
            At most ``size`` people, increasing.
        """
        inside = np.zeros(len(view.regret), bool)
        inside[seeds[:size]] = True
        frontier = seeds[:size]
        while inside.sum() < size and len(frontier):
            rows = np.unique(self.wants[frontier].indices)
            near = np.zeros(len(inside), np.int64)
            held = self.holds[:, rows]
            np.add.at(near, held.indices, 4)
            wanted = self.wanted[:, rows]
            np.add.at(near, wanted.indices, 1)
            near[inside] = 0
            found = np.flatnonzero(near)
            room = size - int(inside.sum())
            if len(found) > room:
                score = near[found] * (1 + view.regret[found]) * rng.random(len(found))
                found = found[np.argpartition(-score, room - 1)[:room]]
            inside[found] = True
            frontier = found
        return np.flatnonzero(inside)


def by_regret(view: View, links: Links, rng: np.random.Generator, size: int) -> NDArray[np.int64]:
    """
    Start from people whose path is far from their best one.

    Parameters
    ----------
    view, links, rng, size
        See ``Links.grow``.

    Returns
    -------
    ndarray of int
        People to free.
    """
    weight = view.regret + 1e-9
    seeds = _draw(weight, rng, max(3, size // 8))
    return links.grow(seeds, view, rng, size)


def by_row(view: View, links: Links, rng: np.random.Generator, size: int) -> NDArray[np.int64]:
    """
    Start from the rows that the distance to the bound comes from.

    Parameters
    ----------
    view, links, rng, size
        See ``Links.grow``.

    Returns
    -------
    ndarray of int
        People to free.
    """
    if not len(links.rows) or view.row_regret[links.rows].max(initial=0) <= 0:
        return by_regret(view, links, rng, size)
    rows = _draw(view.row_regret[links.rows] + 1e-12, rng, 12)
    people = np.unique(links.wanted[:, rows].indices)
    rng.shuffle(people)
    return links.grow(people[: max(3, size // 2)], view, rng, size)


def by_department(view: View, links: Links, rng: np.random.Generator, size: int) -> NDArray[np.int64]:
    """
    Start from one department.

    Parameters
    ----------
    view, links, rng, size
        See ``Links.grow``.

    Returns
    -------
    ndarray of int
        People to free.
    """
    total = np.bincount(view.department, view.regret + 1e-9).astype(float)
    chosen = _draw(total, rng, 1)[0]
    people = np.flatnonzero(view.department == chosen)
    seeds = people[_draw(view.regret[people] + 1e-9, rng, max(3, size // 2))]
    return links.grow(seeds, view, rng, size)


def by_chance(view: View, links: Links, rng: np.random.Generator, size: int) -> NDArray[np.int64]:
    """
    Start from a person anywhere.

    Parameters
    ----------
    view, links, rng, size
        See ``Links.grow``.

    Returns
    -------
    ndarray of int
        People to free.
    """
    return links.grow(_draw(np.ones(len(view.regret)), rng, 3), view, rng, size)


def by_chain(view: View, links: Links, rng: np.random.Generator, size: int) -> NDArray[np.int64]:
    """
    Start from one person with regret and follow who is in whose way.

    Parameters
    ----------
    view, links, rng, size
        See ``Links.grow``.

    Returns
    -------
    ndarray of int
        People to free.
    """
    return links.grow(_draw(view.regret + 1e-9, rng, 1), view, rng, size)


def _draw(weight: NDArray[np.float64], rng: np.random.Generator, count: int) -> NDArray[np.int64]:
    """Draw positions without repetition, in proportion to their weight."""
    count = min(count, len(weight))
    keys = rng.exponential(size=len(weight)) / np.maximum(weight, 1e-12)
    return np.argpartition(keys, count - 1)[:count]


ALL = {
    "regret": by_regret,
    "row": by_row,
    "department": by_department,
    "chain": by_chain,
    "chance": by_chance,
}
