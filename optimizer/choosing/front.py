"""
The front of number of moves, continuity, fit and value: the best plan under each of several pairs of limits.

An epsilon constraint is a limit of the case (rule ``measure_limit``), so that its row has a multiplier of its
own in the bound and in the certificate of its point.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from optimizer.case import Case, Limit
from optimizer.choosing.series import Series, Solved, widest
from optimizer.engine.reporting import Reporter
from optimizer.engine.stop import Limits
from optimizer.errors import CaseError, Fault
from optimizer.io import canonical_case, case_hash
from optimizer.plan import Plan
from optimizer.progress import Progress, relative_gap
from optimizer.rules import RULES, parameters_by_round
from optimizer.rules.measure_limit import measured
from optimizer.solve import DEFAULT_NODES
from optimizer.verify import verify
from optimizer.walk import walk_plan

SHARES = (1.0, 0.75, 0.5, 0.25)
"""Limits of moves, as shares of the moves of the best plan without limits."""

STEPS = 3
"""Limits of continuity, evenly from that of the best plan without limits to that of everybody staying."""

FACTOR = 4.0
"""All points together end within that many times the seconds of the first solve, or nearly so."""

USED = 0.8
"""Share of the time left for a point that its search may use; the rest is for verification."""

LEAST_SECONDS = 0.2
"""Seconds that every point gets."""


@dataclass(frozen=True)
class Point:
    """
    One point of a front.

    Attributes
    ----------
    most_moves, least_continuity : int
        Its limits, in moves and in rounds of roles of today.
    case : Case
        The case with these limits; the plan belongs to it.
    plan : Plan or None
        Verified; None where no lawful plan was found within the limits.
    bound : int
        Points that no plan within the limits exceeds.
    measures : dict
        Units of continuity, fit and moves of the plan (``rules/measure_limit.py``).
    dominated : bool
        Whether another point has no less value, continuity and fit with no more moves, and is better in one.
    seconds : float
        Wall clock seconds of its solve.
    """

    most_moves: int
    least_continuity: int
    case: Case
    plan: Plan | None
    bound: int
    measures: dict[str, int]
    dominated: bool
    seconds: float

    def record(self) -> dict[str, Any]:
        """
        Put it into words for programs.

        Returns
        -------
        dict
            Everything but case and plan.
        """
        value = None if self.plan is None else self.plan.value
        return {
            "most_moves": self.most_moves,
            "least_continuity": self.least_continuity,
            "value": value,
            "bound": self.bound,
            "gap": None if value is None else relative_gap(value, self.bound),
            **self.measures,
            "dominated": self.dominated,
            "seconds": round(self.seconds, 3),
        }


@dataclass(frozen=True)
class Front:
    """The points of a front, the one without limits first, and the seconds of all together."""

    points: tuple[Point, ...]
    first_seconds: float
    seconds: float

    def record(self) -> dict[str, Any]:
        """
        Put it into words for programs.

        Returns
        -------
        dict
            Points and seconds.
        """
        return {
            "points": [point.record() for point in self.points],
            "first_seconds": round(self.first_seconds, 3),
            "seconds": round(self.seconds, 3),
        }


def front(
    case: Case,
    *,
    seconds: float = 60.0,
    seed: int = 0,
    workers: int = 2,
    on_progress: Callable[[Progress], None] | None = None,
) -> Front:
    """
    Draw the front of a case.

    Parameters
    ----------
    case : Case
        A sound case without limits of its own.
    seconds : float
        Seconds of the first solve; all others together get about three times as many.
    seed : int
        Seed of all chance.
    workers : int
        Threads.
    on_progress : callable, optional
        Told of the first solve.

    Returns
    -------
    Front
        Up to twelve points: four limits of moves times three of continuity, fewer where some coincide. Every
        plan is verified; every bound belongs to the limits of its own point.

    Raises
    ------
    CaseError
        When the case has limits already.
    NoPlanError
        When no lawful plan was found without limits.
    """
    began = time.monotonic()
    if case.limits:
        raise CaseError([Fault("$.limits", "the front sets limits of its own; take these out of the case")])
    case = canonical_case(msgspec.structs.replace(case, limits=widest(case)))
    rules = [(rule, parameters_by_round(case, rule)) for rule in RULES]
    limits = Limits(seconds)
    voice = Reporter(case, limits, seed, on_progress, None)
    series = Series(case, rules, limits, voice, seed, max(1, min(workers, 2)), DEFAULT_NODES)
    result = series.run()
    first = Solved(case, result.plan, result.bound, result.seconds)
    most = measures_of(case, result.plan)
    top = measures_of(case, _nobody_moves(case))["continuity"]
    pairs = grid(most["moves"], most["continuity"], top)
    solved, took = [first], time.monotonic() - began
    for n, (moves, continuity) in enumerate(pairs[1:], start=1):
        some = [Limit(measure="continuity", at_least=continuity), Limit(measure="moves", at_most=moves)]
        left = (FACTOR * took - (time.monotonic() - began)) / (len(pairs) - n)
        solved.append(
            series.again(msgspec.structs.replace(case, limits=some), max(LEAST_SECONDS, USED * left))
        )
    points = _shared(_lowered([_point(each, pair) for each, pair in zip(solved, pairs, strict=True)]))
    return Front(tuple(_marked(points)), first.seconds, time.monotonic() - began)


def grid(moves: int, continuity: int, top: int) -> list[tuple[int, int]]:
    """
    Choose the limits of a front.

    Parameters
    ----------
    moves, continuity : int
        Measures of the best plan without limits.
    top : int
        Continuity of everybody staying.

    Returns
    -------
    list of (int, int)
        Most moves and least continuity, none twice; the first is kept by the plan without limits. Neighbours
        differ in one limit, so that each solve begins near the one before.
    """
    top = max(top, continuity)
    levels = sorted({continuity + (top - continuity) * i // (STEPS - 1) for i in range(STEPS)})
    limits = sorted({int(share * moves) for share in SHARES}, reverse=True)
    return [
        (limit, level)
        for i, level in enumerate(levels)
        for limit in (limits if i % 2 == 0 else reversed(limits))
    ]


def measures_of(case: Case, plan: Plan) -> dict[str, int]:
    """
    Measure a plan.

    Parameters
    ----------
    case : Case
        Its case.
    plan : Plan
        Any plan that can be walked.

    Returns
    -------
    dict
        Units of continuity, fit and moves.
    """
    return measured(walk_plan(case, plan))


def _nobody_moves(case: Case) -> Plan:
    return Plan(format="tuntas-plan", version=1, case_hash="", paths=[], value=0)


def _point(solved: Solved, pair: tuple[int, int]) -> Point:
    measures = {} if solved.plan is None else measures_of(solved.case, solved.plan)
    return Point(*pair, solved.case, solved.plan, solved.bound, measures, False, solved.seconds)


def _lowered(points: list[Point]) -> list[Point]:
    """
    Take over the lowest bound of a point with looser limits.

    Its multipliers prove no more for tighter limits: that of a limit has the sign of its side.
    """
    lowered = []
    for point in points:
        looser = [
            each
            for each in points
            if each.most_moves >= point.most_moves
            and each.least_continuity <= point.least_continuity
            and each.plan is not None
        ]
        best = min(looser, key=lambda each: each.bound, default=point)
        if best.bound < point.bound and best.plan is not None:
            plan = point.plan and msgspec.structs.replace(
                point.plan,
                bound=best.bound,
                certificate=best.plan.certificate,
                status="optimal" if best.bound == point.plan.value else "feasible",
            )
            point = replace(point, bound=best.bound, plan=plan)
        lowered.append(point)
    return lowered


def _shared(points: list[Point]) -> list[Point]:
    """Give a point the plan of another one that keeps its limits and is worth more; the bound stays."""
    better = []
    for point in points:
        within = [
            each
            for each in points
            if each.plan is not None
            and each.measures["moves"] <= point.most_moves
            and each.measures["continuity"] >= point.least_continuity
        ]
        best = max(within, key=lambda each: each.plan.value if each.plan else 0, default=point)
        if best is point or best.plan is None or (point.plan and point.plan.value >= best.plan.value):
            # The first point is solved without limits and is stated with those that its plan keeps.
            better.append(point)
            continue
        certificate = None if point.plan is None else point.plan.certificate
        plan = msgspec.structs.replace(
            best.plan,
            case_hash=case_hash(point.case),
            bound=point.bound,
            certificate=certificate,
            status="optimal" if point.bound == best.plan.value else "feasible",
        )
        report = verify(point.case, plan)
        better.append(replace(point, plan=plan, measures=best.measures) if report.lawful else point)
    return better


def _marked(points: list[Point]) -> list[Point]:
    def scores(point: Point) -> tuple[int, ...]:
        assert point.plan is not None
        measures = point.measures
        return (point.plan.value, measures["continuity"], measures["fit"], -measures["moves"])

    there = [(point, scores(point)) for point in points if point.plan is not None]
    beaten = {
        id(point)
        for point, mine in there
        for _, other in there
        if other != mine and all(o >= m for o, m in zip(other, mine, strict=True))
    }
    return [replace(point, dominated=id(point) in beaten) for point in points]
