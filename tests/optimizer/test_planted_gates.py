"""The verifier lists the document of every planted cause, at least twenty of each rule."""

from __future__ import annotations

import random

import pytest

from optimizer.rules import RULE_OF, RULES
from optimizer.rules._gate import ApprovalRule
from optimizer.verify import assess
from tests.optimizer.builders import raw_plan
from tests.optimizer.planted_gates import PLANTERS
from tests.optimizer.planting import City
from tests.optimizer.test_planted_faults import FAULTS_PER_RULE, city_case


def test_every_rule_that_asks_for_a_document_has_a_planter():
    asking = {rule.code for rule in RULES if any(example.gates for example in rule.examples)}
    assert asking == set(PLANTERS)


@pytest.mark.parametrize("code", PLANTERS)
def test_a_planted_cause_is_listed_with_its_document(code):
    """For the person or post concerned, in good time, and for nobody who stays where a move is its cause."""
    for seed in range(FAULTS_PER_RULE):
        city = City(city_case(seed), random.Random(seed))
        case, paths, key = PLANTERS[code](city)
        findings = assess(case, raw_plan(paths)).findings
        gates = [each for each in findings if each.rule == code and each.kind == "gate"]
        keys = {gate.facts.get(fact) for gate in gates for fact in ("person", "post", "superior")}
        assert key in keys, (seed, paths, findings)
        for gate in gates:
            assert gate.facts["document"] != gate.facts["document_en"]
            assert gate.facts["issuer"]
            assert gate.facts["lead_days"] >= 0
        if isinstance(RULE_OF[code], ApprovalRule):
            assert {gate.facts["person"] for gate in gates} == {path["person"] for path in paths}
