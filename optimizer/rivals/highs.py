"""One HiGHS model of the whole case, in the tight network formulation."""

import time
from typing import Any

import highspy
import numpy as np
from scipy import sparse

from optimizer.case import Case
from optimizer.engine.lp import Problem
from optimizer.rivals.arcs import Arcs, build
from optimizer.rivals.ground import Ground
from optimizer.rivals.outcome import Outcome, Trace
from optimizer.rules._base import NO_LIMIT


def problem_of(ground: Ground, arcs: Arcs) -> Problem:
    """
    Write the flow problem as an integer programme.

    Parameters
    ----------
    ground : Ground
        The common ground.
    arcs : Arcs
        The flow problem.

    Returns
    -------
    Problem
        Variables: arcs, then units missing, then units in excess of each row.
    """
    rows = ground.rows
    flow = arcs.flow()
    unit = sparse.eye_array(rows.count, format="csr")
    missing, excess = np.flatnonzero(rows.missing_max > 0), np.flatnonzero(rows.excess_max > 0)
    matrix = sparse.block_array(
        [
            [
                flow,
                sparse.csr_array((flow.shape[0], len(missing))),
                sparse.csr_array((flow.shape[0], len(excess))),
            ],
            [arcs.use.T.tocsr(), unit[:, missing], -unit[:, excess]],
        ]
    )
    supply = np.zeros(flow.shape[0])
    supply[arcs.sources] = 1
    lower = np.where(rows.lower <= -NO_LIMIT, -np.inf, rows.lower.astype(float))
    upper = np.where(rows.upper >= NO_LIMIT, np.inf, rows.upper.astype(float))
    gain = np.concatenate([arcs.points, -rows.missing_price[missing], -rows.excess_price[excess]])
    most = np.concatenate([np.ones(arcs.count), rows.missing_max[missing], rows.excess_max[excess]])
    whole = np.zeros(len(gain), bool)
    whole[: arcs.count] = True
    return Problem(
        gain.astype(float),
        sparse.csc_array(matrix),
        np.concatenate([supply, lower]),
        np.concatenate([supply, upper]),
        most.astype(float),
        whole,
    )


def solve(case: Case, seconds: float, seed: int, threads: int = 2) -> Outcome:
    """
    Plan a case with one HiGHS model.

    Parameters
    ----------
    case : Case
        A sound case.
    seconds : float
        Wall clock limit, building the model included.
    seed : int
        Random seed of the solver.
    threads : int
        Threads of the solver.

    Returns
    -------
    Outcome
        Plan and bound, as far as there are any.
    """
    begun = time.monotonic()
    ground = Ground.of(case)
    arcs = build(ground)
    problem = problem_of(ground, arcs)
    solver = _loaded(problem)
    trace = Trace(begun, ground.rows.granted)

    def improved(event: Any) -> None:
        trace.add(event.data_out.objective_function_value, event.data_out.mip_dual_bound)

    solver.cbMipImprovingSolution.subscribe(improved)
    for name, value in (
        ("output_flag", False),
        ("threads", threads),
        ("random_seed", seed),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", 0.5),
        ("time_limit", max(0.01, seconds - (time.monotonic() - begun))),
    ):
        solver.setOptionValue(name, value)
    # The pool of threads belongs to the process: another size than at its first use is refused.
    highspy.Highs.resetGlobalScheduler(True)
    note = f"{arcs.count:,} arcs, {problem.matrix.shape[0]:,} constraints, built in {trace.elapsed:.1f} s"
    solver.run()
    highspy.Highs.resetGlobalScheduler(True)
    info = solver.getInfo()
    bound = (
        None
        if abs(info.mip_dual_bound) >= highspy.kHighsInf
        else ground.rows.granted + int(np.floor(info.mip_dual_bound + 1e-6))
    )
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Outcome(None, bound, trace.points, note)
    chosen = np.array(solver.getSolution().col_value[: arcs.count]) > 0.5
    paths = arcs.paths(chosen, ground.nodes.arrays.rounds)
    return Outcome(ground.plan(paths, "HiGHS, one model", bound), bound, trace.points, note)


def _loaded(problem: Problem) -> highspy.Highs:
    lp = highspy.HighsLp()
    lp.num_row_, lp.num_col_ = problem.matrix.shape
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = problem.gain, np.zeros(len(problem.gain)), problem.upper
    lp.row_lower_, lp.row_upper_ = problem.row_lower, problem.row_upper
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = problem.matrix.indptr.astype(np.int32)
    lp.a_matrix_.index_ = problem.matrix.indices.astype(np.int32)
    lp.a_matrix_.value_ = problem.matrix.data.astype(float)
    kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
    whole = problem.whole if problem.whole is not None else np.zeros(len(problem.gain), bool)
    lp.integrality_ = [kinds[int(flag)] for flag in whole]
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.passModel(lp)
    return solver
