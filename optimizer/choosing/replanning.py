"""Replanning after publication: a repaired plan, what it changes, and what that is worth."""

from dataclasses import dataclass
from typing import Any

import msgspec

from optimizer.case import Case
from optimizer.choosing.events import DEFAULT_CHARGE, Events, after, cut_short, moves_of
from optimizer.choosing.repair import Repair, struck_by
from optimizer.engine.stop import Limits
from optimizer.errors import Fault, NoPlanError, PlanError
from optimizer.io import canonical_case, case_hash
from optimizer.plan import Plan
from optimizer.verify import Report

KEEPING = "published_move"
"""Rule whose points are about keeping to what was published, not about the worth of the plan itself."""

MoveKey = tuple[str, str, int]
"""Person, post entered, round."""


@dataclass(frozen=True)
class Replanned:
    """
    A plan that follows a published one.

    Attributes
    ----------
    case : Case
        The case as it is now: exclusions, departures, published moves and their charge; the plan's own.
    plan : Plan
        Verified.
    kept : int
        Published moves that are made.
    dropped, added : tuple of (person, post, round)
        Published moves that are not made, and moves that were not published.
    given_up : tuple of (person, post, round)
        Pinned moves among those dropped. Nothing less than the price of a pin (``weights.pinned``) makes one
        fall; where no lawful plan was found at that price, pins were taken to cost no more than other moves.
    struck : tuple of str
        People whose published paths had become unlawful.
    worth, worth_before : int
        Points of the plan and of the published one without what is earned by keeping published moves.
    freed : int
        People who could choose anew; everybody else kept the published path.
    proven : bool
        Whether nothing better exists among the paths priced for these people, to within the slack of a
        sub-problem. It is no bound over all people: ``tuntas verify --certificate`` gives that.
    seconds : float
        Wall clock seconds, verification included.
    """

    case: Case
    plan: Plan
    kept: int
    dropped: tuple[MoveKey, ...]
    added: tuple[MoveKey, ...]
    given_up: tuple[MoveKey, ...]
    struck: tuple[str, ...]
    worth: int
    worth_before: int
    freed: int
    proven: bool
    seconds: float

    def record(self) -> dict[str, Any]:
        """
        Put it into words for programs.

        Returns
        -------
        dict
            Everything but case and plan, which have files of their own.
        """

        def moves(keys: tuple[MoveKey, ...]) -> list[dict[str, Any]]:
            return [{"person": who, "post": post, "round": t} for who, post, t in keys]

        return {
            "worth": self.worth,
            "worth_before": self.worth_before,
            "value": self.plan.value,
            "kept": self.kept,
            "dropped": moves(self.dropped),
            "added": moves(self.added),
            "given_up": moves(self.given_up),
            "struck": list(self.struck),
            "freed": self.freed,
            "proven_among_freed": self.proven,
            "seconds": round(self.seconds, 3),
        }


def replan(
    case: Case,
    plan: Plan,
    events: Events,
    *,
    charge: int = DEFAULT_CHARGE,
    pinned_rounds: int = 1,
    seconds: float = 60.0,
    seed: int = 0,
) -> Replanned:
    """
    Repair a published plan after refusals, departures and slips.

    Parameters
    ----------
    case : Case
        A sound case, the one that the plan was published for.
    plan : Plan
        The published plan, lawful for the case. Its certificate, if there is one, tells whom to free.
    events : Events
        What has happened.
    charge : int
        Points for each move in which the new plan differs from the published one.
    pinned_rounds : int
        The moves of that many first rounds are pinned.
    seconds : float
        Limit of the choice; a verification follows.
    seed : int
        Seed of the choice.

    Returns
    -------
    Replanned
        Verified. Cost: one verification before and one after, networks of everybody on the posts of the
        plan, and all lawful posts of some hundred people; no post is judged for anybody else.

    Raises
    ------
    PlanError
        When an event names nobody, or the plan belongs to another case.
    NoPlanError
        When no lawful plan was found; it is not said that there is none.
    SolveError
        When engine and verifier disagree.
    """
    limits = Limits(seconds)
    if plan.case_hash != (expected := case_hash(case)):
        told = f"the plan belongs to the case {plan.case_hash or '(none)'}, not to {expected}"
        raise PlanError([Fault("$.case_hash", told)])
    now = canonical_case(after(case, plan, events, charge, pinned_rounds))
    paths = cut_short(now, plan)
    struck, _ = struck_by(now, paths)
    try:
        repaired = Repair(now, paths, plan.certificate, limits, seed).run(struck)
    except NoPlanError:
        # A long chain of pinned moves may cost more than the engine's price of a broken row: pins fall first.
        now = msgspec.structs.replace(now, weights=msgspec.structs.replace(now.weights, pinned=0))
        repaired = Repair(now, paths, plan.certificate, limits, seed).run(struck)
    made = {(m.person.id, m.target.id, m.round) for m in moves_of(now, repaired.plan)}
    announced = {(m.person.id, m.target.id, m.round) for m in moves_of(case, plan)}
    pinned = {(m.person, m.post, m.round) for m in now.published if m.pinned}
    return Replanned(
        case=now,
        plan=repaired.plan,
        kept=len(made & announced),
        dropped=tuple(sorted(announced - made)),
        added=tuple(sorted(made - announced)),
        given_up=tuple(sorted(pinned - made)),
        struck=tuple(struck),
        worth=worth_of(repaired.report),
        worth_before=plan.value - _points_for_keeping(case, plan),
        freed=repaired.freed,
        proven=repaired.proven,
        seconds=limits.elapsed,
    )


def worth_of(report: Report) -> int:
    """
    Give the points of a plan without what is earned by keeping published moves.

    Parameters
    ----------
    report : Report
        What the verifier says.

    Returns
    -------
    int
        Points that can be compared with a plan made before anything was published.
    """
    return report.value - report.ledger.get(KEEPING, 0)


def _points_for_keeping(case: Case, plan: Plan) -> int:
    """Points that the published plan earned by keeping still earlier moves; 0 for a first plan."""
    earned = {
        (each.person, each.post, each.round): case.weights.change + each.pinned * case.weights.pinned
        for each in case.published
    }
    if not earned and not case.weights.change:
        return 0
    keys = ((m.person.id, m.target.id, m.round) for m in moves_of(case, plan))
    return sum(earned.get(key, -case.weights.change) for key in keys)
