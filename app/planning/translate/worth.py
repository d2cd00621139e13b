"""
What each move is worth: the plan's points beside those of the present, given to the moves that cause them.

Both sides come from the verifier's charges, so the worths of all moves and the part that no move can be
named for add up exactly to the difference between the plan and leaving everybody in place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from app.planning.translate.chains import Chain, Step
from optimizer.rules._base import Finding
from optimizer.walk import Walk

Cause = tuple[str, str]

KINDS = ("person", "role", "system", "post")
"""Whom a charge names, the nearest to a single decision first."""


def differences(plan: Iterable[Finding], present: Iterable[Finding]) -> dict[Cause, int]:
    """Return the points that a plan gains over the present, by whom the charges name."""
    points: dict[Cause, int] = defaultdict(int)
    for sign, findings in ((1, plan), (-1, present)):
        for finding in findings:
            if finding.kind == "charge":
                points[_cause(finding)] += sign * finding.points
    return {cause: gained for cause, gained in points.items() if gained}


def _cause(finding: Finding) -> Cause:
    for kind in KINDS:
        if isinstance(finding.facts.get(kind), str):
            return kind, finding.facts[kind]
    return "", finding.rule


def worth_of_moves(
    walk: Walk, chains: Sequence[Chain], gained: dict[Cause, int]
) -> tuple[dict[Step, int], int]:
    """Return the points of each move, and those that no move can be named for."""
    of_person: dict[str, list[Step]] = defaultdict(list)
    filling: dict[str, list[Step]] = defaultdict(list)
    emptying: dict[str, list[Step]] = defaultdict(list)
    for chain in chains:
        for step in chain.steps:
            of_person[step.person].append(step)
        if chain.end != "cycle":
            filling[chain.steps[-1].target].append(chain.steps[-1])
            emptying[chain.steps[0].origin].append(chain.steps[0])
    on_role: dict[str, list[Step]] = defaultdict(list)
    for spell in walk.spells:
        is_changed = spell.served < 0 or not spell.ends_with_service
        if is_changed and spell.person.id in of_person:
            step = of_person[spell.person.id][0]
            on_role[spell.role].append(step)
            on_role[walk.register.roles[spell.role][0].id].append(step)
    worth: dict[Step, int] = defaultdict(int)
    unnamed = 0
    for (kind, key), points in gained.items():
        if kind == "person":
            causes = of_person.get(key, [])
        elif kind in {"role", "system"}:
            causes = on_role.get(key, [])
        elif kind == "post":
            causes = filling.get(key, []) if points > 0 else emptying.get(key, [])
        else:
            causes = []
        if not causes:
            unnamed += points
            continue
        share, rest = divmod(points, len(causes))
        for number, step in enumerate(causes):
            worth[step] += share + (number < rest)
    return worth, unnamed
