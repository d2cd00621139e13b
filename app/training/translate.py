"""Between the rows of the catalogue and the path solver; the only module of this area that knows the solver.

The solver's first use loads OR-Tools, which takes a second or two, and a solve takes some hundredths. Both
happen in a thread, so that no other request waits for them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Literal, cast

from app.training.material import CourseFacts, Material
from app.training.plan import OpenGap, PathPlan, PlanGain, PlanStep
from optimizer.training import (
    Course,
    HourWindow,
    Learner,
    Outcome,
    Path,
    Period,
    Session,
    Step,
    load_solver,
    solve,
)

__all__ = ["catalogue", "compute", "learner", "load_solver", "path_for", "plan_of"]

Preference = Literal["fastest", "cheapest", "least_leave"]


async def path_for(material: Material, preference: str) -> PathPlan:
    """Compute a path off the event loop."""
    return await asyncio.to_thread(compute, material, preference)


def compute(material: Material, preference: str) -> PathPlan:
    """Compute the path of a person for one preference."""
    path = solve(catalogue(material), learner(material), cast(Preference, preference))
    return plan_of(path, material)


def catalogue(material: Material) -> list[Course]:
    """Say the courses in the solver's words."""
    return [
        Course(
            id=course.code,
            hours=course.hours,
            outcomes=[
                Outcome(competency=out.competency, from_level=out.from_level, to_level=out.to_level)
                for out in course.outcomes
            ],
            requires=list(course.requires),
            sessions=[
                Session(
                    id=str(session.number),
                    starts_on=session.starts_on,
                    ends_on=session.ends_on,
                    seats_left=session.seats_left,
                )
                for session in course.sessions
            ],
            self_paced=course.self_paced,
            duration_days=course.duration_days,
            cost=course.cost,
            away=course.takes_away,
            agency_paid=not course.is_self_learning,
        )
        for course in material.courses
    ]


def learner(material: Material) -> Learner:
    """Say the person in the solver's words."""
    return Learner(
        levels=material.levels,
        targets=material.targets,
        starts_on=material.starts_on,
        ends_on=material.ends_on,
        completed=material.completed,
        busy=[Period(starts_on=busy.starts_on, ends_on=busy.ends_on) for busy in material.busy],
        hour_windows=[
            HourWindow(
                starts_on=year.starts_on,
                ends_on=year.ends_on,
                most=year.most,
                done=year.done,
                agency_paid_only=year.agency_paid_only,
            )
            for year in material.years
        ],
    )


def plan_of(path: Path, material: Material) -> PathPlan:
    """Say a computed path in the words of the pages."""
    courses = {course.code: course for course in material.courses}
    levels = dict(material.levels)
    for step in path.steps:
        for gain in step.gains:
            levels[gain.competency] = max(levels.get(gain.competency, 0), gain.to_level)
    return PathPlan(
        preference=path.preference,
        steps=tuple(
            _step(number, step, path, courses, material) for number, step in enumerate(path.steps, 1)
        ),
        gaps=tuple(
            OpenGap(
                competency=gap.competency,
                name=material.names.get(gap.competency, gap.competency),
                level=gap.level,
                target=gap.target,
                reason=gap.reason,
            )
            for gap in path.gaps
        ),
        proven=path.proven,
        finish=path.finish,
        levels_after=levels,
    )


def _step(
    number: int, step: Step, path: Path, courses: Mapping[str, CourseFacts], material: Material
) -> PlanStep:
    course = courses[step.course]
    session = next((each for each in course.sessions if str(each.number) == step.session), None)
    return PlanStep(
        number=number,
        course=course.code,
        name=course.name,
        kind=course.kind,
        mode=course.mode,
        provider=course.provider,
        place=session.place if session else "",
        starts_on=step.starts_on,
        ends_on=step.ends_on,
        self_paced=session is None,
        hours=step.hours,
        cost=step.cost,
        leave_days=step.leave_days,
        gains=tuple(
            PlanGain(
                gain.competency,
                material.names.get(gain.competency, gain.competency),
                gain.from_level,
                gain.to_level,
            )
            for gain in step.gains
        ),
        needed_for=tuple(
            place
            for place, later in enumerate(path.steps, 1)
            if later.starts_on > step.ends_on and _needs(courses[later.course], step)
        ),
        seats_left=session.seats_left if session else None,
        avoids=_avoided(step, material),
    )


def _needs(later: CourseFacts, step: Step) -> bool:
    """Tell whether a later course asks for this one, or for a level that this one reaches."""
    if step.course in later.requires:
        return True
    reached = {gain.competency: gain for gain in step.gains}
    return any(
        out.competency in reached
        and reached[out.competency].from_level < out.from_level <= reached[out.competency].to_level
        for out in later.outcomes
    )


def _avoided(step: Step, material: Material) -> str:
    """Name the nearest busy period within a month that a dated step keeps clear of."""
    if step.session is None:
        return ""
    near = [
        busy
        for busy in material.busy
        if abs((busy.starts_on - step.ends_on).days) <= 31 or abs((step.starts_on - busy.ends_on).days) <= 31
    ]
    near.sort(key=lambda busy: abs((busy.starts_on - step.ends_on).days))
    return near[0].cause if near else ""
