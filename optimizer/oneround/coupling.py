"""
Which coupling rows a network can carry, read from the rows themselves and from nothing else.

With one choice per person, a row is *settled* when nothing that people can choose reaches beyond one linear
piece of its slack: its price is then known beforehand. The others must be *places*: every use is one unit,
and any two rows are either apart or one inside the other (a laminar family). Then people and rows make a
network, and its linear programme has whole corners. Whatever is left *couples* people further.
"""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from optimizer.engine.network import SCALE
from optimizer.oneround.choices import Choices
from optimizer.rules._base import NO_LIMIT


@dataclass(frozen=True)
class Coupling:
    """
    What the rows of a case are to the network; ``R`` rows.

    Attributes
    ----------
    settled : ndarray of bool, shape (R,)
        Rows whose price nobody's choice can change.
    price : ndarray of int, shape (R,)
        Price of one unit of a settled row, in units of 1/SCALE points.
    place : ndarray of bool, shape (R,)
        Rows that are arcs of the network.
    parent : ndarray of int, shape (R,)
        The next greater place around a place; -1 where there is none.
    size : ndarray of int, shape (R,)
        Choices that use each place.
    reasons : list of str
        Why rows are neither, one sentence per rule and cause; empty when the network is exact.
    """

    settled: NDArray[np.bool_]
    price: NDArray[np.int64]
    place: NDArray[np.bool_]
    parent: NDArray[np.int64]
    size: NDArray[np.int64]
    reasons: list[str]

    @property
    def loose(self) -> NDArray[np.bool_]:
        """Rows that the network cannot carry, shape (R,)."""
        return ~self.settled & ~self.place


def coupling_of(choices: Choices) -> Coupling:
    """
    Sort the rows.

    Parameters
    ----------
    choices : Choices
        What everybody may do.

    Returns
    -------
    Coupling
        Cost grows with the uses of the rows that are not settled.
    """
    rows = choices.rows
    least, most = reach(choices)
    settled, price = _settled(choices, least, most)
    varies = choices.count_of_person[choices.person] > 1
    uses = choices.uses[varies].tocoo()
    causes = _unfit(choices, least, settled, uses)
    fit = ~settled & np.array([cause == "" for cause in causes], bool)
    in_place = fit[uses.coords[1]]
    member = sparse.csr_array(
        (np.ones(int(in_place.sum()), np.int64), tuple(side[in_place] for side in uses.coords)),
        shape=uses.shape,
    )
    size = np.asarray(member.sum(axis=0)).ravel().astype(np.int64)
    place, parent = _laminar(rows.code, fit, size, member)
    for r in np.flatnonzero(fit & ~place):
        causes[r] = "cut across the places of other rows"
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for r in np.flatnonzero(~settled & ~place):
        found[rows.codes[rows.code[r]], causes[r]].append(rows.keys[r])
    reasons = [
        f"{len(keys)} rows of {code} {cause}, for example {keys[0]}"
        if len(keys) > 1
        else f"the row {keys[0]} {_singular(cause)}"
        for (code, cause), keys in sorted(found.items())
    ]
    return Coupling(settled, price, place, parent, size, reasons)


def reach(choices: Choices) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """
    Bound what the choices can use of each row.

    Parameters
    ----------
    choices : Choices
        What everybody may do.

    Returns
    -------
    least, most : ndarray of int, shape (R,)
        Sums of the least and the greatest use of each person.
    """
    uses, count = choices.uses.tocoo(), choices.rows.count
    person, row = choices.person[uses.coords[0]], uses.coords[1]
    key = person * count + row
    order = np.argsort(key, kind="stable")
    keys, first, named = np.unique(key[order], return_index=True, return_counts=True)
    if not len(keys):
        return np.zeros(count, np.int64), np.zeros(count, np.int64)
    low, high = (each.reduceat(uses.data[order], first) for each in (np.minimum, np.maximum))
    some_use_nothing = named < choices.count_of_person[keys // count]
    low = np.where(some_use_nothing, np.minimum(low, 0), low)
    high = np.where(some_use_nothing, np.maximum(high, 0), high)
    least, most = np.zeros(count, np.int64), np.zeros(count, np.int64)
    np.add.at(least, keys % count, low)
    np.add.at(most, keys % count, high)
    return least, most


def _settled(choices: Choices, least: NDArray, most: NDArray) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Rows that stay on one linear piece of their slack, and the slope of the piece."""
    rows = choices.rows
    has_lower, has_upper = rows.lower > -NO_LIMIT, rows.upper < NO_LIMIT
    fits = ~has_lower | (least >= rows.lower - rows.missing_max)
    fits &= ~has_upper | (most <= rows.upper + rows.excess_max)
    below, above = has_lower & (least < rows.lower), has_upper & (most > rows.upper)
    between = (~has_lower | (most > rows.lower)) & (~has_upper | (least < rows.upper))
    between &= rows.upper > rows.lower
    left, right = np.where(below, -rows.missing_price, 0), np.where(above, rows.excess_price, 0)
    # A slope of zero below or above is the slope between.
    between |= (below & (left == 0)) | (above & (right == 0))
    pieces = (left != 0).astype(int) + (right != 0) + between
    one_piece = (pieces <= 1) | (least == most)
    return fits & one_piece, SCALE * (left + right)


def _unfit(choices: Choices, least: NDArray, settled: NDArray, uses: sparse.coo_array) -> list[str]:
    """Why a row by itself cannot be a place; empty where it can."""
    rows = choices.rows
    is_odd = np.zeros(rows.count, bool)
    is_odd[uses.coords[1][uses.data != 1]] = True
    must = (rows.lower > -NO_LIMIT) & (least < rows.lower - rows.missing_max)
    causes = []
    for r in range(rows.count):
        cause = ""
        if not settled[r] and is_odd[r]:
            cause = "are used by other amounts than one"
        elif not settled[r] and must[r]:
            cause = "ask for a least use at any price"
        causes.append(cause)
    return causes


def _singular(cause: str) -> str:
    verb, _, rest = cause.partition(" ")
    return f"{ {'are': 'is', 'cut': 'cuts', 'ask': 'asks'}[verb] } {rest}"


def _laminar(
    code: NDArray, fit: NDArray, size: NDArray, member: sparse.csr_array
) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """
    Take rows into a laminar family, rules with most rows first; give the family and its tree.

    Equal sets lie inside each other by position.
    """
    rows = len(fit)
    shared = sparse.csr_array(member.T @ member)
    rank = np.bincount(code[fit], minlength=int(code.max(initial=0)) + 1)
    order = sorted(np.flatnonzero(fit).tolist(), key=lambda r: (-rank[code[r]], code[r], r))
    place = np.zeros(rows, bool)
    around: list[list[int]] = [[] for _ in range(rows)]
    for r in order:
        part = slice(shared.indptr[r], shared.indptr[r + 1])
        others, common = shared.indices[part], shared.data[part]
        met = place[others] & (common > 0)
        others, common = others[met], common[met]
        if (common != np.minimum(size[r], size[others])).any():
            continue
        place[r] = True
        for other in others.tolist():
            inner, outer = (r, other) if (size[r], r) < (size[other], other) else (other, r)
            around[inner].append(outer)
    parent = np.full(rows, -1, np.int64)
    for r in np.flatnonzero(place).tolist():
        if around[r]:
            parent[r] = min(around[r], key=lambda other: (size[other], other))
    return place, parent
