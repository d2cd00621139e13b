"""
The coupling rows of all rules, and how events of paths use them.

Consumption is stated once, by the rules' usages. Prices of events and coefficients of columns are both
read from the compiled usages here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from optimizer.engine.lawful import RuleInForce
from optimizer.nodes import Nodes
from optimizer.rules._base import NO_LIMIT, RowBlock, Usage


@dataclass(frozen=True)
class Rows:
    """
    All coupling rows, one behind the other; see ``RowBlock`` for the meaning of the arrays.

    Attributes
    ----------
    keys : list of str
        Stable key of each row.
    lower, upper, missing_price, excess_price, missing_max, excess_max : ndarray of int, shape (R,)
        Bounds, prices and limits of slack.
    code : ndarray of int, shape (R,)
        Position of the owning rule among ``codes``.
    codes : list of str
        Codes of the rules that own rows.
    """

    keys: list[str]
    lower: NDArray[np.int64]
    upper: NDArray[np.int64]
    missing_price: NDArray[np.int64]
    excess_price: NDArray[np.int64]
    missing_max: NDArray[np.int64]
    excess_max: NDArray[np.int64]
    code: NDArray[np.int64]
    codes: list[str]

    @property
    def count(self) -> int:
        """Number of rows R."""
        return len(self.keys)

    @cached_property
    def alike(self) -> tuple[NDArray[np.int64], int]:
        """
        Group of each row, shape (R,), and number of groups.

        Rows of one rule and one round whose slack has the same prices are alike, as are posts of one kind.
        """
        known: dict[tuple, int] = {}
        sides = (self.code.tolist(), self.missing_price.tolist(), self.excess_price.tolist(), self.keys)
        group = [
            known.setdefault((code, missing, excess, key.rpartition(":")[2]), len(known))
            for code, missing, excess, key in zip(*sides, strict=True)
        ]
        return np.array(group, np.int64), len(known)

    @property
    def granted(self) -> int:
        """Points of an organisation that lacks nothing: the value counts up from an empty one (ADR 0015)."""
        has_lower = self.lower > -NO_LIMIT
        return int((self.missing_price * np.where(has_lower, self.lower, 0)).sum())

    def cost(self, activity: NDArray) -> NDArray[np.int64]:
        """
        Points lost by slack.

        Parameters
        ----------
        activity : ndarray of int, shape (R,)
            Use of each row.

        Returns
        -------
        ndarray of int, shape (R,)
            Points lost per row; not negative. Limits of slack are not judged here.
        """
        missing = np.maximum(self.lower - activity, 0)
        excess = np.maximum(activity - self.upper, 0)
        return missing * self.missing_price + excess * self.excess_price

    def overrun(self, activity: NDArray) -> NDArray[np.int64]:
        """
        Units by which slack exceeds its limit.

        Parameters
        ----------
        activity : ndarray of int, shape (R,)
            Use of each row.

        Returns
        -------
        ndarray of int, shape (R,)
            0 where the row is kept.
        """
        missing = np.maximum(self.lower - self.missing_max - activity, 0)
        excess = np.maximum(activity - self.upper - self.excess_max, 0)
        return np.maximum(missing, excess)


@dataclass(frozen=True)
class SlotUse:
    """
    Uses of one event by node, slot and round.

    Attributes
    ----------
    index : ndarray of int, shape (n,)
        Flat position in (T, P, K, S); increasing, no repeats.
    matrix : sparse integer matrix, shape (n, R)
        Units used of each row.
    """

    index: NDArray[np.int64]
    matrix: sparse.csr_array


@dataclass(frozen=True)
class Family:
    """
    Usages of changes that share their places, so that they fire or stay silent together.

    Attributes
    ----------
    place : ndarray of int, shape (P, K, S)
        Identity that must change; -1 never fires.
    enter, leave, end : SlotUse
        Uses when a stay begins, when it ends by a change, when it ends with service.
    """

    place: NDArray[np.int64]
    enter: SlotUse
    leave: SlotUse
    end: SlotUse


@dataclass(frozen=True)
class Uses:
    """Everything that the paths of some people may use: holding, and families of changes."""

    hold: sparse.csr_array
    families: list[Family]


ALWAYS = -2
"""Place of a usage that names none: it fires at every change."""


def gather(blocks: Sequence[RowBlock]) -> Rows:
    """
    Put the rows of all rules one behind the other.

    Parameters
    ----------
    blocks : sequence of RowBlock
        Rows of the rules that couple people.

    Returns
    -------
    Rows
        All rows, in the order of the rules' codes.
    """
    blocks = sorted(blocks, key=lambda block: block.code)

    def joined(name: str) -> NDArray[np.int64]:
        parts = [np.asarray(getattr(block, name), np.int64) for block in blocks]
        return np.concatenate([np.zeros(0, np.int64), *parts])

    sizes = [len(block.keys) for block in blocks]
    return Rows(
        keys=[key for block in blocks for key in block.keys],
        lower=joined("lower"),
        upper=joined("upper"),
        missing_price=joined("missing_price"),
        excess_price=joined("excess_price"),
        missing_max=joined("missing_max"),
        excess_max=joined("excess_max"),
        code=np.repeat(np.arange(len(blocks)), sizes),
        codes=[block.code for block in blocks],
    )


def row_blocks(nodes: Nodes, rules: Sequence[RuleInForce]) -> list[RowBlock]:
    """
    Ask every rule for its rows.

    Parameters
    ----------
    nodes : Nodes
        Candidate nodes of some people.
    rules : sequence of (Rule, parameters)
        Rules with the parameters in force in each round.

    Returns
    -------
    list of RowBlock
        By code; only rules that couple people.
    """
    blocks = [rule.master(nodes, params) for rule, params in rules]
    return sorted((block for block in blocks if block is not None), key=lambda block: block.code)


def compile_uses(nodes: Nodes, blocks: Sequence[RowBlock]) -> Uses:
    """
    Turn the usages of all rules into sparse matrices.

    Parameters
    ----------
    nodes : Nodes
        Candidate nodes of some people.
    blocks : sequence of RowBlock
        Rows with the usages of exactly these nodes, ordered by code.

    Returns
    -------
    Uses
        The same uses, by event.
    """
    people, count, rounds = nodes.shape
    rows = sum(len(block.keys) for block in blocks)
    holds: list[tuple] = []
    grouped: dict[tuple, tuple[NDArray, dict[str, list[tuple]]]] = {}
    offset = 0
    for block in blocks:
        for usage in block.usage:
            entries = _entries(usage, nodes.real, rounds, offset)
            if usage.event == "hold":
                t, p, k, _, row, amount = entries
                holds.append(((t * people + p) * count + k, row, amount))
                continue
            place = _place(usage, people, count)
            events = grouped.setdefault(
                (place.shape, place.tobytes()), (place, {"enter": [], "leave": [], "end": []})
            )[1]
            t, p, k, s, row, amount = (
                part[place[entries[1], entries[2], entries[3]] != -1] for part in entries
            )
            found = (((t * people + p) * count + k) * place.shape[2] + s, row, amount)
            events[usage.event].append(found)
            if usage.event == "leave" and usage.at_end:
                events["end"].append(found)
        offset += len(block.keys)
    families = [
        Family(place, *(_slot_use(events[event], rows) for event in ("enter", "leave", "end")))
        for place, events in grouped.values()
    ]
    index, row, amount = _joined(holds)
    hold = sparse.coo_array((amount, (index, row)), shape=(rounds * people * count, rows)).tocsr()
    return Uses(hold, families)


def _entries(usage: Usage, real: NDArray, rounds: int, offset: int) -> tuple[NDArray, ...]:
    """Nonzero uses as (t, p, k, s, row, amount)."""
    people, count = real.shape
    slots = max(usage.row.shape[2], np.asarray(usage.amount).shape[2])
    shape = (people, count, slots, rounds)
    row = np.broadcast_to(usage.row, shape)
    amount = np.broadcast_to(usage.amount, shape)
    p, k, s, t = np.nonzero((row >= 0) & (amount != 0) & real[:, :, None, None])
    return t, p, k, s, row[p, k, s, t].astype(np.int64) + offset, amount[p, k, s, t].astype(np.int64)


def _place(usage: Usage, people: int, count: int) -> NDArray[np.int64]:
    """Places of a usage with all axes; ``ALWAYS`` where it names none."""
    slots = usage.row.shape[2]
    if usage.place is None:
        return np.full((people, count, slots), ALWAYS, np.int64)
    slots = max(slots, usage.place.shape[2])
    return np.ascontiguousarray(np.broadcast_to(usage.place, (people, count, slots)), dtype=np.int64)


def _joined(parts: list[tuple]) -> tuple[NDArray, NDArray, NDArray]:
    empty = np.zeros(0, np.int64)
    return tuple(np.concatenate([empty, *(part[i] for part in parts)]) for i in range(3))  # type: ignore[return-value]  # three


def _slot_use(parts: list[tuple], rows: int) -> SlotUse:
    flat, row, amount = _joined(parts)
    index, position = np.unique(flat, return_inverse=True)
    matrix = sparse.coo_array((amount, (position, row)), shape=(len(index), rows)).tocsr()
    return SlotUse(index, matrix)


__all__ = ["ALWAYS", "NO_LIMIT", "Family", "Rows", "SlotUse", "Uses", "compile_uses", "gather", "row_blocks"]
