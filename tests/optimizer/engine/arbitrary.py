"""Small arbitrary networks: a rule that says random things, and all lawful paths by enumeration."""

from collections.abc import Iterator
from datetime import date
from itertools import product

import numpy as np

from optimizer.arrays import Arrays
from optimizer.case import Case, Horizon, Person, Post, Role, System, Unit
from optimizer.engine import lawful, network, rows
from optimizer.nodes import Nodes
from optimizer.rules._base import PricingPart, RowBlock, Rule, Usage

POSTS, ROLES = 5, 3


def arbitrary_case(people: int, rounds: int) -> Case:
    """Two departments, five posts, one system of three roles."""
    units = [Unit(id=f"u{i}", department=f"d{i % 2}") for i in range(3)]
    posts = [Post(id=f"j{i}", unit=f"u{i % 3}", kind="STAFF", formation=2) for i in range(POSTS)]
    persons = [Person(id=f"p{i}", post=f"j{i % POSTS}") for i in range(people)]
    roles = [Role(id=f"r{i}") for i in range(ROLES)]
    return Case(
        format="tuntas-case",
        version=1,
        horizon=Horizon(starts_on=date(2027, 4, 1), rounds=rounds),
        units=units,
        posts=posts,
        persons=persons,
        systems=[System(id="s", unit="u0", finishes_on=date(2030, 1, 1), roles=roles)],
    )


def arbitrary_nodes(case: Case, rng: np.random.Generator, count: int) -> Nodes:
    """Two or more nodes at the present post, the others anywhere; roles at random."""
    arrays = Arrays(case)
    people = len(case.persons)
    post = np.full((people, count), -1, np.int32)
    role = np.full((people, count, 2), -1, np.int32)
    for p in range(people):
        own = int(rng.integers(1, 4))
        here = int(arrays.person_post[p])
        others = [j for j in range(POSTS) if j != here]
        size = int(rng.integers(own, count + 1))
        post[p, :size] = [here] * own + list(rng.choice(others, size - own))
        for k in range(size):
            served = rng.choice(ROLES, int(rng.integers(0, 3)), replace=False)
            role[p, k, : len(served)] = served
    share = np.full(role.shape, 100, np.int32)
    return Nodes(arrays, np.arange(people), post, role, share, np.zeros(role.shape, bool))


class ArbitraryRule(Rule):
    """Says random things about paths and rows, the same things whenever it is asked."""

    code = "arbitrary"

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def pricing(self, nodes, params):
        rng = np.random.default_rng(self.seed)
        people, count, rounds = nodes.shape
        full = (people, count, rounds)
        serves = np.arange(rounds) < rng.integers(1, 2 * rounds, (people, count, 1))
        return PricingPart(
            enter=rng.random(full) < 0.8,
            hold=rng.random(full) < 0.95,
            serves=serves,
            follows=rng.random((people, count, count)) < 0.7,
            earliest_leave=rng.integers(0, rounds, people),
            min_stay=rng.integers(1, 3, (people, count)),
            keep=rng.integers(0, 3, (people, count)),
            value=rng.integers(-20, 20, full),
            overdue=rng.integers(-5, 1, full),
            move=rng.integers(-30, 1, full),
        )

    def master(self, nodes, params):
        rng = np.random.default_rng(self.seed + 1)
        people, count, rounds = nodes.shape
        size = 12

        def usage(event, slots, place, at_end=False):
            shape = (people, count, slots, rounds)
            row = rng.integers(-1, size, shape)
            return Usage(event, row.astype(np.int32), rng.integers(-3, 4, shape), place, at_end)

        department = nodes.of_post(nodes.arrays.post_department)[:, :, None]
        return RowBlock(
            "arbitrary",
            [f"row:{i}" for i in range(size)],
            rng.integers(0, 2, size),
            rng.integers(2, 4, size),
            rng.integers(1, 9, size),
            rng.integers(1, 9, size),
            np.full(size, 10**6),
            np.full(size, 10**6),
            [
                usage("hold", 1, None),
                usage("hold", 2, None),
                usage("enter", 1, None),
                usage("leave", 1, department, at_end=False),
                usage("leave", 2, nodes.role, at_end=True),
                usage("enter", 2, nodes.role),
                usage("leave", 1, None, at_end=True),
            ],
        )


def arbitrary_network(seed: int, people: int = 3, rounds: int = 4, count: int = 5):
    """A network with its rule, rows and joined parts."""
    rng = np.random.default_rng(seed)
    nodes = arbitrary_nodes(arbitrary_case(people, rounds), rng, count)
    rules = [(ArbitraryRule(seed), [None] * rounds)]
    joined = lawful.join(nodes, rules)
    blocks = rows.row_blocks(nodes, rules)
    built = network.build(nodes, joined, rows.compile_uses(nodes, blocks))
    return built, joined, blocks, rows.gather(blocks)


def lawful_paths(nodes: Nodes, joined, p: int) -> Iterator[tuple[int, ...]]:
    """All lawful paths of a person by trying every sequence of nodes (-1: gone)."""
    _, count, rounds = nodes.shape
    for path in product(range(-1, count), repeat=rounds):
        if is_lawful(nodes, joined, p, path):
            yield path


def is_lawful(nodes: Nodes, joined, p: int, path: tuple[int, ...]) -> bool:
    """Judge a sequence of nodes in the plainest words."""
    before, since = 0, None
    for t, k in enumerate(path):
        if before == -1 or k == -1:
            if before != -1 and joined.last[p, before] != t:
                return False
            if before == -1 and k != -1:
                return False
            before = k
            continue
        if nodes.post[p, k] < 0 or not joined.hold[p, k, t] or t >= joined.last[p, k]:
            return False
        if k != before:
            if not may_change(nodes, joined, p, before, k, t, since):
                return False
            since = t
        before = k
    return True


def may_change(nodes: Nodes, joined, p: int, before: int, k: int, t: int, since: int | None) -> bool:
    """Judge one change of node."""
    if k == 0 or not joined.enter[p, k, t] or not joined.follows[p, before, k]:
        return False
    if t >= joined.last[p, before] or (since is not None and t - since < joined.stay[p, before]):
        return False
    if nodes.own_post[p, k]:
        return bool(nodes.own_post[p, before])
    is_early = nodes.own_post[p, before] and t < joined.earliest_leave[p]
    return not is_early and nodes.post[p, k] != nodes.post[p, before]


def events_of(path: tuple[int, ...]):
    """Yield ("hold" | "enter" | "leave" | "end", round, node, node on the other side)."""
    before = 0
    for t, k in enumerate(path):
        if k != before and before != -1:
            if k == -1:
                yield "end", t, before, None
            else:
                yield "leave", t, before, k
                yield "enter", t, k, before
        if k != -1:
            yield "hold", t, k, None
        before = k


def plain_uses(blocks, p: int, path: tuple[int, ...], size: int) -> np.ndarray:
    """Uses of rows by a path, read from the rules' usages entry by entry."""
    total = np.zeros(size, np.int64)
    for block in blocks:
        for usage in block.usage:
            for event, t, k, other in events_of(path):
                if event == "end" and not (usage.event == "leave" and usage.at_end):
                    continue
                if event != "end" and event != usage.event:
                    continue
                for s in range(usage.row.shape[2]):
                    if usage.place is not None and event != "hold":
                        place = usage.place[p, k, s]
                        if place == -1 or (other is not None and place in usage.place[p, other]):
                            continue
                    if usage.row[p, k, s, t] >= 0:
                        total[usage.row[p, k, s, t]] += usage.amount[p, k, s, t]
    return total


def plain_points(nodes: Nodes, joined, p: int, path: tuple[int, ...]) -> int:
    """Points of a path for holding and moving."""
    total = 0
    for event, t, k, _ in events_of(path):
        if event == "hold":
            total += int(joined.value[p, k, t])
        if event == "enter" and not nodes.own_post[p, k]:
            total += int(joined.move[p, k, t])
    return total
