"""From rows of the catalogue to a path in words: hours by year, reasons of a step, and what is stored."""

from __future__ import annotations

from datetime import date

import pytest

from app.law.settings import Law, Setting
from app.training.hours import CONTRACT, LEAST, LOAD, years_of
from app.training.material import BusyFacts, CourseFacts, Material, OutcomeFacts, SessionFacts, YearFacts
from app.training.plan import fingerprint, read_steps
from app.training.translate import compute

FIRST, LAST = date(2026, 11, 25), date(2028, 5, 24)
LAW = Law(
    FIRST,
    {
        LEAST: Setting(LEAST, {"hours": 20}, "PP 11/2017 ps. 203 ayat (4)"),
        LOAD: Setting(LOAD, {"hours": 80}, "Aturan rumah"),
        CONTRACT: Setting(CONTRACT, {"hours": 24}, "PP 49/2018"),
    },
)


def test_permanent_staff_count_calendar_years_with_what_is_due_and_what_work_allows():
    years = years_of("PNS", None, [(date(2026, 3, 1), 7), (date(2025, 3, 1), 9)], LAW, FIRST, LAST)
    assert [(year.starts_on.year, year.done, year.least, year.most) for year in years] == [
        (2026, 7, 20, 80),
        (2027, 0, 20, 80),
        (2028, 0, 20, 80),
    ]
    assert not years[0].agency_paid_only


def test_contract_staff_count_contract_years_up_to_a_ceiling_for_paid_classes():
    years = years_of("PPPK", date(2027, 9, 30), [(date(2026, 10, 2), 5)], LAW, FIRST, LAST)
    assert (years[0].starts_on, years[0].ends_on) == (date(2026, 10, 1), date(2027, 9, 30))
    assert (years[0].done, years[0].least, years[0].most) == (5, None, 24)
    assert years[0].agency_paid_only
    assert years[1].starts_on == date(2027, 10, 1), "the contract year after it is counted as if renewed"


def test_without_a_setting_no_hours_are_made_up():
    years = years_of("PNS", None, [], Law(FIRST, {}), FIRST, LAST)
    assert {(year.least, year.most) for year in years} == {(None, None)}


def course(code: str, *outcomes: OutcomeFacts, **facts) -> CourseFacts:
    """Make a course."""
    values = {
        "name": f"Pelatihan {code}",
        "kind": "TECH",
        "mode": "online",
        "provider": "BPSDM",
        "hours": 8,
        "cost": 0,
        "self_paced": True,
        "duration_days": 10,
        **facts,
    }
    return CourseFacts(code=code, outcomes=outcomes, **values)


BASIS = course("basis", OutcomeFacts("api", 1, 2))
ADVANCED = course(
    "lanjut",
    OutcomeFacts("api", 2, 3),
    mode="classroom",
    self_paced=False,
    cost=500_000,
    sessions=(SessionFacts(7, date(2027, 2, 8), date(2027, 2, 12), 4, "Kampus"),),
)


def material(*courses: CourseFacts, **facts) -> Material:
    """Make the material of one person with a gap in one competency."""
    values = {
        "levels": {"api": 1},
        "targets": {"api": 3},
        "names": {"api": "Integrasi dan API"},
        "courses": courses,
        "completed": frozenset(),
        "busy": (),
        "years": (),
        "starts_on": FIRST,
        "ends_on": LAST,
        **facts,
    }
    return Material(**values)


def test_a_step_says_what_it_lifts_what_hangs_on_it_and_how_many_seats_are_left():
    plan = compute(material(BASIS, ADVANCED), "fastest")
    first, second = plan.steps
    assert (first.name, first.needed_for, first.seats_left) == ("Pelatihan basis", (2,), None)
    assert (second.place, second.seats_left, second.leave_days) == ("Kampus", 4, 5)
    assert [(gain.name, gain.from_level, gain.to_level) for gain in second.gains] == [
        ("Integrasi dan API", 2, 3)
    ]
    assert plan.levels_after == {"api": 3}
    assert (plan.hours, plan.cost, plan.leave_days, plan.proven) == (16, 500_000, 5, True)


def test_a_step_names_the_milestone_that_it_keeps_clear_of():
    busy = BusyFacts(date(2027, 2, 20), date(2027, 2, 23), "Rilis uji, Izin Cepat")
    plan = compute(material(BASIS, ADVANCED, busy=(busy,)), "fastest")
    assert plan.steps[1].avoids == "Rilis uji, Izin Cepat"


def test_a_session_before_a_milestone_is_not_attended_and_the_gap_says_why():
    busy = BusyFacts(date(2027, 2, 10), date(2027, 2, 13), "Rilis uji")
    plan = compute(material(BASIS, ADVANCED, busy=(busy,)), "fastest")
    assert [step.course for step in plan.steps] == ["basis"]
    assert [(gap.name, gap.level, gap.target, gap.reason) for gap in plan.gaps] == [
        ("Integrasi dan API", 2, 3, "dates")
    ]


@pytest.mark.parametrize("paid_only", [True, False])
def test_self_learning_lies_outside_a_ceiling_for_paid_classes(paid_only: bool):
    year = YearFacts(date(2026, 1, 1), date(2028, 12, 31), 0, most=0, agency_paid_only=paid_only)
    plan = compute(material(BASIS, ADVANCED, years=(year,)), "fastest")
    assert [step.course for step in plan.steps] == (["basis"] if paid_only else [])
    assert plan.gaps[0].reason == "hours"


def test_what_is_stored_reads_back_and_keeps_its_fingerprint():
    plan = compute(material(BASIS, ADVANCED), "cheapest")
    stored = plan.stored()
    again = read_steps(stored)
    assert [step.stored() for step in again] == stored
    assert fingerprint(step.stored() for step in again) == plan.fingerprint
    assert all({"competency", "to_level"} <= set(gain) for step in stored for gain in step["gains"])
    moved = [{**stored[0], "starts_on": "2027-01-01"}, *stored[1:]]
    assert fingerprint(moved) != plan.fingerprint
