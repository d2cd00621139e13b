"""The course of a run on a case of one round: the network where it is exact, else the engine after it."""

from collections.abc import Callable, Sequence
from typing import Literal

from msgspec import structs

from optimizer.arrays import Arrays
from optimizer.case import Case
from optimizer.engine.incumbent import Incumbent
from optimizer.engine.lawful import RuleInForce
from optimizer.engine.plans import certificate_of
from optimizer.engine.reporting import Reporter
from optimizer.errors import NoPlanError, SolveError
from optimizer.market import Market
from optimizer.offers import Offers
from optimizer.oneround.choices import Choices, all_choices, at_present_posts
from optimizer.oneround.coupling import coupling_of
from optimizer.oneround.flow import Flow, FlowProblem
from optimizer.oneround.joint import Joint
from optimizer.oneround.proof import prove
from optimizer.oneround.relaxation import Relaxed, relax
from optimizer.plan import Certificate
from optimizer.result import Candidates, Result
from optimizer.survey import survey

SOLVER = "tuntas network flow"

SHARE = 0.1
"""Share of time or work that goes into prices of loose rows before the general engine takes over."""

General = Callable[[Reporter, Market | None], Result]
"""Runs the general engine with a voice of its own, and with the lawful pairs where they are known."""


def solve_one_round(
    case: Case, rules: Sequence[RuleInForce], reporter: Reporter, workers: int, general: General
) -> Result:
    """
    Plan a case of one round.

    Parameters
    ----------
    case : Case
        The case in canonical order, with one round.
    rules : sequence of (Rule, parameters)
        Rules in force.
    reporter : Reporter
        Voice of the run.
    workers : int
        Threads.
    general : callable
        The general engine, for what the network cannot prove.

    Returns
    -------
    Result
        Plan and bound; equal, and from the network alone, where no row is loose.

    Raises
    ------
    SolveError
        When solver, proof and verifier do not agree to the point.
    """
    arrays = Arrays(case)
    # Without systems there is nothing to choose at the present post.
    roles = coupling_of(at_present_posts(arrays, rules)).reasons if arrays.role_pairs else []
    if roles:
        # Their prices settle sooner in the general engine, which prices everything else as well.
        reporter.say("paths", "no network: " + "; ".join(roles))
        return general(reporter, None)
    reporter.say("paths", "judging every post for everybody")
    market = survey(arrays, Offers(arrays), rules, workers)
    choices = all_choices(arrays, rules, market)
    coupling = coupling_of(choices)
    what = "loose rows: " + "; ".join(coupling.reasons) if coupling.reasons else "a network"
    reporter.say("paths", f"{len(choices.person):,} choices, {what}")
    found = relax(FlowProblem(choices, coupling), lambda state: _go_on(reporter, state))
    if found is None:
        # The engine says who or what is in the way.
        return general(reporter, market)
    reporter.solver = SOLVER
    _check(choices, found.best, exact=not coupling.reasons)
    certificate = certificate_of(choices.rows, found.best.multipliers)
    if found.plan is not None:
        _publish(choices, found, reporter)
    if found.is_optimal or (reporter.plan is not None and reporter.limits.over):
        return _alone(choices, found, reporter, certificate)
    reporter.say("bound", "the general engine goes on")
    joint = Joint(reporter)
    voice = Reporter(case, reporter.limits, reporter.seed, joint.hear, joint.take)
    try:
        result = general(voice, market)
    except NoPlanError:
        if reporter.plan is None:
            raise
        return _alone(choices, found, reporter, certificate)
    return joint.conclude(result, found.bound, certificate)


def _alone(choices: Choices, found: Relaxed, reporter: Reporter, certificate: Certificate) -> Result:
    """The network's plan as the result of the run."""
    assert reporter.plan is not None
    status: Literal["optimal", "feasible"] = "optimal" if found.is_optimal else "feasible"
    plan = structs.replace(reporter.plan, bound=found.bound, status=status, certificate=certificate)
    reporter.conclude(plan)
    limits, seen = reporter.limits, Candidates(choices.lawful, choices.lawful, 0)
    return Result(
        plan, plan.value, found.bound, status, limits.elapsed, limits.done, seen, reporter.said, "network"
    )


def _check(choices: Choices, flow: Flow, exact: bool) -> None:
    """Compare the solver's optimum with what the prices prove by themselves."""
    proof = prove(choices, flow.chosen, flow.multipliers)
    if proof.bound != flow.objective:
        raise SolveError(f"the flow amounts to {flow.objective}, but its prices prove {proof.bound}")
    if exact and not proof.is_tight:
        short = int(proof.person_regret.sum() + proof.row_regret.sum())
        raise SolveError(f"the flow falls short of what its prices prove by {short}")


def _publish(choices: Choices, found: Relaxed, reporter: Reporter) -> None:
    """Have the network's plan verified; its value is recomputed from paths and rows, and by the verifier."""
    assert found.plan is not None
    nodes, columns = choices.as_plan(found.plan)
    incumbent = Incumbent(choices.rows, columns)
    if incumbent.value != found.value:
        raise SolveError(f"the flow is worth {found.value} points, its plan {incumbent.value}")
    reporter.bound = found.bound
    reporter.publish(nodes, incumbent, found.best.multipliers)


def _go_on(reporter: Reporter, state: Relaxed) -> bool:
    limits = reporter.limits
    limits.spend()
    if reporter.bound is None or state.bound < reporter.bound:
        reporter.bound = state.bound
        reporter.say("bound")
    if limits.work is not None:
        return not limits.over and limits.done < SHARE * limits.work
    return not limits.over and limits.elapsed < SHARE * limits.seconds
