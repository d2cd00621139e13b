"""The bound holds for any multipliers, and the ledger of a plan explains its distance to it."""

import numpy as np
import pytest

from optimizer.engine import bounds, scaled_ascent, sign_ascent
from optimizer.engine.columns import Pool, fingerprint
from optimizer.engine.crew import Crew
from optimizer.engine.first_plan import greedy, present
from optimizer.engine.network import SCALE
from tests.optimizer.engine.arbitrary import ArbitraryRule, arbitrary_case, arbitrary_nodes


def arbitrary_crew(seed: int, people: int = 8) -> Crew:
    """A crew with one arbitrary rule, in which everybody has a path."""
    for shift in range(100):
        nodes = arbitrary_nodes(arbitrary_case(people, 4), np.random.default_rng(seed), 6)
        crew = Crew(nodes, [(ArbitraryRule(seed + 1000 * shift), [None] * 4)])
        if not crew.without_path(crew.weigh(np.zeros(crew.rows.count, np.int64))):
            return crew
    raise AssertionError("no arbitrary crew with paths for everybody")


@pytest.mark.parametrize("seed", range(8))
def test_no_plan_is_worth_more_than_the_bound_at_any_multipliers(seed):
    """Greedy plans from many paths stay below the Lagrangian bound at random multipliers."""
    crew = arbitrary_crew(seed)
    rng = np.random.default_rng(seed)
    for _ in range(5):
        at = bounds.whole(crew.rows, rng.normal(0, 5 * SCALE, crew.rows.count))
        priced = crew.price(at, most=10, within=10**9)
        plan = present(crew, priced)
        plan = greedy(plan, priced.columns, np.arange(len(priced.columns)))
        if plan.breaches == 0:
            assert SCALE * plan.value <= priced.bound


@pytest.mark.parametrize("seed", range(8, 14))
def test_regrets_of_people_and_rows_add_up_to_the_distance_to_the_bound(seed):
    """Bound less value is split exactly, and no part is negative."""
    crew = arbitrary_crew(seed)
    at = bounds.whole(crew.rows, np.random.default_rng(seed).normal(0, 5 * SCALE, crew.rows.count))
    priced = crew.price(at, most=10, within=10**9)
    plan = present(crew, priced)
    people, rows = plan.regrets(at, priced.best)
    assert people.min() >= 0
    assert people.sum() + rows.sum() == priced.bound - SCALE * plan.value
    if plan.breaches == 0:
        assert rows.min() >= 0


@pytest.mark.parametrize("seed", range(14, 18))
def test_an_ascent_keeps_the_best_bound_it_has_seen(seed):
    """The best bound is kept, whatever the steps do, and both ascents end below where they began."""
    crew = arbitrary_crew(seed)
    nowhere = np.zeros(crew.rows.count)
    for ascend in (
        lambda seen: sign_ascent.ascend(crew, nowhere, SCALE, lambda s: s.steps < 30, seen.append),
        lambda seen: scaled_ascent.ascend(crew, nowhere, 30, (5.0, 0.1), lambda _: True, seen.append),
    ):
        seen = []
        state = ascend(seen)
        assert state.best.bound == min(found.bound for found in seen)
        assert state.best.bound <= seen[0].bound
        assert len(seen) == state.steps == 30


def test_two_threads_price_as_one():
    """Blocks are independent of each other."""
    crew = arbitrary_crew(3)
    twin = Crew(crew.nodes, crew.rules, workers=2)
    at = np.full(crew.rows.count, 700)
    assert crew.weigh(at).bound == twin.weigh(at).bound
    assert np.array_equal(crew.weigh(at).activity, twin.weigh(at).activity)


def test_a_pool_takes_each_path_once():
    """Adding the same paths again adds nothing; other people may walk the same nodes."""
    crew = arbitrary_crew(5)
    priced = crew.price(np.zeros(crew.rows.count, np.int64), most=5, within=10**9)
    pool = Pool(priced.columns)
    size = len(pool)
    assert pool.add(priced.columns) == 0
    assert len(pool) == size == len(np.unique(fingerprint(priced.columns)))
