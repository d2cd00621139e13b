"""Worth of holding, entering and ending at nodes, at the multipliers: parts and fees put together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.certificate.parts import Fees, Multipliers, Parts, RuleInForce, fees_of, parts_of
from optimizer.nodes import Nodes

NEVER = -(1 << 55)
"""Worth of what is not lawful: far below any sum of prices, and a hundred of it still fit into 64 bits."""

POSSIBLE = NEVER // 2
"""Sums above this hold nothing unlawful."""


@dataclass(frozen=True)
class Prices:
    """
    Worth of events, in units of ``1 / scale`` points; ``P`` people, ``K`` nodes, ``T`` rounds.

    Attributes
    ----------
    nodes : Nodes
        The nodes.
    parts : Parts
        What the rules say.
    fees : Fees
        What events use.
    held : ndarray of int, shape (P, K, T + 1)
        Worth of holding a node in rounds 0 to t - 1, far below zero where that is not lawful.
    entered : ndarray of int, shape (P, K, T)
        Points for entering a node by a change of post; 0 at the present post.
    may_enter : ndarray of bool, shape (P, K, T)
        Whether the node can be entered in that round at all.
    """

    nodes: Nodes
    parts: Parts
    fees: Fees
    held: NDArray[np.int64]
    entered: NDArray[np.int64]
    may_enter: NDArray[np.bool_]

    @property
    def ended(self) -> NDArray[np.int64]:
        """Worth of holding a node from round 0 until service or horizon end, shape (P, K)."""
        return np.take_along_axis(self.held, self.parts.last[:, :, None], axis=2)[:, :, 0] - self.fees.end


def prices_of(nodes: Nodes, rules: Sequence[RuleInForce], multipliers: Multipliers) -> Prices:
    """
    Price some nodes.

    Parameters
    ----------
    nodes : Nodes
        Any.
    rules : sequence of (Rule, parameters)
        Rules in force.
    multipliers : Multipliers
        Those of the certificate.

    Returns
    -------
    Prices
        Exact.
    """
    parts = parts_of(nodes, rules)
    fees = fees_of(nodes, rules, multipliers, parts.last)
    people, count, rounds = nodes.shape
    is_served = np.arange(rounds) < parts.last[:, :, None]
    worth = np.where(parts.hold & is_served, multipliers.scale * parts.value - fees.hold, NEVER)
    held = np.zeros((people, count, rounds + 1), np.int64)
    np.cumsum(worth, axis=2, out=held[:, :, 1:])
    entered = np.where(nodes.own_post[:, :, None], 0, multipliers.scale * parts.move)
    return Prices(nodes, parts, fees, held, entered, parts.enter & parts.hold & is_served)


__all__ = ["NEVER", "POSSIBLE", "Prices", "prices_of"]
