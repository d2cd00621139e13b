"""Which courses can matter for a learner, leaving dates, seats and hours aside."""

from collections.abc import Iterable, Mapping

from optimizer.training.catalogue import Course
from optimizer.training.learner import Learner, level_of


def attainable(courses: Iterable[Course], learner: Learner) -> tuple[dict[str, int], frozenset[str]]:
    """
    Take every course that can be started, until nothing changes.

    Parameters
    ----------
    courses : iterable of Course
        The catalogue.
    learner : Learner
        The person.

    Returns
    -------
    tuple of dict and frozenset
        Highest level by competency with unlimited time, and the keys of the courses that can be started.
    """
    levels = dict(learner.levels)
    open_courses = {course.id: course for course in courses if course.id not in learner.completed}
    taken: set[str] = set()
    found = True
    while found:
        found = False
        for key, course in open_courses.items():
            if key in taken or not set(course.requires) <= taken | learner.completed:
                continue
            if any(levels.get(out.competency, 0) < out.from_level for out in course.outcomes):
                continue
            taken.add(key)
            found = True
            for out in course.outcomes:
                levels[out.competency] = max(levels.get(out.competency, 0), out.to_level)
    return levels, frozenset(taken)


def relevant(courses: Iterable[Course], learner: Learner, targets: Mapping[str, int]) -> list[Course]:
    """
    Keep the courses that can lift a target, directly or as a step before another course.

    Parameters
    ----------
    courses : iterable of Course
        The catalogue.
    learner : Learner
        The person.
    targets : mapping of str to int
        Levels wanted by competency.

    Returns
    -------
    list of Course
        Courses in the order of their keys; dropping the others changes no best path.
    """
    catalogue = sorted(courses, key=lambda course: course.id)
    _, startable = attainable(catalogue, learner)
    by_key = {course.id: course for course in catalogue if course.id in startable}
    wanted = {key: level for key, level in targets.items() if level > level_of(learner, key)}
    kept: set[str] = set()
    waiting = [course for course in by_key.values() if _lifts(course, learner, wanted)]
    while waiting:
        course = waiting.pop()
        if course.id in kept:
            continue
        kept.add(course.id)
        waiting += [by_key[key] for key in course.requires if key not in learner.completed]
        needed = {out.competency: out.from_level for out in course.outcomes}
        steps = {key: level for key, level in needed.items() if level > level_of(learner, key)}
        waiting += [other for other in by_key.values() if _lifts(other, learner, steps)]
    return [course for course in by_key.values() if course.id in kept]


def _lifts(course: Course, learner: Learner, wanted: Mapping[str, int]) -> bool:
    """Tell whether a course lifts a wanted competency above today's level."""
    return any(
        out.competency in wanted and out.to_level > level_of(learner, out.competency)
        for out in course.outcomes
    )
