"""Where the people of a conflict could be: posts, with the roles that somebody asks them to keep."""

import itertools
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from optimizer.arrays import Arrays
from optimizer.court.facts import DEMANDS, Wish
from optimizer.nodes import Nodes
from optimizer.rules import RULE_OF, RULES, parameters_by_round

Served = tuple[int, int, bool]
Place = tuple[int, tuple[Served, ...]]

MOST_ROLES = 3
"""Roles asked of one person up to which every subset of them is a node."""


def places(arrays: Arrays, people: Sequence[int], wish: Wish | None, only_lawful: bool = False) -> Nodes:
    """
    List every place of some people; posts that nothing tells apart are represented by some of them.

    Parameters
    ----------
    arrays : Arrays
        The case.
    people : sequence of int
        Positions of the people.
    wish : Wish, optional
        The wish.
    only_lawful : bool
        Leave out posts that the rules let nobody enter in any round, for questions in which all rules hold.

    Returns
    -------
    Nodes
        The present node of each person first, then others at the present post, then other posts.

    Notes
    -----
    Of posts that no demand names, that nobody here holds, and that every rule judges alike for a person in
    every round, ``people * rounds + 1`` are kept, those with an empty place first. One of them is always free
    for one more stay, so nothing that is possible is lost. Roles that nobody asks for are kept only as they
    are served today; dropping one breaks no hard rule.
    """
    named = _named(arrays, people, wish)
    kept = _representatives(arrays, people, named, only_lawful)
    rows: list[list[Place]] = []
    for i, p in enumerate(people):
        own = int(arrays.person_post[p])
        present = (own, tuple(arrays.roles_served.get(p, ())))
        asked = _asked(arrays, p, wish)
        sizes = range(len(asked) + 1) if len(asked) <= MOST_ROLES else (0, 1, len(asked))
        menus = [menu for size in sizes for menu in itertools.combinations(asked, size)]
        others = [(j, way) for j in [own, *kept[i]] for menu in menus for way in _ways(arrays, p, j, menu)]
        rows.append([present, *(place for place in dict.fromkeys(others) if place != present)])
    return _as_nodes(arrays, people, rows)


def _named(arrays: Arrays, people: Sequence[int], wish: Wish | None) -> set[int]:
    keys = {arrays.case.persons[p].id for p in people}
    posts = {pin.post for pin in arrays.case.pins if pin.person in keys}
    posts |= {each.post for each in arrays.case.exclusions if each.person in keys}
    if wish is not None and wish.post:
        posts.add(wish.post)
    return {arrays.post_position[key] for key in posts} | {int(arrays.person_post[p]) for p in people}


def _asked(arrays: Arrays, p: int, wish: Wish | None) -> list[int]:
    key = arrays.case.persons[p].id
    roles = [hold.role for hold in arrays.case.holds if hold.person == key]
    if wish is not None and wish.role and wish.person == key:
        roles.append(wish.role)
    return [arrays.role_position[role] for role in dict.fromkeys(roles)]


def _ways(arrays: Arrays, p: int, j: int, menu: tuple[int, ...]) -> list[tuple[Served, ...]]:
    """Serve some roles from a post: as today where they are served there today, and at equal shares."""
    team = min(each.team_share for each in parameters_by_round(arrays.case, RULE_OF["role_access"]))

    def fresh(role: int, share: int) -> Served:
        at_home = bool(arrays.post_unit[j] == arrays.role_unit[role])
        return (role, max(1, share if at_home else min(share, team)), not at_home)

    if not menu:
        return [()]
    ways = [tuple(fresh(role, 100 // len(menu)) for role in menu)]
    if j == int(arrays.person_post[p]):
        today = {served[0]: served for served in arrays.roles_served.get(p, ()) if served[0] in menu}
        left = 100 - sum(share for _, share, _ in today.values())
        new = max(1, len(menu) - len(today))
        ways.append(tuple(today.get(role) or fresh(role, left // new) for role in menu))
    return ways


def _representatives(
    arrays: Arrays, people: Sequence[int], named: set[int], only_lawful: bool
) -> list[list[int]]:
    count = len(arrays.case.posts)
    most = len(people) * arrays.rounds + 1
    everything: list[list[Place]] = [
        [
            (int(arrays.person_post[p]), ()),
            *((j, ()) for j in range(count) if j != int(arrays.person_post[p])),
        ]
        for p in people
    ]
    # What may follow a later post hangs on its level, which is marked beside the rules' answers.
    nodes = replace(_as_nodes(arrays, people, everything), pairs=False)
    marks, lawful = _marks(arrays, nodes)
    spare = arrays.formation - arrays.holders
    roles_units = {int(unit) for unit in arrays.role_unit}
    departments = {int(arrays.post_department[int(arrays.person_post[p])]) for p in people}
    kept = []
    for i in range(len(people)):
        groups: defaultdict[tuple, list[int]] = defaultdict(list)
        chosen = []
        for k in range(1, count):
            j = int(nodes.post[i, k])
            if only_lawful and not lawful[i, k]:
                continue
            if j in named:
                chosen.append(j)
                continue
            unit, department = int(arrays.post_unit[j]), int(arrays.post_department[j])
            groups[
                marks[i, k].tobytes(),
                unit if unit in roles_units else -1,
                department if department in departments else -1,
                bool(arrays.formation[j] > 0),
            ].append(j)
        for group in groups.values():
            chosen += sorted(group, key=lambda j: (-min(int(spare[j]), 1), j))[:most]
        kept.append(sorted(chosen))
    return kept


def _marks(arrays: Arrays, nodes: Nodes) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
    """
    What every rule says about entering, holding and serving in each post, packed, shape (P, K, bytes).

    And whether all rules that are no demands let the post be entered in some round, shape (P, K).
    """
    full = nodes.shape
    lawful: NDArray[np.bool_] = np.ones(full, bool)
    bits: list[NDArray] = []
    for rule in RULES:
        part = rule.pricing(nodes, parameters_by_round(arrays.case, rule))
        if part.enter is not None and rule.code not in DEMANDS:
            np.logical_and(lawful, part.enter, out=lawful)
        answers = (part.enter, part.hold, part.serves)
        bits += [np.broadcast_to(array, full) for array in answers if array is not None]
        if part.min_stay is not None:
            stays = np.broadcast_to(part.min_stay, full[:2])[:, :, None]
            bits.append(stays > np.arange(full[2]))
        if part.follows is not None:
            bits.append(np.broadcast_to(part.follows[:, :1, :], (full[0], 1, full[1])).transpose(0, 2, 1))
    levels = [arrays.post_step, arrays.post_kind, arrays.post_managerial, arrays.post_leads_unit]
    words = np.stack([nodes.of_post(level).astype(np.uint8) for level in levels], axis=2)
    marks = np.concatenate([words, np.packbits(np.concatenate(bits, axis=2), axis=2)], axis=2)
    return np.ascontiguousarray(marks), np.any(lawful, axis=2)


def _as_nodes(arrays: Arrays, people: Sequence[int], rows: list[list[Place]]) -> Nodes:
    slots = max([1, *(len(ways) for row in rows for _, ways in row)])
    shape = (len(rows), max(map(len, rows)))
    post = np.full(shape, -1, np.int32)
    role = np.full((*shape, slots), -1, np.int32)
    share = np.zeros((*shape, slots), np.int32)
    via = np.zeros((*shape, slots), bool)
    for i, row in enumerate(rows):
        post[i, : len(row)] = [j for j, _ in row]
        for k, (_, ways) in enumerate(row):
            for s, (r, percent, by_team) in enumerate(ways):
                role[i, k, s], share[i, k, s], via[i, k, s] = r, percent, by_team
    return Nodes(arrays, np.array(people), post, role, share, via)
