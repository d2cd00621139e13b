"""What posts without a node could add is never understated, and is told of the right people."""

import numpy as np
import pytest

from optimizer import io
from optimizer.blockwise import cut
from optimizer.engine import bounds
from optimizer.engine.field import Field
from optimizer.engine.network import SCALE
from optimizer.engine.reporting import Reporter
from optimizer.engine.search import Search
from optimizer.engine.stop import Limits
from optimizer.generate import generate
from optimizer.market import NEVER
from optimizer.offers import Offers
from optimizer.register import Register
from optimizer.rules import RULES, parameters_by_round
from optimizer.survey import survey

POSTS = 4


@pytest.fixture(scope="module")
def field() -> Field:
    """A case with so few candidate posts that most lawful ones are left out."""
    case = io.canonical_case(generate(people=120, seed=5))
    return Field(case, [(rule, parameters_by_round(case, rule)) for rule in RULES], POSTS, 1)


def multipliers(field: Field, seed: int):
    """Arbitrary multipliers inside their range."""
    rows = field.crew.rows
    around = bounds.middle(rows) + np.random.default_rng(seed).normal(0, 30 * SCALE, rows.count)
    return bounds.whole(rows, around)


def compared(field: Field, at):
    """Who changes post once, without roles and with; best over few nodes, what others promise, over all."""
    before = field.crew.weigh(at)
    promised = np.zeros(len(before.best), np.int64)
    for block, (pair, beyond) in zip(field.prospects, field.crew.beyond(at, 0), strict=True):
        np.maximum.at(promised, block.people[block.person(pair)], beyond)
    longer = Field(field.arrays.case, field.rules, 400, 1)
    twice = {
        int(longer.blocks[b][p])
        for b in range(len(longer.blocks))
        for p in longer.crew.network(b).later_people
    }
    serving = set(Offers(field.arrays).with_roles)
    assert longer.shortlist.size == longer.lawful
    once = set(range(len(promised))) - twice
    found = longer.crew.weigh(at).best
    return np.array(sorted(once - serving)), np.array(sorted(once & serving)), before.best, promised, found


@pytest.mark.parametrize("seed", range(4))
def test_a_post_that_becomes_a_node_is_worth_what_was_promised(field, seed):
    """Whoever serves no role and changes post once gets just what the posts left out promised."""
    simple, serving, before, promised, after = compared(field, multipliers(field, seed))
    assert len(simple) > 20
    assert (promised[simple] > 0).any()
    # Not more, or the bound would be wrong; not less, or it would be loose.
    assert (after[simple] == before[simple] + promised[simple]).all()
    # With roles it may promise more, for what beginning one costs is left out.
    assert len(serving) > 4
    assert (after[serving] <= before[serving] + promised[serving]).all()


def test_the_bound_everywhere_is_the_bound_of_the_nodes_and_what_is_left_out(field):
    """The two parts add up, and nodes that exist are not counted again."""
    at = multipliers(field, 9)
    alone, everywhere = field.crew.weigh(at), field.crew.weigh(at, everywhere=True)
    assert everywhere.outside > 0
    assert everywhere.bound == alone.bound + everywhere.outside
    counted = 0
    for part, (pair, _) in zip(field.crew.outside, field.crew.beyond(at, NEVER), strict=True):
        assert not part.taken[pair].any()
        counted += len(pair)
    assert counted == field.lawful - field.shortlist.size


def test_nothing_is_left_out_where_every_post_is_a_node(field):
    """With a node for each lawful pair the two bounds are one."""
    longer = Field(field.arrays.case, field.rules, 900, 1)
    at = multipliers(field, 2)
    assert longer.shortlist.size == longer.lawful
    assert longer.crew.weigh(at, everywhere=True).bound == longer.crew.weigh(at).bound


def test_the_proof_is_of_the_shortlist_that_the_plan_was_made_from():
    """A bound over a shorter list does not see the paths that a longer one allows."""
    case = io.canonical_case(generate(people=120, seed=5))
    rules = [(rule, parameters_by_round(case, rule)) for rule in RULES]
    limits = Limits(1e6, None, 300)
    search = Search(case, rules, limits, Reporter(case, limits, 1, None, None), 1, 1, POSTS)
    shorter = int(search.field.shortlist.nodes.real.sum())
    result = search.run()
    lengthened = [said for said in result.statistics if said.phase == "paths" and said.value is not None]
    assert lengthened
    assert all(said.bound is None for said in lengthened)
    assert int(search.field.shortlist.nodes.real.sum()) > shorter
    stored = result.plan.certificate.multipliers
    at = np.array([stored.get(key, 0) for key in search.crew.rows.keys], np.int64)
    assert search.crew.weigh(at, everywhere=True).bound // SCALE == result.bound


def test_a_post_promises_nothing_for_the_time_after_service():
    """Who retires within the horizon fills a vacant post until then and no longer: added up by round."""
    case = io.canonical_case(generate(people=200, seed=2))
    rules = [(rule, parameters_by_round(case, rule)) for rule in RULES]
    field = Field(case, rules, POSTS, 1)
    row = {key: i for i, key in enumerate(field.crew.rows.keys)}
    # Only places count, so that everything else that a change uses is free.
    at = np.array([-1000 * (r + 1) if key.startswith("formation:") else 0 for r, key in enumerate(row)])
    register, rounds = Register(case), range(case.horizon.rounds)
    market = survey(field.arrays, Offers(field.arrays), rules)
    promises = {}
    for block in cut(market, field.arrays):
        promise = block.promise(at, np.zeros((len(block.people), len(rounds)), np.int64))
        person, role = block.people[block.person(np.arange(len(block)))], block.served(np.arange(len(block)))
        keys = zip(person.tolist(), block.post.tolist(), role[:, 0].tolist(), strict=True)
        promises.update(zip(keys, promise.tolist(), strict=True))
    assert len(promises) == len(market.person)
    seen = 0
    for i, (p, j) in enumerate(zip(market.person, market.post, strict=True)):
        person, post = case.persons[p], case.posts[j]
        served = [
            all(rule.serves(register, person, post, register.dates[t], params[t]) for rule, params in rules)
            for t in rounds
        ]
        held = [
            market.holding.points[i, t] * SCALE - at[row[f"formation:{post.id}:{t}"]] if served[t] else 0
            for t in rounds
        ]
        entered = [market.move.points[i, t] * SCALE + sum(held[t:]) for t in rounds if market.may[i, t]]
        assert promises[int(p), int(j), int(market.role[i])] == max(entered)
        seen += not all(served)
    assert seen > 50
