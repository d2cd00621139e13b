"""What all rules together say about nodes, and what events use at given multipliers: plain and dense."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optimizer.certificate.rows import Multipliers
from optimizer.nodes import Nodes
from optimizer.rules._base import Rule, Usage

RuleInForce = tuple[Rule, Sequence[Any]]
"""A rule with its parameters in force in each round."""

ANYWHERE = -2
"""Place of a use that names none: it fires at every change."""


@dataclass(frozen=True)
class Parts:
    """
    The rules' parts joined; ``P`` people, ``K`` nodes, ``T`` rounds. See ``PricingPart`` for their meaning.

    Attributes
    ----------
    enter, hold : ndarray of bool, shape (P, K, T)
        Node k may be entered, may be held.
    follows : ndarray of bool, shape (P, K or 1, K)
        A change between two nodes is allowed.
    last : ndarray of int, shape (P, K)
        First round after service; T when it lasts.
    earliest_leave : ndarray of int, shape (P,)
        First round in which the present post may be left.
    stay : ndarray of int, shape (P, K)
        Rounds that an entered node is kept.
    value, move : ndarray of int, shape (P, K, T)
        Points for holding a node, and for entering it by a change of post.
    """

    enter: NDArray[np.bool_]
    hold: NDArray[np.bool_]
    follows: NDArray[np.bool_]
    last: NDArray[np.int64]
    earliest_leave: NDArray[np.int64]
    stay: NDArray[np.int64]
    value: NDArray[np.int64]
    move: NDArray[np.int64]


def parts_of(nodes: Nodes, rules: Sequence[RuleInForce]) -> Parts:
    """
    Ask every rule about some nodes.

    Parameters
    ----------
    nodes : Nodes
        Any.
    rules : sequence of (Rule, parameters)
        Rules in force.

    Returns
    -------
    Parts
        Joined as ``PricingPart`` says, with the points of an overdue stay in the value.
    """
    people, count, rounds = nodes.shape
    full, pairs = (people, count, rounds), (people, count if nodes.pairs else 1, count)
    enter, hold, serves = (np.ones(full, bool) for _ in range(3))
    follows = np.ones(pairs, bool)
    earliest = np.zeros(people, np.int64)
    stay, keep = np.ones((people, count), np.int64), np.zeros((people, count), np.int64)
    value, move = np.zeros(full, np.int64), np.zeros(full, np.int64)
    for rule, params in rules:
        said = rule.pricing(nodes, params)
        for all_of, part in (
            (enter, said.enter), (hold, said.hold), (serves, said.serves), (follows, said.follows),
        ):  # fmt: skip
            if part is not None:
                all_of &= part
        for most, bound in ((earliest, said.earliest_leave), (stay, said.min_stay), (keep, said.keep)):
            if bound is not None:
                np.maximum(most, bound, out=most)
        for total, points in ((value, said.value), (move, said.move)):
            if points is not None:
                total += points
        if said.overdue is not None:
            value += np.where(nodes.own_post[:, :, None], said.overdue, 0)
    last = np.where(serves.all(axis=2), rounds, serves.argmin(axis=2))
    is_kept = (last == rounds)[:, :, None] | (np.arange(rounds) + keep[:, :, None] <= last[:, :, None])
    return Parts(
        enter & is_kept & nodes.real[:, :, None], hold & nodes.real[:, :, None], follows, last, earliest,
        np.maximum(stay, keep), value, move,
    )  # fmt: skip


@dataclass(frozen=True)
class Placed:
    """
    Uses of a change that fire only where a place is lost or won.

    Attributes
    ----------
    place : ndarray of int, shape (P, K, S)
        The place; -1 never fires.
    fee : ndarray of int, shape (P, K, S, T)
        Price of the use in each round.
    """

    place: NDArray[np.int64]
    fee: NDArray[np.int64]


@dataclass(frozen=True)
class Fees:
    """
    What events of nodes use, at the multipliers, in units of ``1 / scale`` points.

    Attributes
    ----------
    hold, enter, leave : ndarray of int, shape (P, K, T)
        Holding a node, and the part of entering and leaving that every change pays.
    end : ndarray of int, shape (P, K)
        Service ending in the node; 0 where it lasts.
    entering, leaving : list of Placed
        The part that depends on the other side of the change.
    """

    hold: NDArray[np.int64]
    enter: NDArray[np.int64]
    leave: NDArray[np.int64]
    end: NDArray[np.int64]
    entering: list[Placed]
    leaving: list[Placed]


def fees_of(
    nodes: Nodes, rules: Sequence[RuleInForce], multipliers: Multipliers, last: NDArray[np.int64]
) -> Fees:
    """
    Price what the events of some nodes use.

    Parameters
    ----------
    nodes : Nodes
        Any.
    rules : sequence of (Rule, parameters)
        Rules in force.
    multipliers : Multipliers
        Any.
    last : ndarray of int, shape (P, K)
        First round after service.

    Returns
    -------
    Fees
        Exact in 64 bits for multipliers of a certificate.
    """
    people, count, rounds = shape = nodes.shape
    hold, enter, leave = (np.zeros(shape, np.int64) for _ in range(3))
    end = np.zeros((people, count), np.int64)
    entering: list[Placed] = []
    leaving: list[Placed] = []
    for rule, params in rules:
        block = rule.master(nodes, params)
        if block is None:
            continue
        prices = multipliers.of(block)
        for usage in block.usage:
            if usage.row.max(initial=-1) < 0:
                continue
            placed = _priced(usage, prices, shape)
            if usage.event == "hold":
                hold += placed.fee.sum(axis=2)
                continue
            fires = placed.place != -1
            if not fires.any() or not placed.fee.any():
                continue
            if usage.event == "leave" and usage.at_end:
                at = np.minimum(last, rounds - 1)[:, :, None, None]
                ending = np.take_along_axis(placed.fee, at, axis=3)[..., 0]
                end += np.where((last < rounds)[:, :, None] & fires, ending, 0).sum(axis=2)
            if (placed.place == ANYWHERE).all():
                total = enter if usage.event == "enter" else leave
                total += placed.fee.sum(axis=2)
            else:
                _join(entering if usage.event == "enter" else leaving, placed)
    return Fees(hold, enter, leave, end, entering, leaving)


def _join(uses: list[Placed], placed: Placed) -> None:
    """Add a use to one with the same places, for they fire together; or keep it beside the others."""
    for i, known in enumerate(uses):
        if np.array_equal(known.place, placed.place):
            uses[i] = Placed(known.place, known.fee + placed.fee)
            return
    uses.append(placed)


def _priced(usage: Usage, prices: NDArray[np.int64], shape: tuple[int, int, int]) -> Placed:
    people, count, rounds = shape
    amount = np.asarray(usage.amount, np.int64)
    slots = max(usage.row.shape[2], amount.shape[2], 1 if usage.place is None else usage.place.shape[2])
    fee = np.broadcast_to(prices[usage.row] * amount, (people, count, slots, rounds))
    place = np.full((people, count, slots), ANYWHERE, np.int64)
    if usage.place is not None:
        place[:] = usage.place
    return Placed(place, fee)


__all__ = ["ANYWHERE", "Fees", "Multipliers", "Parts", "Placed", "RuleInForce", "fees_of", "parts_of"]
