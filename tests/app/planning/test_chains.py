"""Chains: who needs whose place."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from app.planning.translate.chains import FreePlaces, Step, free_places, make_chains


def none_free(_place: tuple[str, int]) -> FreePlaces:
    return FreePlaces()


def only(**vacant: int):
    return lambda place: FreePlaces(vacant=vacant.get(place[0], 0))


def named(chains) -> list[tuple[str, str]]:
    return [("".join(step.person for step in chain.steps), chain.end) for chain in chains]


def test_a_goes_to_the_post_of_b_and_b_to_the_vacancy():
    steps = [Step("b", "q", "r", 0), Step("a", "p", "q", 0)]
    assert named(make_chains(steps, only(r=1))) == [("ab", "vacancy")]


def test_two_who_change_places_are_a_cycle():
    steps = [Step("a", "p", "q", 0), Step("b", "q", "p", 0)]
    assert named(make_chains(steps, none_free)) == [("ab", "cycle")]


def test_a_newcomer_to_a_post_with_a_free_place_waits_for_nobody():
    """Somebody leaves the post too, but the newcomer needs not that place: refusing one leaves the other."""
    steps = [Step("a", "p", "q", 0), Step("b", "q", "r", 0)]
    assert named(make_chains(steps, only(q=1, r=1))) == [("a", "vacancy"), ("b", "vacancy")]


def test_of_two_newcomers_only_the_one_without_a_free_place_waits():
    steps = [Step("a", "p", "q", 0), Step("b", "s", "q", 0), Step("c", "q", "r", 0)]
    assert named(make_chains(steps, only(q=1, r=1))) == [("ac", "vacancy"), ("b", "vacancy")]


def test_a_place_freed_by_retirement_ends_the_chain_so():
    assert named(make_chains([Step("a", "p", "q", 0)], lambda _: FreePlaces(retired=1))) == [("a", "retiree")]


def test_the_same_person_may_stand_in_chains_of_two_rounds():
    steps = [Step("a", "p", "q", 0), Step("a", "q", "r", 4), Step("b", "s", "q", 4)]
    assert named(make_chains(steps, only(q=1, r=1))) == [("a", "vacancy"), ("a", "vacancy"), ("b", "vacancy")]


def test_moves_of_different_rounds_are_never_linked():
    steps = [Step("a", "p", "q", 0), Step("b", "q", "r", 1)]
    assert all(len(chain.steps) == 1 for chain in make_chains(steps, none_free))


def test_free_places_are_counted_before_anybody_moves():
    """Formation three, one holder stays, one leaves, one enters: one place was free."""
    steps = [Step("a", "q", "r", 0), Step("b", "p", "q", 0)]
    count = free_places(Counter(q=3), Counter({("q", 0): 2}), Counter(), steps)
    assert count(("q", 0)) == FreePlaces(vacant=1, retired=0)


def test_an_over_full_post_has_no_free_place():
    count = free_places(Counter(q=1), Counter({("q", 0): 4}), Counter(), [])
    assert count(("q", 0)) == FreePlaces()


@given(
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.integers(0, 1)), max_size=30),
    st.integers(0, 2),
)
def test_every_step_stands_in_exactly_one_chain(triples, room):
    steps = [
        Step(f"{number:02d}", f"j{origin}", f"j{target}", round_)
        for number, (origin, target, round_) in enumerate(triples)
        if origin != target
    ]
    chains = make_chains(steps, lambda _: FreePlaces(vacant=room))
    assert sorted(step.person for chain in chains for step in chain.steps) == sorted(s.person for s in steps)
    for chain in chains:
        for before, after in zip(chain.steps, chain.steps[1:], strict=False):
            assert (before.target, before.round) == (after.origin, after.round)
        if chain.end == "cycle":
            assert chain.steps[-1].target == chain.steps[0].origin
