"""What was known on a day comes from dated records, and from nothing that happened later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.forecasts.facts import KeyRole, Record, facts_on, reviews

START, PLAN, TODAY = date(2024, 1, 1), date(2026, 1, 1), date(2026, 6, 1)
ROLE = KeyRole(100, ((START, date(2024, 12, 31), 60), (date(2025, 4, 1), None, 100)))
RECORD = Record(
    "s", START, PLAN, None, "build", "own", 150, (date(2024, 6, 1), date(2025, 6, 1), None, None), (ROLE,)
)


def test_progress_is_the_share_of_milestones_reached_by_the_day():
    assert facts_on(RECORD, date(2024, 5, 31)).progress == 0
    assert facts_on(RECORD, date(2024, 6, 1)).progress == 0.25
    assert facts_on(RECORD, TODAY).progress == 0.5
    assert facts_on(replace(RECORD, reached=()), TODAY).progress is None


def test_lost_service_is_counted_month_by_month_against_the_need():
    """Forty percent are missing in eleven months, all of it in three, nothing afterwards."""
    assert ROLE.lost(START, date(2024, 12, 31)) == pytest.approx(11 * 0.4)
    assert ROLE.lost(date(2024, 12, 31), date(2025, 3, 31)) == pytest.approx(3)
    assert ROLE.lost(date(2025, 4, 1), PLAN) == 0


def test_what_lies_before_the_first_record_of_a_role_is_unknown_and_not_lost():
    late = KeyRole(100, ((date(2025, 1, 1), None, 100),))
    assert late.lost(START, PLAN) == 0
    assert KeyRole(100, ()).lost(START, PLAN) == 0
    assert facts_on(replace(RECORD, key_roles=(KeyRole(100, ()),)), TODAY).lost_ahead is None


def test_ahead_is_counted_to_the_plan_date_and_no_further():
    gone = KeyRole(100, ((START, date(2025, 6, 30), 100),))
    ahead = facts_on(replace(RECORD, key_roles=(gone,)), date(2025, 6, 15)).lost_ahead
    assert ahead == pytest.approx(7)  # The firsts of July to January.


def test_reviews_are_half_a_year_apart_and_end_before_the_finish():
    finished = replace(RECORD, finished_on=date(2025, 7, 1), stage="finished")
    days = [facts.reviewed_on for facts in reviews(finished, TODAY)]
    assert days == [date(2024, 7, 1), date(2025, 1, 1)]
    assert [facts.reviewed_on for facts in reviews(RECORD, TODAY)][-1] == date(2026, 1, 1)


def test_the_stage_of_today_is_not_told_of_earlier_days():
    assert {facts.stage for facts in reviews(RECORD, TODAY)} == {None}
    assert facts_on(RECORD, TODAY, is_today=True).stage == "build"
