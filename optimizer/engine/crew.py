"""
All people of a case, laid out in blocks that are priced side by side.

A block is small enough to stay in the processor's cache; blocks are shared out to at most two threads.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from optimizer.engine import bounds, events, lawful, network, paths, rows
from optimizer.engine.lawful import RuleInForce
from optimizer.engine.network import POSSIBLE, SCALE, Network
from optimizer.engine.pricing import Priced, Pricer
from optimizer.engine.rows import Rows
from optimizer.errors import SolveError
from optimizer.nodes import Nodes

BLOCK = 1000
"""People per block."""

Result = TypeVar("Result")


@dataclass(frozen=True)
class Columns:
    """
    Paths of people with their points and uses.

    Attributes
    ----------
    person : ndarray of int, shape (N,)
        Position of the person in the case.
    path : ndarray of int8, shape (N, T)
        Node held in each round, -1 after the end of service.
    points : ndarray of int, shape (N,)
        Points for holding and moving.
    uses : sparse integer matrix, shape (N, R)
        Units used of each row.
    """

    person: NDArray[np.int64]
    path: NDArray[np.int8]
    points: NDArray[np.int64]
    uses: sparse.csr_array

    def __len__(self) -> int:
        return len(self.person)

    def take(self, index: NDArray) -> "Columns":
        """
        Keep some of the paths.

        Parameters
        ----------
        index : ndarray of int or bool
            Which ones.

        Returns
        -------
        Columns
            In the order asked for.
        """
        return Columns(self.person[index], self.path[index], self.points[index], self.uses[index])

    def worth(self, multipliers: NDArray[np.int64]) -> NDArray[np.int64]:
        """
        Points less the price of what is used.

        Parameters
        ----------
        multipliers : ndarray of int, shape (R,)
            In units of 1/SCALE points.

        Returns
        -------
        ndarray of int, shape (N,)
            In units of 1/SCALE points.
        """
        return SCALE * self.points - self.uses @ multipliers


def together(parts: Sequence[Columns]) -> Columns:
    """
    Put columns one behind the other.

    Parameters
    ----------
    parts : sequence of Columns
        At least one.

    Returns
    -------
    Columns
        All of them.
    """
    return Columns(
        np.concatenate([part.person for part in parts]),
        np.concatenate([part.path for part in parts]),
        np.concatenate([part.points for part in parts]),
        sparse.csr_array(sparse.vstack([part.uses for part in parts], format="csr")),
    )


@dataclass(frozen=True)
class Pass:
    """
    One pricing of all people.

    Attributes
    ----------
    multipliers : ndarray of int, shape (R,)
        At which they were priced.
    best : ndarray of int, shape (P,)
        Worth of each person's best path in units of 1/SCALE points.
    bound : int
        Lagrangian bound in units of 1/SCALE points.
    columns : Columns
        Best paths, the best one first; without those that come back to a post or role once left.
    """

    multipliers: NDArray[np.int64]
    best: NDArray[np.int64]
    bound: int
    columns: Columns


@dataclass(frozen=True)
class Weighing:
    """
    One pricing of all people without their paths.

    Attributes
    ----------
    multipliers : ndarray of int, shape (R,)
        At which they were priced.
    best : ndarray of int, shape (P,)
        Worth of each person's best path in units of 1/SCALE points.
    bound : int
        Lagrangian bound in units of 1/SCALE points.
    activity : ndarray of int, shape (R,)
        What the best paths use together.
    """

    multipliers: NDArray[np.int64]
    best: NDArray[np.int64]
    bound: int
    activity: NDArray[np.int64]


class Crew:
    """
    The career networks of all people.

    Parameters
    ----------
    nodes : Nodes
        Candidate nodes of all people, in the order of the case.
    rules : sequence of (Rule, parameters)
        Rules in force.
    workers : int
        Threads, 1 or 2.
    """

    def __init__(self, nodes: Nodes, rules: Sequence[RuleInForce], workers: int = 1) -> None:
        self.nodes = nodes
        self.rules = sorted(rules, key=lambda pair: pair[0].code)
        self._threads = ThreadPoolExecutor(workers) if workers > 1 else None
        # People with about as many nodes share a block, so that few of its nodes are empty.
        by_size = np.argsort(nodes.real.sum(axis=1), kind="stable")
        self.blocks = [by_size[start : start + BLOCK] for start in range(0, len(by_size), BLOCK)]
        first = rows.row_blocks(nodes.take(slice(0, 1)), self.rules)
        self.rows: Rows = rows.gather(first)
        self.pricers = self._each(self._pricer, self.blocks)

    def _pricer(self, people: NDArray[np.int64]) -> Pricer:
        nodes = self.nodes.take(people).trimmed()
        blocks = rows.row_blocks(nodes, self.rules)
        joined = lawful.join(nodes, self.rules)
        return Pricer(network.build(nodes, joined, rows.compile_uses(nodes, blocks)))

    def _each(self, work: Callable[..., Result], items: Sequence) -> list[Result]:
        if self._threads is None:
            return [work(item) for item in items]
        return list(self._threads.map(work, items))

    def network(self, block: int) -> Network:
        """
        Give the network of a block.

        Parameters
        ----------
        block : int
            Position of the block.

        Returns
        -------
        Network
            Its people.
        """
        return self.pricers[block].network

    def weigh(self, multipliers: NDArray[np.int64]) -> Weighing:
        """
        Price all people and add up what their best paths use.

        Parameters
        ----------
        multipliers : ndarray of int, shape (R,)
            In units of 1/SCALE points, inside ``bounds.limits``.

        Returns
        -------
        Weighing
            Bound and activity.

        Raises
        ------
        SolveError
            When the worth of the best paths is not their points less what they use.
        """

        def one(block: int) -> tuple[NDArray, NDArray]:
            priced = self.pricers[block].price(multipliers)
            best = priced.best()
            p, k, t = paths.best_ends(priced, 1, best)
            built = self.network(block)
            path = paths.trace(built, priced, p, k, t)
            used = events.activity(built, p, path)
            points = int(events.points(built, p, path).sum())
            if SCALE * points - int(used @ multipliers) != int(best[p].sum()):
                self._read(block, priced, (p, k, t), multipliers)
                raise SolveError("the best paths are not worth their points less what they use")
            return best, used

        found = self._each(one, range(len(self.blocks)))
        best = self._by_person([part[0] for part in found])
        used = np.sum([part[1] for part in found], axis=0)
        return Weighing(multipliers, best, self._bound(multipliers, best), used)

    def departures(self, multipliers: NDArray[np.int64]) -> NDArray[np.int64]:
        """
        Best worth of reaching each round at the present post.

        Parameters
        ----------
        multipliers : ndarray of int, shape (R,)
            In units of 1/SCALE points, inside ``bounds.limits``.

        Returns
        -------
        ndarray of int, shape (P, T)
            In units of 1/SCALE points; what leaving uses is not part of it.
        """
        found = self._each(lambda pricer: pricer.departures(pricer.price(multipliers)), self.pricers)
        return self._by_person(found)

    def _by_person(self, parts: Sequence[NDArray]) -> NDArray:
        """Put what blocks have found into the order of the case."""
        joined = np.concatenate(parts)
        ordered = np.empty_like(joined)
        ordered[np.concatenate(self.blocks)] = joined
        return ordered

    def _bound(self, multipliers: NDArray[np.int64], best: NDArray[np.int64]) -> int:
        terms = int(bounds.row_terms(self.rows, multipliers).sum())
        return SCALE * self.rows.granted + int(best.sum()) + terms

    def price(self, multipliers: NDArray[np.int64], most: int = 1, within: int = 0) -> Pass:
        """
        Price all people.

        Parameters
        ----------
        multipliers : ndarray of int, shape (R,)
            In units of 1/SCALE points, inside ``bounds.limits``.
        most : int
            Most paths per person to return.
        within : int
            How much less than the best one, in units of 1/SCALE points, a further path may be worth.

        Returns
        -------
        Pass
            Bound and paths.

        Raises
        ------
        SolveError
            When two roads to the price of a path disagree.
        """

        def one(block: int) -> tuple[NDArray, Columns]:
            priced = self.pricers[block].price(multipliers)
            best = priced.best()
            ends = paths.best_ends(priced, most, best - within)
            return best, self._read(block, priced, ends, multipliers)

        found = self._each(one, range(len(self.blocks)))
        best = self._by_person([part[0] for part in found])
        columns = together([part[1] for part in found])
        return Pass(multipliers, best, self._bound(multipliers, best), columns)

    def _read(self, block: int, priced: Priced, ends: tuple, multipliers: NDArray) -> Columns:
        p, k, t = ends
        columns = self.columns_of(block, p, paths.trace(self.network(block), priced, p, k, t))
        if not np.array_equal(columns.worth(multipliers), priced.whole[t, p, k]):
            self._disagree(columns, multipliers, priced.whole[t, p, k])
        back = paths.returns(self.network(block), p, columns.path)
        return columns.take(np.flatnonzero(~back)) if back.any() else columns

    def columns_of(self, block: int, p: NDArray, path: NDArray) -> Columns:
        """
        Look up points and uses of paths.

        Parameters
        ----------
        block : int
            Block of the people.
        p : ndarray of int, shape (n,)
            Person inside the block.
        path : ndarray of int, shape (n, T)
            Node held in each round.

        Returns
        -------
        Columns
            The paths as columns.
        """
        built = self.network(block)
        person = self.blocks[block][p]
        return Columns(person, path, events.points(built, p, path), events.uses(built, p, path))

    def _disagree(self, columns: Columns, multipliers: NDArray, found: NDArray) -> None:
        """Stop with both ledgers of the first path on which the two roads differ."""
        i = int(np.flatnonzero(columns.worth(multipliers) != found)[0])
        used = columns.uses[[i]].tocoo()
        lines = [
            f"  {self.rows.keys[r]}: {amount} at {multipliers[r] / SCALE}"
            for r, amount in zip(used.coords[1], used.data, strict=True)
        ]
        person = self.nodes.case.persons[int(columns.person[i])].id
        raise SolveError(
            f"two prices of one path of {person} disagree: pricing says {found[i]}, "
            f"its events say {columns.worth(multipliers)[i]} (points {columns.points[i]}):\n"
            + "\n".join(lines)
        )

    def without_path(self, result: Pass | Weighing) -> list[int]:
        """
        Name the people who have no lawful path.

        Parameters
        ----------
        result : Pass
            Any pricing.

        Returns
        -------
        list of int
            Positions in the case.
        """
        return [int(p) for p in np.flatnonzero(result.best < POSSIBLE)]
