"""The engine finds the best of all plans of tiny cases, and so does the one HiGHS model."""

from __future__ import annotations

import itertools
import os
from typing import Any

import pytest

from optimizer.case import Case
from optimizer.errors import NoPlanError
from optimizer.rivals import highs
from optimizer.rivals.ground import Ground
from optimizer.solve import solve
from optimizer.verify import assess, verify
from tests.optimizer.builders import raw_plan
from tests.optimizer.ledger import GONE, Ledger
from tests.optimizer.test_double_entry import every_path, stays
from tests.optimizer.tiny import tiny_case

# A longer run: TUNTAS_BRUTE_CASES=10000 pytest tests/optimizer/test_brute_force.py
CASES = int(os.environ.get("TUNTAS_BRUTE_CASES", "40"))
MOST_PLANS = 4_000


def best_value(case: Case) -> tuple[int | None, int]:
    """
    Try every plan over the candidate nodes; give the best value and the number of plans.

    Paths are cut down by the plain reading of the rules; what remains is judged by the verifier alone. The
    value is None when no plan is lawful, and the number is 0 when there are too many to try.
    """
    nodes = Ground.of(case).nodes
    ledger = Ledger.of(nodes)
    menus: list[list[dict[str, Any]]] = []
    plans = 1
    for p in range(len(case.persons)):
        lawful = [path for path in every_path(nodes, p) if not ledger.path_fault(p, path)]
        menus.append([stays(nodes, p, path) for path in lawful])
        plans *= len(lawful)
    if plans > MOST_PLANS:
        return None, 0
    best = None
    for paths in itertools.product(*menus):
        report = assess(case, raw_plan(list(paths)))
        if report.lawful and (best is None or report.value > best):
            best = report.value
    return best, max(1, plans)


def differences(seed: int) -> list[str]:
    """Compare brute force, the engine and one HiGHS model on a tiny case."""
    case = tiny_case(seed, people=2)
    if case.horizon.rounds == 3 and len(case.posts) > 3:
        return []
    best, plans = best_value(case)
    if not plans:
        return []
    found = []
    try:
        result = solve(case, seconds=1.5, seed=seed, workers=1)
        if best is not None and result.value < best:
            # On a busy machine a second may be too little to try everything.
            result = solve(case, seconds=10.0, seed=seed, workers=1)
        if best is None:
            found.append(f"seed {seed}: the engine has a plan where there is none")
        elif result.value != best:
            found.append(f"seed {seed}: the engine found {result.value}, the best is {best}")
        if best is not None and result.bound < best:
            found.append(f"seed {seed}: the bound {result.bound} lies below the best value {best}")
        if not verify(case, result.plan).lawful:
            found.append(f"seed {seed}: the engine's plan is not lawful")
    except NoPlanError:
        if best is not None:
            found.append(f"seed {seed}: the engine has no plan, the best is worth {best}")
    outcome = highs.solve(case, 10, 1, threads=1)
    value = None if outcome.plan is None else outcome.plan.value
    if value != best:
        found.append(f"seed {seed}: HiGHS found {value}, the best is {best}")
    return found


@pytest.mark.parametrize("block", range(4))
def test_the_engine_finds_the_best_of_all_plans(block):
    """Value, bound and lawfulness, against every plan there is."""
    seeds = range(block * CASES // 4, (block + 1) * CASES // 4)
    found = [line for seed in seeds for line in differences(seed)]
    assert not found, "\n".join(found)


def test_a_path_ends_where_service_ends():
    """The shared word for it in tests and engine."""
    assert GONE == -1
