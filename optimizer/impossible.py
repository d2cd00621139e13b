"""
Why there is no lawful plan: who has no path, which pins and holds are involved, and a second opinion.

The second opinion searches the paths of one person by trying one round after the other; it knows neither
prices nor the dynamic programme.
"""

from collections.abc import Sequence

from optimizer.arrays import Arrays
from optimizer.engine.crew import Crew
from optimizer.engine.lawful import Lawful, RuleInForce, join
from optimizer.errors import NoPlanError, SolveError
from optimizer.nodes import Nodes


def has_path(nodes: Nodes, lawful: Lawful, p: int) -> bool:
    """
    Search for any lawful path of a person.

    Parameters
    ----------
    nodes : Nodes
        Candidate nodes.
    lawful : Lawful
        Joined parts of all rules.
    p : int
        Person.

    Returns
    -------
    bool
        Whether there is one.
    """
    _, count, rounds = nodes.shape
    own = nodes.own_post[p]
    dead: set[tuple[int, int, int]] = set()

    def may_change(k: int, other: int, t: int, since: int) -> bool:
        if other in (0, k) or not lawful.enter[p, other, t] or not lawful.follows[p, k, other]:
            return False
        if since >= 0 and t - since < lawful.stay[p, k]:
            return False
        if own[other]:
            return bool(own[k])
        is_early = bool(own[k]) and t < lawful.earliest_leave[p]
        is_same = bool(nodes.post[p, k] == nodes.post[p, other])
        return not is_early and not is_same

    def reaches(t: int, k: int, since: int) -> bool:
        """Whether somebody who is in node k at the beginning of round t can go on to the end."""
        if t == rounds or t >= lawful.last[p, k]:
            return True
        if (t, k, since) in dead:
            return False
        if lawful.hold[p, k, t] and reaches(t + 1, k, since):
            return True
        for other in range(count):
            if may_change(k, other, t, since) and lawful.hold[p, other, t] and reaches(t + 1, other, t):
                return True
        dead.add((t, k, since))
        return False

    return reaches(0, 0, -1)


def why_no_plan(crew: Crew, stuck: Sequence[int]) -> NoPlanError:
    """
    Explain that some people have no lawful path.

    Parameters
    ----------
    crew : Crew
        All people.
    stuck : sequence of int
        People for whom pricing found no path.

    Returns
    -------
    NoPlanError
        One sentence per person.

    Raises
    ------
    SolveError
        When the second search finds a path that pricing did not.
    """
    reasons = []
    for p in stuck:
        nodes = crew.nodes.take(slice(p, p + 1))
        if has_path(nodes, join(nodes, crew.rules), 0):
            name = crew.nodes.case.persons[p].id
            raise SolveError(f"pricing finds no path for {name}, but there is one")
        reasons.append(_sentence(crew.nodes.arrays, crew.rules, nodes, p))
    return NoPlanError(reasons, proven=True)


def _sentence(arrays: Arrays, rules: Sequence[RuleInForce], nodes: Nodes, p: int) -> str:
    """Name the pins and holds of a person, and the rules without any one of which there would be a path."""
    case, person = arrays.case, arrays.case.persons[p]
    wishes = [f"pin to {pin.post} from round {pin.round}" for pin in case.pins if pin.person == person.id]
    wishes += [f"hold on {hold.role} until {hold.until}" for hold in case.holds if hold.person == person.id]
    loosened = [
        rule.code
        for rule, _ in rules
        if has_path(nodes, join(nodes, [each for each in rules if each[0] is not rule]), 0)
    ]
    asked = "; ".join(wishes) or "no pin and no hold"
    blame = ", ".join(loosened) or "no single rule"
    return f"{person.id} has no lawful path ({asked}); it would have one without: {blame}"
