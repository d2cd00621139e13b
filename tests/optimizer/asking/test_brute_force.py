"""Prices of demands on tiny cases, against every plan there is."""

from __future__ import annotations

import random

import msgspec
import pytest

from optimizer.asking.demand import demand
from optimizer.asking.forcing import force
from optimizer.asking.warm import Warm
from optimizer.asking.why_not import why_not
from optimizer.asking.wish import Wish
from optimizer.errors import NoPlanError, PlanError
from optimizer.solve import solve
from optimizer.verify import verify
from tests.optimizer.test_brute_force import best_value
from tests.optimizer.tiny import tiny_case

TINY, WISHES = 12, 2


def solved(seed):
    """A tiny case without demands and its solved round, or None where no plan is lawful."""
    case = msgspec.structs.replace(tiny_case(seed, people=2), departures=[], published=[])
    if case.horizon.rounds == 3 and len(case.posts) > 3:
        return None
    try:
        plan = solve(case, seconds=5.0, seed=seed, workers=1, work=25).plan
    except NoPlanError:
        return None
    return Warm(case, plan, certified=True)


def test_a_price_is_that_of_the_best_of_all_plans():
    """Everybody is freed there, so forcing must find what trying every plan finds, and no bound may lie."""
    seen = {"priced": 0, "exact": 0, "impossible": 0}
    for seed in range(TINY):
        warm = solved(seed)
        if warm is None:
            continue
        chance = random.Random(f"asking {seed}")
        for _ in range(WISHES):
            kind = chance.choice(("hold", "hold", "avoid"))
            who, post = chance.choice(warm.case.persons), chance.choice(warm.case.posts)
            round_ = chance.randrange(warm.case.horizon.rounds) if kind == "hold" else 0
            wish = Wish(kind, who.id, post.id, round_)
            forced = force(warm, wish)
            best, plans = best_value(forced.case)
            if not plans:
                continue
            told = f"seed {seed}, {wish}"
            if best is None:
                assert forced.plan is None, told
                seen["impossible"] += forced.price.guarantee == "impossible"
                continue
            assert forced.price.guarantee != "impossible", told
            assert forced.plan is not None, told
            assert verify(forced.case, forced.plan).lawful, told
            assert forced.price.most == warm.value - best, told
            assert forced.price.least <= warm.value - best, told
            assert (forced.price.guarantee == "exact") == (forced.price.least == forced.price.most), told
            seen["priced"] += 1
            seen["exact"] += forced.price.guarantee == "exact"
    assert seen["priced"] >= TINY // 2, seen
    assert seen["exact"], seen
    assert seen["impossible"], seen


def test_taking_a_pin_back_wins_what_the_best_plan_without_it_is_worth_more():
    compared = 0
    for seed in range(2 * TINY):
        free = solved(seed)
        if free is None:
            continue
        chance = random.Random(f"free {seed}")
        wish = Wish("hold", chance.choice(free.case.persons).id, chance.choice(free.case.posts).id, 0)
        pinned = force(free, wish)
        if pinned.plan is None:
            continue
        warm = Warm(pinned.case, pinned.plan)
        answer = demand(warm, Wish("free", wish.person, wish.post))
        best, plans = best_value(free.case)
        if plans and best is not None:
            assert answer.in_force
            assert answer.lost.least == best - warm.value, f"seed {seed}"
            compared += 1
    assert compared >= 3


def test_an_impossible_wish_is_explained_by_the_court():
    for seed in range(TINY):
        warm = solved(seed)
        if warm is None:
            continue
        for person in warm.case.persons:
            for post in warm.case.posts:
                answer = None
                if force(warm, Wish("hold", person.id, post.id, 0)).plan is None:
                    answer = why_not(warm, person.id, post.id, 0)
                if answer is not None and answer.verdict.status == "conflict":
                    assert answer.people is None
                    assert answer.verdict.conflict.facts
                    return
    pytest.fail("no wish was impossible")


def test_senseless_questions_are_refused():
    warm = next(warm for seed in range(TINY) if (warm := solved(seed)) is not None)
    person, post = warm.case.persons[0].id, warm.case.posts[0].id
    for wish in (
        Wish("hold", "nobody", post),
        Wish("hold", person, "nowhere"),
        Wish("hold", person, post, 99),
        Wish("free", person, post),
    ):
        with pytest.raises(PlanError):
            force(warm, wish)
    with pytest.raises(PlanError, match="belongs to the case"):
        Warm(msgspec.structs.replace(warm.case, name="another", weights=msgspec.structs.replace(
            warm.case.weights, move=warm.case.weights.move + 1)), warm.plan)  # fmt: skip
