"""For a chain: what remains if one refuses or a document fails, who falls, and which repairs there are."""

from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from optimizer.asking.answers import Change, Price
from optimizer.asking.forcing import SECONDS, force
from optimizer.asking.warm import Warm
from optimizer.asking.wish import Wish
from optimizer.case import Case, Exclusion
from optimizer.choosing.events import moves_of
from optimizer.errors import Fault, PlanError
from optimizer.io import canonical_case
from optimizer.plan import Path, Plan
from optimizer.verify import assess
from optimizer.walk import Move

REPAIRS = 3
"""Repairs looked for."""


@dataclass(frozen=True)
class Repair:
    """A repair: its price against the plan in hand, who changes, and the verified plan with its case."""

    price: Price
    changed: tuple[Change, ...]
    case: Case
    plan: Plan


@dataclass(frozen=True)
class Chain:
    """
    What follows when one move of a chain does not take place.

    Attributes
    ----------
    person, post, round : str, str, int
        The move.
    members : tuple of str
        People of the chain, in the order of the case.
    falls : tuple of str
        People whose moves fall with it, the person first: each wanted a place that is not left now.
    lost : int
        Points lost if nothing else is done, exact by the verifier.
    lawful : bool
        Whether what remains is a lawful plan.
    breaches : tuple of str
        Codes of the rules that it breaks.
    repairs : tuple of Repair
        At most three, the cheapest first; nobody of another chain changes in them.
    """

    person: str
    post: str
    round: int
    members: tuple[str, ...]
    falls: tuple[str, ...]
    lost: int
    lawful: bool
    breaches: tuple[str, ...]
    repairs: tuple[Repair, ...]


def chains(warm: Warm) -> list[list[Move]]:
    """
    Group the moves of the plan: in a round, who enters a post belongs to those who leave it.

    Parameters
    ----------
    warm : Warm
        The solved round.

    Returns
    -------
    list of list of Move
        Each move once, by round and person.
    """
    found: list[list[Move]] = []
    moves = sorted(moves_of(warm.case, warm.plan), key=lambda move: move.round)
    by_place: dict[tuple[str, int], list[Move]] = {}
    for move in moves:
        touched = [(move.origin.id, move.round), (move.target.id, move.round)]
        mine = [move]
        for place in touched:
            other = by_place.get(place)
            if other is not None and other is not mine:
                other_first = [*other, *(each for each in mine if each not in other)]
                mine[:] = other_first
                for each in other:
                    for key in ((each.origin.id, each.round), (each.target.id, each.round)):
                        by_place[key] = mine
        for place in touched:
            by_place[place] = mine
    seen: set[int] = set()
    for chain in by_place.values():
        if id(chain) not in seen:
            seen.add(id(chain))
            found.append(chain)
    return found


def refuse(
    warm: Warm,
    person: str,
    t: int | None = None,
    *,
    repairs: int = REPAIRS,
    seconds: float = SECONDS,
    stop: Callable[[], bool] | None = None,
) -> Chain:
    """
    Say what follows when a move does not take place, because the person refuses or a document fails.

    Parameters
    ----------
    warm : Warm
        The solved round.
    person : str
        Key.
    t : int, optional
        Round of the move; the person's first one when missing.
    repairs : int
        Repairs looked for, 0 to 3.
    seconds : float
        Limit of the choice for each repair.
    stop : callable, optional
        Asked often; true ends the search soon.

    Returns
    -------
    Chain
        In a repair the person does not enter the post at any time: a document that is only late is treated
        as one that fails. Whoever falls stays where they were, to the end.

    Raises
    ------
    PlanError
        When the plan makes no such move.
    """
    p = warm.position(person)
    every = chains(warm)
    move = next((m for c in every for m in c if m.person.id == person and (t is None or m.round == t)), None)
    if move is None:
        told = "the plan does not move this person" + ("" if t is None else f" in round {t}")
        raise PlanError([Fault("person", f"{told}; name somebody who moves")])
    mine = next(c for c in every if move in c)
    members = {m.person.id for m in mine}
    fallen = _fallen(warm, every, move)
    remains = _without(warm.plan, fallen)
    report = assess(warm.case, remains)
    others = {m.person.id for c in every if c is not mine for m in c} - members
    found = _repairs(warm, p, move, (members, others), repairs, seconds, stop)
    return Chain(
        person,
        move.target.id,
        move.round,
        tuple(sorted(members, key=warm.position)),
        tuple(each.person.id for each in fallen),
        warm.value - report.value,
        report.lawful,
        tuple(sorted({each.rule for each in report.breaches})),
        found,
    )


def _fallen(warm: Warm, every: list[list[Move]], first: Move) -> list[Move]:
    """Moves that do not take place: while a place is overfull, whoever enters it last stays behind."""
    moves = [m for c in every for m in c]
    rows, falls = warm.crew.rows, [first]
    row_of = {key: r for r, key in enumerate(rows.keys)}
    holding = warm.incumbent.activity.copy()
    gone: set[str] = set()
    queue = [first]
    while queue:
        move = queue.pop(0)
        if move.person.id in gone:
            continue
        gone.add(move.person.id)
        p = warm.position(move.person.id)
        path, menu = warm.incumbent.columns.path[p], warm.menus.menus[p]
        for t in range(move.round, warm.arrays.rounds):
            if path[t] < 0:
                continue
            entered = row_of.get(f"formation:{warm.case.posts[menu[int(path[t])].post].id}:{t}")
            stays = row_of.get(f"formation:{move.origin.id}:{t}")
            if entered is not None:
                holding[entered] -= 1
            if stays is not None:
                holding[stays] += 1
        for t in range(move.round, warm.arrays.rounds):
            row = row_of.get(f"formation:{move.origin.id}:{t}")
            over = 0 if row is None else int(rows.overrun(holding)[row])
            entering = [
                m for m in moves
                if m.target.id == move.origin.id and m.round <= t and m.person.id not in gone
                and m not in queue and _holds(warm, m, t)
            ]  # fmt: skip
            entering.sort(key=lambda m: (m.round, m.person.id))
            chosen = entering[::-1][: max(0, over - sum(m.target.id == move.origin.id for m in queue))]
            queue += chosen
            falls += chosen
    return falls


def _holds(warm: Warm, move: Move, t: int) -> bool:
    p = warm.position(move.person.id)
    k = int(warm.incumbent.columns.path[p, t])
    return k >= 0 and warm.case.posts[warm.menus.menus[p][k].post].id == move.target.id


def _without(plan: Plan, fallen: list[Move]) -> Plan:
    """The plan in which people stay where they were before a move, with the roles they had."""
    first = {m.person.id: m for m in reversed(fallen)}
    paths = []
    for path in plan.paths:
        move = first.get(path.person)
        if move is None:
            paths.append(path)
            continue
        before = [stay for stay in path.stays if stay.first < move.round]
        if before:
            last = msgspec.structs.replace(before[-1], last=path.stays[-1].last)
            paths.append(Path(person=path.person, stays=[*before[:-1], last]))
    return msgspec.structs.replace(plan, paths=paths, certificate=None, bound=None)


def _repairs(
    warm: Warm,
    p: int,
    move: Move,
    people: tuple[set[str], set[str]],
    most: int,
    seconds: float,
    stop: Callable[[], bool] | None,
) -> tuple[Repair, ...]:
    """Exclude the person, then also whoever the last repair put in the place or, else, moved instead."""
    members, others = people
    wish = Wish("avoid", move.person.id, move.target.id)
    case, found = wish.asked_of(warm.case), []
    published = {(m.person.id, m.target.id, m.round) for m in moves_of(warm.case, warm.plan)}
    for _ in range(most):
        forced = force(
            warm,
            wish,
            case=case,
            first={warm.position(each) for each in members},
            locked={warm.position(each) for each in others},
            seconds=seconds,
            stop=stop,
        )
        if forced.plan is None:
            break
        found.append(Repair(forced.price, forced.changed, forced.case, forced.plan))
        new = [
            m for m in moves_of(forced.case, forced.plan)
            if (m.person.id, m.target.id, m.round) not in published
        ]  # fmt: skip
        new.sort(key=lambda m: (m.target.id != move.target.id, m.person.id))
        if not new or (stop is not None and stop()):
            break
        barred = Exclusion(person=new[0].person.id, post=new[0].target.id)
        case = canonical_case(msgspec.structs.replace(case, exclusions=[*case.exclusions, barred]))
    return tuple(sorted(found, key=lambda each: each.price.most or 0))
