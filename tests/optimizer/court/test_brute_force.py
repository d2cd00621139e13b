"""The court and every plan of a tiny case say the same."""

from __future__ import annotations

import itertools
import os
import random
from collections.abc import Iterable, Iterator

import msgspec
import pytest

from optimizer.court import Wish, judge
from optimizer.verify import assess
from tests.optimizer.builders import raw_plan
from tests.optimizer.court.brute import asking_case, every_breach

# A longer run: TUNTAS_COURT_CASES=5000 pytest tests/optimizer/court
CASES = int(os.environ.get("TUNTAS_COURT_CASES", "80"))
CHANGEABLE = {"pin", "hold", "exclusion", "mark"}


def wish_of(seed: int, case) -> Wish | None:
    """Wish for something in two of three cases."""
    chance = random.Random(f"wish {seed}")
    if chance.random() < 0.35:
        return None
    person, post = chance.choice(case.persons), chance.choice(case.posts)
    return Wish(person.id, post.id, round=chance.randrange(case.horizon.rounds))


def key_of(fact) -> tuple:
    """Name a fact of the court as the brute force does."""
    if fact.kind == "rule" and fact.person:
        return ("rule", fact.rule, fact.person)
    if fact.kind == "rule":
        return (fact.rule, fact.post or fact.role or fact.department, fact.round)
    return (fact.kind, fact.person, fact.role if fact.kind == "hold" else fact.post)


def taken_back(case, dropped: set[tuple]):
    """The case without some demands."""
    return msgspec.structs.replace(
        case,
        pins=[p for p in case.pins if ("pin", p.person, p.post) not in dropped],
        holds=[h for h in case.holds if ("hold", h.person, h.role) not in dropped],
        exclusions=[e for e in case.exclusions if ("exclusion", e.person, e.post) not in dropped],
        persons=[
            msgspec.structs.replace(p, movable=p.movable or ("mark", p.id, "") in dropped)
            for p in case.persons
        ],
    )


def faults(seed: int) -> tuple[list[str], str]:
    """Compare the court with every plan; give what differs and the verdict's status."""
    case = asking_case(seed)
    wish = wish_of(seed, case)
    broken = every_breach(case, wish)
    if broken is None:
        return [], "skipped"
    verdict = judge(case, wish)
    found = []
    is_possible = frozenset() in broken
    if is_possible != (verdict.status == "lawful"):
        return [f"seed {seed}: {verdict.status}, but possible is {is_possible}"], verdict.status
    if is_possible:
        plan = raw_plan(msgspec.to_builtins(verdict.paths))
        if not assess(case, plan).lawful:
            found.append(f"seed {seed}: the plan is not lawful")
        return found, verdict.status
    if verdict.status != "conflict":
        return [f"seed {seed}: {verdict.status} {verdict.note}"], verdict.status
    found = [*_core_faults(verdict, broken), *_relaxation_faults(case, verdict, broken)]
    return [f"seed {seed}: {line}" for line in found], verdict.status


def _core_faults(verdict, broken) -> Iterator[str]:
    """Is the conflict one, is it irreducible, and is it smallest where that is said?"""
    core = {key_of(reading) for reading in verdict.conflict.facts}

    def is_conflict(facts: Iterable) -> bool:
        return all(set(facts) & each for each in broken)

    if not is_conflict(core):
        yield f"the facts {core} can hold together"
    for fact in core:
        if is_conflict(core - {fact}):
            yield f"{core} does not need {fact}"
    if verdict.conflict.size == "smallest":
        everything = sorted(set().union(*broken), key=str)
        fewer = itertools.combinations(everything, len(core) - 1)
        yield from (f"{core} is not smallest: {facts}" for facts in fewer if is_conflict(facts))


def _relaxation_faults(case, verdict, broken) -> Iterator[str]:
    """Does taking the demands back help, and would fewer do?"""
    ways = [each for each in broken if {fact[0] for fact in each} <= CHANGEABLE]
    fewest = min(map(len, ways), default=None)
    relaxation = verdict.relaxation
    if fewest != (None if relaxation is None else len(relaxation.drop)):
        yield f"fewest is {fewest}, the court says {relaxation}"
    if relaxation is not None:
        loosened = taken_back(case, {key_of(reading) for reading in relaxation.drop})
        if not assess(loosened, raw_plan(msgspec.to_builtins(relaxation.paths))).lawful:
            yield "the relaxed plan is not lawful"


@pytest.mark.parametrize("block", range(4))
def test_the_court_says_what_every_plan_says(block):
    """Possible or not, the conflict, its size, the fewest demands to take back, and the plan."""
    seeds = range(block * CASES // 4, (block + 1) * CASES // 4)
    results = [faults(seed) for seed in seeds]
    found = [line for lines, _ in results for line in lines]
    assert not found, "\n".join(found)
    statuses = [status for _, status in results]
    assert statuses.count("conflict") > len(seeds) // 5
    assert statuses.count("lawful") > len(seeds) // 10
    assert statuses.count("skipped") < len(seeds) // 3
