"""
The only module that names a linear or integer programming solver.

Problems are maximised: ``max c x``, ``row_lower <= A x <= row_upper``, ``lower <= x <= upper``.
"""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

INFINITE = highspy.kHighsInf


@dataclass(frozen=True)
class Problem:
    """
    A linear or integer programme.

    Attributes
    ----------
    gain : ndarray of float, shape (n,)
        Objective, maximised.
    matrix : sparse matrix, shape (m, n)
        Constraints.
    row_lower, row_upper : ndarray of float, shape (m,)
        Bounds of the constraints.
    upper : ndarray of float, shape (n,)
        Upper bounds of the variables; lower bounds are 0.
    whole : ndarray of bool, shape (n,), optional
        Variables that must be whole; none when missing.
    """

    gain: NDArray
    matrix: sparse.csc_array
    row_lower: NDArray
    row_upper: NDArray
    upper: NDArray
    whole: NDArray[np.bool_] | None = None


@dataclass(frozen=True)
class Basis:
    """
    Where a linear programme stood at its end, to begin the next one there.

    Attributes
    ----------
    variable, row : ndarray of int8, shapes (n,) and (m,)
        Status of each, one of the names below.
    """

    variable: NDArray[np.int8]
    row: NDArray[np.int8]


AT_LOWER, BASIC = (int(kind) for kind in (highspy.HighsBasisStatus.kLower, highspy.HighsBasisStatus.kBasic))

_STATUS = np.array(
    [kind for _, kind in sorted((int(kind), kind) for kind in highspy.HighsBasisStatus.__members__.values())],
    dtype=object,
)


@dataclass(frozen=True)
class Answer:
    """
    What the solver says.

    Attributes
    ----------
    value : float
        Objective of ``x``.
    x : ndarray of float, shape (n,)
        Variables.
    dual : ndarray of float, shape (m,)
        Worth of one more unit on the right-hand side of each constraint; empty for integer programmes.
    proven : bool
        Whether the solver claims that nothing better exists.
    work : int
        Iterations or nodes.
    basis : Basis, optional
        Of a linear programme.
    """

    value: float
    x: NDArray[np.float64]
    dual: NDArray[np.float64]
    proven: bool
    work: int
    basis: Basis | None = None


def _model(problem: Problem) -> highspy.HighsLp:
    lp = highspy.HighsLp()
    matrix = sparse.csc_array(problem.matrix)
    lp.num_col_, lp.num_row_ = matrix.shape[1], matrix.shape[0]
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_ = np.asarray(problem.gain, float)
    lp.col_lower_ = np.zeros(lp.num_col_)
    lp.col_upper_ = np.asarray(problem.upper, float)
    lp.row_lower_ = np.asarray(problem.row_lower, float)
    lp.row_upper_ = np.asarray(problem.row_upper, float)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = matrix.indptr.astype(np.int32)
    lp.a_matrix_.index_ = matrix.indices.astype(np.int32)
    lp.a_matrix_.value_ = matrix.data.astype(float)
    if problem.whole is not None:
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        lp.integrality_ = [kinds[int(flag)] for flag in problem.whole]
    return lp


@cache
def _introduced() -> None:
    """Let the library print its banner, which no option prevents, where it does not mix with our output."""
    sys.stdout.flush()
    kept = os.dup(1)
    try:
        with open(os.devnull, "w", encoding="utf-8") as nowhere:
            os.dup2(nowhere.fileno(), 1)
            highspy.Highs()
    finally:
        os.dup2(kept, 1)
        os.close(kept)


def _solver(seconds: float, seed: int, **options: Any) -> highspy.Highs:
    _introduced()
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", seed)
    solver.setOptionValue("time_limit", max(0.01, seconds))
    for name, value in options.items():
        solver.setOptionValue(name, value)
    return solver


def solve_lp(problem: Problem, seconds: float, seed: int = 0, basis: Basis | None = None) -> Answer | None:
    """
    Solve a linear programme by simplex.

    Parameters
    ----------
    problem : Problem
        Without whole variables.
    seconds : float
        Time limit.
    seed : int
        Random seed.
    basis : Basis, optional
        Where to begin.

    Returns
    -------
    Answer or None
        None when the solver did not finish.
    """
    # Where the duals are held in a range, simplex takes a third of the time of an interior point.
    solver = _solver(seconds, seed, solver="simplex")
    solver.passModel(_model(problem))
    if basis is not None:
        begin = highspy.HighsBasis()
        begin.col_status = _STATUS[basis.variable].tolist()
        begin.row_status = _STATUS[basis.row].tolist()
        begin.valid = True
        solver.setBasis(begin)
    solver.run()
    status = solver.getModelStatus()
    if status not in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kUnknown):
        return None
    solution, info = solver.getSolution(), solver.getInfo()
    if not solution.dual_valid:
        return None
    return Answer(
        info.objective_function_value,
        np.array(solution.col_value),
        np.array(solution.row_dual),
        status == highspy.HighsModelStatus.kOptimal,
        max(0, info.simplex_iteration_count),
        _basis_of(solver),
    )


def _basis_of(solver: highspy.Highs) -> Basis:
    found = solver.getBasis()
    return Basis(
        np.array([int(kind) for kind in found.col_status], np.int8),
        np.array([int(kind) for kind in found.row_status], np.int8),
    )


def solve_mip(
    problem: Problem,
    seconds: float,
    start: NDArray[np.float64] | None = None,
    gap: float = 0.0,
    distance: float = 0.5,
    nodes: int | None = None,
    seed: int = 0,
    stop: Callable[[], bool] | None = None,
) -> Answer | None:
    """
    Solve an integer programme.

    Parameters
    ----------
    problem : Problem
        With whole variables.
    seconds : float
        Time limit.
    start : ndarray of float, shape (n,), optional
        A feasible point to begin with.
    gap : float
        Relative gap at which the solver may stop.
    distance : float
        Distance from what is possible, in units of the objective, at which it may stop.
    nodes : int, optional
        Most branch-and-bound nodes: a limit that does not depend on the clock.
    seed : int
        Random seed.
    stop : callable, optional
        Asked now and then; true ends the search with the best point so far.

    Returns
    -------
    Answer or None
        None when no feasible point was found.
    """
    solver = _solver(seconds, seed, mip_rel_gap=gap, mip_abs_gap=distance)
    if nodes is not None:
        solver.setOptionValue("mip_max_nodes", nodes)
    solver.passModel(_model(problem))
    if start is not None:
        guess = highspy.HighsSolution()
        guess.col_value = np.asarray(start, float)
        solver.setSolution(guess)
    if stop is not None:
        _interrupt_on(solver, stop)
    solver.run()
    info = solver.getInfo()
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None
    proven = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    x = np.array(solver.getSolution().col_value)
    return Answer(info.objective_function_value, x, np.zeros(0), proven, max(0, info.mip_node_count))


def _interrupt_on(solver: highspy.Highs, stop: Callable[[], bool]) -> None:
    """Let a request to stop reach the solver between two of its own steps."""

    def ask(event: Any) -> None:
        if stop():
            event.interrupt()

    solver.cbMipInterrupt += ask
    solver.cbSimplexInterrupt += ask
    solver.cbIpmInterrupt += ask
