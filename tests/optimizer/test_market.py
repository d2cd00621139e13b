"""The market of posts leaves out nothing lawful."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace

from optimizer.arrays import Arrays
from optimizer.case import Case
from optimizer.generate import generate
from optimizer.io import canonical_case
from optimizer.offers import Offers
from optimizer.rules import RULES, parameters_by_round
from optimizer.sieve import sieved
from optimizer.survey import Panel, all_posts, survey
from tests.optimizer.tiny import tiny_case


def with_fields(case: Case, fields: int) -> Case:
    """Give people and every other post one of some fields of study, and some people none."""
    names = [f"f{n}" for n in range(fields)]
    return replace(
        case,
        posts=[
            replace(post, education_fields=[names[j // 2 % fields]] if j % 2 else [])
            for j, post in enumerate(case.posts)
        ],
        persons=[
            replace(person, education_field=names[p % fields] if p % 5 else None)
            for p, person in enumerate(case.persons)
        ],
    )


@pytest.mark.parametrize(
    "case",
    [
        with_fields(generate(80, 3), 3),
        with_fields(generate(60, 4, "election", 2), 7),
        generate(60, 2, "mobilisation"),
        *(tiny_case(seed) for seed in range(20)),
    ],
    ids=lambda case: case.name or "tiny",
)
def test_posts_of_other_fields_are_left_out_only_where_the_rules_would_refuse_them(case, monkeypatch):
    """The same pairs come out when the rules are asked about all posts of the case."""
    case = canonical_case(case)
    rules = [(rule, parameters_by_round(case, rule)) for rule in RULES]
    arrays = Arrays(case)
    found = survey(arrays, Offers(arrays), rules)
    everything = [np.arange(len(case.posts))] * 99
    monkeypatch.setattr(Arrays, "posts_of_field", everything)
    arrays = Arrays(case)
    asked = survey(arrays, Offers(arrays), rules)
    assert (found.person == asked.person).all()
    assert (found.post == asked.post).all()
    assert (found.role == asked.role).all()
    assert (found.may == asked.may).all()
    assert (found.holding.points == asked.holding.points).all()


@pytest.mark.parametrize(
    "case", [generate(90, 6, "election", 3), *(tiny_case(seed) for seed in range(20, 30))]
)
def test_the_sieve_leaves_out_only_what_all_rules_refuse(case, monkeypatch):
    """The same pairs come out, and the same about them, when every rule is asked about every post."""
    case = canonical_case(case)
    rules = [(rule, parameters_by_round(case, rule)) for rule in RULES]
    found = survey(Arrays(case), Offers(Arrays(case)), rules)
    monkeypatch.setattr("optimizer.survey.choose", lambda nodes, rules: [])
    asked = survey(Arrays(case), Offers(Arrays(case)), rules)
    assert len(asked.person) > 0 or len(case.persons) < 20
    for name in ("person", "post", "role", "share", "via_team", "may"):
        assert (getattr(found, name) == getattr(asked, name)).all()
    assert (found.holding.points == asked.holding.points).all()
    assert (found.move.points == asked.move.points).all()


def test_the_sieve_is_put_to_use():
    """Rules of rank and education refuse most posts, and are asked first; rules without a word are not."""
    case = canonical_case(generate(200, 6))
    arrays = Arrays(case)
    rules = [(rule, parameters_by_round(case, rule)) for rule in RULES]
    panel = Panel.of(arrays, rules)
    first = {rule.code for rule, _ in panel.first}
    assert {"rank_band", "no_level_jump"} <= first
    assert not first & {"moving", "formation", "fit"}
    nodes = all_posts(arrays, np.arange(40))
    remaining = sieved(nodes, panel.first)
    assert remaining.real.sum() < nodes.real.sum() / 2
    assert (remaining.post[:, 0] == arrays.person_post[:40]).all()
