"""Arrays that several rules need to say what they mean for candidate nodes."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from optimizer.case import Post
from optimizer.nodes import Nodes
from optimizer.rules._base import Event, Usage

Result = TypeVar("Result")


def per_round(params: Sequence[Any], build: Callable[[Any], NDArray]) -> NDArray:
    """
    Build an array for the parameters of each round, along a last axis.

    Parameters
    ----------
    params : sequence of Params, length T
        Parameters in force in each round.
    build : callable
        Makes the array from one round's parameters.

    Returns
    -------
    ndarray, shape (..., T) or (..., 1)
        One entry on the last axis when the parameters never change.
    """
    if all(each == params[0] for each in params):
        return build(params[0])[..., None]
    return np.stack([build(each) for each in params], axis=-1)


def once(nodes: Nodes, name: str, params: Any, work: Callable[[], Result]) -> Result:
    """
    Work something out for a case once, however often and for whomever it is asked.

    Networks of a few people are built thousands of times in a run; what depends on the case alone is not
    worked out again for each.

    Parameters
    ----------
    nodes : Nodes
        Candidate nodes; only their case matters.
    name : str
        Name of the table, unlike any other.
    params : object
        What else it depends on; told apart by its representation.
    work : callable
        Makes the table.

    Returns
    -------
    object
        The table; it must not be changed.
    """
    tables, key = nodes.arrays.tables, (name, repr(params))
    if key not in tables:
        tables[key] = work()
    return tables[key]


def by_post(nodes: Nodes, name: str, params: Any, judge: Callable[[Post, Any], Any]) -> NDArray:
    """
    Judge each post of the case by parameters, once.

    Parameters
    ----------
    nodes : Nodes
        Candidate nodes; only their case matters.
    name : str
        Name of the table, unlike any other.
    params : object
        Parameters of one round.
    judge : callable
        Gives whole numbers for a post and parameters.

    Returns
    -------
    ndarray of int, shape (J,) or (J, n)
        By post.
    """
    posts = nodes.case.posts
    return once(nodes, name, params, lambda: np.array([judge(post, params) for post in posts], np.int64))


def unless_own(nodes: Nodes, lawful: NDArray) -> NDArray[np.bool_]:
    """
    Judge entering other posts only: a change of roles in the post of today enters no post.

    Parameters
    ----------
    nodes : Nodes
        Candidate nodes.
    lawful : ndarray of bool, shape (P, K, T) or (P, K, 1)
        Whether a rule lets the node's post be entered.

    Returns
    -------
    ndarray of bool, shape (P, K, T) or (P, K, 1)
        True as well at nodes of the present post.
    """
    return lawful | nodes.own_post[:, :, None]


def spread(nodes: Nodes, table: NDArray, group: NDArray) -> NDArray:
    """
    Spread what depends on the person and on a kind of post over the nodes.

    Judging few kinds of posts per person, and then looking up, is much cheaper than judging every node.

    Parameters
    ----------
    nodes : Nodes
        Candidate nodes.
    table : ndarray, shape (P, G, T) or (P, G, 1)
        Verdict or points by person, kind of post and round.
    group : ndarray of int, shape (J,)
        Kind of each post, an index into the second axis.

    Returns
    -------
    ndarray, shape (P, K, T) or (P, K, 1)
        The entries of the nodes.
    """
    return table[np.arange(len(nodes.persons))[:, None], nodes.of_post(group)]


def is_promotion(nodes: Nodes) -> NDArray[np.bool_]:
    """
    Tell which nodes lie above the career step of the present post.

    Parameters
    ----------
    nodes : Nodes
        Candidate nodes.

    Returns
    -------
    ndarray of bool, shape (P, K)
        True where entering the node is a promotion.
    """
    return nodes.of_post(nodes.arrays.post_step) > nodes.of_person(nodes.arrays.person_step)


def served_before(nodes: Nodes) -> NDArray[np.int64]:
    """
    Count the whole rounds that a role of a node has been served at the start of the horizon.

    Parameters
    ----------
    nodes : Nodes
        Candidate nodes.

    Returns
    -------
    ndarray of int, shape (P, K, S)
        Rounds; -1 where the person does not serve the slot's role today, and in empty slots.
    """
    rounds = np.full(nodes.role.shape, -1, np.int64)
    months, present = nodes.role_months, nodes.role[:, 0, :]
    for s in range(nodes.role.shape[2]):
        is_same = (nodes.role == present[:, None, s : s + 1]) & (months[:, None, s : s + 1] >= 0)
        is_same &= nodes.role >= 0
        rounds = np.where(is_same, months[:, None, s : s + 1] // nodes.case.horizon.round_months, rounds)
    return rounds


def silent(event: Event, count: int = 1, at_end: bool = False) -> list[Usage]:
    """
    Say that nodes without roles use no row of roles, as often as nodes with roles would say that they do.

    Parameters
    ----------
    event : {"hold", "enter", "leave"}
        Event of the usages.
    count : int
        How many usages.
    at_end : bool
        Whether leaving counts when service ends.

    Returns
    -------
    list of Usage
        They name no row.
    """
    nowhere = np.full((1, 1, 1, 1), -1, np.int32)
    place = None if event == "hold" else nowhere[..., 0]
    return [Usage(event, nowhere, np.ones((1, 1, 1, 1), np.int64), place, at_end)] * count


def running_rows(nodes: Nodes, wanted: NDArray[np.bool_]) -> NDArray[np.int32]:
    """
    Number the rows of roles in the rounds in which their system is still being built.

    Parameters
    ----------
    nodes : Nodes
        Candidate nodes; only their case matters.
    wanted : ndarray of bool, shape (R,)
        Roles that have rows.

    Returns
    -------
    ndarray of int, shape (R, T)
        Row of each role and round; -1 where there is none.
    """
    rounds = np.arange(nodes.arrays.rounds)
    has_row = wanted[:, None] & (rounds < nodes.arrays.role_rounds[:, None])
    return np.where(has_row, np.cumsum(has_row.ravel()).reshape(has_row.shape) - 1, -1).astype(np.int32)


def at_slots(nodes: Nodes, rows: NDArray[np.int32], ahead: int = 0) -> NDArray[np.int32]:
    """
    Look up the row of each role slot in each round.

    Parameters
    ----------
    nodes : Nodes
        Candidate nodes.
    rows : ndarray of int, shape (R, T)
        Row of each role and round; -1 where there is none.
    ahead : int
        Rounds to look ahead.

    Returns
    -------
    ndarray of int, shape (P, K, S, T)
        Row ``ahead`` rounds later; -1 where there is none.
    """
    table = np.full((len(rows) + 1, nodes.arrays.rounds), -1, np.int32)
    table[:-1, : nodes.arrays.rounds - ahead] = rows[:, ahead:]
    return table[nodes.role]


def row_keys(nodes: Nodes, code: str, rows: NDArray[np.int32]) -> list[str]:
    """
    Name the rows of roles.

    Parameters
    ----------
    nodes : Nodes
        Candidate nodes; only their case matters.
    code : str
        Code of the rule.
    rows : ndarray of int, shape (R, T)
        Row of each role and round; -1 where there is none.

    Returns
    -------
    list of str
        Keys in the order of the rows.
    """
    roles = nodes.arrays.role_pairs
    return once(
        nodes,
        f"{code}:keys",
        None,
        lambda: [f"{code}:{roles[r][1].id}:{t}" for r, t in np.argwhere(rows >= 0)],
    )
