"""
All people of a case, laid out in blocks that are priced side by side.

A block is small enough to stay in the processor's cache; blocks are shared out to at most two threads.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from optimizer.engine import bounds, events, lawful, network, paths, rows
from optimizer.engine.columns import Columns, together
from optimizer.engine.lawful import RuleInForce
from optimizer.engine.layers import Layer, best_of, later_nodes
from optimizer.engine.network import POSSIBLE, SCALE, Network
from optimizer.engine.outside import Outside
from optimizer.engine.passes import Bounding, Pass, Weighing
from optimizer.engine.pricing import Priced, Pricer
from optimizer.engine.rows import Rows
from optimizer.errors import SolveError
from optimizer.nodes import Nodes

BLOCK = 1000
"""People per block."""

PART_BLOCK = 250
"""People per block where few people are priced by themselves."""

Result = TypeVar("Result")


def blocks_by(size: NDArray, most: int = BLOCK) -> list[NDArray[np.int64]]:
    """
    Put people with about as many nodes into one block, so that few nodes of a block are empty.

    Parameters
    ----------
    size : ndarray of int, shape (P,)
        Nodes of each person.
    most : int
        People per block.

    Returns
    -------
    list of ndarray of int
        People of each block.
    """
    by_size = np.argsort(size, kind="stable")
    return [by_size[start : start + most] for start in range(0, len(by_size), most)]


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
    blocks : sequence of ndarray of int, optional
        People of each block; those with about as many nodes share one if missing.
    outside : sequence of Outside, optional
        Lawful pairs without a node, block by block.
    """

    def __init__(
        self,
        nodes: Nodes,
        rules: Sequence[RuleInForce],
        workers: int = 1,
        blocks: Sequence[NDArray[np.int64]] | None = None,
        outside: Sequence[Outside] = (),
    ) -> None:
        self.nodes = nodes
        self.rules = sorted(rules, key=lambda pair: pair[0].code)
        self._threads = ThreadPoolExecutor(workers) if workers > 1 else None
        self.blocks = list(blocks) if blocks is not None else blocks_by(nodes.real.sum(axis=1))
        self.outside = outside
        first = rows.row_blocks(nodes.take(slice(0, 1)), self.rules)
        self.rows: Rows = rows.gather(first)
        self._built = nodes.real.sum(axis=1)
        self.layers: list[list[Layer]] = self._each(self._whole, self.blocks)

    def _whole(self, people: NDArray[np.int64]) -> list[Layer]:
        return [Layer(self._pricer(self.nodes.take(people).trimmed()), np.arange(len(people)))]

    def _pricer(self, nodes: Nodes) -> Pricer:
        blocks = rows.row_blocks(nodes, self.rules)
        joined = lawful.join(nodes, self.rules)
        return Pricer(network.build(nodes, joined, rows.compile_uses(nodes, blocks)))

    def lengthened(self, nodes: Nodes, outside: Sequence[Outside]) -> "Crew":
        """
        Go on with a longer shortlist without building the networks anew.

        Parameters
        ----------
        nodes : Nodes
            The nodes so far with others behind them.
        outside : sequence of Outside
            Lawful pairs without a node, block by block.

        Returns
        -------
        Crew
            It prices later nodes for paths that enter them from the present post and keep to them, which is
            what its bound counts of posts without a node; a crew built anew knows all paths.
        """
        longer = copy(self)
        longer.nodes, longer.outside = nodes, outside

        def extended(block: int) -> list[Layer]:
            later = later_nodes(nodes, self._built, self.blocks[block])
            if later is None:
                return self.layers[block][:1]
            some, who, place = later
            return [self.layers[block][0], Layer(self._pricer(some), who, place)]

        longer.layers = self._each(extended, range(len(self.blocks)))
        return longer

    def part(self, people: NDArray[np.int64]) -> "Crew":
        """
        Build networks of some people, on all their nodes.

        Parameters
        ----------
        people : ndarray of int, shape (n,)
            Their positions here.

        Returns
        -------
        Crew
            They alone, numbered from 0; without the posts that have no node.
        """
        some = copy(self)
        some.nodes, some.outside, some._threads = self.nodes.take(people), (), None
        some._built = some.nodes.real.sum(axis=1)
        some.blocks = blocks_by(some._built, PART_BLOCK)
        some.layers = [some._whole(block) for block in some.blocks]
        return some

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
            Its people, on the nodes that the crew was built with.
        """
        return self.layers[block][0].network

    def weigh(self, multipliers: NDArray[np.int64], everywhere: bool = False) -> Weighing:
        """
        Price all people and add up what their best paths use.

        Parameters
        ----------
        multipliers : ndarray of int, shape (R,)
            In units of 1/SCALE points, inside ``bounds.limits``.
        everywhere : bool
            Whether the bound holds for posts without a node as well.

        Returns
        -------
        Weighing
            Bound and activity.

        Raises
        ------
        SolveError
            When the worth of the best paths is not their points less what they use.
        """

        def one(block: int) -> tuple[NDArray, NDArray, int]:
            layers, priced, best, lead = self._priced(block, multipliers)
            used = np.zeros(len(multipliers), np.int64)
            held = []
            for i, (layer, each) in enumerate(zip(layers, priced, strict=True)):
                ends = paths.best_ends(each, 1, best)
                p, k, t = (side[lead[layer.who[ends[0]]] == i] for side in ends)
                path = paths.trace(layer.network, each, p, k, t)
                mine = events.activity(layer.network, p, path)
                points = int(events.points(layer.network, p, path).sum())
                if SCALE * points - int(mine @ multipliers) != int(best[layer.who[p]].sum()):
                    self._read(block, layer, each, (p, k, t), multipliers)
                    raise SolveError("the best paths are not worth their points less what they use")
                used += mine
                held.append((layer, p, path))
            if not (everywhere and self.outside):
                return best, used, 0
            around = self.outside[block]
            before = layers[0].pricer.departures(priced[0])
            pair, gain = around.lead(*around.beyond(multipliers, before, best))
            for layer, p, path in held:
                elsewhere = np.isin(layer.who[p], around.prospects.person(pair))
                if elsewhere.any():
                    used -= events.activity(layer.network, p[elsewhere], path[elsewhere])
            if len(pair):
                used += around.activity(layers[0].network, pair, multipliers, before)
            return best, used, int(gain.sum())

        found = self._each(one, range(len(self.blocks)))
        best = self._by_person([part[0] for part in found])
        used = np.sum([part[1] for part in found], axis=0)
        outside = sum(part[2] for part in found)
        return Weighing(multipliers, best, self._bound(multipliers, best) + outside, used, outside)

    def beyond(
        self, multipliers: NDArray[np.int64], least: int
    ) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
        """
        Bound what pairs without a node are worth beyond the best path of their person.

        Parameters
        ----------
        multipliers : ndarray of int, shape (R,)
            In units of 1/SCALE points, inside ``bounds.limits``.
        least : int
            Only pairs that are worth more than this are of interest.

        Returns
        -------
        list of (pair, worth)
            Block by block; see ``Outside.beyond``.
        """

        def one(block: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
            layers, priced, best, _ = self._priced(block, multipliers)
            before = layers[0].pricer.departures(priced[0])
            return self.outside[block].beyond(multipliers, before, best, least)

        return self._each(one, range(len(self.outside)))

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
            layers, priced, best, _ = self._priced(block, multipliers)
            read = []
            for layer, each in zip(layers, priced, strict=True):
                least = (best - within)[layer.who]
                p, k, t = paths.best_ends(each, most, least)
                good = np.flatnonzero(each.whole[t, p, k] >= least[p])
                read.append(self._read(block, layer, each, (p[good], k[good], t[good]), multipliers))
            return best, together(read) if read[1:] else read[0]

        found = self._each(one, range(len(self.blocks)))
        best = self._by_person([part[0] for part in found])
        columns = together([part[1] for part in found])
        return Pass(multipliers, best, self._bound(multipliers, best), columns)

    def _priced(
        self, block: int, multipliers: NDArray[np.int64]
    ) -> tuple[list[Layer], list[Priced], NDArray[np.int64], NDArray[np.int64]]:
        """Layers of a block, their pricings, each person's best worth and the layer that has it."""
        layers = self.layers[block]
        priced = [layer.pricer.price(multipliers) for layer in layers]
        return layers, priced, *best_of(layers, priced)

    def _read(
        self, block: int, layer: Layer, priced: Priced, ends: tuple, multipliers: NDArray[np.int64]
    ) -> Columns:
        p, k, t = ends
        columns = self._columns(block, layer, p, paths.trace(layer.network, priced, p, k, t))
        if not np.array_equal(columns.worth(multipliers), priced.whole[t, p, k]):
            self._disagree(columns, multipliers, priced.whole[t, p, k])
        kept = np.flatnonzero(~paths.returns(layer.network, p, columns.path))
        return layer.on_shortlist(columns.take(kept), p[kept])

    def columns_of(self, block: int, p: NDArray, path: NDArray) -> Columns:
        """
        Look up points and uses of paths over the nodes that the crew was built with.

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
        return self._columns(block, self.layers[block][0], p, path)

    def _columns(self, block: int, layer: Layer, p: NDArray, path: NDArray) -> Columns:
        built = layer.network
        person = self.blocks[block][layer.who[p]]
        return Columns(person, path, events.points(built, p, path), events.uses(built, p, path))

    def _disagree(self, columns: Columns, multipliers: NDArray, found: NDArray) -> None:
        """Stop with both ledgers of the first path on which the two roads differ."""
        i = int(np.flatnonzero(columns.worth(multipliers) != found)[0])
        used = columns.uses[[i]].tocoo()
        lines = [
            f"  {self.rows.keys[r]}: {amount} at {multipliers[r] / SCALE}"
            for r, amount in zip(used.coords[1], used.data, strict=True)
        ]
        person = self.nodes.case.persons[int(self.nodes.persons[columns.person[i]])].id
        raise SolveError(
            f"two prices of one path of {person} disagree: pricing says {found[i]}, "
            f"its events say {columns.worth(multipliers)[i]} (points {columns.points[i]}):\n"
            + "\n".join(lines)
        )

    def without_path(self, result: Bounding) -> list[int]:
        """
        Name the people who have no lawful path.

        Parameters
        ----------
        result : Bounding
            Any pricing.

        Returns
        -------
        list of int
            Positions in the case.
        """
        return [int(p) for p in np.flatnonzero(result.best < POSSIBLE)]
