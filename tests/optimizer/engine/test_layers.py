"""Later nodes are priced as they are once everything is built anew, and pruned lists keep their word."""

from copy import copy

import numpy as np
import pytest

from optimizer import io
from optimizer.engine import bounds
from optimizer.engine.columns import Columns
from optimizer.engine.field import Field
from optimizer.engine.network import SCALE
from optimizer.engine.pruning import losses, moved
from optimizer.generate import generate
from optimizer.rules import RULES, parameters_by_round


@pytest.fixture
def field() -> Field:
    """A case with few candidate posts, so that there is something to add."""
    case = io.canonical_case(generate(people=150, seed=6))
    return Field(case, [(rule, parameters_by_round(case, rule)) for rule in RULES], 4, 1)


def multipliers(field: Field, seed: int):
    """Arbitrary multipliers inside their range."""
    rows = field.crew.rows
    around = bounds.middle(rows) + np.random.default_rng(seed).normal(0, 20 * SCALE, rows.count)
    return bounds.whole(rows, around)


def lengthened(field: Field, seed: int) -> Field:
    """Lengthen the list twice without building anew."""
    assert field.widen(field.crew.weigh(multipliers(field, seed)), anew=False)
    field.widen(field.crew.weigh(multipliers(field, seed + 50)), anew=False)
    return field


@pytest.mark.parametrize("seed", range(3))
def test_an_annex_prices_between_the_shorter_list_and_the_whole_one(field, seed):
    """It knows more paths than the list before it and no more than the list built anew."""
    at = multipliers(field, 100 + seed)
    before = field.crew.weigh(at)
    annexed = lengthened(field, seed).crew.weigh(at)
    anew = copy(field).build().weigh(at)
    assert (annexed.best >= before.best).all()
    assert (annexed.best > before.best).any()
    assert (annexed.best <= anew.best).all()
    # Whoever may change post twice has paths that an annex does not know.
    twice = [field.blocks[b][field.crew.network(b).later_people] for b in range(len(field.blocks))]
    simple = np.setdiff1d(np.arange(len(annexed.best)), np.concatenate(twice))
    assert len(simple) > 20
    assert (annexed.best[simple] == anew.best[simple]).all()


def test_paths_of_an_annex_are_worth_the_same_when_everything_is_built_anew(field):
    """A path is named by places on the shortlist, whichever network found it."""
    at = multipliers(field, 7)
    built = field.shortlist.nodes.real.sum(axis=1)
    found = lengthened(field, 1).crew.price(at, 3, 30 * SCALE).columns
    assert (found.path.max(axis=1) >= built[found.person]).any(), "nothing of the annex"
    crew = field.build()
    for block, people in enumerate(crew.blocks):
        place = np.full(len(crew.nodes.persons), -1)
        place[people] = np.arange(len(people))
        mine = np.flatnonzero(place[found.person] >= 0)
        again = crew.columns_of(block, place[found.person[mine]], found.path[mine])
        assert (again.points == found.points[mine]).all()
        assert (again.uses != found.uses[mine]).nnz == 0


def test_a_pruned_list_keeps_the_bound_and_the_paths_that_are_needed(field):
    """What is taken off counts as left out, so the bound at the same prices does not fall."""
    at = multipliers(field, 3)
    for seed in range(4):
        field.widen(field.crew.weigh(multipliers(field, seed)))
    before = field.crew.weigh(at, everywhere=True)
    kept: Columns = field.crew.price(at).columns
    nodes = int(field.shortlist.nodes.real.sum())
    place = field.prune(at, kept)
    after = field.crew.weigh(at, everywhere=True)
    assert int(field.shortlist.nodes.real.sum()) < nodes
    assert after.bound >= before.bound
    assert (after.best == before.best).all(), "the best path of everybody is still there"
    assert len(moved(kept, place)) == len(kept)
    again = field.crew.price(at).columns
    assert (again.worth(at) == kept.worth(at)).all()
    loss = losses(field.crew, at)
    assert (loss[np.arange(len(loss)), loss.argmin(axis=1)] == 0).all()
