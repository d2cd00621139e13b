"""The report of a measurement says what was measured, and extrapolates by people."""

from __future__ import annotations

import argparse

from optimizer.many.orders import Summary
from scripts.scale import report

OPTIONS = argparse.Namespace(agencies=2, people=5000, workers=4, seconds=50.0, work=None)
PLANNED = [
    Summary(agency=name, status="planned", people=5000, value=90, bound=100, seconds=40, peak_mib=700)
    for name in ("x", "y")
]


def test_the_extrapolation_is_by_people_and_cores():
    """4 cores for 90 s are 360 core seconds for 10,000 people: 56 core hours for the nation, 7 on 8 cores."""
    words = report(OPTIONS, PLANNED, 90.0, 0)
    assert "5,600,000 people in 640 agencies are 56 core hours" in words
    assert "| hours | 7.0 | 0.9 | 0.1 |" in words
    assert "| people per core and hour | 100,000 |" in words
    assert "| gap | 10.0 % of all" in words


def test_a_run_that_went_on_is_no_measurement():
    assert "says nothing" in report(OPTIONS, PLANNED, 90.0, 1)
