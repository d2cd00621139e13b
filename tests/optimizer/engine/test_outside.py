"""What posts without a node could add is never understated, and is told of the right people."""

import numpy as np
import pytest

from optimizer import io
from optimizer.engine import bounds
from optimizer.engine.field import Field
from optimizer.engine.network import SCALE
from optimizer.engine.reporting import Reporter
from optimizer.engine.search import Search
from optimizer.engine.stop import Limits
from optimizer.generate import generate
from optimizer.market import NEVER
from optimizer.offers import Offers
from optimizer.rules import RULES, parameters_by_round

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


@pytest.mark.parametrize("seed", range(4))
def test_a_post_that_becomes_a_node_is_worth_no_more_than_was_promised(field, seed):
    """Whoever serves no role and changes post once gets at most what the posts left out promised."""
    at = multipliers(field, seed)
    before = field.crew.weigh(at)
    people = np.concatenate(
        [block[part.market.person] for block, part in zip(field.blocks, field.crew.outside, strict=True)]
    )
    beyond = np.concatenate(field.crew.beyond(at))
    promised = np.zeros(len(before.best), np.int64)
    np.maximum.at(promised, people, np.maximum(beyond, 0))
    longer = Field(field.arrays.case, field.rules, 400, 1)
    after = longer.crew.weigh(at)
    twice = {
        int(longer.blocks[b][p])
        for b in range(len(longer.blocks))
        for p in longer.crew.network(b).later_people
    }
    simple = np.array(sorted(set(range(len(promised))) - twice - set(Offers(field.arrays).with_roles)))
    assert len(simple) > 20
    assert (promised[simple] > 0).any()
    assert (after.best[simple] <= before.best[simple] + promised[simple]).all()


def test_the_bound_everywhere_is_the_bound_of_the_nodes_and_what_is_left_out(field):
    """The two parts add up, and nodes that exist are not counted again."""
    at = multipliers(field, 9)
    alone, everywhere = field.crew.weigh(at), field.crew.weigh(at, everywhere=True)
    assert everywhere.outside > 0
    assert everywhere.bound == alone.bound + everywhere.outside
    taken = np.concatenate([part.taken for part in field.crew.outside])
    assert (np.concatenate(field.crew.beyond(at))[taken] == NEVER).all()


def test_nothing_is_left_out_where_every_post_is_a_node(field):
    """With a node for each lawful pair the two bounds are one."""
    longer = Field(field.arrays.case, field.rules, 900, 1)
    at = multipliers(field, 2)
    assert longer.shortlist.taken.all()
    assert longer.crew.weigh(at, everywhere=True).bound == longer.crew.weigh(at).bound


def test_the_proof_is_of_the_shortlist_that_the_plan_was_made_from():
    """A bound over a shorter list does not see the paths that a longer one allows."""
    case = io.canonical_case(generate(people=120, seed=5))
    rules = [(rule, parameters_by_round(case, rule)) for rule in RULES]
    limits = Limits(1e6, None, 400)
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
