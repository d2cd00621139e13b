"""What can stand in a conflict: pins, holds, exclusions, marks, the wish, and instances of rules."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import msgspec

from optimizer.case import Case
from optimizer.errors import CaseError, Fault

Kind = Literal["pin", "hold", "exclusion", "mark", "wish", "rule"]

CHANGEABLE = frozenset({"pin", "hold", "exclusion", "mark"})
"""What the agency has asked for itself and may take back; a law or a house rule is never among it."""

DEMANDS = frozenset({"pin", "hold", "exclusion"})
"""Rules whose instances are single records of the case."""

COUPLING = frozenset({"formation", "role_places", "unit_turnover"})
"""Rules with hard limits over several people; all of them are upper limits."""


@dataclass(frozen=True, order=True)
class Fact:
    """
    One thing that must hold.

    Attributes
    ----------
    kind : {"pin", "hold", "exclusion", "mark", "wish", "rule"}
        A record of the case, the mark that somebody is not to be moved, the wish, or an instance of a rule.
    rule : str
        Code of the rule that gives it force; empty for the wish.
    person, post, role, department : str
        Keys concerned; empty where none. A personal rule has one instance per person, a coupling rule one
        per post, role or department and round.
    round : int
        First round concerned; -1 where the whole horizon is.
    """

    kind: Kind
    rule: str
    person: str = ""
    post: str = ""
    role: str = ""
    department: str = ""
    round: int = -1

    @property
    def changeable(self) -> bool:
        """Whether the agency may take it back."""
        return self.kind in CHANGEABLE


@dataclass(frozen=True)
class Wish:
    """
    A person holds a post, or serves a role, from a round to the end of the horizon or of service.

    A person who is not to leave has the present post as wish, from round 0. A role is served as long as its
    system is being built. ``post`` or ``role`` is empty.
    """

    person: str
    post: str = ""
    role: str = ""
    round: int = 0

    @property
    def fact(self) -> Fact:
        """The wish as a fact."""
        return Fact("wish", "", person=self.person, post=self.post, role=self.role, round=self.round)


def check_wish(case: Case, wish: Wish) -> None:
    """
    Refuse a wish that names what the case does not have.

    Parameters
    ----------
    case : Case
        The case.
    wish : Wish
        The wish.

    Raises
    ------
    CaseError
        With one fault for each wrong key.
    """
    known = (
        ("person", wish.person, {each.id for each in case.persons}),
        ("post", wish.post, {"", *(each.id for each in case.posts)}),
        ("role", wish.role, {"", *(role.id for system in case.systems for role in system.roles)}),
    )
    faults = [
        Fault(f"--{name}", f'no {name} "{key}" in the case') for name, key, keys in known if key not in keys
    ]
    if bool(wish.post) == bool(wish.role):
        faults.append(Fault("--post", "a wish names either a post or a role"))
    if not 0 <= wish.round < case.horizon.rounds:
        faults.append(Fault("--round", f"the rounds are 0 to {case.horizon.rounds - 1}"))
    if faults:
        raise CaseError(faults)


def demands(case: Case, people: Iterable[str]) -> Iterator[Fact]:
    """
    List what the case asks for some people, beside the rules.

    Parameters
    ----------
    case : Case
        The case; its pins may contradict each other.
    people : iterable of str
        Keys of people.

    Yields
    ------
    Fact
        Pins, holds, exclusions and marks.
    """
    among = set(people)
    for pin in case.pins:
        if pin.person in among:
            yield Fact("pin", "pin", person=pin.person, post=pin.post, round=pin.round)
    for hold in case.holds:
        if hold.person in among:
            yield Fact("hold", "hold", person=hold.person, role=hold.role)
    for each in case.exclusions:
        if each.person in among:
            yield Fact("exclusion", "exclusion", person=each.person, post=each.post)
    for person in case.persons:
        if person.id in among and not person.movable:
            yield Fact("mark", "exclusion", person=person.id)


def without(case: Case, dropped: Iterable[Fact]) -> Case:
    """
    Take demands back.

    Parameters
    ----------
    case : Case
        The case.
    dropped : iterable of Fact
        Changeable facts.

    Returns
    -------
    Case
        The case without them.
    """
    gone = set(dropped)
    pins = [p for p in case.pins if Fact("pin", "pin", p.person, p.post, round=p.round) not in gone]
    holds = [h for h in case.holds if Fact("hold", "hold", h.person, role=h.role) not in gone]
    exclusions = [e for e in case.exclusions if Fact("exclusion", "exclusion", e.person, e.post) not in gone]
    persons = [
        msgspec.structs.replace(p, movable=p.movable or Fact("mark", "exclusion", p.id) in gone)
        for p in case.persons
    ]
    return msgspec.structs.replace(case, pins=pins, holds=holds, exclusions=exclusions, persons=persons)
