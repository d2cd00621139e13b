"""Every rule keeps its form: parts, words, law, parameters and examples; and its two sides stay apart."""

from __future__ import annotations

import ast
import dataclasses
import random
import string
from pathlib import Path

import numpy as np
import pytest

from optimizer import wording
from optimizer.arrays import Arrays
from optimizer.case import Case
from optimizer.catalogue import rules_document
from optimizer.engine.lawful import join
from optimizer.io import decode_case
from optimizer.nodes import Nodes
from optimizer.rules import RULES, parameters_by_round
from optimizer.rules._base import Example, Rule
from optimizer.verify import assess
from optimizer.walk import walk_plan
from tests.architecture.sources import ROOT
from tests.optimizer.builders import encode_record, raw_plan
from tests.optimizer.ledger import GONE, Ledger
from tests.optimizer.tiny import all_nodes, as_nodes, present_node, tiny_case

RULES_FOLDER = ROOT / "optimizer" / "rules"
EXAMPLES = [(rule, example) for rule in RULES for example in rule.examples]

each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
each_example = pytest.mark.parametrize(
    ("rule", "example"), EXAMPLES, ids=[f"{rule.code}: {example.title}" for rule, example in EXAMPLES]
)


@each_example
def test_an_example_of_a_rule_holds(rule: Rule, example: Example):
    """The rule alone finds as many breaches, and gives as many points, as the example says."""
    case = decode_case(encode_record(example.case))
    walk = walk_plan(case, raw_plan(example.paths))
    found = list(rule.verify(walk, parameters_by_round(case, rule)))
    breaches = [finding for finding in found if finding.kind == "breach"]
    assert not walk.faults or rule.ends_service, walk.faults
    assert len(breaches) == example.breaches, breaches
    assert sum(finding.kind == "gate" for finding in found) == example.gates, found
    if example.points is not None:
        assert sum(finding.points for finding in found) == example.points, found
    for finding in found:
        assert finding.rule == rule.code
        if finding.kind == "gate":
            assert set(finding.facts) >= {"document", "document_en", "issuer", "issuer_en", "on"}
            assert isinstance(finding.facts["lead_days"], int)
        for language in wording.LANGUAGES:
            text = wording.sentence(finding, language)
            assert text.endswith(".")
            assert "{" not in text


def _walked_by_the_engine(case: Case, paths: list[dict]) -> tuple[Nodes, list[list[int] | None]]:
    """Make nodes of exactly what a plan uses, and write the plan as paths over them."""
    arrays, planned = Arrays(case), {path["person"]: path["stays"] for path in paths}
    menus, wanted = [], []
    for p, person in enumerate(case.persons):
        first = present_node(arrays, p)
        stays = [
            (
                (
                    arrays.post_position[stay["post"]],
                    tuple(
                        (arrays.role_position[r["role"]], r.get("share", 100), r.get("via") == "team")
                        for r in stay.get("roles", [])
                    ),
                ),
                stay["last"] + 1 - stay["first"],
            )
            for stay in planned.get(person.id, [])
        ]
        own = [node for node, _ in stays if node[0] == first[0]]
        menus.append(list(dict.fromkeys([first, *own, *(node for node, _ in stays)])))
        held = [menus[p].index(node) for node, rounds in stays for _ in range(rounds)]
        wanted.append(held if person.id in planned else None)
    nodes = as_nodes(arrays, menus)
    return nodes, wanted


@each_example
def test_an_example_holds_on_the_engine_side_too(rule: Rule, example: Example):
    """Pricing and rows of the rule bar what the example breaks, and are worth what it gives."""
    case = decode_case(encode_record(example.case))
    nodes, wanted = _walked_by_the_engine(case, example.paths)
    asked = [rule, *(each for each in RULES if each.ends_service and each is not rule)]
    parts = [each.pricing(nodes, parameters_by_round(case, each)) for each in asked]
    block = rule.master(nodes, parameters_by_round(case, rule))
    ledger = Ledger(nodes, parts, [] if block is None else [block])
    rounds = case.horizon.rounds
    paths = []
    for p, held in enumerate(wanted):
        served = int(ledger.serves[p, 0].sum()) if held is None else len(held)
        nodes_held = [0] * served if held is None else held
        paths.append((*nodes_held, *[GONE] * (rounds - served)))
    faults = [fault for p, path in enumerate(paths) if (fault := ledger.path_fault(p, path))]
    lost, broken = ledger.rows(paths)
    assert bool(faults or broken) == bool(example.breaches), (faults, broken)
    if example.points is not None and not example.breaches:
        assert lost + sum(ledger.points(p, path) for p, path in enumerate(paths)) == example.points


@each_rule
def test_a_rule_shows_what_it_means(rule: Rule):
    """Three examples or more that do not all end alike: one is kept or earns, one is broken or does not."""
    assert len(rule.examples) >= 3
    outcomes = {(each.breaches, each.gates, each.points) for each in rule.examples}
    assert len(outcomes) > 1, f"the examples of {rule.code} all end alike"


@each_rule
def test_a_rule_says_who_it_is_and_what_it_rests_on(rule: Rule):
    assert rule.legal
    assert rule.title != rule.title_en
    assert all(basis.confidence in {"C", "N", "M"} for basis in rule.legal)
    assert 1 <= rule.precedence <= 9
    assert type(rule).__doc__
    for text in (rule.title, rule.title_en):
        assert text[0].isupper()
    for pair in ((rule.sentence, rule.sentence_en), *rule.variants.values()):
        fields = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in pair]
        assert fields[0] == fields[1], f"{rule.code}: the two languages name different facts"
        assert all(text.endswith(".") for text in pair)


@each_rule
def test_a_parameter_says_what_it_is(rule: Rule):
    """Text in both languages, and bounds where it is a number."""
    for field in dataclasses.fields(rule.Params):
        assert field.metadata["text"]
        assert field.metadata["text_en"]
        if isinstance(field.default, int) and not isinstance(field.default, bool):
            assert field.metadata["low"] <= field.default <= field.metadata["high"]
            assert field.metadata["unit"]


def test_every_variant_of_a_sentence_is_used():
    """Breaches of the tiny cases and of the examples use the variants that rules declare."""
    for rule in RULES:
        source = (RULES_FOLDER / f"{rule.code}.py").read_text(encoding="utf-8")
        for variant in rule.variants:
            assert source.count(f'"{variant}"') >= 2, f"{rule.code} never uses its variant {variant}"


def _functions(path: Path) -> dict[str, ast.AST]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def _names_called(function: ast.AST) -> set[str]:
    called = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            called.add(
                node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            )
    return called


ENGINE_SIDE = {"pricing", "master"}
VERIFIER_SIDE = {"verify", "serves", "objection"}


@each_rule
def test_the_verifier_of_a_rule_does_not_call_its_pricing(rule: Rule):
    """Double entry is worth something only if the second entry is not copied from the first."""
    functions = _functions(RULES_FOLDER / f"{rule.code}.py")
    reached, open_ = set(), [name for name in VERIFIER_SIDE if name in functions]
    while open_:
        name = open_.pop()
        if name in reached or name not in functions:
            continue
        reached.add(name)
        open_ += _names_called(functions[name])
    assert not reached & ENGINE_SIDE
    for name in reached:
        used = {node.id for node in ast.walk(functions[name]) if isinstance(node, ast.Name)}
        assert not used & {"np", "nodes"}, f"{rule.code}.{name} looks at arrays"


@pytest.mark.parametrize("module", ["walk", "verify", "register", "wording"])
def test_the_verifier_knows_nothing_of_the_engine(module: str):
    """Neither arrays nor nodes nor solvers."""
    tree = ast.parse((ROOT / "optimizer" / f"{module}.py").read_text(encoding="utf-8"))
    imported = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)} | {
        alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
    }
    barred = (
        "numpy",
        "highspy",
        "ortools",
        "scipy",
        "optimizer.engine",
        "optimizer.arrays",
        "optimizer.nodes",
        "optimizer.candidates",
        "optimizer.offers",
        "optimizer.competence",
    )
    assert not [name for name in imported if name.startswith(barred)]


def test_a_rule_knows_no_other_rule():
    """A rule that leans on another one cannot be read alone."""
    for rule in RULES:
        tree = ast.parse((RULES_FOLDER / f"{rule.code}.py").read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("optimizer.rules."):
                assert node.module.split(".")[-1].startswith("_"), f"{rule.code} imports {node.module}"


def test_the_order_of_rules_has_no_meaning():
    """The engine joins the same parts whatever the order."""
    for seed in range(5):
        case = tiny_case(seed)
        nodes = all_nodes(case, 6, seed)
        rules = [(rule, parameters_by_round(case, rule)) for rule in RULES]
        first = join(nodes, rules)
        random.Random(seed).shuffle(rules)
        second = join(nodes, rules)
        for name in (field.name for field in dataclasses.fields(first)):
            assert np.array_equal(getattr(first, name), getattr(second, name)), name


def test_the_ledger_adds_up_to_the_value():
    """On every example, all rules together."""
    for _, example in EXAMPLES:
        report = assess(decode_case(encode_record(example.case)), raw_plan(example.paths))
        assert (
            report.value == sum(report.ledger.values()) == sum(finding.points for finding in report.findings)
        )


def test_the_catalogue_in_the_documents_is_the_one_of_the_code():
    """Cure: python3 tuntas.py rules > docs/rules.md."""
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == rules_document()
