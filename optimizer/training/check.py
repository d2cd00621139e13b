"""An independent look at a path: every condition recomputed from the path alone, without the solver."""

import itertools
from collections.abc import Iterable

from optimizer.training.catalogue import Course
from optimizer.training.learner import HourWindow, Learner
from optimizer.training.path import Path, Step


def check(catalogue: Iterable[Course], learner: Learner, path: Path) -> list[str]:
    """
    Find what is wrong with a path.

    Parameters
    ----------
    catalogue : iterable of Course
        All courses.
    learner : Learner
        The person.
    path : Path
        Path to look at.

    Returns
    -------
    list of str
        One sentence per fault; empty for a sound path.
    """
    courses = {course.id: course for course in catalogue}
    unknown = [step.course for step in path.steps if step.course not in courses]
    if unknown:
        return [f"{key} is not in the catalogue" for key in unknown]
    faults = [fault for step in path.steps for fault in _faults_of(step, courses, learner, path)]
    faults += _overlaps(path)
    for window in learner.hour_windows:
        faults += _excess(window, courses, path)
    return faults + _wrong_gaps(learner, path, courses)


def _faults_of(step: Step, courses: dict[str, Course], learner: Learner, path: Path) -> list[str]:
    """Look at one step: its days, its session, and what must be done before it."""
    course = courses[step.course]
    faults = [] if course.id not in learner.completed else [f"{course.id} was attended before"]
    if not learner.starts_on <= step.starts_on <= step.ends_on <= learner.ends_on:
        faults.append(f"{course.id} lies outside the time there is")
    if step.session is None:
        days = (step.ends_on - step.starts_on).days + 1
        if not course.self_paced or days != course.duration_days:
            faults.append(f"{course.id} cannot be taken on these days")
    else:
        sessions = [session for session in course.sessions if session.id == step.session]
        if not sessions or (sessions[0].starts_on, sessions[0].ends_on) != (step.starts_on, step.ends_on):
            faults.append(f"{course.id} has no such session")
        elif sessions[0].seats_left < 1:
            faults.append(f"{course.id} has no seat left in {step.session}")
        if any(busy.starts_on <= step.ends_on and step.starts_on <= busy.ends_on for busy in learner.busy):
            faults.append(f"{course.id} clashes with a busy period")
    done = {other.course for other in path.steps if other.ends_on < step.starts_on} | learner.completed
    faults += [f"{course.id} needs {key} before it" for key in course.requires if key not in done]
    levels = _levels([courses[key] for key in done if key in courses], learner, set(learner.completed))
    faults += [
        f"{course.id} starts from level {out.from_level} of {out.competency}"
        for out in course.outcomes
        if levels.get(out.competency, 0) < out.from_level
    ]
    return faults


def _levels(done: Iterable[Course], learner: Learner, completed: set[str]) -> dict[str, int]:
    """Give the levels after some courses; those completed before are in today's levels already."""
    levels = dict(learner.levels)
    for course in done:
        for out in course.outcomes if course.id not in completed else []:
            levels[out.competency] = max(levels.get(out.competency, 0), out.to_level)
    return levels


def _overlaps(path: Path) -> list[str]:
    """Find dated sessions on the same days, and self-paced courses on the same days."""
    faults = []
    for dated in (True, False):
        steps = sorted(
            (step for step in path.steps if (step.session is not None) == dated),
            key=lambda step: step.starts_on,
        )
        faults += [
            f"{left.course} and {right.course} overlap"
            for left, right in itertools.pairwise(steps)
            if right.starts_on <= left.ends_on
        ]
    return faults


def _excess(window: HourWindow, courses: dict[str, Course], path: Path) -> list[str]:
    """Find a year whose ceiling of hours the path exceeds."""
    hours = sum(
        courses[step.course].hours
        for step in path.steps
        if window.starts_on <= step.ends_on <= window.ends_on
        and (courses[step.course].agency_paid or not window.agency_paid_only)
    )
    if window.most is None or hours == 0 or window.done + hours <= window.most:
        return []
    return [f"{window.done + hours} hours end in the year from {window.starts_on}, above {window.most}"]


def _wrong_gaps(learner: Learner, path: Path, courses: dict[str, Course]) -> list[str]:
    """Compare the gaps that the path states with those that it leaves."""
    levels = _levels([courses[step.course] for step in path.steps], learner, set(learner.completed))
    left = {
        key: (levels.get(key, 0), target)
        for key, target in learner.targets.items()
        if levels.get(key, 0) < target
    }
    stated = {gap.competency: (gap.level, gap.target) for gap in path.gaps}
    return [] if left == stated else [f"the gaps stated are {stated}, the gaps left are {left}"]
