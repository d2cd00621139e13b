"""The page on what the law asks names rules that exist and do what it says, and leaves none out."""

from __future__ import annotations

import dataclasses
import re

import pytest

from optimizer.rules import RULE_OF, RULES
from optimizer.rules._base import Rule
from tests.architecture.sources import ROOT

PAGE = (ROOT / "docs" / "rules-coverage.md").read_text(encoding="utf-8")
BY_RULES, SILENT = {"bars", "document", "points"}, {"outside", "open"}
CODE = re.compile(r"`([a-z_]+)(?:\.([a-z_]+))?`")
FILE = re.compile(r"`((?:app|docs|models|optimizer|tests)/[\w./-]+)`")
FEWEST_WORDS = 6


def _tables(columns: int) -> list[list[str]]:
    rows = [line.strip("| ").split(" | ") for line in PAGE.splitlines() if line.startswith("| ")]
    return [row for row in rows if len(row) == columns and row[0] not in {"norm", "precedence", "how"}]


ROWS = _tables(4)
each_row = pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])


def _marks(text: str) -> set[str]:
    """Return the marks of posts that a text names; they look like rules and are none."""
    return {mark for part in re.findall(r"\(marks? ([^)]*)\)", text) for mark, _ in CODE.findall(part)}


def _named(text: str) -> list[tuple[str, str]]:
    fields = {"post_since", *_marks(text)}
    return [(code, parameter) for code, parameter in CODE.findall(text) if code not in fields]


def _does(rule: Rule, how: str) -> bool:
    """Tell whether an example of a rule shows that it bars, asks for a document, or has points."""
    shown = {
        "bars": any(example.breaches for example in rule.examples),
        "document": any(example.gates for example in rule.examples),
        "points": any(example.points for example in rule.examples),
    }
    return shown[how]


@each_row
def test_a_row_says_how_a_norm_is_met_and_tells_the_truth(row):
    """The rules named do that; who carries it elsewhere exists; silence is explained."""
    norm, basis, how, carried = row
    assert norm
    assert basis
    ways = set(how.split(", "))
    assert ways
    assert ways <= BY_RULES | SILENT | {"elsewhere"}
    rules = [RULE_OF[code] for code, _ in _named(carried)]
    for way in ways & BY_RULES:
        assert any(_does(rule, way) for rule in rules), f"none of the rules of {norm!r} {way}"
    if ways & BY_RULES:
        assert all(any(_does(rule, way) for way in ways) for rule in rules), f"an idle rule in {norm!r}"
    else:
        assert not rules, f"{norm!r} is said to be {how}, but names rules"
    if "elsewhere" in ways:
        assert FILE.search(carried), f"{norm!r} is met elsewhere: name the file"
    if ways & SILENT:
        assert len(carried.split()) >= FEWEST_WORDS, f"say why {norm!r} is {how}"


def test_every_rule_and_parameter_that_the_page_names_exists():
    for code, parameter in _named(PAGE):
        if code in {"code", "settings", "relations", "parent"} or (code == "advisory_team" and not parameter):
            continue
        assert code in RULE_OF, f"no rule {code}"
        fields = {field.name for field in dataclasses.fields(RULE_OF[code].Params)}
        assert not parameter or parameter in fields, f"{code} has no parameter {parameter}"


def test_every_file_that_the_page_names_exists():
    named = FILE.findall(PAGE)
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_rule_of_the_catalogue_carries_a_norm():
    carried = {code for row in ROWS for code, _ in _named(row[3])}
    assert {rule.code for rule in RULES} - carried == set()


def test_the_marks_of_special_posts_are_those_of_the_rule():
    marks = set().union(*(_marks(row[3]) for row in ROWS))
    assert marks == set(RULE_OF["special_post"].Params().approvals)


def test_the_order_of_precedence_is_that_of_the_rules():
    told = {code: int(row[0][0]) for row in _tables(2) if row[0][0].isdigit() for code, _ in _named(row[1])}
    assert told == {rule.code: rule.precedence for rule in RULES}
