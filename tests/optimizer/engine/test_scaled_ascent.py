"""Prices of posts of one kind rise together where there are too few of them for all."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer.engine import bounds, scaled_ascent
from optimizer.engine.crew import Crew
from optimizer.engine.field import Field
from optimizer.engine.network import SCALE
from optimizer.engine.passes import Weighing
from optimizer.generate import generate
from optimizer.io import canonical_case
from optimizer.rules import RULES, parameters_by_round

STEPS = 80


@pytest.fixture(scope="module")
def crew() -> Crew:
    """A government that loses posts whose holders need other ones."""
    case = canonical_case(generate(400, 1, "shrinking"))
    return Field(case, [(rule, parameters_by_round(case, rule)) for rule in RULES], 12, 1).crew


def lowest(crew: Crew) -> Weighing:
    """The lowest bound that some pricings find from the usual start."""
    start = bounds.middle(crew.rows)
    return scaled_ascent.ascend(crew, start, STEPS, (10.0, 2.0), lambda _: True, lambda _: None).best


def test_rows_are_alike_by_rule_round_and_prices(crew):
    rows = crew.rows
    alike, groups = rows.alike
    assert sorted(set(alike.tolist())) == list(range(groups))
    for group in range(groups):
        mine = np.flatnonzero(alike == group)
        assert len({(rows.code[r], rows.missing_price[r], rows.excess_price[r]) for r in mine}) == 1
        assert len({rows.keys[r].rpartition(":")[2] for r in mine}) == 1
    assert groups < rows.count / 4


def test_alike_rows_that_move_together_lower_the_bound_further(crew, monkeypatch):
    """One by one they take turns, and the bound stays a percent higher."""
    together = lowest(crew)
    nobody = np.arange(crew.rows.count), crew.rows.count
    monkeypatch.setitem(crew.rows.__dict__, "alike", nobody)
    assert together.bound < lowest(crew).bound - 1000 * SCALE
