"""The curve of a run says what holds."""

from __future__ import annotations

from typing import NamedTuple

from app.planning.run_curve import _best


class Point(NamedTuple):
    """A point as the database gives it."""

    elapsed_ms: int
    attempt: int
    value: int | None
    bound: int | None


def test_a_run_that_begins_anew_keeps_its_value_and_proves_its_bound_from_the_start():
    """What the attempt before had proven went with its process; a line between the two would be no proof."""
    points = [
        Point(1000, 1, 10, 100),
        Point(2000, 1, 20, 90),
        Point(3000, 2, None, None),
        Point(4000, 2, None, 120),
        Point(5000, 2, 15, 95),
    ]
    values, bounds = _best(points[:3])
    assert bounds == [(1.0, 100), (2.0, 90)], "the old bound stands until there is a new one"
    values, bounds = _best(points)
    assert values == [(1.0, 10), (2.0, 20)]
    assert bounds == [(4.0, 120), (5.0, 95)]
