"""
The best choices of everybody at given prices of the loose rows: one flow of least cost.

Everybody sends one unit to the smallest place that the chosen post belongs to, places pass it on to the
greater places around them, and the outermost ones to the end. A place has an arc for each linear piece of its
slack, which is convex, so that cheaper pieces fill first. Costs are whole numbers and so is the flow.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from optimizer.engine.bounds import row_terms
from optimizer.engine.network import SCALE
from optimizer.errors import SolveError
from optimizer.oneround.choices import Choices
from optimizer.oneround.coupling import Coupling
from optimizer.oneround.potentials import Residual, potentials
from optimizer.rules._base import NO_LIMIT


@dataclass(frozen=True)
class Flow:
    """
    A flow of least cost.

    Attributes
    ----------
    chosen : ndarray of int, shape (P,)
        Choice of each person.
    multipliers : ndarray of int, shape (R,)
        Prices of all rows: of the loose ones as given, of the settled ones their slope, of the places the
        differences of node potentials. In units of 1/SCALE points.
    objective : int
        What the solver's optimum amounts to, the loose rows priced, in units of 1/SCALE points: the value of
        the plan where no row is loose, a bound otherwise.
    """

    chosen: NDArray[np.int64]
    multipliers: NDArray[np.int64]
    objective: int


class FlowProblem:
    """
    The network of a case, to be solved at any prices of the loose rows.

    Parameters
    ----------
    choices : Choices
        What everybody may do.
    coupling : Coupling
        What the rows are to the network.
    """

    def __init__(self, choices: Choices, coupling: Coupling) -> None:
        self.choices, self.coupling = choices, coupling
        rows = choices.rows
        count = choices.count_of_person
        self.is_free = count[choices.person] > 1
        self.fixed = np.flatnonzero(~self.is_free)
        self.base = choices.activity(self.fixed)
        self._places = np.flatnonzero(coupling.place)
        self._vertex = np.full(rows.count, -1, np.int64)
        self._vertex[self._places] = np.arange(len(self._places))
        self._end = len(self._places)
        self._leaf = self._leaves()
        self._arcs = self._place_arcs()

    def _leaves(self) -> NDArray[np.int64]:
        """Vertex that each choice leads to: the smallest place used, or the end; shape (N,)."""
        uses = self.choices.uses.tocoo()
        choice, row = (side[self.coupling.place[uses.coords[1]]] for side in uses.coords)
        order = np.lexsort((row, self.coupling.size[row], choice))
        choice, first = np.unique(choice[order], return_index=True)
        leaf = np.full(len(self.choices.person), self._end, np.int64)
        leaf[choice] = self._vertex[row[order][first]]
        return leaf

    def _place_arcs(self) -> tuple[NDArray, NDArray, NDArray] | None:
        """Place, room and price of each piece of slack; None where those who are fixed overfill a place."""
        rows, r = self.choices.rows, self._places
        free = len(np.unique(self.choices.person[self.is_free]))
        base = self.base[r]
        has_lower, has_upper = rows.lower[r] > -NO_LIMIT, rows.upper[r] < NO_LIMIT
        room = np.where(has_upper, np.minimum(free, rows.upper[r] + rows.excess_max[r] - base), free)
        if (room < 0).any():
            return None
        low = np.where(has_lower, np.clip(rows.lower[r] - base, 0, room), 0)
        high = np.where(has_upper, np.clip(rows.upper[r] - base, low, room), room)
        place = np.tile(np.arange(len(r)), 3)
        capacity = np.concatenate([low, high - low, room - high])
        price = SCALE * np.concatenate(
            [-rows.missing_price[r], np.zeros(len(r), np.int64), rows.excess_price[r]]
        )
        there = capacity > 0
        return place[there], capacity[there], price[there]

    def solve(self, prices: NDArray[np.int64]) -> Flow | None:
        """
        Find the best choices.

        Parameters
        ----------
        prices : ndarray of int, shape (R,)
            Prices of the loose rows in units of 1/SCALE points, inside ``bounds.limits``; other prices
            are not read.

        Returns
        -------
        Flow or None
            None when there is no plan that keeps the places.

        Raises
        ------
        SolveError
            When the solver fails, or its flow is not of least cost.
        """
        choices, coupling = self.choices, self.coupling
        if self._arcs is None or (choices.count_of_person == 0).any():
            return None
        outside = np.where(coupling.settled, coupling.price, np.where(coupling.loose, prices, 0))
        worth = choices.worth(outside)
        candidate = self._best_of_parallel(worth)
        chosen, cost = self._flow(candidate, worth)
        if chosen is None:
            return None
        everybody = np.empty(choices.people, np.int64)
        for part in (self.fixed, chosen):
            everybody[choices.person[part]] = part
        multipliers = outside + self._place_prices(candidate, worth, everybody)
        rows = choices.rows
        terms = row_terms(rows, outside)[~coupling.place].sum()
        held = SCALE * rows.cost(self.base)[coupling.place].sum()
        total = SCALE * rows.granted + int(worth[self.fixed].sum()) - cost + int(terms - held)
        return Flow(everybody, multipliers, total)

    def _best_of_parallel(self, worth: NDArray[np.int64]) -> NDArray[np.int64]:
        """Of the choices of one free person that lead to the same place only the best is an arc."""
        free = np.flatnonzero(self.is_free)
        order = free[np.lexsort((free, -worth[free], self._leaf[free], self.choices.person[free]))]
        person, leaf = self.choices.person[order], self._leaf[order]
        is_first = np.ones(len(order), bool)
        is_first[1:] = (person[1:] != person[:-1]) | (leaf[1:] != leaf[:-1])
        return order[is_first]

    def _flow(self, candidate: NDArray, worth: NDArray) -> tuple[NDArray[np.int64] | None, int]:
        """Choices of the free people, and the cost of the flow; None when there is no flow."""
        person, who = np.unique(self.choices.person[candidate], return_inverse=True)
        if not len(person):
            return candidate, 0
        assert self._arcs is not None
        place, room, price = self._arcs
        parents = self.coupling.parent[self._places]
        above = np.where(parents >= 0, self._vertex[parents], self._end)
        end = len(person) + self._end
        # All costs are often multiples of a point; smaller numbers scale faster.
        unit = SCALE if not (worth[candidate] % SCALE).any() else 1
        solver = SimpleMinCostFlow()
        arcs = solver.add_arcs_with_capacity_and_unit_cost(
            who, len(person) + self._leaf[candidate], np.ones(len(candidate), np.int64),
            -worth[candidate] // unit,
        )  # fmt: skip
        solver.add_arcs_with_capacity_and_unit_cost(
            len(person) + place, len(person) + above[place], room, price // unit
        )
        supply = np.zeros(end + 1, np.int64)
        supply[: len(person)], supply[end] = 1, -len(person)
        solver.set_nodes_supplies(np.arange(end + 1), supply)
        status = solver.solve()
        if status == solver.INFEASIBLE:
            return None, 0
        if status != solver.OPTIMAL:
            raise SolveError(f"the flow solver ends with {status}")
        return candidate[solver.flows(arcs) > 0], unit * int(solver.optimal_cost())

    def _place_prices(self, candidate: NDArray, worth: NDArray, everybody: NDArray) -> NDArray[np.int64]:
        """Prices of the places from node potentials of the residual network, shape (R,)."""
        rows, r = self.choices.rows, self._places
        activity = self.choices.activity(everybody)[r]
        below, above = rows.missing_price[r], rows.excess_price[r]
        least = rows.lower[r] - rows.missing_max[r]
        most = rows.upper[r] + rows.excess_max[r]
        # The slope of the slack on either side of the use, as far as the row goes on there.
        next_ = np.where(activity < rows.lower[r], -below, np.where(activity < rows.upper[r], 0, above))
        last = np.where(activity > rows.upper[r], above, np.where(activity > rows.lower[r], 0, -below))
        parents = self.coupling.parent[r]
        residual = Residual(
            vertices=self._end + 1,
            held=self._leaf[everybody[self.choices.person[candidate]]],
            leaf=self._leaf[candidate],
            loss=worth[everybody[self.choices.person[candidate]]] - worth[candidate],
            above=np.where(parents >= 0, self._vertex[parents], self._end),
            one_more=SCALE * next_, has_more=activity < most,
            one_less=-SCALE * last, has_less=activity > least,
        )  # fmt: skip
        potential = potentials(residual)
        prices = np.zeros(rows.count, np.int64)
        prices[r] = potential[residual.above] - potential[:-1]
        return prices
