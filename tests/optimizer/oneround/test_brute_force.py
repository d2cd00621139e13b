"""The network finds the best of all plans of tiny cases, and so do the engine and one CP-SAT model."""

from __future__ import annotations

import os

import pytest

from optimizer.case import Case
from optimizer.errors import NoPlanError
from optimizer.oneround import is_network
from optimizer.rivals import cpsat
from optimizer.solve import solve
from optimizer.verify import verify
from tests.optimizer.oneround.cases import tiny_rounds, with_turnover, without_systems
from tests.optimizer.test_brute_force import best_value

# A longer run: TUNTAS_ONE_ROUND_CASES=5000 pytest tests/optimizer/oneround/test_brute_force.py
CASES = int(os.environ.get("TUNTAS_ONE_ROUND_CASES", "160"))
WITH_SYSTEMS = CASES // 12
ENGINE_EVERY = 8
"""The general engine needs up to a second for each case, so that it joins in now and then."""


def network_faults(name: str, case: Case, best: int | None) -> list[str]:
    """Compare the network with brute force."""
    try:
        result = solve(case, seconds=5.0, workers=1)
    except NoPlanError:
        return [] if best is None else [f"{name}: no plan, the best is worth {best}"]
    found = [] if verify(case, result.plan).lawful else [f"{name}: not lawful"]
    if (result.engine, result.status) != ("network", "optimal"):
        found.append(f"{name}: {result.status} by {result.engine}")
    if not result.value == result.bound == best:
        found.append(f"{name}: value {result.value}, bound {result.bound}, the best is {best}")
    return found


def others_faults(name: str, case: Case, best: int | None, with_engine: bool) -> list[str]:
    """Compare one CP-SAT model, and the general engine where asked, with brute force."""
    plan = cpsat.solve(case, 10, 1, workers=1).plan
    value = None if plan is None else plan.value
    found = [] if value == best else [f"{name}: CP-SAT found {value}, the best is {best}"]
    if with_engine:
        try:
            value = solve(case, seconds=2.0, workers=1, method="general").value
        except NoPlanError:
            value = None
        if value != best:
            found.append(f"{name}: the general engine found {value}, the best is {best}")
    return found


@pytest.mark.parametrize("block", range(4))
def test_network_engine_and_cpsat_find_the_best_of_all_plans(block):
    """Without systems, and with a turnover that binds nobody, every case is a network."""
    found, compared = [], 0
    for seed, case in tiny_rounds(CASES // 4, 10_000 * block):
        case = with_turnover(without_systems(case), 100)
        assert not is_network(case)
        best, plans = best_value(case)
        if plans:
            compared += 1
            found += network_faults(f"seed {seed}", case, best)
            found += others_faults(f"seed {seed}", case, best, seed % ENGINE_EVERY == 0)
    assert not found, "\n".join(found)
    assert compared > CASES // 5


def test_with_systems_value_and_bound_enclose_the_best_plan():
    """Where rows are loose the bound still holds, and the engine that goes on finds the best plan."""
    found = []
    for seed, case in tiny_rounds(WITH_SYSTEMS, 50_000):
        best, plans = best_value(case)
        if not plans:
            continue
        try:
            result = solve(case, seconds=1.0, seed=seed, workers=1)
        except NoPlanError:
            if best is not None:
                found.append(f"seed {seed}: no plan, the best is worth {best}")
            continue
        if best is None or not result.value == best <= result.bound:
            found.append(f"seed {seed}: value {result.value}, bound {result.bound}, the best is {best}")
        if not verify(case, result.plan).lawful:
            found.append(f"seed {seed}: not lawful")
    assert not found, "\n".join(found)
