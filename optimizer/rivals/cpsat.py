"""One CP-SAT model of the whole case, over the same arcs as the HiGHS model."""

import time

import numpy as np
from ortools.sat.python import cp_model

from optimizer.case import Case
from optimizer.rivals.arcs import Arcs, build
from optimizer.rivals.greedy import assign
from optimizer.rivals.ground import Ground
from optimizer.rivals.outcome import Outcome, Trace
from optimizer.rules._base import NO_LIMIT


class _Watch(cp_model.CpSolverSolutionCallback):
    """Notes each better plan."""

    def __init__(self, trace: Trace) -> None:
        super().__init__()
        self._trace = trace

    def on_solution_callback(self) -> None:
        self._trace.add(self.objective_value, self.best_objective_bound)


def solve(case: Case, seconds: float, seed: int, workers: int = 2, tuned: bool = False) -> Outcome:
    """
    Plan a case with one CP-SAT model.

    Parameters
    ----------
    case : Case
        A sound case.
    seconds : float
        Wall clock limit, building the model included.
    seed : int
        Random seed of the solver.
    workers : int
        Workers of the solver.
    tuned : bool
        Whether the workers take turns and the greedy plan is given as a hint: what served it best in
        trials with two workers.

    Returns
    -------
    Outcome
        Plan and bound, as far as there are any.
    """
    begun = time.monotonic()
    ground = Ground.of(case)
    arcs = build(ground)
    model = cp_model.CpModel()
    used = [model.new_bool_var("") for _ in range(arcs.count)]
    _conserve(model, arcs, used)
    slack = _couple(model, ground, arcs, used)
    worth = cp_model.LinearExpr.weighted_sum(used, arcs.points.tolist())
    lost = cp_model.LinearExpr.weighted_sum([var for var, _ in slack], [price for _, price in slack])
    model.maximize(worth - lost)
    if tuned:
        _hint(model, ground, arcs, used)
    trace = Trace(begun, ground.rows.granted)
    note = f"{arcs.count:,} arcs, built in {trace.elapsed:.1f} s"
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.interleave_search = tuned
    solver.parameters.random_seed = seed
    solver.parameters.max_time_in_seconds = max(0.01, seconds - trace.elapsed)
    status = solver.solve(model, _Watch(trace))
    known = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    # Without a plan the solver names a bound that it has not proven: it was seen below a plan's value.
    bound = ground.rows.granted + int(np.floor(solver.best_objective_bound + 1e-6)) if known else None
    if not known:
        return Outcome(None, bound, trace.points, f"{note}; {solver.status_name(status)}")
    chosen = np.array([solver.boolean_value(var) for var in used])
    paths = arcs.paths(chosen, ground.nodes.arrays.rounds)
    return Outcome(ground.plan(paths, "CP-SAT, one model", bound), bound, trace.points, note)


def _conserve(model: cp_model.CpModel, arcs: Arcs, used: list[cp_model.IntVar]) -> None:
    """Everybody takes one way from the start to the end."""
    leaving: list[list[int]] = [[] for _ in range(arcs.vertices)]
    arriving: list[list[int]] = [[] for _ in range(arcs.vertices)]
    for a, (tail, head) in enumerate(zip(arcs.tail.tolist(), arcs.head.tolist(), strict=True)):
        leaving[tail].append(a)
        if head >= 0:
            arriving[head].append(a)
    sources = set(arcs.sources.tolist())
    for vertex in range(arcs.vertices):
        out = [used[a] for a in leaving[vertex]]
        if vertex in sources:
            model.add_exactly_one(out)
        else:
            model.add(sum(out) == sum(used[a] for a in arriving[vertex]))


def _couple(
    model: cp_model.CpModel, ground: Ground, arcs: Arcs, used: list[cp_model.IntVar]
) -> list[tuple[cp_model.IntVar, int]]:
    """Add the rows; return what slack there is, with its price."""
    rows, by_row = ground.rows, arcs.use.T.tocsr()
    slack: list[tuple[cp_model.IntVar, int]] = []
    for r in range(rows.count):
        part = slice(by_row.indptr[r], by_row.indptr[r + 1])
        members = [used[a] for a in by_row.indices[part]]
        weights = by_row.data[part].tolist()
        lower, upper = int(rows.lower[r]), int(rows.upper[r])
        for side, most, price in (
            (1, rows.missing_max[r], rows.missing_price[r]),
            (-1, rows.excess_max[r], rows.excess_price[r]),
        ):
            if most > 0:
                var = model.new_int_var(0, int(most), "")
                members.append(var)
                weights.append(side)
                slack.append((var, int(price)))
        model.add_linear_constraint(
            cp_model.LinearExpr.weighted_sum(members, weights),
            max(lower, -NO_LIMIT),
            min(upper, NO_LIMIT),
        )
    return slack


def _hint(model: cp_model.CpModel, ground: Ground, arcs: Arcs, used: list[cp_model.IntVar]) -> None:
    """Hint the arcs that hold what the greedy plan holds."""
    paths = assign(ground)
    for a in range(arcs.count):
        held = paths[arcs.person[a], arcs.first[a] : arcs.until[a]]
        if len(held):
            model.add_hint(used[a], bool((held == arcs.node[a]).all()))
