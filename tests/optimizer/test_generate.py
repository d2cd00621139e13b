"""Synthetic governments: of the size asked for, of realistic shape, lawful as they stand, and repeatable."""

from __future__ import annotations

from collections import Counter

import pytest
from msgspec.structs import fields, replace

from optimizer.calendar import whole_months
from optimizer.case import Case
from optimizer.generate import ALL_SHAPES, LEAST_PEOPLE, generate
from optimizer.generate.dice import Dice
from optimizer.io import case_hash, decode_case, encode
from optimizer.levels import step_of
from optimizer.verify import assess, verify
from tests.optimizer.builders import plan_of


@pytest.fixture(scope="module")
def town() -> Case:
    """A thousand people in a calm year."""
    return generate(1000, 2)


@pytest.mark.parametrize("people", [LEAST_PEOPLE, 57, 400])
@pytest.mark.parametrize("shape", ALL_SHAPES)
def test_a_case_has_its_people_and_is_sound_and_lawful_as_it_stands(people, shape):
    case = decode_case(encode(generate(people, 9, shape)))
    assert len(case.persons) == people
    assert verify(case, plan_of(case, [])).lawful


def test_the_ladder_is_a_pyramid(town):
    posts = {post.id: post for post in town.posts}
    steps = Counter(step_of(posts[p.post].kind, posts[p.post].functional_level) for p in town.persons)
    assert 0.6 < steps[0] / 1000 < 0.8
    assert steps[0] > steps[1] > steps[2] > steps[3] > 0


def test_there_are_a_few_people_per_row_of_posts_and_some_vacancies(town):
    assert 2.5 < len(town.persons) / len(town.posts) < 7
    places = sum(post.formation for post in town.posts)
    assert 1.03 < places / len(town.persons) < 1.15


def test_an_election_leaves_most_people_due():
    """Five years pass within the horizon for more people than in a calm year, and appointments are frozen."""
    shares = {}
    for shape in ("calm", "election"):
        case = generate(400, 3, shape)
        start = case.horizon.starts_on
        due = [p for p in case.persons if p.post_since and whole_months(p.post_since, start) >= 24]
        shares[shape] = len(due)
        assert bool(case.windows) == (shape == "election")
    assert shares["election"] > 1.3 * shares["calm"]


def test_a_shrinking_government_abolishes_posts_that_people_hold():
    case = generate(400, 3, "shrinking")
    held = Counter(person.post for person in case.persons)
    assert [post for post in case.posts if post.formation < held[post.id]]


def test_systems_have_roles_people_and_holds(town):
    roles = [role for system in town.systems for role in system.roles]
    assert len(town.systems) == round(1000 / 160)
    assert all(2 <= len(system.roles) <= 6 for system in town.systems)
    assert {service.via for service in town.services} == {"post", "team"}
    assert town.holds
    assert any(role.ramp for role in roles)
    assert any(role.key for role in roles)


def test_every_part_of_a_case_is_used_by_some_generated_case(town):
    """What the generator never fills, no benchmark ever tries; what is added later is not his."""
    cases = (town, generate(100, 1, "election"), generate(100, 1, "mobilisation"))
    filled = {f.name for f in fields(Case) if any(getattr(case, f.name) for case in cases)}
    added = {"pins", "exclusions", "departures", "published", "limits", "references", "transfers"}
    assert {f.name for f in fields(Case)} - filled == added


def test_the_stream_of_chance_is_the_promised_one():
    """These draws are fixed: another Python, or a change of the dice, would change every benchmark."""
    dice = Dice(1)
    assert [dice.between(1, 6) for _ in range(10)] == [3, 5, 1, 2, 3, 1, 6, 3, 6, 2]


@pytest.mark.parametrize(
    ("people", "shape", "fingerprint"),
    [
        (200, "calm", "7a1600dcd1ef2a90"),
        (500, "election", "55bdc9826a572959"),
        (500, "shrinking", "31dab50cddb9724d"),
    ],
)
def test_the_people_are_those_of_the_first_benchmarks(people, shape, fingerprint):
    """Relatives, appraisal team and the tree of units came later, and changed nobody."""
    case = generate(people, 1, shape)
    units = [replace(unit, parent=None) for unit in case.units]
    before = replace(case, relations=[], advisory_team=[], units=units)
    assert case_hash(before).startswith(f"sha256:{fingerprint}")


def test_relatives_are_few_and_some_of_them_are_in_one_chain_of_command(town):
    """Each person has one at most; heads and their people among them, so that a plan has some to part."""
    keys = [key for each in town.relations for key in (each.person, each.other)]
    assert len(keys) == len(set(keys)) == 2 * max(2, len(town.persons) // 4000)
    assert assess(town, plan_of(town, [])).ledger["relatives"] < 0


def test_equal_seeds_give_equal_hashes():
    assert case_hash(generate(60, 4)) == case_hash(generate(60, 4))
    assert case_hash(generate(60, 4)) != case_hash(generate(60, 5))


def test_a_mobilisation_is_sparse_and_fills_posts_from_a_pool():
    """27 posts for 40 people, in one round; a person is eligible for a few percent of the posts."""
    case = generate(800, 4, "mobilisation")
    billets = [post for post in case.posts if post.open]
    assert (case.horizon.rounds, len(billets)) == (1, 540)
    fields = {post.education_fields[0] for post in billets}
    assert len(fields) == 540 // 90
    held = {post.id: post for post in case.posts}
    assert not any(held[person.post].open for person in case.persons)
