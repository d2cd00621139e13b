"""
The first method: one CP-SAT model of the people of a conflict, in which every fact can be switched off.

It reads the rules' pricing parts. Everybody else is left out, which only widens what is possible, for all
hard rules over several people are upper limits: what is impossible here is impossible for all.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from optimizer.arrays import Arrays
from optimizer.court.facts import Fact, Wish, demands
from optimizer.court.outside import Outside
from optimizer.court.places import places
from optimizer.court.statements import state
from optimizer.engine.plans import stays
from optimizer.plan import Path

Var = cp_model.IntVar
GONE = -1

WEIGHT_OF_A_DEMAND = 10_000
"""Price of taking a demand back, far above any number of moves and of people in the way."""

WEIGHT_IN_THE_WAY = 10
"""Price of a place taken from somebody outside the model, who would have to move as well."""

SECONDS = 60.0
"""Time after which one question counts as not answered."""


@dataclass(frozen=True)
class Answer:
    """
    What the model says.

    Attributes
    ----------
    status : {"possible", "impossible", "open"}
        ``open`` when the time did not suffice.
    dropped : frozenset of Fact
        Facts that the solution does not keep, among those that it need not keep.
    paths : tuple of Path
        Paths of the people of the model.
    proven : bool
        Whether no smaller set of dropped facts exists, as far as this model tells.
    """

    status: str
    dropped: frozenset[Fact] = frozenset()
    paths: tuple[Path, ...] = ()
    proven: bool = False


class Model:
    """
    Facts and paths of some people.

    Parameters
    ----------
    arrays : Arrays
        The case.
    outside : Outside
        Everybody as they would stay.
    people : sequence of int
        Positions of the people.
    wish : Wish, optional
        The wish of one of them.
    only_lawful : bool
        Leave out what rules forbid in every round: smaller, and enough while every rule is kept.

    Attributes
    ----------
    kept : dict
        Variable of each fact: true when the fact is kept.
    """

    def __init__(
        self,
        arrays: Arrays,
        outside: Outside,
        people: Sequence[int],
        wish: Wish | None,
        only_lawful: bool = False,
    ) -> None:
        self.arrays, self.people, self.wish, self.outside = arrays, list(people), wish, outside
        self.nodes = places(arrays, people, wish, only_lawful)
        self.model = cp_model.CpModel()
        self.kept: dict[Fact, Var] = {}
        self.in_the_way: list[tuple[Var, list[int]]] = []
        _, count, rounds = self.nodes.shape
        real = self.nodes.real
        self.hold: list[list[list[Var | int]]] = [
            [[self.new() if real[i, k] else 0 for _ in range(rounds)] for k in range(count)]
            for i in range(len(people))
        ]
        self.gone: list[list[Var]] = [[self.new() for _ in range(rounds)] for _ in people]
        keys = [arrays.case.persons[p].id for p in people]
        for fact in (*demands(arrays.case, keys), *([wish.fact] if wish else [])):
            self.fact(fact)
        state(self)

    def new(self) -> Var:
        """Return a new yes-or-no variable."""
        return self.model.new_bool_var("")

    def fact(self, fact: Fact) -> Var:
        """Return the variable of a fact, made when it is first asked for."""
        if fact not in self.kept:
            self.kept[fact] = self.new()
        return self.kept[fact]

    def widest(self, kept: Collection[Fact]) -> Answer:
        """
        Keep some facts, and as many of the others as possible.

        Parameters
        ----------
        kept : collection of Fact
            Facts that must hold.

        Returns
        -------
        Answer
            ``dropped`` is a smallest set of other facts without which the rest is possible.
        """
        must = set(kept)
        lost = [1 - var for fact, var in self.kept.items() if fact not in must]
        return self._solve(must, lost)

    def relaxed(self, dropped: Collection[Fact] = ()) -> Answer:
        """
        Keep every rule and the wish, and as many demands as possible.

        Parameters
        ----------
        dropped : collection of Fact
            Demands that need not be kept and cost nothing.

        Returns
        -------
        Answer
            ``dropped`` is a smallest set of demands to take back. Among equals, a solution that takes
            places from few people outside and moves few is preferred.
        """
        must = {fact for fact in self.kept if not fact.changeable}
        price = [
            WEIGHT_OF_A_DEMAND * (1 - var)
            for fact, var in self.kept.items()
            if fact.changeable and fact not in dropped
        ]
        price += [WEIGHT_IN_THE_WAY * var for var, _ in self.in_the_way]
        for i in range(len(self.people)):
            own = self.nodes.own_post[i]
            price += [
                var
                for k, vars_ in enumerate(self.hold[i])
                if not own[k]
                for var in vars_
                if isinstance(var, Var)
            ]
        return self._solve(must, price)

    def _solve(self, must: Iterable[Fact], price: list) -> Answer:
        must = set(must)
        model = self.model.clone()
        for fact in must:
            model.add(model.get_bool_var_from_proto_index(self.kept[fact].index) == 1)
        model.minimize(sum(price))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_time_in_seconds = SECONDS
        status = solver.solve(model)
        if status == cp_model.INFEASIBLE:
            return Answer("impossible")
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Answer("open")
        dropped = {fact for fact, var in self.kept.items() if fact not in must and not solver.value(var)}
        return Answer("possible", frozenset(dropped), self._paths(solver), status == cp_model.OPTIMAL)

    def _paths(self, solver: cp_model.CpSolver) -> tuple[Path, ...]:
        rounds = self.arrays.rounds
        paths = []
        for i, p in enumerate(self.people):
            path = np.full(rounds, GONE)
            for k, vars_ in enumerate(self.hold[i]):
                for t, var in enumerate(vars_):
                    if isinstance(var, Var) and solver.value(var):
                        path[t] = k
            paths.append(Path(person=self.arrays.case.persons[p].id, stays=stays(self.nodes, i, path)))
        return tuple(paths)
