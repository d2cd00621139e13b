"""The house rules hold everywhere, and each rule knows a good line from a bad one."""

from __future__ import annotations

import pytest

from tests.architecture.house_rules import RULES, HouseRule
from tests.architecture.sources import shown, text_files

# The catalogue quotes the bad lines.
CATALOGUE = "tests/architecture/house_rules.py"

each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)


@each_rule
def test_a_house_rule_is_kept(rule: HouseRule):
    """Every offence is shown with its file and line, the reason and the cure."""
    found = [
        f"  {shown(path)}:{line}"
        for path in text_files()
        if shown(path) != CATALOGUE and rule.looks_at(shown(path))
        for line in rule.offences(path.read_text(encoding="utf-8"))[:5]
    ]
    assert not found, "\n".join([f"{rule.code}: {rule.reason}", *found, f"Cure: {rule.cure}"])


@each_rule
def test_a_house_rule_accepts_its_good_lines(rule: HouseRule):
    """A rule that refuses what it calls good would be switched off by the first reader."""
    wrong = [line for line in rule.good if rule.offences(line)]
    assert not wrong, f"{rule.code} refuses {wrong}"


@each_rule
def test_a_house_rule_refuses_its_bad_lines(rule: HouseRule):
    """A rule that refuses nothing is decoration."""
    wrong = [line for line in rule.bad if not rule.offences(line)]
    assert rule.bad, f"{rule.code} shows no bad line"
    assert not wrong, f"{rule.code} accepts {wrong}"


def test_the_codes_of_the_house_rules_are_unique():
    """A code is what a commit or a review refers to."""
    codes = [rule.code for rule in RULES]
    assert len(codes) == len(set(codes))


def test_module_names_that_fit_everything_are_refused():
    """The rule on names looks at paths, so it is tried on paths."""
    (rule,) = [rule for rule in RULES if rule.code == "no-leftover-names"]
    assert rule.looks_at("app/utils.py")
    assert rule.looks_at("optimizer/common/paths.py")
    assert not rule.looks_at("app/importing/commonly_used_headings.py")
