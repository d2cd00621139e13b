"""Questions about a small town: estimates confirmed by solving again, chains, candidates, the command."""

from __future__ import annotations

import json
from functools import cache

import pytest

from optimizer.asking.chain import chains, refuse
from optimizer.asking.person import alternatives, closed_posts, held_on, priced
from optimizer.asking.post import candidates
from optimizer.asking.warm import Warm
from optimizer.asking.why_not import why_not
from optimizer.choosing.events import moves_of
from optimizer.cli import main
from optimizer.errors import PlanError
from optimizer.explain import first_lawful
from optimizer.generate import generate
from optimizer.io import write
from optimizer.solve import solve
from optimizer.verify import verify


@cache
def town() -> Warm:
    """A small town with a plan of some moves and a certified bound."""
    case = generate(90, 5)
    return Warm(case, solve(case, seconds=30.0, seed=1, workers=1, work=45).plan, certified=True)


@cache
def sampled():
    """The best alternative of some people, each forced."""
    warm = town()
    best = [found[0] for each in warm.case.persons[::15] if (found := alternatives(warm, each.id, 1))]
    return [priced(warm, each) for each in best[:3]]


def test_an_alternative_is_confirmed_by_forcing_it():
    assert len(sampled()) == 3
    confirmed = 0
    for alternative, forced in sampled():
        if forced.plan is None:
            continue
        report = verify(forced.case, forced.plan)
        assert report.lawful
        assert alternative.price.most == town().value - report.value
        assert alternative.price.least <= alternative.price.most
        held = Warm(forced.case, forced.plan)
        assert alternative.person in held_on(held, alternative.post, alternative.round)
        confirmed += 1
    assert confirmed >= 2


def test_a_forced_price_is_near_that_of_solving_the_whole_case_again():
    """Neither way is exact at this size: both plans are lawful, and no bound lies above either of them."""
    alternative, forced = next(each for each in sampled() if each[1].plan is not None)
    anew = solve(forced.case, seconds=30.0, seed=2, workers=1, work=45).plan
    assert town().value - anew.value >= alternative.price.least
    assert abs(anew.value - forced.plan.value) <= 0.005 * anew.value


def test_the_least_change_names_as_many_people_as_it_changes():
    warm = town()
    for alternative, forced in sampled():
        if forced.plan is None or len(forced.changed) < 2:
            continue
        answer = why_not(warm, alternative.person, alternative.post, alternative.round)
        assert answer.people == len(answer.fewest.changed) <= len(answer.cheapest.changed)
        assert answer.people >= answer.people_least >= 1
        return
    pytest.skip("every alternative of the sample changes one person alone")


def test_closed_posts_name_rule_and_date():
    warm = town()
    person = warm.case.persons[20]
    closed = closed_posts(warm, person.id)
    assert closed
    for each in closed[:5]:
        assert each.rules
        assert each.lawful_from == first_lawful(warm.register, person, warm.register.posts[each.post])


def test_candidates_are_ranked_and_those_of_the_plan_cost_nothing():
    warm = town()
    move = moves_of(warm.case, warm.plan)[0]
    found = candidates(warm, move.target.id, 200)
    assert [each.estimate for each in found] == sorted(each.estimate for each in found)
    holders = held_on(warm, move.target.id, warm.arrays.rounds - 1)
    assert set(holders) <= {each.person for each in found if each.planned and each.estimate == 0}
    assert all(gap.level < gap.asked for each in found for gap in each.gaps)
    with pytest.raises(PlanError, match="no post"):
        candidates(warm, "nowhere")


def test_every_move_is_in_one_chain():
    warm = town()
    every = [(m.person.id, m.round) for chain in chains(warm) for m in chain]
    assert len(every) == len(set(every)) == len(moves_of(warm.case, warm.plan))


def test_a_refusal_says_who_falls_and_leaves_other_chains_alone():
    warm = town()
    longest = max(chains(warm), key=len)
    answer = refuse(warm, longest[0].person.id, longest[0].round, repairs=2, seconds=4.0)
    members = {m.person.id for m in longest}
    assert answer.falls[0] == longest[0].person.id
    assert set(answer.falls) <= {m.person.id for m in moves_of(warm.case, warm.plan)}
    others = {m.person.id for chain in chains(warm) if chain is not longest for m in chain} - members
    others = {who for who in others if who not in {m.person.id for m in longest}}
    assert answer.repairs
    for repair in answer.repairs:
        assert verify(repair.case, repair.plan).lawful
        assert not others & {change.person for change in repair.changed}
        assert all(
            (m.person.id, m.target.id) != (answer.person, answer.post)
            for m in moves_of(repair.case, repair.plan)
        )


def test_the_command_answers_in_words_and_in_json(tmp_path, capsys):
    warm = town()
    write(warm.case, tmp_path / "case.json")
    write(warm.plan, tmp_path / "plan.json")
    files = [str(tmp_path / "case.json"), str(tmp_path / "plan.json")]
    move = moves_of(warm.case, warm.plan)[0]
    assert main(["explain", *files, "--post", move.target.id, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["candidates"][0]["estimate"] <= 0
    asked = ["--person", move.person.id, "--post", move.target.id, "--ask", "exclude", "--seconds", "3"]
    assert main(["explain", *files, *asked]) == 0
    assert "guarantee: found" in capsys.readouterr().out
    assert main(["explain", *files, "--person", move.person.id, "--ask", "why-not"]) == 2
    assert "needs a post" in capsys.readouterr().err
