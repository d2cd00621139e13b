"""Transfers between agencies say the same to the engine and to the verifier, and the best plan is found."""

from __future__ import annotations

import random

import pytest
from msgspec.structs import replace

from optimizer.case import Case, Transfer
from optimizer.errors import CaseError
from optimizer.io import decode_case, encode
from optimizer.rules import RULE_OF
from tests.optimizer import test_brute_force, test_double_entry
from tests.optimizer.tiny import tiny_case

CASES = 10


def with_transfers(seed: int, people: int = 0) -> Case:
    """Give some people of a tiny case transfers to or from posts, at prices of either sign."""
    case, chance = tiny_case(seed, people), random.Random(f"transfers-{seed}")
    rounds = range(case.horizon.rounds)
    transfers = []
    for person in case.persons:
        if chance.random() < 0.25:
            continue
        direction = chance.choice(("in", "out"))
        others = [post.id for post in case.posts if post.id != person.post]
        for post in chance.sample(others, min(len(others), chance.choice((1, 2)))):
            points = [chance.choice((-300, -40, 0, 90, 800)) for _ in rounds[chance.choice((0, 0, 1)) :]]
            when = sorted(chance.sample(rounds, chance.choice((0, 1)))) if chance.random() < 0.5 else []
            transfers.append(
                Transfer(person=person.id, post=post, direction=direction, points=points, rounds=when)
            )
    return replace(case, transfers=transfers)


@pytest.fixture
def tiny_with_transfers(monkeypatch):
    """Let the comparisons of other tests run on cases with transfers."""
    for module in (test_double_entry, test_brute_force):
        monkeypatch.setattr(module, "tiny_case", with_transfers)


def test_both_sides_of_the_rule_agree(tiny_with_transfers, monkeypatch):
    found = [line for seed in range(CASES) for line in test_double_entry.disagreements(seed, 15)]
    monkeypatch.setattr(test_double_entry, "RULES", (RULE_OF["transfer"],))
    found += [line for seed in range(CASES) for line in test_double_entry.lone_disagreements(seed, 10)]
    assert not found, "\n".join(found[:10])


def test_the_engine_finds_the_best_plan_at_any_prices(tiny_with_transfers):
    found = [line for seed in range(3) for line in test_brute_force.differences(seed)]
    assert not found, "\n".join(found)


def test_transfers_that_make_no_sense_are_refused_by_path():
    case = with_transfers(3)
    one = case.transfers[0]
    for bad, words in (
        (replace(one, person="nobody"), "nobody"),
        (replace(one, rounds=[11]), "last round"),
        (replace(one, direction="in" if one.direction == "out" else "out", post="j0"), "leave and come"),
    ):
        with pytest.raises(CaseError, match=words):
            decode_case(encode(replace(case, transfers=[*case.transfers, bad])))
