"""Plan a case: the parts of the engine, wired together."""

from collections.abc import Callable
from typing import Literal

from optimizer.case import Case
from optimizer.engine.reporting import Reporter
from optimizer.engine.search import Search
from optimizer.engine.stop import Limits
from optimizer.io import canonical_case
from optimizer.market import Market
from optimizer.oneround.solve import solve_one_round
from optimizer.plan import Plan
from optimizer.progress import Progress
from optimizer.result import Result
from optimizer.rules import RULES, parameters_by_round

Method = Literal["auto", "general"]

DEFAULT_NODES = 30
"""Candidate nodes per person."""


def solve(
    case: Case,
    *,
    seconds: float = 60.0,
    seed: int = 0,
    workers: int = 2,
    work: int | None = None,
    nodes: int = DEFAULT_NODES,
    on_progress: Callable[[Progress], None] | None = None,
    on_plan: Callable[[Plan], None] | None = None,
    stop: Callable[[], bool] | None = None,
    method: Method = "auto",
) -> Result:
    """
    Find a lawful plan and prove how good it is.

    Parameters
    ----------
    case : Case
        A sound case.
    seconds : float
        Wall clock limit, everything included.
    seed : int
        Seed of all chance.
    workers : int
        Threads, 1 or 2.
    work : int, optional
        Limit in units of work (pricings and sub-problems); runs that end by it give the same plan
        whenever they are repeated.
    nodes : int
        Candidate nodes per person.
    on_progress : callable, optional
        Told of the state of the run.
    on_plan : callable, optional
        Given each better plan, verified.
    stop : callable, optional
        Asked often; true ends the run with the best verified plan.
    method : {"auto", "general"}
        ``auto`` solves a case of one round as a network, as far as it is one (``optimizer.oneround``);
        ``general`` always generates columns. The result names the engine that found it.

    Returns
    -------
    Result
        Plan, value, bound and statistics.

    Raises
    ------
    NoPlanError
        When no lawful plan was found; says whether none exists.
    SolveError
        When two parts that must agree do not.
    """
    limits = Limits(seconds, stop, work)
    case = canonical_case(case)
    reporter = Reporter(case, limits, seed, on_progress, on_plan)
    reporter.say("read", f"{len(case.persons):,} people, {len(case.posts):,} posts")
    rules = [(rule, parameters_by_round(case, rule)) for rule in RULES]
    threads = max(1, min(workers, 2))

    def general(voice: Reporter, market: Market | None = None) -> Result:
        return Search(case, rules, limits, voice, seed, threads, nodes, market).run()

    if method == "auto" and case.horizon.rounds == 1:
        return solve_one_round(case, rules, reporter, threads, general)
    return general(reporter)
