"""The dynamic programme finds the best path, and two roads to a price agree."""

import numpy as np
import pytest

from optimizer.engine import events, paths
from optimizer.engine.network import POSSIBLE, SCALE
from optimizer.engine.pricing import Pricer
from tests.optimizer.engine.arbitrary import arbitrary_network, lawful_paths, plain_points, plain_uses


@pytest.mark.parametrize("seed", range(25))
def test_the_best_path_is_the_best_of_all_paths(seed):
    """Enumerating every lawful path of small arbitrary networks gives the same best worth."""
    network, joined, blocks, rows = arbitrary_network(seed)
    multipliers = np.random.default_rng(seed).integers(-9 * SCALE, 9 * SCALE, rows.count)
    best = Pricer(network).price(multipliers).best()
    for p in range(network.people):
        worths = [
            SCALE * plain_points(network.nodes, joined, p, path)
            - int(plain_uses(blocks, p, path, rows.count) @ multipliers)
            for path in lawful_paths(network.nodes, joined, p)
        ]
        if worths:
            assert best[p] == max(worths)
        else:
            assert best[p] < POSSIBLE


@pytest.mark.parametrize("seed", range(25, 45))
def test_every_traced_path_is_lawful_and_its_two_prices_agree(seed):
    """Points less multipliers times uses equals the worth that pricing found."""
    network, joined, blocks, rows = arbitrary_network(seed, rounds=5)
    multipliers = np.random.default_rng(seed).integers(-9 * SCALE, 9 * SCALE, rows.count)
    priced = Pricer(network).price(multipliers)
    p, k, t = paths.best_ends(priced, 12, np.full(network.people, POSSIBLE))
    path = paths.trace(network, priced, p, k, t)
    reduced = SCALE * events.points(network, p, path) - events.uses(network, p, path) @ multipliers
    assert np.array_equal(reduced, priced.whole[t, p, k])
    lawful = {q: set(lawful_paths(network.nodes, joined, q)) for q in range(network.people)}
    used = events.uses(network, p, path).toarray()
    for i, row in enumerate(path):
        assert tuple(int(x) for x in row) in lawful[p[i]]
        assert np.array_equal(used[i], plain_uses(blocks, p[i], tuple(row), rows.count))


@pytest.mark.parametrize("seed", range(45, 55))
def test_activity_is_the_sum_of_the_uses_of_all_paths(seed):
    """Counting events of many paths at once gives the sum of their single uses."""
    network, _, _, rows = arbitrary_network(seed)
    priced = Pricer(network).price(np.zeros(rows.count, np.int64))
    p, k, t = paths.best_ends(priced, 6, np.full(network.people, POSSIBLE))
    path = paths.trace(network, priced, p, k, t)
    assert np.array_equal(
        events.activity(network, p, path), events.uses(network, p, path).toarray().sum(axis=0)
    )
