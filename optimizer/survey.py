"""The rules judge every post of the case, and every role offered there, for everybody: once in a run."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from optimizer.arrays import Arrays
from optimizer.engine import rows as coupling
from optimizer.engine.lawful import Lawful, RuleInForce, join
from optimizer.holding import Holding, Use
from optimizer.market import Market
from optimizer.nodes import Nodes
from optimizer.offers import Offers
from optimizer.sieve import choose, sieved

CHUNK_CELLS = 1_500_000
"""Pairs of person and post looked at at a time; sets the memory needed, not the result."""

TRIED = 30
"""People on whom the rules are tried."""


def all_posts(arrays: Arrays, persons: NDArray[np.int64]) -> Nodes:
    """
    Make one node per post that accepts the field of study, for some people, after node 0 as things stand.

    Parameters
    ----------
    arrays : Arrays
        The case.
    persons : ndarray of int, shape (P,)
        Positions of the people.

    Returns
    -------
    Nodes
        Shape (P, 1 + J) at most, without roles; only changes from node 0 are in question. Posts of other
        fields cannot be entered (rule ``education``), and leaving them out at once is what makes a large
        case with many fields a small one.
    """
    field = arrays.person_field[persons]
    fields = np.unique(field).tolist()
    count = max((len(arrays.posts_of_field[f]) for f in fields), default=0)
    post = np.full((len(persons), count + 1), -1, np.int32)
    post[:, 0] = arrays.person_post[persons]
    for f in fields:
        accepted = arrays.posts_of_field[f]
        post[field == f, 1 : len(accepted) + 1] = accepted
    role = np.broadcast_to(np.int32(-1), (*post.shape, 1))
    share = np.broadcast_to(np.int32(0), role.shape)
    return Nodes(arrays, persons, post, role, share, np.broadcast_to(False, role.shape), pairs=False)


@dataclass(frozen=True)
class Panel:
    """
    The rules as they are asked.

    Attributes
    ----------
    rules : sequence of (Rule, parameters)
        All rules in force.
    first : sequence of (Rule, parameters)
        Those of them that refuse most.
    """

    rules: Sequence[RuleInForce]
    first: Sequence[RuleInForce]

    @classmethod
    def of(cls, arrays: Arrays, rules: Sequence[RuleInForce]) -> "Panel":
        """
        Try the rules on a few people.

        Parameters
        ----------
        arrays : Arrays
            The case.
        rules : sequence of (Rule, parameters)
            Rules in force.

        Returns
        -------
        Panel
            For all people of the case.
        """
        people = len(arrays.case.persons)
        tried = np.unique(np.linspace(0, people - 1, min(TRIED, people)).astype(np.int64))
        return cls(rules, choose(all_posts(arrays, tried), rules))


def survey(arrays: Arrays, offers: Offers, rules: Sequence[RuleInForce], workers: int = 1) -> Market:
    """
    Let the rules judge every post for every person, and every role offered there.

    Parameters
    ----------
    arrays : Arrays
        The case.
    offers : Offers
        Roles that could be offered to whom.
    rules : sequence of (Rule, parameters)
        Rules in force.
    workers : int
        Threads.

    Returns
    -------
    Market
        All lawful pairs.
    """
    everybody, panel = np.arange(len(arrays.case.persons)), Panel.of(arrays, rules)
    with ThreadPoolExecutor(workers) as threads:
        parts = threads.map(lambda some: asked(arrays, offers, panel, some), chunks(arrays, everybody))
        return together([part for several in parts for part in several])


def chunks(arrays: Arrays, people: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """
    Split people into as many as are judged at a time.

    Parameters
    ----------
    arrays : Arrays
        The case.
    people : ndarray of int, shape (P,)
        Their positions.

    Returns
    -------
    list of ndarray of int
        In the same order.
    """
    posts = max(len(arrays.posts_of_field[f]) for f in np.unique(arrays.person_field[people]))
    chunk = max(1, CHUNK_CELLS // (posts + 1))
    return [people[start : start + chunk] for start in range(0, len(people), chunk)]


def asked(arrays: Arrays, offers: Offers, panel: Panel, people: NDArray[np.int64]) -> list[Market]:
    """
    Let the rules judge every post for some people.

    Parameters
    ----------
    arrays : Arrays
        The case.
    offers : Offers
        Roles that could be offered to whom.
    panel : Panel
        Rules in force.
    people : ndarray of int, shape (P,)
        Their positions.

    Returns
    -------
    list of Market
        The pairs without roles and those with roles, apart; `together` joins them.
    """
    nodes = sieved(all_posts(arrays, people), panel.first)
    plain, open_ = _judge(nodes, panel.rules)
    return [plain, *(_with_roles(some, panel.rules) for some in _role_nodes(nodes, offers, open_))]


def together(parts: list[Market]) -> Market:
    """
    Put the pairs of several parts together.

    Parameters
    ----------
    parts : list of Market
        People are counted in the parts without roles.

    Returns
    -------
    Market
        Part after part.
    """

    def joined(read: str) -> NDArray:
        return np.concatenate([getattr(part, read) for part in parts])

    return Market(
        sum(part.people for part in parts),
        joined("person"),
        joined("post"),
        joined("role"),
        joined("share"),
        joined("via_team"),
        joined("may"),
        _joined([part.move for part in parts]),
        _joined([part.holding for part in parts]),
        _joined([part.staying for part in parts]),
    )


def _judge(nodes: Nodes, rules: Sequence[RuleInForce]) -> tuple[Market, NDArray[np.bool_]]:
    """The lawful pairs of some people without roles, and what could be entered, held or not."""
    lawful = join(nodes, rules)
    open_ = _may_enter(nodes, lawful)
    may = open_ & lawful.hold
    p, k = np.nonzero(may.any(axis=2))
    everybody, present = np.arange(len(nodes.persons)), np.zeros(len(nodes.persons), np.int64)
    hold, change = _uses(_pairs(nodes, p, k), rules, lawful.last[p, k])
    stay = _uses(_pairs(nodes, everybody, present), rules, lawful.last[:, 0])[0]
    staying = _holding(lawful, everybody, present, stay)
    market = _market(nodes, lawful, p, k, may, (hold, change), staying)
    return replace(market, people=len(nodes.persons)), np.asarray(open_.any(axis=2))


def _with_roles(nodes: Nodes, rules: Sequence[RuleInForce]) -> Market:
    """The lawful pairs of some people with a role; they are counted elsewhere."""
    lawful = join(nodes, rules)
    may = _may_enter(nodes, lawful) & lawful.hold
    p, k = np.nonzero(may.any(axis=2))
    hold, _ = _uses(_pairs(nodes, p, k, roles=True), rules, lawful.last[p, k])
    # Beginning a role and leaving one depend on what was served before: the promise leaves both out.
    _, change = _uses(_pairs(nodes, p, k), rules, lawful.last[p, k])
    nobody = np.zeros(0, np.int64)
    staying = _holding(lawful, nobody, nobody, [use.take(nobody, len(p)) for use in hold])
    return _market(nodes, lawful, p, k, may, (hold, change), staying)


def _market(
    nodes: Nodes, lawful: Lawful, p: NDArray, k: NDArray, may: NDArray, uses: tuple[list[Use], list[Use]],
    staying: Holding,
) -> Market:  # fmt: skip
    role, share, via_team = (side[p, k, 0] for side in (nodes.role, nodes.share, nodes.via_team))
    hold, change = uses
    move = Holding(lawful.move[p, k].astype(np.int32), change)
    person = nodes.persons[p].astype(np.int32)
    return Market(
        0, person, nodes.post[p, k], role, share, via_team, may[p, k], move, _holding(lawful, p, k, hold),
        staying,
    )  # fmt: skip


def _may_enter(nodes: Nodes, lawful: Lawful) -> NDArray[np.bool_]:
    """Whether each node can be entered from node 0 in each round, shape (P, K, T)."""
    rounds = np.arange(nodes.arrays.rounds)
    may = lawful.enter & lawful.follows[:, 0, :, None]
    may &= rounds >= lawful.earliest_leave[:, None, None]
    may &= rounds < lawful.last[:, :1, None]
    may &= ~nodes.own_post[:, :, None]
    may[:, 0] = False
    return may


def _holding(lawful: Lawful, p: NDArray, k: NDArray, use: list[Use]) -> Holding:
    rounds = np.arange(lawful.hold.shape[2])
    is_held = lawful.hold[p, k] & (rounds < lawful.last[p, k][:, None])
    points = np.where(is_held, lawful.value[p, k], 0).astype(np.int32)
    return Holding(points, use)


def _role_nodes(nodes: Nodes, offers: Offers, open_: NDArray[np.bool_]) -> Iterator[Nodes]:
    """Node 0 as things stand, and posts with a role, of those to whom one is offered; long lists apart."""
    arrays = nodes.arrays
    serving = np.flatnonzero(np.isin(nodes.persons, offers.with_roles))
    menus = {int(p): offers.elsewhere(int(nodes.persons[p]), nodes.post[p, open_[p]]) for p in serving}
    has_now = [int(person) in arrays.roles_served for person in nodes.persons]
    for is_now in (False, True):
        people = [p for p, menu in menus.items() if has_now[p] is is_now and len(menu.post)]
        if not people:
            continue
        now = [arrays.roles_served.get(int(nodes.persons[p]), ()) for p in people]
        shape = (len(people), 1 + max(len(menus[p].post) for p in people), max(1, *map(len, now)))
        post = np.full(shape[:2], -1, np.int32)
        role, share = np.full(shape, -1, np.int32), np.zeros(shape, np.int32)
        via_team = np.zeros(shape, bool)
        for i, (p, present) in enumerate(zip(people, now, strict=True)):
            menu, here = menus[p], slice(1, 1 + len(menus[p].post))
            post[i, 0], post[i, here] = nodes.post[p, 0], menu.post
            role[i, here, 0], share[i, here, 0], via_team[i, here, 0] = menu.role, menu.share, menu.via_team
            for s, served in enumerate(present):
                role[i, 0, s], share[i, 0, s], via_team[i, 0, s] = served
        yield Nodes(arrays, nodes.persons[people], post, role, share, via_team, pairs=False)


def _pairs(nodes: Nodes, p: NDArray, k: NDArray, roles: bool = False) -> Nodes:
    """Some pairs of person and post, each laid out as a person with the bare present post and that one."""
    post = np.stack([nodes.post[p, 0], nodes.post[p, k]], axis=1)
    role = np.full((len(p), 2, 1), -1, np.int32)
    share, via_team = np.zeros_like(role), np.zeros(role.shape, bool)
    if roles:
        role[:, 1], share[:, 1], via_team[:, 1] = (
            side[p, k, :1] for side in (nodes.role, nodes.share, nodes.via_team)
        )
    return Nodes(nodes.arrays, nodes.persons[p], post, role, share, via_team)


def _uses(nodes: Nodes, rules: Sequence[RuleInForce], last: NDArray[np.int64]) -> tuple[list[Use], list[Use]]:
    """
    Rows that each pair uses: by holding the post before round ``last``, and by the change to it.

    There are as many entries for any people.
    """
    is_served = np.arange(nodes.arrays.rounds) < last[:, None]
    hold: list[Use] = []
    change: list[Use] = []
    offset = 0
    shape = (len(nodes.persons), nodes.arrays.rounds)
    for block in coupling.row_blocks(nodes, rules):
        for usage in block.usage:
            to = hold if usage.event == "hold" else change
            if usage.row.max(initial=-1) < 0:
                to.append(Use.of_none(*shape))
                continue
            is_leave = usage.event == "leave"
            row = np.broadcast_to(usage.row, (len(nodes.persons), 2, *usage.row.shape[2:]))
            row = row[:, 0 if is_leave else 1, 0]
            amount = np.asarray(usage.amount)
            amount = amount[:, 0 if is_leave else -1, 0]
            used = row >= 0
            if usage.place is not None:
                place = np.broadcast_to(usage.place, (len(nodes.persons), 2, 1))[:, :, 0]
                mine = place[:, 0 if is_leave else 1]
                used = used & ((place[:, 0] != place[:, 1]) & (mine != -1))[:, None]
            used = used & (is_served | (usage.event != "hold"))
            row = np.where(used, row + offset, -1)
            to.append(Use.of(np.broadcast_to(row, shape), np.where(used, amount, 0)))
        offset += len(block.keys)
    return hold, change


def _joined(parts: list[Holding]) -> Holding:
    use = [Use.joined([part.use[i] for part in parts]) for i in range(len(parts[0].use))]
    points = np.concatenate([part.points for part in parts])
    return Holding(points, [each for each in use if each is not None])


__all__ = ["Panel", "all_posts", "asked", "chunks", "survey", "together"]
