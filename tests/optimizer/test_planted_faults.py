"""The verifier finds every planted fault: at least twenty of each rule, and false claims of every kind."""

from __future__ import annotations

import random
from datetime import date
from functools import cache

import pytest
from msgspec.structs import replace

from optimizer.case import Case, Limit, Relation, Setting, Transfer
from optimizer.generate import generate
from optimizer.rules import RULES
from optimizer.rules._base import Rule
from optimizer.verify import SHAPE, assess, verify
from tests.optimizer.builders import plan_of, raw_plan
from tests.optimizer.planted import PLANTERS
from tests.optimizer.planting import City

FAULTS_PER_RULE = 20


@cache
def city_case(seed: int) -> Case:
    """A small city in which staying put is lawful."""
    return generate(90 + 10 * (seed % 4), seed % 4)


def test_staying_put_is_lawful_in_every_shape():
    """Faults are planted into lawful plans, so the ground must be sound."""
    for shape in ("calm", "election", "shrinking"):
        case = generate(150, 4, shape)
        assert verify(case, plan_of(case, [])).lawful


def test_every_rule_that_can_be_broken_has_a_planter():
    """Rules that only charge points are planted as false values below."""
    breakable = {rule.code for rule in RULES if any(example.breaches for example in rule.examples)}
    assert breakable == set(PLANTERS)


@pytest.mark.parametrize("code", PLANTERS)
def test_planted_faults_are_found(code):
    """Each fault is found by the rule that it breaks, whatever else it breaks."""
    missed = []
    for seed in range(FAULTS_PER_RULE):
        city = City(city_case(seed), random.Random(seed))
        case, paths = PLANTERS[code](city)
        found = {finding.rule for finding in assess(case, raw_plan(paths)).breaches}
        # What ends service is noticed as soon as a path outlasts it.
        if code not in found:
            missed.append((seed, paths, found))
    assert not missed, missed[:3]


def _chargeable(case: Case) -> Case:
    """Give every rule that charges something to charge: tight teams, risky posts, couples, old people."""
    unit_of = {post.id: post.unit for post in case.posts}
    in_relation = {key for each in case.relations for key in (each.person, each.other)}
    free = [each for each in case.persons if each.id not in in_relation]
    one = free[-1]
    other = next(each for each in free if each is not one and unit_of[each.post] == unit_of[one.post])
    couples = Setting(rule="family_same_unit", valid_from=date(2020, 1, 1), parameters={"applies": True})
    return replace(
        case,
        weights=replace(case.weights, change=5),
        limits=[Limit(measure="fit", at_least=1000, price=1)],
        relations=[*case.relations, Relation(person=one.id, other=other.id, kind="spouse")],
        settings=[*case.settings, couples],
        systems=[replace(each, leavers_per_round=0) for each in case.systems],
        posts=[replace(each, high_risk=True) for each in case.posts],
        persons=[replace(each, born="1972-04") for each in case.persons],
    )


CHARGES = [rule for rule in RULES if any(example.points for example in rule.examples)]


@pytest.mark.parametrize("rule", CHARGES, ids=lambda rule: rule.code)
def test_a_value_that_leaves_out_a_charge_is_found(rule: Rule):
    """A plan that claims what it would be worth without one charge is not lawful."""
    tried = 0
    for seed in range(400):
        case = city_case(seed % 4)
        chance = random.Random(seed)
        case = _chargeable(case)
        city = City(case, chance)
        serving = {service.person for service in case.services}
        leaver = chance.choice([each for each in case.persons if each.id in serving])
        paths = [city.goes(leaver, city.other(leaver), city.round())]
        if any(system.roles for system in case.systems):
            newcomer = chance.choice([each for each in case.persons if each.id not in serving])
            paths.append(city.begins(newcomer, city.round()))
        target = paths[0]["stays"][-1]["post"]
        price = Transfer(person=leaver.id, post=target, direction="out", points=[7] * case.horizon.rounds)
        case = replace(case, transfers=[price])
        plan = plan_of(case, paths)
        points = [f.points for f in assess(case, plan).findings if f.rule == rule.code and f.points]
        if not points:
            continue
        tried += 1
        claimed = replace(plan, value=plan.value - chance.choice(points))
        assert any(finding.rule == SHAPE for finding in verify(case, claimed).breaches)
        if tried == FAULTS_PER_RULE:
            return
    assert tried == FAULTS_PER_RULE


def _stay(first: int, last: int, post: str = "", **more: object) -> dict:
    return {"post": post, "first": first, "last": last, **more}


BROKEN_SHAPES = {
    "a hole": [_stay(0, 1), _stay(3, 5)],
    "a hole at the start": [_stay(1, 5)],
    "an overlap": [_stay(0, 2), _stay(2, 5)],
    "backwards": [_stay(0, 2), _stay(3, 1), _stay(2, 5)],
    "beyond the horizon": [_stay(0, 6)],
    "too short": [_stay(0, 3)],
    "empty": [],
    "unknown post": [_stay(0, 5, "nowhere")],
    "unknown role": [_stay(0, 5, roles=[{"role": "none"}])],
    "a role twice": [_stay(0, 5, roles=[{"role": "r000-0"}, {"role": "r000-0"}])],
}


@pytest.mark.parametrize("name", BROKEN_SHAPES)
def test_a_path_that_cannot_be_walked_is_found(name):
    case = city_case(0)
    person = City(case, random.Random(1)).person()
    stays = [{**stay, "post": stay["post"] or person.post} for stay in BROKEN_SHAPES[name]]
    report = assess(case, raw_plan([{"person": person.id, "stays": stays}]))
    first = next(each for each in report.breaches if each.facts.get("person") == person.id)
    assert first.rule == SHAPE


def test_false_claims_are_found():
    """Another case's plan, somebody unknown, two paths, a bound below the value, an optimum that is none."""
    case = city_case(0)
    good = plan_of(case, [])
    assert verify(case, good).lawful
    for change in (
        {"case_hash": "sha256:0"},
        {"value": good.value + 1},
        {"bound": good.value - 1},
        {"status": "optimal", "bound": good.value + 1},
        {"paths": raw_plan([{"person": "nobody", "stays": []}]).paths},
        {
            "paths": raw_plan(
                [
                    {"person": p, "stays": [_stay(0, 5, case.persons[0].post)]}
                    for p in (case.persons[0].id,) * 2
                ]
            ).paths
        },
    ):
        assert not verify(case, replace(good, **change)).lawful, change
