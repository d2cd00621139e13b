"""Deferred acceptance as a method of its own, for cases of one round: what both sides want, no more."""

import time

import numpy as np

from optimizer.arrays import Arrays
from optimizer.case import Case
from optimizer.engine.incumbent import Incumbent
from optimizer.engine.plans import plan_of
from optimizer.errors import NoPlanError
from optimizer.io import canonical_case
from optimizer.offers import Offers
from optimizer.oneround.choices import GONE, Choices, all_choices
from optimizer.oneround.deferred import deferred_acceptance
from optimizer.oneround.sides import Sides, sides_of
from optimizer.plan import Plan
from optimizer.rivals.outcome import Outcome
from optimizer.rules import RULES, parameters_by_round
from optimizer.survey import survey

SOLVER = "deferred acceptance"


def solve(case: Case, seconds: float, seed: int) -> Outcome:
    """
    Plan a case by deferred acceptance.

    Parameters
    ----------
    case : Case
        A sound case.
    seconds : float
        Not needed; the method ends by itself.
    seed : int
        Not needed; the method knows no chance.

    Returns
    -------
    Outcome
        A plan without a bound; none for a case of several rounds, or where somebody is left without a post.
    """
    begun = time.monotonic()
    try:
        plan, _ = match(case)
    except NoPlanError as error:
        return Outcome(None, None, note=error.reasons[0])
    return Outcome(plan, None, [(round(time.monotonic() - begun, 2), plan.value, None)])


def match(case: Case) -> tuple[Plan, Sides]:
    """
    Match people to posts in a case of one round.

    Parameters
    ----------
    case : Case
        A sound case.

    Returns
    -------
    plan : Plan
        Everybody's post. Its value is what the rules make of it; rules that couple people beyond the
        formations are not looked at, so that the verifier may find it unlawful.
    sides : Sides
        Both sides' orders.

    Raises
    ------
    NoPlanError
        When the case has several rounds, or the method leaves somebody without a post.
    """
    if case.horizon.rounds > 1:
        raise NoPlanError([f"deferred acceptance needs one round, not {case.horizon.rounds}"], proven=False)
    case = canonical_case(case)
    rules = [(rule, parameters_by_round(case, rule)) for rule in RULES]
    arrays = Arrays(case)
    choices = all_choices(arrays, rules, survey(arrays, Offers(arrays), rules, 2))
    sides = sides_of(choices)
    nodes, columns = choices.as_plan(_chosen(choices, sides, deferred_acceptance(sides)))
    incumbent = Incumbent(choices.rows, columns)
    return plan_of(nodes, incumbent, None, None, 0, SOLVER), sides


def _chosen(choices: Choices, sides: Sides, matched: np.ndarray) -> np.ndarray:
    """Choice of each person, the gone included."""
    chosen = np.full(choices.people, -1, np.int64)
    gone = np.flatnonzero(choices.post == GONE)
    chosen[choices.person[gone]] = gone
    placed = matched >= 0
    chosen[placed] = sides.choice[matched[placed]]
    left = np.flatnonzero(chosen < 0)
    if len(left):
        names = ", ".join(choices.arrays.case.persons[p].id for p in left[:5])
        raise NoPlanError([f"{len(left)} people are left without a post: {names}"], proven=False)
    return chosen
