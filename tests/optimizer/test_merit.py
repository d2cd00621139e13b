"""Merit: nothing that the law shuts out of a decision is told to the planner, or earns or costs a point."""

from __future__ import annotations

import ast
import random
from functools import cache

import pytest
from msgspec.structs import fields, replace

from optimizer.case import Case, Person, Relation
from optimizer.generate import generate
from optimizer.rules import RULES
from optimizer.schema import json_schema
from optimizer.verify import assess
from tests.architecture.sources import ROOT
from tests.optimizer.builders import raw_plan
from tests.optimizer.planting import City

SHUT_OUT = frozenset(
    "religion agama sex gender kelamin marriage married marital kawin nikah children anak race "
    "suku ethnicity tribe politics party partai disability disabilitas nik address alamat "
    "name nama age usia".split()
)
"""Words that no field about people may be made of; a person of a case has a key and no name."""

READERS = {
    "born": {"age_limit", "remaining_service", "retirement"},
    "relations": {"family_same_unit", "recusal", "relatives"},
}
"""Rules that may read a fact: those on age limits and retirement, and those on conflicts of interest."""

PLANS = 20


@pytest.mark.parametrize("record", [Person, Relation])
def test_a_case_tells_nothing_about_people_that_the_law_shuts_out(record):
    words = {word for field in fields(record) for word in field.name.split("_")}
    assert not words & SHUT_OUT


def test_the_published_schema_tells_no_more_than_the_records():
    """And lets nothing else in."""
    definitions = json_schema("case")["$defs"]
    for record in (Person, Relation):
        schema = definitions[record.__name__]
        assert schema["additionalProperties"] is False
        assert set(schema["properties"]) == {field.name for field in fields(record)}


@pytest.mark.parametrize("fact", READERS)
def test_only_the_rules_that_need_a_fact_read_it(fact):
    """Looked up in the source, so that no branch that is seldom taken hides it."""
    readers = set()
    for rule in RULES:
        tree = ast.parse((ROOT / "optimizer" / "rules" / f"{rule.code}.py").read_text(encoding="utf-8"))
        if any(isinstance(node, ast.Attribute) and node.attr == fact for node in ast.walk(tree)):
            readers.add(rule.code)
    assert readers == READERS[fact]


def test_the_arrays_of_the_engine_do_not_know_ages_or_relatives():
    """What the engine keeps for all rules is what any rule may use."""
    for name in (
        "arrays",
        "competence",
        "nodes",
        "register",
        "market",
        "prospects",
        "charges",
        "offers",
        "candidates",
    ):
        tree = ast.parse((ROOT / "optimizer" / f"{name}.py").read_text(encoding="utf-8"))
        read = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        assert not read & set(READERS), name


@cache
def _city(seed: int) -> Case:
    """A city whose people are far from every age limit."""
    case = generate(90 + 10 * (seed % 3), seed % 3)
    return replace(case, persons=[replace(each, born="1985-01") for each in case.persons])


@pytest.mark.parametrize("seed", range(PLANS))
def test_age_between_the_limits_earns_and_costs_nothing(seed):
    """The same moves of people who are older or younger by some years have the same ledger and breaches."""
    chance, case = random.Random(seed), _city(seed)
    aged = replace(
        case,
        persons=[
            replace(each, born=f"{chance.randrange(1984, 1997)}-{chance.randrange(1, 13):02d}")
            for each in case.persons
        ],
    )
    assert _judged(aged, seed) == _judged(case, seed)


@pytest.mark.parametrize("seed", range(PLANS))
def test_being_married_or_kin_counts_in_conflicts_of_interest_alone(seed):
    """Whether two relatives are a couple makes no difference; without relations only those rules change."""
    case = _city(seed)
    swapped = {"spouse": "kin", "kin": "spouse"}
    other = replace(case, relations=[replace(each, kind=swapped[each.kind]) for each in case.relations])
    assert _judged(other, seed) == _judged(case, seed)
    (ledger, breaches), (without, same) = _judged(case, seed), _judged(replace(case, relations=[]), seed)
    assert {code for code in {*ledger, *without} if ledger.get(code) != without.get(code)} <= {"relatives"}
    assert breaches == same


def _judged(case: Case, seed: int) -> tuple[dict[str, int], list[str]]:
    """Ledger and breaches of some moves that are the same for the same seed."""
    city = City(case, random.Random(seed))
    movers = city.chance.sample(city.idle, 4)
    report = assess(case, raw_plan([city.goes(each, city.other(each), city.round()) for each in movers]))
    return dict(report.ledger), sorted(finding.rule for finding in report.breaches)
