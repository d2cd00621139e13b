"""The certificate holds for every plan, is as tight as pricing allows, and cannot be talked into more."""

from __future__ import annotations

import itertools
import random

import msgspec
import numpy as np
import pytest

from optimizer import io
from optimizer.arrays import Arrays
from optimizer.case import Case
from optimizer.certificate import CertificateError, certify
from optimizer.certificate.space import space_of
from optimizer.engine import bounds
from optimizer.engine.field import Field
from optimizer.generate import generate
from optimizer.nodes import Nodes
from optimizer.offers import Offers
from optimizer.plan import Certificate, Plan
from optimizer.rules import RULES, parameters_by_round
from optimizer.verify import assess
from tests.optimizer.builders import raw_plan
from tests.optimizer.ledger import Ledger
from tests.optimizer.test_double_entry import every_path, stays
from tests.optimizer.tiny import tiny_case

SCALE = 1000
TINY = range(60)
MOST_PATHS = 3_000


def rules_of(case: Case) -> list:
    return [(rule, parameters_by_round(case, rule)) for rule in RULES]


def with_certificate(case: Case, multipliers: dict[str, int]) -> Plan:
    plan = raw_plan([])
    certificate = Certificate(scale=SCALE, multipliers=multipliers)
    return msgspec.structs.replace(plan, case_hash=io.case_hash(case), certificate=certificate)


def drawn(case: Case, nodes: Nodes, seed: int) -> dict[str, int]:
    """Arbitrary multipliers from which a bound follows."""
    chance, found = random.Random(seed), {}
    for block in Ledger.of(nodes).blocks:
        for r, key in enumerate(block.keys):
            least = -SCALE * int(block.missing_price[r]) if block.lower[r] > -(2**40) else 0
            most = SCALE * int(block.excess_price[r]) if block.excess_max[r] else 200 * SCALE
            found[key] = chance.randint(min(least, 0), max(most, 0)) if block.upper[r] < 2**40 else 0
            if block.lower[r] > -(2**40) and chance.random() < 0.5:
                found[key] = chance.randint(min(least, 0), 0)
    return {key: y for key, y in found.items() if y}


def with_pairs(case: Case) -> Nodes:
    """Everything that a plan may do, with changes between any two nodes."""
    arrays = Arrays(case)
    nodes = space_of(arrays, Offers(arrays), rules_of(case), np.arange(len(case.persons)))
    return Nodes(arrays, nodes.persons, nodes.post, nodes.role, nodes.share, nodes.via_team)


def worth(ledger: Ledger, p: int, path: tuple[int, ...], multipliers: dict[str, int]) -> int:
    """Points of a path less the price of what it uses, one event after the other."""
    total = SCALE * ledger.points(p, path)
    for block in ledger.blocks:
        used = np.zeros(len(block.keys), np.int64)
        for usage in block.usage:
            ledger._use(usage, p, path, used)
        total -= sum(int(used[r]) * multipliers.get(key, 0) for r, key in enumerate(block.keys))
    return total


def lawful_paths(ledger: Ledger, nodes: Nodes, p: int) -> list[tuple[int, ...]]:
    return [path for path in every_path(nodes, p) if not ledger.path_fault(p, path)]


def test_everybody_is_priced_as_if_every_path_had_been_tried():
    """Equal where nobody can serve a role; with roles the certificate may allow more, never less."""
    equal = more = 0
    for seed in TINY:
        case = tiny_case(seed, people=1)
        nodes = with_pairs(case)
        if nodes.shape[1] ** nodes.shape[2] > MOST_PATHS:
            continue
        ledger, multipliers = Ledger.of(nodes), drawn(case, nodes, seed)
        menu = lawful_paths(ledger, nodes, 0)
        if not menu:
            with pytest.raises(CertificateError, match="no lawful path"):
                certify(case, with_certificate(case, multipliers))
            continue
        best = max(worth(ledger, 0, path, multipliers) for path in menu)
        rows = _row_terms(ledger, multipliers)
        found = certify(case, with_certificate(case, multipliers)).bound
        least = (rows + best) // SCALE
        assert found >= least, seed
        serves = bool((nodes.role >= 0).any())
        assert serves or found == least, seed
        equal, more = equal + (found == least), more + (found > least)
    assert equal > 20
    assert more < equal


def _row_terms(ledger: Ledger, multipliers: dict[str, int]) -> int:
    """Rows tried at every whole number of uses within their slack, and some beyond."""
    total = 0
    for block in ledger.blocks:
        for r, key in enumerate(block.keys):
            y, lower, upper = multipliers.get(key, 0), int(block.lower[r]), int(block.upper[r])
            has_lower, has_upper = lower > -(2**40), upper < 2**40
            least = lower - int(block.missing_max[r]) if has_lower else -50
            most = upper + int(block.excess_max[r]) if has_upper and block.excess_max[r] < 2**40 else 2000
            worths = []
            for a in range(least, most + 1):
                missing = max(0, lower - a) * int(block.missing_price[r]) if has_lower else 0
                excess = max(0, a - upper) * int(block.excess_price[r]) if has_upper else 0
                worths.append(y * a - SCALE * (missing + excess))
            total += max(worths) + (SCALE * lower * int(block.missing_price[r]) if has_lower else 0)
    return total


@pytest.mark.parametrize("seed", range(100, 130))
def test_no_plan_of_a_tiny_case_is_worth_more_than_the_certificate_says(seed):
    """Every plan over everything that the case allows, judged by the verifier alone."""
    case = tiny_case(seed, people=2)
    nodes = with_pairs(case)
    if nodes.shape[1] ** nodes.shape[2] > MOST_PATHS:
        nodes = nodes.laid_out(np.arange(2), np.tile(np.arange(min(5, nodes.shape[1])), (2, 1)))
    ledger = Ledger.of(nodes)
    menus = [[stays(nodes, p, path) for path in lawful_paths(ledger, nodes, p)][:60] for p in range(2)]
    reports = (assess(case, raw_plan(list(paths))) for paths in itertools.product(*menus))
    values = [report.value for report in reports if report.lawful]
    if not all(menus):
        return
    for draw in range(3):
        bound = certify(case, with_certificate(case, drawn(case, nodes, draw))).bound
        assert all(value <= bound for value in values)


@pytest.mark.parametrize("has_systems", [False, True])
def test_engine_and_certificate_price_a_town_alike(has_systems):
    """Two programs that share no line, over every lawful node, at arbitrary multipliers."""
    case = io.canonical_case(generate(people=120, seed=5))
    if not has_systems:
        case = msgspec.structs.replace(case, systems=[], services=[], holds=[])
    field = Field(case, rules_of(case), 900, 1)
    rows = field.crew.rows
    for seed in range(3):
        around = bounds.middle(rows) + np.random.default_rng(seed).normal(0, 20 * SCALE, rows.count)
        at = bounds.whole(rows, around)
        stored = {key: int(y) for key, y in zip(rows.keys, at, strict=True) if y}
        mine = certify(case, with_certificate(case, stored))
        theirs = field.crew.weigh(at, everywhere=True).bound // SCALE
        # Changes of roles alone in a post that the plan entered are all that the engine does not price.
        assert mine.bound == theirs or (has_systems and mine.bound > theirs)
        assert mine.people == 120


def test_threads_and_the_order_of_rows_change_nothing():
    case = io.canonical_case(generate(people=60, seed=3))
    nodes = with_pairs(case)
    stored = drawn(case, nodes, 4)
    shuffled = dict(random.Random(1).sample(list(stored.items()), len(stored)))
    told = []
    first = certify(case, with_certificate(case, stored))
    second = certify(
        case,
        with_certificate(case, shuffled),
        workers=2,
        on_progress=lambda done, all_: told.append((done, all_)),
    )
    assert first == second
    assert told[-1] == (60, 60)


@pytest.mark.parametrize(
    ("multipliers", "complaint"),
    [
        ({"formation:nowhere:0": -5}, "does not have"),
        ({"unit_turnover": 10**15}, "beyond any price"),
        ({"unit_turnover": -1}, "without end below"),
    ],
)
def test_a_certificate_that_proves_nothing_is_refused(multipliers, complaint):
    case = io.canonical_case(generate(people=30, seed=1))
    turnover = next(
        key
        for block in Ledger.of(with_pairs(case)).blocks
        for key in block.keys
        if block.code == "unit_turnover"
    )
    named = {turnover if key == "unit_turnover" else key: y for key, y in multipliers.items()}
    with pytest.raises(CertificateError, match=complaint):
        certify(case, with_certificate(case, named))


def test_a_plan_without_a_certificate_is_told_so():
    case = io.canonical_case(generate(people=30, seed=1))
    with pytest.raises(CertificateError, match="no certificate"):
        certify(case, raw_plan([]))
