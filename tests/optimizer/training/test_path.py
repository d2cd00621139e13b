"""Each condition of a training path, alone, on a catalogue that can be read at a glance."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from optimizer.training import PREFERENCES, HourWindow, check, solve
from tests.optimizer.training.catalogues import course, day, learner


def courses_of(path):
    """Return the keys of the courses in the order of their first days."""
    return [step.course for step in path.steps]


def only_reason(path):
    """Return why the one gap of a path stays open."""
    assert len(path.gaps) == 1
    return path.gaps[0].reason


def test_a_gap_is_closed_by_the_course_that_lifts_it():
    path = solve(
        [course("api", "api 1>2", self_paced=True)], learner(levels={"api": 1}, targets={"api": 2}), "fastest"
    )
    assert courses_of(path) == ["api"]
    assert path.gaps == []
    assert path.proven
    assert path.finish == day(13)


def test_nothing_is_attended_when_nothing_is_missing():
    path = solve(
        [course("api", "api 1>2", self_paced=True)], learner(levels={"api": 2}, targets={"api": 2}), "fastest"
    )
    assert path.steps == []
    assert path.proven
    assert path.finish is None


def test_a_prerequisite_is_finished_before_the_course_starts():
    catalogue = [
        course("basis", "net 0>1", sessions=[(1, 3)]),
        course("advanced", "api 0>1", requires=["basis"], sessions=[(3, 4), (10, 12)]),
    ]
    path = solve(catalogue, learner(targets={"api": 1}), "fastest")
    assert [(step.course, step.starts_on) for step in path.steps] == [
        ("basis", day(1)),
        ("advanced", day(10)),
    ]


def test_a_course_attended_before_fulfils_a_prerequisite_and_is_not_proposed_again():
    catalogue = [
        course("basis", "net 0>1", sessions=[(1, 3)]),
        course("advanced", "api 0>1", requires=["basis"], sessions=[(3, 4)]),
    ]
    path = solve(catalogue, learner(targets={"api": 1, "net": 1}, completed=frozenset(["basis"])), "fastest")
    assert courses_of(path) == ["advanced"]
    assert only_reason(path) == "no_course"


def test_a_starting_level_is_reached_by_an_earlier_step():
    catalogue = [
        course("second", "api 2>3", self_paced=True, duration_days=5),
        course("first", "api 1>2", self_paced=True, duration_days=5),
    ]
    path = solve(catalogue, learner(levels={"api": 1}, targets={"api": 3}), "fastest")
    assert courses_of(path) == ["first", "second"]
    assert [(gain.from_level, gain.to_level) for step in path.steps for gain in step.gains] == [
        (1, 2),
        (2, 3),
    ]


def test_sessions_on_the_same_days_are_not_both_attended():
    catalogue = [course("a", "x 0>1", sessions=[(1, 3)]), course("b", "y 0>1", sessions=[(3, 5)])]
    path = solve(catalogue, learner(targets={"x": 1, "y": 1}), "fastest")
    assert len(path.steps) == 1
    assert only_reason(path) == "conflict"


def test_self_paced_courses_follow_each_other_but_lie_beside_sessions():
    catalogue = [
        course("a", "x 0>1", self_paced=True, duration_days=10),
        course("b", "y 0>1", self_paced=True, duration_days=10),
        course("c", "z 0>1", sessions=[(2, 4)]),
    ]
    path = solve(catalogue, learner(targets={"x": 1, "y": 1, "z": 1}), "fastest")
    assert path.finish == day(19)
    assert path.gaps == []


def test_a_session_in_a_busy_period_is_not_attended():
    catalogue = [course("a", "x 0>1", sessions=[(5, 6)])]
    path = solve(catalogue, learner(targets={"x": 1}, busy=[(6, 8)]), "fastest")
    assert path.steps == []
    assert only_reason(path) == "dates"


def test_a_full_session_is_passed_over_and_named_as_the_cause():
    catalogue = [course("a", "x 0>1", sessions=[(5, 6, 0)])]
    assert only_reason(solve(catalogue, learner(targets={"x": 1}), "fastest")) == "seats"


def test_a_gap_without_any_course_says_so():
    assert only_reason(solve([], learner(targets={"x": 1}), "fastest")) == "no_course"


def test_a_course_whose_starting_level_cannot_be_reached_is_no_way_to_a_target():
    catalogue = [course("b", "x 2>3", self_paced=True)]
    assert only_reason(solve(catalogue, learner(targets={"x": 3}), "fastest")) == "no_course"


def test_the_ceiling_of_a_year_moves_a_course_to_the_next_year():
    catalogue = [
        course("a", "x 0>1", hours=16, self_paced=True, duration_days=2),
        course("b", "y 0>1", hours=16, self_paced=True, duration_days=2),
    ]
    path = solve(catalogue, learner(targets={"x": 1, "y": 1}, years=[(0, 19, 24), (20, 40, 24)]), "fastest")
    assert path.gaps == []
    assert sorted(step.ends_on for step in path.steps) == [day(1), day(20)]


def test_a_ceiling_that_is_used_up_leaves_the_gap_and_is_named():
    window = HourWindow(starts_on=day(-100), ends_on=day(100), most=24, done=20)
    who = replace(learner(targets={"x": 1}), hour_windows=[window])
    path = solve([course("a", "x 0>1", self_paced=True)], who, "fastest")
    assert only_reason(path) == "hours"


def test_a_ceiling_for_classes_paid_by_the_agency_spares_self_learning():
    window = HourWindow(starts_on=day(-100), ends_on=day(100), most=0, agency_paid_only=True)
    who = replace(learner(targets={"x": 1, "y": 1}), hour_windows=[window])
    catalogue = [
        course("free", "x 0>1", self_paced=True, agency_paid=False),
        course("paid", "y 0>1", sessions=[(1, 2)]),
    ]
    path = solve(catalogue, who, "fastest")
    assert courses_of(path) == ["free"]
    assert only_reason(path) == "hours"


def test_each_preference_takes_its_own_way_to_the_same_target():
    catalogue = [
        course("class", "x 0>1", cost=900, sessions=[(0, 1)]),
        course("evening", "x 0>1", cost=400, away=False, sessions=[(5, 20)]),
        course("mentor", "x 0>1", cost=0, away=True, sessions=[(10, 25)]),
    ]
    chosen = {name: courses_of(solve(catalogue, learner(targets={"x": 1}), name)) for name in PREFERENCES}
    assert chosen == {"fastest": ["class"], "cheapest": ["mentor"], "least_leave": ["evening"]}


def test_leave_is_counted_in_working_days():
    path = solve([course("a", "x 0>1", sessions=[(3, 8)])], learner(targets={"x": 1}), "fastest")
    assert path.leave_days == 4, "Thursday to Tuesday has a weekend in it"


def test_the_order_of_the_catalogue_changes_nothing():
    catalogue = [
        course(key, f"{target} 0>1", hours=8, self_paced=True, duration_days=3)
        for key, target in [("a", "x"), ("b", "x"), ("c", "y"), ("d", "y")]
    ]
    who = learner(targets={"x": 1, "y": 1})
    assert solve(catalogue, who, "fastest") == solve(catalogue[::-1], who, "fastest")


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"session": "a-99"}, "no such session"),
        ({"session": None}, "cannot be taken on these days"),
        ({"starts_on": day(-5)}, "outside the time"),
        ({"course": "b"}, "not in the catalogue"),
    ],
)
def test_the_check_finds_a_step_that_was_tampered_with(change, fault):
    catalogue, who = [course("a", "x 0>1", sessions=[(5, 6)])], learner(targets={"x": 1})
    path = solve(catalogue, who, "fastest")
    assert check(catalogue, who, path) == []
    broken = replace(path, steps=[replace(path.steps[0], **change)])
    assert any(fault in sentence for sentence in check(catalogue, who, broken))
