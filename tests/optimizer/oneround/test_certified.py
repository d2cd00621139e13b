"""What the network calls the best plan is certified as such, by a program that knows neither."""

from __future__ import annotations

from optimizer.certificate import certify
from optimizer.errors import NoPlanError
from optimizer.oneround.solve import SOLVER
from optimizer.solve import solve
from tests.optimizer.oneround.cases import tiny_rounds, without_systems


def test_an_optimal_plan_of_the_network_is_certified_to_the_point():
    """With systems, holds and roles as well, where their rows are settled."""
    certified = 0
    for seed, case in tiny_rounds(60, 70_000):
        for each in (case, without_systems(case)):
            try:
                result = solve(each, seconds=0.5, seed=seed, workers=1)
            except NoPlanError:
                continue
            if result.plan.solver == SOLVER and result.status == "optimal":
                assert certify(each, result.plan).bound == result.value, seed
                certified += 1
    assert certified > 40
