"""On catalogues small enough to try everything, the solver is as good as trying everything."""

from __future__ import annotations

import itertools
import random
from datetime import timedelta

import pytest

from optimizer.training import PREFERENCES, Gap, Path, Step, check, solve
from optimizer.training.catalogue import leave_days
from optimizer.training.preference import aims
from tests.optimizer.training.catalogues import course, day, learner

DAYS = 9


def random_catalogue(rng: random.Random):
    """Make four courses over two competencies, with prerequisites, full sessions and self-paced ones."""
    made = []
    for number in range(4):
        low = rng.choice([0, 0, 1])
        lifts = [f"{rng.choice('xy')} {low}>{low + 1}"]
        if rng.random() < 0.3:
            lifts.append("z 0>1")
        options = {"hours": rng.choice([4, 8]), "cost": rng.choice([0, 5, 7])}
        if made and rng.random() < 0.3:
            options["requires"] = [rng.choice(made).id]
        if rng.random() < 0.5:
            options |= {"self_paced": True, "duration_days": rng.choice([2, 3, 5])}
        if not options.get("self_paced") or rng.random() < 0.3:
            firsts = rng.sample(range(DAYS - 2), rng.choice([1, 2]))
            options["sessions"] = [(a, a + rng.choice([0, 1, 2]), rng.choice([0, 1, 1])) for a in firsts]
            options["away"] = rng.random() < 0.6
        made.append(course(f"k{number}", *lifts, **options))
    return made


def random_learner(rng: random.Random):
    """Make a person with two or three gaps, sometimes busy and sometimes short of hours."""
    return learner(
        DAYS,
        levels={"x": rng.choice([0, 1])},
        targets={"x": rng.choice([1, 2]), "y": rng.choice([1, 2]), "z": 1},
        busy=[(4, 4)] if rng.random() < 0.3 else [],
        years=[(-5, 5, 8), (6, 40, 8)] if rng.random() < 0.5 else [],
    )


def choices(kind):
    """Yield every way to attend a course: not at all, each session, each first day."""
    yield None
    for session in kind.sessions:
        yield step(kind, session.starts_on, session.ends_on, session)
    if kind.self_paced:
        for first in range(DAYS + 2 - kind.duration_days):
            yield step(kind, day(first), day(first) + timedelta(kind.duration_days - 1), None)


def step(kind, first, last, session):
    """Write down one way to attend a course."""
    return Step(
        course=kind.id,
        session=session and session.id,
        starts_on=first,
        ends_on=last,
        hours=kind.hours,
        cost=kind.cost,
        leave_days=leave_days(kind, session) if session else 0,
        gains=[],
    )


def every_path(catalogue, who):
    """Yield every sound path."""
    for combination in itertools.product(*(list(choices(kind)) for kind in catalogue)):
        steps = [each for each in combination if each is not None]
        levels = dict(who.levels)
        for each in steps:
            for out in next(kind for kind in catalogue if kind.id == each.course).outcomes:
                levels[out.competency] = max(levels.get(out.competency, 0), out.to_level)
        gaps = [
            Gap(competency=key, level=levels.get(key, 0), target=target, reason="dates")
            for key, target in who.targets.items()
            if levels.get(key, 0) < target
        ]
        path = Path(preference="fastest", steps=steps, gaps=gaps, proven=True)
        if check(catalogue, who, path) == []:
            yield path


def worth(path, preference):
    """Return what a path reaches in each aim, in their order."""
    measured = {
        "missing": path.missing_levels,
        "finish": max(((each.ends_on - day(0)).days + 1 for each in path.steps), default=0),
        "cost": path.cost,
        "leave": path.leave_days,
        "hours": path.hours,
        "ends": sum((each.ends_on - day(0)).days for each in path.steps),
    }
    return [measured[aim] for aim in aims(preference)]


@pytest.mark.parametrize("seed", range(30))
def test_the_solver_equals_trying_everything(seed):
    """All three preferences reach the same value in each aim as the best of all sound paths."""
    rng = random.Random(seed)
    catalogue, who = random_catalogue(rng), random_learner(rng)
    everything = list(every_path(catalogue, who))
    for preference in PREFERENCES:
        path = solve(catalogue, who, preference)
        assert path.proven
        assert check(catalogue, who, path) == []
        assert worth(path, preference) == min(worth(other, preference) for other in everything)


def test_the_trial_cases_differ_enough():
    """Among the cases some close everything, some leave a gap, and some need three steps or more."""
    found = set()
    for seed in range(30):
        rng = random.Random(seed)
        catalogue, who = random_catalogue(rng), random_learner(rng)
        path = solve(catalogue, who, "fastest")
        found |= {gap.reason for gap in path.gaps} or {"closed"}
        found.add(min(len(path.steps), 3))
    assert {"closed", "no_course", "dates", "seats", "hours", "conflict"} - found <= {
        "conflict",
        "hours",
        "dates",
    }
    assert {2, 3} <= found
