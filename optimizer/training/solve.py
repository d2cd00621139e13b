"""Find the best training path: one aim after the other, each proven before the next is looked at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace

from optimizer.training.catalogue import Course, leave_days
from optimizer.training.learner import Learner, level_of
from optimizer.training.model import PathModel
from optimizer.training.path import Gain, Gap, GapReason, Path, Step
from optimizer.training.preference import Preference, aims
from optimizer.training.reach import attainable, relevant

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

EFFORT = 2.0
"""Deterministic work allowed per aim (CP-SAT's own measure, about seconds): same input, same path."""


def solve(
    catalogue: Iterable[Course], learner: Learner, preference: Preference, effort: float = EFFORT
) -> Path:
    """
    Compute the path that closes the most gaps and, among those, suits the preference best.

    Parameters
    ----------
    catalogue : iterable of Course
        All courses; their order does not matter.
    learner : Learner
        Levels, targets and time of the person.
    preference : {"fastest", "cheapest", "least_leave"}
        What counts after the gaps.
    effort : float
        Deterministic work allowed per aim.

    Returns
    -------
    Path
        Steps in the order of their first days. ``proven`` is false when an aim ran out of effort; the
        path is then lawful but a better one may exist.
    """
    courses = relevant(catalogue, learner, learner.targets)
    model = PathModel(courses, learner)
    values, proven = _minimise(model, preference, effort)
    steps = _steps(model, values)
    levels = _levels_after(learner, steps)
    gaps = [
        Gap(
            competency=key,
            level=levels.get(key, 0),
            target=target,
            reason=_reason(courses, learner, key, effort),
        )
        for key, target in sorted(learner.targets.items())
        if levels.get(key, 0) < target
    ]
    finish = max((step.ends_on for step in steps), default=None)
    return Path(preference=preference, steps=steps, gaps=gaps, proven=proven, finish=finish)


def load_solver() -> None:
    """Load the solver now, so that the first path need not wait for it."""
    import ortools.sat.python.cp_model  # noqa: F401 - only its loading matters


def _solver(effort: float) -> cp_model.CpSolver:
    """Set up a solver whose answer depends on nothing but the model."""
    from ortools.sat.python import cp_model

    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = effort
    return solver


class _Values:
    """The answer of the last aim that was solved."""

    def __init__(self, solver: cp_model.CpSolver) -> None:
        self._solver = solver

    def chosen(self, variable: cp_model.IntVar) -> bool:
        return bool(self._solver.boolean_value(variable))

    def day(self, variable: cp_model.IntVar) -> int:
        return int(self._solver.value(variable))


def _minimise(model: PathModel, preference: Preference, effort: float) -> tuple[_Values, bool]:
    """Minimise the aims in their order, fixing each before the next."""
    from ortools.sat.python import cp_model

    proven = True
    best: cp_model.CpSolver | None = None
    for name in aims(preference):
        expression = model.aim(name)
        solver = _solver(effort)
        model.model.minimize(expression)
        status = solver.solve(model.model)
        if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            # Staying away from all courses is always possible, so only the effort can have run out.
            proven = False
            break
        best = solver
        proven = proven and status == cp_model.OPTIMAL
        model.model.add(expression <= round(solver.objective_value))
        _hint(model, solver)
    if best is None:
        raise RuntimeError("The solver found not even the empty path; allow it more effort.")
    return _Values(best), proven


def _hint(model: PathModel, solver: cp_model.CpSolver) -> None:
    """Start the next aim from the present answer."""
    model.model.clear_hints()
    for variables in (model.present, model.first, model.last, model.attends):
        for variable in variables.values():
            model.model.add_hint(variable, solver.value(variable))


def _steps(model: PathModel, values: _Values) -> list[Step]:
    """Read the courses that are attended, and what each lifts when they are taken in order."""
    start = model.learner.starts_on
    chosen = [course for course in model.courses if values.chosen(model.present[course.id])]
    chosen.sort(key=lambda course: (values.day(model.first[course.id]), course.id))
    raw = []
    for course in chosen:
        session = next(
            (
                session
                for session in course.sessions
                if (course.id, session.id) in model.attends
                and values.chosen(model.attends[course.id, session.id])
            ),
            None,
        )
        step = Step(
            course=course.id,
            session=session.id if session else None,
            starts_on=start + timedelta(values.day(model.first[course.id])),
            ends_on=start + timedelta(values.day(model.last[course.id])),
            hours=course.hours,
            cost=course.cost,
            leave_days=leave_days(course, session) if session else 0,
            gains=[],
        )
        raw.append((step, course))
    return _with_gains(raw, model.learner)


def _with_gains(raw: Sequence[tuple[Step, Course]], learner: Learner) -> list[Step]:
    """Fill in the levels that each step lifts, counted in the order in which the steps end."""
    levels = dict(learner.levels)
    gains: dict[str, list[Gain]] = {}
    for step, course in sorted(raw, key=lambda pair: (pair[0].ends_on, pair[0].course)):
        gains[step.course] = []
        for out in course.outcomes:
            before = levels.get(out.competency, 0)
            if out.to_level > before:
                gain = Gain(competency=out.competency, from_level=before, to_level=out.to_level)
                gains[step.course].append(gain)
                levels[out.competency] = out.to_level
    return [replace(step, gains=gains[step.course]) for step, _ in raw]


def _levels_after(learner: Learner, steps: Sequence[Step]) -> dict[str, int]:
    """Give the levels once all steps are done."""
    levels = dict(learner.levels)
    for step in steps:
        for gain in step.gains:
            levels[gain.competency] = max(levels.get(gain.competency, 0), gain.to_level)
    return levels


def _reason(courses: Sequence[Course], learner: Learner, competency: str, effort: float) -> GapReason:
    """Tell why a gap stays, by lifting one kind of limit after the other for this gap alone."""
    target = learner.targets[competency]
    levels, _ = attainable(courses, learner)
    if levels.get(competency, 0) < target:
        return "no_course"
    alone = replace(learner, targets={competency: target})
    if _closes(courses, alone, effort):
        return "conflict"
    if _closes(courses, replace(alone, hour_windows=[]), effort):
        return "hours"
    seated = [
        replace(course, sessions=[replace(session, seats_left=1) for session in course.sessions])
        for course in courses
    ]
    return "seats" if _closes(seated, alone, effort) else "dates"


def _closes(courses: Sequence[Course], learner: Learner, effort: float) -> bool:
    """Tell whether all gaps of a learner can be closed."""
    from ortools.sat.python import cp_model

    wanted = sum(max(level - level_of(learner, key), 0) for key, level in learner.targets.items())
    model = PathModel(relevant(courses, learner, learner.targets), learner)
    model.model.add(model.aim("missing") <= 0)
    return wanted == 0 or _solver(effort).solve(model.model) in {cp_model.OPTIMAL, cp_model.FEASIBLE}
