"""What is kept of the market prices every pair just as the whole market does."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer.arrays import Arrays
from optimizer.blockwise import cut, kindred, prospects
from optimizer.charges import Charge
from optimizer.engine.network import SCALE
from optimizer.generate import generate
from optimizer.holding import Use
from optimizer.io import canonical_case
from optimizer.market import NEVER
from optimizer.offers import Offers
from optimizer.rules import RULES, parameters_by_round
from optimizer.survey import survey


@pytest.fixture(
    scope="module", params=[(150, 3, "calm"), (90, 4, "election"), (80, 2, "mobilisation")], ids=str
)
def surveyed(request):
    """Arrays, the market and the blocks of a case."""
    case = canonical_case(generate(*request.param))
    rules = [(rule, parameters_by_round(case, rule)) for rule in RULES]
    arrays = Arrays(case)
    market = survey(arrays, Offers(arrays), rules)
    return arrays, market, prospects(arrays, Offers(arrays), rules)


def priced(market, multipliers, before):
    """Worth of entering each pair in each round, from the market pair by pair, shape (N, T)."""
    held = market.holding.worth(multipliers)
    ahead = np.cumsum(held[:, ::-1], axis=1)[:, ::-1]
    worth = before[market.person] + market.move.worth(multipliers) + ahead
    return np.where(market.may, worth, NEVER)


def keys_of(market) -> list[tuple[int, int, int]]:
    """Person, post and role of each pair."""
    return list(zip(market.person.tolist(), market.post.tolist(), market.role.tolist(), strict=True))


def count(use: Use, used, when) -> None:
    """Add what a use of the whole market has in some rounds, pair by pair."""
    at = when if use.pair is None else when[use.pair]
    np.add.at(used, use.row[use.index][at], use.amount[use.index][at])


def rows_of(market) -> int:
    """Number of rows that the market knows."""
    return 1 + max(int(use.row.max()) for use in [*market.holding.use, *market.move.use])


def test_every_pair_is_worth_what_the_market_says(surveyed):
    """Summed up by post, person and exception, prices come to the same, pair by pair and round by round."""
    arrays, market, blocks = surveyed
    chance = np.random.default_rng(1)
    multipliers = chance.integers(-50 * SCALE, 50 * SCALE, rows_of(market))
    before = chance.integers(0, 9 * SCALE, (market.people, arrays.rounds))
    worth = priced(market, multipliers, before)
    expected = {
        key: (worth[i].max(), int(np.argmax(worth[i])))
        for i, key in enumerate(
            zip(market.person.tolist(), market.post.tolist(), market.role.tolist(), strict=True)
        )
    }
    seen = 0
    for block in blocks:
        everything = np.arange(len(block))
        promise = block.promise(multipliers, before[block.people])
        entry = block.entry(everything, multipliers, before[block.people])
        person = block.people[block.person(everything)]
        for i, served in enumerate(block.served(everything)):
            assert expected[int(person[i]), int(block.post[i]), int(served[0])] == (promise[i], entry[i])
        seen += len(block)
    assert seen == len(market.person)


def test_what_pairs_use_is_counted_as_the_market_has_it(surveyed):
    """Rows used by entering and by staying, added up over all pairs at once."""
    arrays, market, blocks = surveyed
    entry = np.arange(len(market.person)) % arrays.rounds
    expected = np.zeros(rows_of(market) + 1, np.int64)
    rounds = np.arange(arrays.rounds)
    for use in market.holding.use:
        count(use, expected, rounds >= entry[:, None])
    for use in market.move.use:
        count(use, expected, rounds == entry[:, None])
    entry_of = dict(zip(keys_of(market), entry.tolist(), strict=True))
    used = np.zeros_like(expected)
    for block in blocks:
        pair = np.arange(len(block))
        person, role = block.people[block.person(pair)].tolist(), block.served(pair)[:, 0].tolist()
        mine = [entry_of[key] for key in zip(person, block.post.tolist(), role, strict=True)]
        block.count(used, pair, np.array(mine))
    assert (used[:-1] == expected[:-1]).all()
    assert used[:-1].any()


def test_a_market_surveyed_at_once_and_block_by_block_are_one(surveyed):
    """Both ways lead to the same pairs, offers and points in the same order, and hold everybody once."""
    arrays, market, blocks = surveyed
    for one, other in zip(cut(market, arrays), blocks, strict=True):
        everything = np.arange(len(one))
        assert (one.people == other.people).all()
        assert (one.post == other.post).all()
        assert (one.served(everything) == other.served(everything)).all()
        assert (one.promise() == other.promise()).all()
    assert sorted(np.concatenate(kindred(arrays)).tolist()) == list(range(market.people))


def test_the_best_pairs_are_those_that_sorting_finds(monkeypatch):
    """With very many pairs most are set aside first; equals at the edge keep their order."""
    case = canonical_case(generate(150, 3))
    arrays = Arrays(case)
    rules = [(rule, parameters_by_round(case, rule)) for rule in RULES]
    block = prospects(arrays, Offers(arrays), rules)[0]
    promise = np.random.default_rng(2).integers(0, 12, len(block))
    pair = np.arange(len(block))
    monkeypatch.setattr("optimizer.prospects.MANY", 2)
    assert len(pair) > 2 * len(block.people)
    person = block.person(pair)
    for most in (1, 7, 40):
        expected = []
        for p in range(len(block.people)):
            mine = pair[person == p]
            expected += sorted(mine.tolist(), key=lambda i: (-promise[i], i))[:most]
        assert block.best(pair, promise, most).tolist() == expected


@pytest.mark.parametrize("seed", range(5))
def test_a_charge_says_the_pattern_of_every_pair(seed):
    """Whatever decides: the post, the person, both or neither."""
    chance = np.random.default_rng(seed)
    person, post = np.repeat(np.arange(8), 12), np.tile(np.arange(12), 8)
    by = (post, person, person * 12 + post, chance.integers(0, 5, 96), np.zeros(96, int))[seed]
    pattern = np.where(chance.random(96) < 0.1, chance.integers(0, 96, 96), by)
    use = Use.of(np.stack([pattern, pattern + 1], axis=1), np.stack([1 + pattern % 3, by * 0 + 1], axis=1))
    charge = Charge.of(use, person, post, 8, 12)
    found = charge.pattern(np.arange(96), person, post)
    assert (charge.row[found] == use.row[use.index]).all()
    assert (charge.amount[found] == use.amount[use.index]).all()
