"""Deferred acceptance is stable, lawful, and the best of all stable matchings for every person."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest
from msgspec.structs import replace

from optimizer.case import Case
from optimizer.errors import CaseError, NoPlanError
from optimizer.generate import generate
from optimizer.io import canonical_case, case_hash, decode_case, encode
from optimizer.oneround.deferred import deferred_acceptance
from optimizer.oneround.sides import UNWISHED, Sides, sides_of
from optimizer.oneround.stability import blocking_pairs, matching_of
from optimizer.rivals import deferred_acceptance as method
from optimizer.solve import solve
from optimizer.verify import verify
from tests.optimizer.builders import case_of
from tests.optimizer.oneround.cases import choices_of, tiny_rounds, town, with_turnover, without_systems


def with_wishes(case: Case, seed: int) -> Case:
    """Let two of three people wish for some posts in a random order."""
    chance = random.Random(seed)
    posts = [post.id for post in case.posts]
    wishes = {
        person.id: chance.sample(posts, chance.randint(0, min(len(posts), 6)))
        for person in case.persons
        if chance.random() < 0.67
    }
    return replace(case, preferences=wishes)


def objections(sides: Sides, post: np.ndarray) -> set[tuple[int, int]]:
    """
    Find blocking pairs in the plainest words, from wishes, standings and quotas.

    A second writing of ``stability.blocking_pairs``, with dictionaries and loops.
    """
    wish = {
        (p, j): w
        for p, j, w in zip(sides.person.tolist(), sides.post.tolist(), sides.wish.tolist(), strict=True)
    }
    standing = dict(zip(wish, sides.standing.tolist(), strict=True))
    found = set()
    for (p, j), wished in wish.items():
        now = wish.get((p, int(post[p])), UNWISHED)
        if wished == UNWISHED or wished >= now:
            continue
        holders = [q for q in range(sides.people) if post[q] == j]
        worse = [q for q in holders if standing[q, j] > standing[p, j]]
        if len(holders) < sides.quota[j] or worse:
            found.add((p, j))
    return found


def posts_of(sides: Sides, matched: np.ndarray) -> np.ndarray:
    """Give the post of each person; -1 for none."""
    return np.append(sides.post, -1)[matched]


def all_stable(sides: Sides) -> list[np.ndarray]:
    """Try every assignment of people to posts that they wish for, or to none."""
    menus = []
    for p in range(sides.people):
        pairs = np.flatnonzero((sides.person == p) & (sides.wish != UNWISHED))
        menus.append([*pairs.tolist(), -1])
    stable = []
    for pairs in itertools.product(*menus):
        post = posts_of(sides, np.array(pairs))
        held = np.bincount(post[post >= 0], minlength=len(sides.quota))
        if (held <= sides.quota).all() and not objections(sides, post):
            stable.append(post)
    return stable


@pytest.mark.parametrize("seed", range(4))
def test_no_pair_blocks_the_result_and_the_verifier_accepts_it(seed):
    case = canonical_case(with_wishes(town(150, 30 + seed), seed))
    plan, sides = method.match(case)
    report = verify(case, plan)
    assert report.lawful
    assert report.value == plan.value
    post = posts_of(sides, deferred_acceptance(sides))
    assert not len(blocking_pairs(sides, post))
    assert not objections(sides, post)
    assert -report.ledger["moving"] > 0


def test_both_writings_of_blocking_pairs_agree_on_the_best_plan_of_value():
    """The plan of greatest value is not stable here, and both name the same pairs."""
    case = canonical_case(with_wishes(town(60, 8), 1))
    sides = sides_of(choices_of(case))
    plan = solve(case, seconds=10, workers=1).plan
    moved = {path.person: path.stays[0].post for path in plan.paths}
    arrays = sides.choices.arrays
    post = np.array([arrays.post_position[moved.get(person.id, person.post)] for person in case.persons])
    for p, person in enumerate(case.persons):
        if person.id not in moved and not (sides.person == p).any():
            post[p] = -1
    blocking = blocking_pairs(sides, post)
    named = set(zip(sides.person[blocking].tolist(), sides.post[blocking].tolist(), strict=True))
    assert named == objections(sides, post)
    assert named
    assert matching_of(case, sides, plan).blocking == len(named)


def exchange(seed: int) -> Case:
    """Make an office of four people who may all enter all of five posts, with wishes and skills at random."""
    chance = random.Random(seed)
    skills, keys = "abc", [f"j{n}" for n in range(5)]
    return case_of(
        {
            "horizon": {"starts_on": "2027-04-01", "rounds": 1, "round_months": 6},
            "competencies": [{"id": skill} for skill in skills],
            "posts": [
                {"id": key, "unit": "u", "kind": "STAFF", "standard": {chance.choice(skills): 4}}
                for key in keys
            ],
            "persons": [
                {
                    "id": f"p{n}",
                    "post": keys[n],
                    "post_since": "2024-01-01",
                    "rank": "III/a",
                    "education": "S1",
                    "levels": {skill: chance.randrange(5) for skill in skills},
                }
                for n in range(4)
            ],
            "preferences": {f"p{n}": chance.sample(keys, chance.randint(1, 5)) for n in range(4)},
        }
    )


def assert_best_of_all_stable(case: Case) -> int:
    """Compare deferred acceptance with every stable matching; return how many there are."""
    sides = sides_of(choices_of(case))
    post = posts_of(sides, deferred_acceptance(sides))
    stable = all_stable(sides)
    assert any((post == other).all() for other in stable)
    wish = {
        (p, j): w
        for p, j, w in zip(sides.person.tolist(), sides.post.tolist(), sides.wish.tolist(), strict=True)
    }
    for other in stable:
        for p in range(sides.people):
            assert wish.get((p, post[p]), UNWISHED) <= wish.get((p, other[p]), UNWISHED)
    return len(stable)


def test_among_all_stable_matchings_everybody_gets_the_best_wish():
    """Against every stable matching of small offices; one in five has more than one."""
    counts = [assert_best_of_all_stable(exchange(seed)) for seed in range(100)]
    assert sum(count > 1 for count in counts) >= 15


@pytest.mark.parametrize("block", range(4))
def test_the_result_is_among_the_stable_matchings_of_tiny_cases_with_every_rule(block):
    """Where law and dirty data leave few pairs, most cases have one stable matching."""
    for seed, case in tiny_rounds(30, 90_000 + 5_000 * block):
        case = canonical_case(with_wishes(with_turnover(without_systems(case), 100), seed))
        assert assert_best_of_all_stable(case) >= 1


def two_who_want_each_others_post() -> Case:
    """Ani and Budi would rather have each other's post, and each post would rather have whom it has."""
    person = {"post_since": "2024-01-01", "rank": "III/a", "education": "S1"}
    return case_of(
        {
            "horizon": {"starts_on": "2027-04-01", "rounds": 1, "round_months": 6},
            "posts": [{"id": "a", "unit": "u", "kind": "STAFF"}, {"id": "b", "unit": "u", "kind": "STAFF"}],
            "persons": [{"id": "ani", "post": "a", **person}, {"id": "budi", "post": "b", **person}],
            "preferences": {"ani": ["b"], "budi": ["a"]},
        }
    )


def test_people_get_their_way_where_there_are_several_stable_matchings():
    """Staying is stable as well; the people's best one is the exchange, and value would save the moves."""
    case = two_who_want_each_others_post()
    plan, sides = method.match(case)
    assert {path.person: path.stays[0].post for path in plan.paths} == {"ani": "b", "budi": "a"}
    assert len(all_stable(sides)) == 2
    mine = solve(case, seconds=5, workers=1).plan
    assert not mine.paths
    assert matching_of(case, sides, plan).first == 2
    assert matching_of(case, sides, mine).first == 0


def test_wishes_that_are_not_stated_are_for_posts_above_the_present_one():
    """By fit times importance; a post below is not wished for, and staying is the last wish."""
    person = {"post_since": "2024-01-01", "rank": "III/a", "education": "S1", "levels": {"c": 2}}
    kinds = {"here": (2, 1), "better": (2, 3), "best": (2, 4), "worse": (4, 1)}
    case = case_of(
        {
            "horizon": {"starts_on": "2027-04-01", "rounds": 1, "round_months": 6},
            "competencies": [{"id": "c"}],
            "posts": [
                {"id": key, "unit": "u", "kind": "STAFF", "standard": {"c": level}, "importance": importance}
                for key, (level, importance) in kinds.items()
            ],
            "persons": [{"id": "ani", "post": "here", **person}],
        }
    )
    sides = sides_of(choices_of(case))
    order = canonical_case(case).posts
    names = {order[j].id: w for j, w in zip(sides.post.tolist(), sides.wish.tolist(), strict=True)}
    assert names == {"best": 0, "better": 1, "here": 2, "worse": UNWISHED}


def test_who_leaves_a_key_role_is_counted():
    """Deferred acceptance does not see the system; the plan of greatest value keeps who builds it."""
    case = generate(150, 5, rounds=1)
    case = canonical_case(with_turnover(case, 100))
    plan, sides = method.match(case)
    stable = matching_of(case, sides, plan)
    mine = matching_of(case, sides, solve(case, seconds=5, workers=1).plan)
    assert stable.blocking == 0
    assert mine.blocking > 0
    assert stable.key_leavers >= mine.key_leavers
    assert stable.vacant >= mine.vacant


def test_a_case_of_several_rounds_has_no_matching():
    with pytest.raises(NoPlanError, match="one round, not 6"):
        method.match(generate(30, 1))


def test_wishes_for_what_is_not_there_are_refused():
    """Each fault with its place."""
    case = replace(two_who_want_each_others_post(), preferences={"ani": ["b", "c", "b"], "eva": ["a"]})
    with pytest.raises(CaseError) as refused:
        decode_case(encode(case))
    assert [str(fault) for fault in refused.value.faults] == [
        '$.preferences.ani[1]: no post "c"',
        '$.preferences.ani[2]: post "b" is there already, at $.preferences.ani[0]',
        '$.preferences.eva: no person "eva"',
    ]


def test_wishes_are_part_of_the_hash_in_any_order():
    case = two_who_want_each_others_post()
    turned = replace(case, preferences=dict(reversed(case.preferences.items())))
    assert case_hash(case) == case_hash(turned) != case_hash(replace(case, preferences={}))
