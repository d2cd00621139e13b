"""
A plan as the stays of people: what the rules' ``verify`` looks at.

Built from the case and the plan alone. People without a path in the plan stay where they are, with the
roles they have, until their service ends. What cannot be walked (unknown keys, holes, overlaps) is
listed in ``faults``, and the person is then taken to stay.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from optimizer.case import Case, Person, Post
from optimizer.plan import Assignment, Path, Plan
from optimizer.plan import Stay as PlannedStay
from optimizer.register import Register
from optimizer.rules import RULES, Rule, parameters_by_round


@dataclass(slots=True)
class Stay:
    """Rounds ``first`` to ``last`` in one post with one set of roles, by role key."""

    post: Post
    first: int
    last: int
    roles: dict[str, Assignment]


@dataclass(slots=True)
class Journey:
    """The stays of one person; ``end`` is the first round without service, T when there is none."""

    person: Person
    stays: list[Stay]
    end: int


@dataclass(slots=True)
class Move:
    """A change of post in ``round``; ``origin_since`` is the round that entered the old post, or -1."""

    person: Person
    origin: Post
    target: Post
    round: int
    origin_since: int


@dataclass(slots=True)
class Spell:
    """
    Unbroken service of one person to one role.

    ``served`` counts the rounds served before round 0 (-1 for somebody new); ``shares`` gives the share
    in each round from ``first`` on; ``ends_with_service`` tells an end of service from a change.
    """

    person: Person
    role: str
    first: int
    shares: list[int]
    served: int
    ends_with_service: bool = False

    @property
    def after(self) -> int:
        """First round without the role."""
        return self.first + len(self.shares)


@dataclass(slots=True)
class ShapeFault:
    """What cannot be walked: the person concerned and a sentence."""

    person: str
    sentence: str


@dataclass
class Walk:
    """
    Everything that a rule needs to judge a plan.

    Attributes
    ----------
    register : Register
        Records of the case by key.
    journeys : list of Journey
        One per person, in the order of the case.
    moves : list of Move
        Changes of post, by person and round.
    spells : list of Spell
        Services to roles, by person.
    holders : Counter
        People per (post key, round).
    faults : list of ShapeFault
        What could not be walked.
    """

    register: Register
    journeys: list[Journey] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    spells: list[Spell] = field(default_factory=list)
    holders: Counter = field(default_factory=Counter)
    faults: list[ShapeFault] = field(default_factory=list)

    @property
    def case(self) -> Case:
        """The case."""
        return self.register.case

    def held(self, persons: Collection[str]) -> dict[str, list[Post | None]]:
        """Return the post that some people hold in each round; None after the end of service."""
        posts: dict[str, list[Post | None]] = {}
        for journey in self.journeys:
            if journey.person.id in persons:
                by_round = [stay.post for stay in journey.stays for _ in range(stay.first, stay.last + 1)]
                rest = [None] * (self.register.rounds - len(by_round))
                posts[journey.person.id] = [*by_round, *rest]
        return posts


class _Enders:
    """The rules that end service, with their parameters; answers are kept per kind of post."""

    def __init__(self, register: Register, rules: Sequence[Rule]) -> None:
        self.register = register
        self.rules: list[tuple[Rule, list]] = [(r, parameters_by_round(register.case, r)) for r in rules]

    def serves(self, person: Person, post: Post, t: int) -> bool:
        day = self.register.dates[t]
        return all(rule.serves(self.register, person, post, day, params[t]) for rule, params in self.rules)


def walk_plan(case: Case, plan: Plan, enders: Sequence[Rule] | None = None) -> Walk:
    """
    Follow every person through a plan.

    Parameters
    ----------
    case : Case
        A sound case.
    plan : Plan
        Any plan; it need not belong to the case.
    enders : sequence of Rule, optional
        Rules that say when service ends; all rules of the catalogue that do when missing.

    Returns
    -------
    Walk
        Stays, moves and services, and what could not be walked.
    """
    walk = Walk(Register(case))
    register = walk.register
    ends = _Enders(register, [rule for rule in RULES if rule.ends_service] if enders is None else enders)
    paths: dict[str, Path] = {}
    for path in plan.paths:
        if path.person not in register.persons:
            walk.faults.append(ShapeFault(path.person, f'no person "{path.person}" in the case'))
        elif path.person in paths:
            walk.faults.append(ShapeFault(path.person, f'person "{path.person}" has two paths'))
        else:
            paths[path.person] = path
    for person in case.persons:
        journey = _staying(register, ends, person)
        if person.id in paths:
            faults = list(_path_faults(register, ends, person, paths[person.id].stays))
            walk.faults += (ShapeFault(person.id, sentence) for sentence in faults)
            if not faults:
                journey = _planned(register, person, paths[person.id].stays)
        enter_journey(walk, journey)
    return walk


def _staying(register: Register, enders: _Enders, person: Person) -> Journey:
    post = register.posts[person.post]
    end = next((t for t in range(register.rounds) if not enders.serves(person, post, t)), register.rounds)
    roles = {
        role: Assignment(role=role, share=service.share, via=service.via)
        for role, service in register.services.get(person.id, {}).items()
    }
    return Journey(person, [Stay(post, 0, end - 1, roles)] if end else [], end)


def _planned(register: Register, person: Person, planned: list[PlannedStay]) -> Journey:
    stays: list[Stay] = []
    for stay in planned:
        roles = {assignment.role: assignment for assignment in stay.roles}
        post = register.posts[stay.post]
        if stays and stays[-1].post is post and stays[-1].roles == roles:
            stays[-1].last = stay.last
        else:
            stays.append(Stay(post, stay.first, stay.last, roles))
    return Journey(person, stays, stays[-1].last + 1 if stays else 0)


def _path_faults(
    register: Register, enders: _Enders, person: Person, stays: list[PlannedStay]
) -> Iterator[str]:
    """Name what makes a path impossible to walk."""
    expected = 0
    for n, stay in enumerate(stays):
        where = f'stay {n} of person "{person.id}"'
        if stay.post not in register.posts:
            yield f'{where}: no post "{stay.post}" in the case'
        if stay.first > stay.last:
            yield f"{where} begins in round {stay.first} and ends before, in round {stay.last}"
        elif stay.last >= register.rounds:
            yield f"{where} lasts to round {stay.last}; the last round is {register.rounds - 1}"
        if stay.first != expected:
            kind = "leaves a hole before" if stay.first > expected else "overlaps the one before in"
            yield f"{where} {kind} round {stay.first}"
        expected = stay.last + 1
        seen: set[str] = set()
        for assignment in stay.roles:
            if assignment.role not in register.roles:
                yield f'{where}: no role "{assignment.role}" in the case'
            if assignment.role in seen:
                yield f'{where} names role "{assignment.role}" twice'
            seen.add(assignment.role)
    last_post = stays[-1].post if stays else person.post
    is_short = expected < register.rounds and last_post in register.posts
    if is_short and enders.serves(person, register.posts[last_post], expected):
        yield f'the path of person "{person.id}" stops before round {expected}, but service lasts'


def enter_journey(walk: Walk, journey: Journey) -> None:
    """
    Add one person's journey to a walk, with the moves, holders and services that follow from it.

    Parameters
    ----------
    walk : Walk
        Walk to add to.
    journey : Journey
        Stays of one person.
    """
    walk.journeys.append(journey)
    person, holders = journey.person, walk.holders
    post, since = walk.register.posts[person.post], -1
    for stay in journey.stays:
        if stay.post is not post:
            walk.moves.append(Move(person, post, stay.post, stay.first, since))
            post, since = stay.post, stay.first
        key = stay.post.id
        for t in range(stay.first, stay.last + 1):
            holders[key, t] += 1
    if person.id in walk.register.services or any(stay.roles for stay in journey.stays):
        walk.spells += _spells(walk.register, journey)


def _spells(register: Register, journey: Journey) -> Iterator[Spell]:
    person = journey.person
    running: dict[str, Spell] = {
        role: Spell(person, role, 0, [], register.served_rounds(service))
        for role, service in register.services.get(person.id, {}).items()
    }
    for stay in journey.stays:
        for role in [role for role in running if role not in stay.roles]:
            yield running.pop(role)
        rounds = stay.last - stay.first + 1
        for role, assignment in stay.roles.items():
            spell = running.setdefault(role, Spell(person, role, stay.first, [], -1))
            spell.shares += [assignment.share] * rounds
    for spell in running.values():
        spell.ends_with_service = True
        yield spell
