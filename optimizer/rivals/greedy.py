"""
Greedy assignment, as a careful clerk would do it: the most important vacancy first, the best person for it.

Round by round, each empty place goes to the lawful person for whom the move gains most, if it gains at
all. People who serve systems are left alone, nobody moves twice, no department loses more than its share.
"""

import time
from itertools import pairwise

import numpy as np

from optimizer.case import Case
from optimizer.rivals.ground import Ground
from optimizer.rivals.outcome import Outcome


def solve(case: Case, seconds: float, seed: int) -> Outcome:
    """
    Plan a case greedily.

    Parameters
    ----------
    case : Case
        A sound case.
    seconds : float
        Not needed; the method ends by itself.
    seed : int
        Not needed; the method knows no chance.

    Returns
    -------
    Outcome
        A plan without a bound.
    """
    begun = time.monotonic()
    ground = Ground.of(case)
    plan = ground.plan(assign(ground), "greedy assignment")
    return Outcome(plan, None, [(round(time.monotonic() - begun, 2), plan.value, None)])


def assign(ground: Ground) -> np.ndarray:
    """
    Give everybody a path.

    Parameters
    ----------
    ground : Ground
        The common ground.

    Returns
    -------
    ndarray of int, shape (P, T)
        Node held in each round, -1 after the end of service.
    """
    nodes, lawful, arrays = ground.nodes, ground.lawful, ground.nodes.arrays
    rounds = arrays.rounds
    paths = ground.stay_put()
    is_free = (nodes.role[:, 0] < 0).all(axis=1) & (lawful.last[:, 0] > 0)
    limits = _turnover_limits(ground)
    department = arrays.post_department
    # The empty places of a closed post earn and cost nothing.
    vacancy = ground.case.weights.vacancy * arrays.importance * arrays.post_open
    candidates = _by_post(ground)
    for t in range(rounds):
        holders = _holders(ground, paths, t)
        queue = [j for j in np.argsort(-vacancy, kind="stable") if holders[j] < arrays.formation[j]]
        while queue:
            post = int(queue.pop(0))
            if not arrays.post_open[post] or holders[post] >= arrays.formation[post]:
                continue
            people, k = candidates[post]
            fine = is_free[people] & lawful.enter[people, k, t] & lawful.follows[people, 0, k]
            fine &= (lawful.earliest_leave[people] <= t) & (lawful.last[people, 0] > t)
            origin = arrays.person_post[people]
            leaves = department[origin] != department[post]
            fine &= ~leaves | (limits[department[origin], t] > 0)
            fine &= lawful.hold[people, k, t:].all(axis=1)
            if not fine.any():
                continue
            gain = _gain(ground, people, k, t, vacancy)
            best = int(np.where(fine, gain, np.iinfo(np.int64).min).argmax())
            if gain[best] <= 0:
                continue
            p, node = int(people[best]), int(k[best])
            paths[p, t:] = np.where(np.arange(t, rounds) < lawful.last[p, node], node, -1)
            is_free[p] = False
            holders[post] += 1
            holders[origin[best]] -= 1
            if leaves[best]:
                limits[department[origin[best]], t] -= 1
            if holders[post] < arrays.formation[post]:
                queue.insert(0, post)
            queue.append(int(origin[best]))
    return paths


def _gain(ground: Ground, people: np.ndarray, k: np.ndarray, t: int, vacancy: np.ndarray) -> np.ndarray:
    """Points gained by moving in round t: own value, the vacancy filled, the one left behind, the move."""
    lawful, nodes = ground.lawful, ground.nodes
    ahead = np.arange(t, nodes.arrays.rounds)
    there = ahead < lawful.last[people, k][:, None]
    here = ahead < lawful.last[people, 0][:, None]
    own = (lawful.value[people, k, t:] * there).sum(axis=1) - (lawful.value[people, 0, t:] * here).sum(axis=1)
    filled = vacancy[nodes.post[people, k]] * there.sum(axis=1)
    left = vacancy[nodes.post[people, 0]] * here.sum(axis=1)
    return own + filled - left + lawful.move[people, k, t]


def _by_post(ground: Ground) -> list[tuple[np.ndarray, np.ndarray]]:
    """People and their plain nodes, by post."""
    nodes = ground.nodes
    is_plain = nodes.real & ~nodes.own_post & (nodes.role < 0).all(axis=2)
    p, k = np.nonzero(is_plain)
    post = nodes.post[p, k]
    order = np.argsort(post, kind="stable")
    cuts = np.searchsorted(post[order], np.arange(len(nodes.arrays.case.posts) + 1))
    return [(p[order[a:b]], k[order[a:b]]) for a, b in pairwise(cuts)]


def _holders(ground: Ground, paths: np.ndarray, t: int) -> np.ndarray:
    held = np.flatnonzero(paths[:, t] >= 0)
    posts = ground.nodes.post[held, paths[held, t]]
    return np.bincount(posts, minlength=len(ground.nodes.arrays.case.posts))


def _turnover_limits(ground: Ground) -> np.ndarray:
    """Leavers that each department may lose in each round."""
    (block,) = [block for block in ground.blocks if block.code == "unit_turnover"]
    return np.array(block.upper).reshape(len(ground.nodes.arrays.departments), -1).copy()
