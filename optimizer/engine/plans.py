"""From paths over candidate nodes to a plan in terms of people, posts and roles."""

import numpy as np

from optimizer.engine.incumbent import Incumbent
from optimizer.engine.network import SCALE
from optimizer.engine.rows import Rows
from optimizer.io import case_hash
from optimizer.nodes import Nodes
from optimizer.plan import Assignment, Certificate, Path, Plan, Stay

SOLVER = "tuntas column generation"


def stays(nodes: Nodes, p: int, path: np.ndarray) -> list[Stay]:
    """
    Read a path as stays.

    Parameters
    ----------
    nodes : Nodes
        Candidate nodes of all people.
    p : int
        Person.
    path : ndarray of int, shape (T,)
        Node held in each round, -1 after the end of service.

    Returns
    -------
    list of Stay
        In order; empty when service has ended before round 0.
    """
    served = int((path >= 0).sum())
    if not served:
        return []
    starts = [0, *(t for t in range(1, served) if path[t] != path[t - 1])]
    return [
        _stay(nodes, p, int(path[first]), first, last - 1)
        for first, last in zip(starts, [*starts[1:], served], strict=True)
    ]


def _stay(nodes: Nodes, p: int, k: int, first: int, last: int) -> Stay:
    case = nodes.case
    roles = [
        Assignment(
            role=nodes.arrays.role_pairs[int(role)][1].id,
            share=int(share),
            via="team" if via_team else "post",
        )
        for role, share, via_team in zip(
            nodes.role[p, k], nodes.share[p, k], nodes.via_team[p, k], strict=True
        )
        if role >= 0
    ]
    return Stay(post=case.posts[int(nodes.post[p, k])].id, first=first, last=last, roles=roles)


def plan_of(
    nodes: Nodes,
    incumbent: Incumbent,
    bound: int | None,
    multipliers: np.ndarray | None,
    seed: int,
    solver: str = SOLVER,
) -> Plan:
    """
    Write the plan of an incumbent; people who stay as they are need no path in it.

    Parameters
    ----------
    nodes : Nodes
        Candidate nodes of all people.
    incumbent : Incumbent
        One path per person.
    bound : int or None
        Points that no plan exceeds.
    multipliers : ndarray of int, shape (R,), optional
        Those of the bound, for the certificate.
    seed : int
        Seed of the run.
    solver : str
        Name of what found the plan.

    Returns
    -------
    Plan
        With value and bound as claims.
    """
    path = incumbent.columns.path
    changed = np.flatnonzero(((path != 0) & (path >= 0)).any(axis=1))
    case = nodes.case
    value = incumbent.value
    return Plan(
        format="tuntas-plan",
        version=1,
        case_hash=case_hash(case),
        paths=[Path(person=case.persons[p].id, stays=stays(nodes, p, path[p])) for p in changed.tolist()],
        value=value,
        bound=bound,
        status="optimal" if bound == value else "feasible",
        seed=seed,
        solver=solver,
        certificate=None if multipliers is None else certificate_of(incumbent.rows, multipliers),
    )


def certificate_of(rows: Rows, multipliers: np.ndarray) -> Certificate:
    """
    Write multipliers by row key; rows without a price are left out.

    Parameters
    ----------
    rows : Rows
        Coupling rows.
    multipliers : ndarray of int, shape (R,)
        In units of 1/SCALE points.

    Returns
    -------
    Certificate
        For the plan.
    """
    priced = np.flatnonzero(multipliers)
    return Certificate(scale=SCALE, multipliers={rows.keys[r]: int(multipliers[r]) for r in priced})
