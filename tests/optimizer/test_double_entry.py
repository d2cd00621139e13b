"""Double entry: what rules say to the engine and what they say to the verifier is the same."""

from __future__ import annotations

import itertools
import os
import random

import pytest

from optimizer.rules import RULES, parameters_by_round
from optimizer.verify import assess
from optimizer.walk import Walk, walk_plan
from tests.optimizer.builders import raw_plan
from tests.optimizer.ledger import GONE, Ledger
from tests.optimizer.tiny import all_nodes, tiny_case

# A longer run: TUNTAS_TINY_CASES=10000 pytest tests/optimizer/test_double_entry.py
CASES = int(os.environ.get("TUNTAS_TINY_CASES", "100"))

# The engine's paths are narrower than the law in these two ways, and only there may the sides differ.
NARROWER = {"returns", "changes roles in another post"}


def stays(nodes, p: int, path: tuple[int, ...]) -> dict:
    """Write a path of nodes as the path of a plan."""
    arrays, found = nodes.arrays, []
    for t, k in enumerate(path):
        if k == GONE:
            break
        if t and path[t - 1] == k:
            found[-1]["last"] = t
            continue
        roles = [
            {
                "role": arrays.role_pairs[r][1].id,
                "share": int(nodes.share[p, k, s]),
                "via": "team" if nodes.via_team[p, k, s] else "post",
            }
            for s, r in enumerate(nodes.role[p, k])
            if r >= 0
        ]
        post = arrays.case.posts[nodes.post[p, k]].id
        found.append({"post": post, "first": t, "last": t, "roles": roles})
    return {"person": arrays.case.persons[p].id, "stays": found}


def every_path(nodes, p: int) -> list[tuple[int, ...]]:
    """List every sequence of nodes, ended in any round."""
    _, _, rounds = nodes.shape
    real = [k for k in range(nodes.shape[1]) if nodes.post[p, k] >= 0]
    return [
        (*path, *[GONE] * (rounds - length))
        for length in range(rounds + 1)
        for path in itertools.product(real, repeat=length)
    ]


def disagreements(seed: int, plans: int) -> list[str]:
    """Compare both sides on single paths and on whole plans of one tiny case."""
    case = tiny_case(seed)
    nodes = all_nodes(case, 7 if case.horizon.rounds < 3 else 5, seed)
    ledger, chance, found = Ledger.of(nodes), random.Random(seed), []
    people = range(len(case.persons))
    menus = [every_path(nodes, p) for p in people]
    faults = [{path: ledger.path_fault(p, path) for path in menus[p]} for p in people]
    lawful = [[path for path in menus[p] if not faults[p][path]] for p in people]
    if not all(lawful):
        lawful = [lawful[p] or menus[p] for p in people]
    rest = [chance.choice(lawful[p]) for p in people]
    combinations = [
        [*rest[:p], path, *rest[p + 1 :]]
        for p in people
        for path in chance.sample(menus[p], min(len(menus[p]), plans))
    ]
    combinations += [[chance.choice(lawful[p]) for p in people] for _ in range(plans)]
    for paths in combinations:
        reasons = {faults[p][path] for p, path in enumerate(paths)} - {""}
        lost, broken = ledger.rows(paths)
        reasons |= set(broken)
        report = assess(case, raw_plan([stays(nodes, p, path) for p, path in enumerate(paths)]))
        codes = {finding.rule for finding in report.breaches}
        worth = lost + sum(ledger.points(p, path) for p, path in enumerate(paths))
        if (not reasons) != report.lawful and not reasons & NARROWER:
            # Longer ways round are left to the verifier, as the rule says.
            if reasons or codes != {"no_return"}:
                found.append(
                    f"seed {seed} {paths}: engine {reasons or 'lawful'}, verifier {codes or 'lawful'}"
                )
        elif report.lawful and worth != report.value:
            found.append(f"seed {seed} {paths}: engine {worth}, verifier {report.value} {report.ledger}")
    return found


def _is_known(code: str, reason: str, walk: Walk) -> bool:
    """Tell whether a difference is one that the rule's own docstring or another rule accounts for."""
    step = walk.register.step
    falls = any(step[move.target.id] < step[move.origin.id] for move in walk.moves)
    return (
        reason in NARROWER
        or code == "no_return"
        or (code == "one_promotion" and falls)
        or (code == "freeze" and reason == "may not follow")
    )


def lone_disagreements(seed: int, plans: int) -> list[str]:
    """Compare both sides of each rule alone, so that no rule hides behind another."""
    case = tiny_case(seed)
    nodes = all_nodes(case, 7, seed)
    chance, found, rounds = random.Random(seed), [], case.horizon.rounds
    for p, person in enumerate(case.persons):
        real = [k for k in range(nodes.shape[1]) if nodes.post[p, k] >= 0]
        paths = list(itertools.product(real, repeat=rounds))
        for path in chance.sample(paths, min(len(paths), plans)):
            walk = walk_plan(case, raw_plan([stays(nodes, p, path)]), enders=())
            for rule in RULES:
                if rule.ends_service or walk.faults:
                    continue
                params = parameters_by_round(case, rule)
                reason = Ledger(nodes, [rule.pricing(nodes, params)], []).path_fault(p, path)
                verdict = [
                    finding
                    for finding in rule.verify(walk, params)
                    if finding.kind == "breach" and finding.facts.get("person") == person.id
                ]
                if bool(reason) != bool(verdict) and not _is_known(rule.code, reason, walk):
                    found.append(f"seed {seed} {rule.code} {path}: engine {reason!r}, verifier {verdict}")
    return found


@pytest.mark.parametrize("block", range(4))
def test_engine_and_verifier_agree_on_the_plans_of_tiny_cases(block):
    """Lawfulness and value are the same on both sides, to the point."""
    seeds = range(block * CASES // 4, (block + 1) * CASES // 4)
    found = [line for seed in seeds for line in disagreements(seed, 15)]
    assert not found, "\n".join(found[:10])


def test_both_sides_of_each_rule_agree_when_it_stands_alone():
    """What one rule bars in a person's path, its own verifier finds, and nothing else."""
    found = [line for seed in range(CASES // 5) for line in lone_disagreements(seed, 5)]
    assert not found, "\n".join(found[:10])
