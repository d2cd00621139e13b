"""
Smallest conflicts: by turns a smallest set that touches every known way out, and a new way out.

A way out is a set of facts without which the rest is possible. A conflict touches every way out. So a
smallest set that touches all known ones is possible, which gives a new way out, or it is a smallest
conflict (Ignatiev, Previti, Liffiton, Marques-Silva: Smallest MUS extraction, CP 2015).
"""

from collections.abc import Collection
from dataclasses import dataclass

from ortools.sat.python import cp_model

from optimizer.court.facts import Fact
from optimizer.court.model import Model
from optimizer.court.second import Trial, Undecided, possible
from optimizer.register import Register
from optimizer.rules import RULES

MOST_TURNS = 120
"""Ways out looked at before a conflict is only shrunk, and so no longer proven to be a smallest one."""


@dataclass(frozen=True)
class Core:
    """
    A conflict.

    Attributes
    ----------
    facts : tuple of Fact
        Facts that cannot hold together.
    smallest : bool
        Whether no conflict of fewer facts exists among the people looked at; irreducible otherwise.
    confirmed : bool
        Whether the second method agrees that the facts cannot hold together, and that they can without
        any one of them.
    without : dict
        For each fact, journeys in which all the others hold.
    ends : tuple of Fact
        Ends of service that belong to the conflict: without any one of them the facts could hold together.
    note : str
        Where the methods disagree or one gave no answer: what.
    """

    facts: tuple[Fact, ...]
    smallest: bool
    confirmed: bool
    without: dict[Fact, Trial]
    note: str = ""
    ends: tuple[Fact, ...] = ()


def smallest_core(model: Model, register: Register, known: Collection[frozenset[Fact]] = ()) -> Core:
    """
    Find a smallest conflict among all facts of a model and have it confirmed.

    Parameters
    ----------
    model : Model
        A model in which not all facts can hold.
    register : Register
        Records of the case by key.
    known : collection of frozenset of Fact
        Ways out that are known.

    Returns
    -------
    Core
        The conflict. When the second method finds a conflict reducible, it is shrunk by that method.
    """
    facts, is_smallest = _by_turns(model, list(known))
    if facts is None:
        facts, is_smallest = _shrunk(model), False
    return confirmed(register, sorted(facts), is_smallest)


def _by_turns(model: Model, ways: list[frozenset[Fact]]) -> tuple[set[Fact] | None, bool]:
    for _ in range(MOST_TURNS):
        chosen = touching(ways)
        answer = model.widest(chosen)
        if answer.status == "impossible":
            return chosen, True
        if answer.status == "open" or not answer.dropped:
            return None, False
        ways.append(answer.dropped)
    return None, False


def touching(ways: Collection[frozenset[Fact]]) -> set[Fact]:
    """
    Choose a smallest set of facts that has one of each way out.

    Parameters
    ----------
    ways : collection of frozenset of Fact
        Ways out, none of them empty.

    Returns
    -------
    set of Fact
        The set. Among equals, one with more demands and fewer rules.
    """
    if not ways:
        return set()
    model = cp_model.CpModel()
    facts = sorted(set().union(*ways))
    chosen = {fact: model.new_bool_var("") for fact in facts}
    for way in ways:
        model.add_bool_or([chosen[fact] for fact in way])
    weight = len(facts) + 1
    model.minimize(sum((weight + (not fact.changeable)) * var for fact, var in chosen.items()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.solve(model)
    return {fact for fact, var in chosen.items() if solver.value(var)}


def _shrunk(model: Model) -> set[Fact]:
    """Leave out one fact after the other while the rest stays impossible."""
    core = set(model.kept)
    for fact in sorted(core, key=lambda each: (each.changeable, each)):
        if model.widest(core - {fact}).status == "impossible":
            core.discard(fact)
    return core


def confirmed(register: Register, facts: Collection[Fact], is_smallest: bool) -> Core:
    """
    Put a conflict before the second method, whole and without each of its facts.

    Parameters
    ----------
    register : Register
        Records of the case by key.
    facts : collection of Fact
        The conflict as the first method gives it.
    is_smallest : bool
        What the first method says about its size.

    Returns
    -------
    Core
        The conflict; smaller than given when the second method finds facts that it does not need.
    """
    core = list(facts)
    without: dict[Fact, Trial] = {}
    note = ""
    try:
        if possible(register, core).possible:
            return Core(
                tuple(core), False, False, {}, "the second method finds that these facts can all hold"
            )
        for fact in list(core):
            rest = [each for each in core if each != fact]
            trial = possible(register, rest)
            if trial.possible:
                without[fact] = trial
            else:
                core, is_smallest = rest, False
                note = "the second method has found a smaller conflict than the first"
    except Undecided:
        return Core(
            tuple(core), is_smallest, False, without, "the second method has too many journeys to try"
        )
    if note:
        # What was possible beside a fact that has gone since is asked again.
        without = {fact: possible(register, [each for each in core if each != fact]) for fact in core}
    ends = _ends_of_service(register, core)
    # One demand alone is in conflict with the end of service; of larger ones another might need no such end.
    is_smallest = is_smallest and (not ends or (len(core) == 1 and len(ends) == 1))
    return Core(tuple(core), is_smallest, True, without, note, ends)


def _ends_of_service(register: Register, core: Collection[Fact]) -> tuple[Fact, ...]:
    """Ends of service that belong to the conflict; those without which it stays one are left out."""
    people = sorted({fact.person for fact in core if fact.person})
    kept = {(rule.code, key) for rule in RULES if rule.ends_service for key in people}
    ignored: set[tuple[str, str]] = set()
    if not possible(register, core, kept).possible:
        return ()
    for end in sorted(kept):
        if not possible(register, core, {*ignored, end}).possible:
            ignored.add(end)
    return tuple(Fact("rule", code, person=key) for code, key in sorted(kept - ignored))
