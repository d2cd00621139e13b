"""
What the pricing parts and rows of all rules say about a whole plan, worked out event by event.

A slow and plain reading of ``optimizer/rules/_base.py``, for comparison with the verifier. It uses neither
the engine nor the verifier.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from optimizer.nodes import Nodes
from optimizer.rules import RULES, parameters_by_round
from optimizer.rules._base import PricingPart, RowBlock, Usage

GONE = -1


@dataclass
class Ledger:
    """All parts and rows of a case for some nodes."""

    nodes: Nodes
    parts: list[PricingPart]
    blocks: list[RowBlock]

    @classmethod
    def of(cls, nodes: Nodes) -> Ledger:
        """Ask every rule."""
        parts, blocks = [], []
        for rule in RULES:
            params = parameters_by_round(nodes.case, rule)
            parts.append(rule.pricing(nodes, params))
            block = rule.master(nodes, params)
            if block is not None:
                blocks.append(block)
        return cls(nodes, parts, blocks)

    def __post_init__(self) -> None:
        people, count, rounds = self.nodes.shape
        full = (people, count, rounds)

        def all_of(name: str, shape: tuple[int, ...]) -> np.ndarray:
            arrays = [
                np.broadcast_to(a, shape) for part in self.parts if (a := getattr(part, name)) is not None
            ]
            return np.logical_and.reduce([np.ones(shape, bool), *arrays])

        def most_of(name: str, shape: tuple[int, ...]) -> np.ndarray:
            arrays = [
                np.broadcast_to(a, shape) for part in self.parts if (a := getattr(part, name)) is not None
            ]
            return np.maximum.reduce([np.zeros(shape, np.int64), *arrays])

        def sum_of(name: str) -> np.ndarray:
            arrays = [
                np.broadcast_to(a, full) for part in self.parts if (a := getattr(part, name)) is not None
            ]
            return np.sum([np.zeros(full, np.int64), *arrays], axis=0)

        self.enter, self.hold, self.serves = (all_of(name, full) for name in ("enter", "hold", "serves"))
        self.follows = all_of("follows", (people, count, count))
        self.earliest = most_of("earliest_leave", (people,))
        self.min_stay, self.keep = (most_of(name, (people, count)) for name in ("min_stay", "keep"))
        self.value, self.overdue, self.move = (sum_of(name) for name in ("value", "overdue", "move"))

    def path_fault(self, p: int, path: tuple[int, ...]) -> str:
        """Say why a path is not lawful by itself; empty when it is."""
        rounds = self.nodes.shape[2]
        own, node, since, is_initial = self.nodes.own_post[p], 0, 0, True
        last = [next((t for t in range(rounds) if not self.serves[p, k, t]), rounds) for k in range(len(own))]
        for t, k in enumerate(path):
            if k == GONE:
                if any(later != GONE for later in path[t:]):
                    return "comes back"
                return "" if last[node] == t or (t and path[t - 1] == GONE) else "goes too early"
            if t >= last[k]:
                return "serves too long"
            if k != node:
                fault = self._change_fault(p, node, k, t, since, is_initial, last)
                if fault:
                    return fault
                node, since, is_initial = k, t, False
            if not self.hold[p, k, t]:
                return "may not hold"
        return ""

    def _change_fault(self, p, node, k, t, since, is_initial, last) -> str:
        own, rounds = self.nodes.own_post[p], self.nodes.shape[2]
        if own[k] and not (own[node] and k != 0):
            return "returns"
        if not own[k] and self.nodes.post[p, k] == self.nodes.post[p, node]:
            return "changes roles in another post"
        if t >= last[node]:
            return "leaves after the end"
        if not is_initial and t - since < max(1, self.min_stay[p, node], self.keep[p, node]):
            return "leaves too early"
        if not self.enter[p, k, t]:
            return "may not enter"
        if last[k] < rounds and t + self.keep[p, k] > last[k]:
            return "cannot keep"
        if own[k]:
            return "" if self.follows[p, node, k] else "may not follow"
        if own[node] and t < self.earliest[p]:
            return "leaves the present post too early"
        return "" if self.follows[p, node, k] else "may not follow"

    def points(self, p: int, path: tuple[int, ...]) -> int:
        """Add up the points of a path, without rows."""
        total, node = 0, 0
        for t, k in enumerate(path):
            if k == GONE:
                break
            total += self.value[p, k, t]
            if self.nodes.own_post[p, k]:
                total += self.overdue[p, k, t]
            elif k != node:
                total += self.move[p, k, t]
            node = k
        return int(total)

    def rows(self, paths: list[tuple[int, ...]]) -> tuple[int, list[str]]:
        """Give the points of the rows, up from nothing, and the keys of rows beyond their limit of slack."""
        points, broken = 0, []
        for block in self.blocks:
            used = np.zeros(len(block.keys), np.int64)
            for usage in block.usage:
                for p, path in enumerate(paths):
                    self._use(usage, p, path, used)
            missing, excess = np.maximum(block.lower - used, 0), np.maximum(used - block.upper, 0)
            points += int(((block.lower.clip(0) - missing) * block.missing_price).sum())
            points -= int((excess * block.excess_price).sum())
            over = (missing > block.missing_max) | (excess > block.excess_max)
            broken += [key for key, is_over in zip(block.keys, over, strict=True) if is_over]
        return points, broken

    def _use(self, usage: Usage, p: int, path: tuple[int, ...], used: np.ndarray) -> None:
        """Add what one path uses of the rows by one usage."""
        count, rounds = self.nodes.shape[1:]
        place = usage.place
        slots = max(usage.row.shape[2], usage.amount.shape[2], 1 if place is None else place.shape[2])
        full = (self.nodes.shape[0], count, slots, rounds)
        row, amount = np.broadcast_to(usage.row, full)[p], np.broadcast_to(usage.amount, full)[p]
        places = None if place is None else np.broadcast_to(place, full[:3])[p]
        for k, t, other in _firings(usage, path):
            for s in range(slots):
                is_silent = places is not None and (
                    places[k, s] == -1 or (other is not None and places[k, s] in places[other])
                )
                if row[k, s, t] >= 0 and not (usage.event != "hold" and is_silent):
                    used[row[k, s, t]] += amount[k, s, t]


def _firings(usage: Usage, path: tuple[int, ...]) -> Iterator[tuple[int, int, int | None]]:
    """Yield the node, the round, and the node on the other side of each event of a path."""
    node = 0
    for t, k in enumerate(path):
        if usage.event == "hold" and k != GONE:
            yield k, t, None
        elif usage.event == "leave" and k != node and node != GONE and (k != GONE or usage.at_end):
            yield node, t, None if k == GONE else k
        elif usage.event == "enter" and k not in (node, GONE):
            yield k, t, node
        node = k
