"""Explanations: checks with their first lawful date, alternatives with their price, closed posts by rule."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from optimizer.errors import PlanError
from optimizer.explain import JUDGES, check, explain_person, first_lawful
from optimizer.io import decode_case
from optimizer.plan import Certificate
from optimizer.register import Register
from optimizer.rules import RULE_OF, parameters_on
from optimizer.wording import sentence
from tests.optimizer.builders import case_of, encode_record, plan_of
from tests.optimizer.tiny import tiny_case

POSTS = [
    {"id": "a", "unit": "u", "kind": "STAFF", "standard": {"c": 2}},
    {"id": "b", "unit": "u", "kind": "STAFF", "standard": {"c": 1}},
    {"id": "boss", "unit": "u", "kind": "SUPERVISOR"},
    {"id": "closed", "unit": "u", "kind": "STAFF", "open": False},
    {"id": "head", "unit": "u", "kind": "ADMINISTRATOR"},
]
ANI = {
    "id": "ani",
    "post": "a",
    "post_since": "2025-06-12",
    "rank": "III/d",
    "education": "S1",
    "levels": {"c": 1},
    "experience": {"STAFF": 12},
    "ratings": [{"year": year, "predicate": "baik"} for year in (2025, 2026)],
}


def office(**changes):
    """A case of one person and five posts."""
    return case_of({"competencies": [{"id": "c"}], "posts": POSTS, "persons": [{**ANI, **changes}]})


def test_the_first_lawful_date_is_the_day_on_which_two_years_are_full():
    register = Register(office())
    ani, b = register.persons["ani"], register.posts["b"]
    assert first_lawful(register, ani, b) == date(2027, 6, 12)
    found = check(register, ani, b, RULE_OF["min_tenure"], register.dates[0])
    assert found.lawful_from == date(2027, 6, 12)
    text = sentence(found.finding, "id")
    assert text.endswith("Boleh dimutasi mulai 12 Juni 2027.")


def test_the_first_lawful_date_is_the_last_of_all_rules():
    """Two years in post in June 2027, four years as staff only in June 2028."""
    register = Register(office())
    assert first_lawful(register, register.persons["ani"], register.posts["boss"]) == date(2028, 6, 12)


def test_there_is_no_lawful_date_where_nothing_known_ends_the_objection():
    register = Register(office(rank="II/a"))
    assert first_lawful(register, register.persons["ani"], register.posts["closed"]) is None
    assert first_lawful(register, register.persons["ani"], register.posts["head"]) is None


def test_alternatives_and_closed_posts_cover_all_posts():
    case = office(post_since="2020-01-01")
    told = explain_person(case, plan_of(case, []), "ani")
    assert {option.post.id for option in told.options} == {"b", "boss"}
    assert dict(told.closed) == {"formation": 1, "experience": 1}
    assert all(option.price is None for option in told.options)


def test_own_points_of_an_alternative_are_the_difference_to_the_plan():
    """Moving to b: fit 100 instead of 50 percent in two rounds, no overdue rounds, one move."""
    case = office(post_since="2020-01-01")
    told = explain_person(case, plan_of(case, []), "ani")
    option = next(each for each in told.options if each.post.id == "b")
    assert option.points == 2 * (20 - 10) + 2 * 40 - 60
    assert told.points == {"fit": 20, "max_tenure": -80}


def test_with_a_certificate_the_price_includes_what_places_are_worth_to_others():
    case = office(post_since="2020-01-01")
    rows = {f"formation:b:{t}": 5000 for t in range(2)}
    plan = replace(plan_of(case, []), certificate=Certificate(scale=1000, multipliers=rows))
    told = explain_person(case, plan, "ani")
    option = next(each for each in told.options if each.post.id == "b")
    assert option.price == option.points - 10


def test_a_move_of_the_plan_is_checked_by_every_rule_that_judges_entries():
    case = office(post_since="2020-01-01")
    plan = plan_of(case, [{"person": "ani", "stays": [{"post": "b", "first": 0, "last": 1}]}])
    ((t, post, checks),) = explain_person(case, plan, "ani").checks
    assert (t, post.id) == (0, "b")
    assert [each.rule for each in checks] == list(JUDGES)
    assert all(each.finding is None for each in checks)


def test_a_person_who_is_not_in_the_case_is_refused():
    case = office()
    with pytest.raises(PlanError, match='no person "budi"'):
        explain_person(case, plan_of(case, []), "budi")


@pytest.mark.parametrize("rule", JUDGES, ids=lambda rule: rule.code)
def test_a_first_lawful_date_is_lawful_and_the_day_before_is_not(rule):
    """For every objection of the rule in some hundred tiny cases; None means that no day helps."""
    named = 0
    for seed in range(60):
        case = tiny_case(seed)
        register = Register(case)
        for person, post, day in itertools.product(case.persons, case.posts, register.dates[:-1]):
            if post.id == person.post:
                continue
            params = parameters_on(case, rule, day)
            facts = rule.objection(register, person, post, day, params)
            if facts is None or facts["lawful_from"] is None:
                continue
            free = facts["lawful_from"]
            named += 1
            assert free > day
            assert rule.objection(register, person, post, free, params) is None, facts
            eve = free - timedelta(days=1)
            assert rule.objection(register, person, post, eve, params) is not None, facts
    assert named or rule.code not in {"min_tenure", "experience", "discipline", "freeze"}


def test_the_standard_is_met_from_the_round_in_which_training_has_lifted_the_level():
    """Level 4 of 5 is reached in round 1, and is enough."""
    (example,) = [each for each in RULE_OF["competency_standard"].examples if "training" in each.title]
    register = Register(decode_case(encode_record(example.case)))
    ani, head = register.persons["ani"], register.posts["b"]
    found = check(register, ani, head, RULE_OF["competency_standard"], register.dates[0])
    assert found.finding.facts["fit"] == 60
    assert found.lawful_from == register.dates[1]
