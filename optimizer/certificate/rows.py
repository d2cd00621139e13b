"""What the coupling rows earn at given multipliers: exact, in Python's own whole numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.rules._base import NO_LIMIT, RowBlock

MOST = 10**11
"""Greatest multiplier that is read: far above any price of a case, far below what 64 bits can add up."""


class CertificateError(ValueError):
    """The plan carries no certificate, or one that proves nothing; the message says which row and why."""


@dataclass(frozen=True)
class Multipliers:
    """
    The multipliers of a certificate.

    Attributes
    ----------
    scale : int
        They are whole numbers of ``1 / scale`` points.
    by_row : mapping
        Multiplier by key of a row; rows that are not named have 0.
    """

    scale: int
    by_row: Mapping[str, int]

    def of(self, block: RowBlock) -> NDArray[np.int64]:
        """
        Look up the rows of a rule.

        Parameters
        ----------
        block : RowBlock
            Rows.

        Returns
        -------
        ndarray of int, shape (R + 1,)
            The multiplier of each row, then 0 for "no row".
        """
        return np.array([*(self.by_row.get(key, 0) for key in block.keys), 0], np.int64)


def earned(blocks: Sequence[RowBlock], multipliers: Multipliers) -> int:
    """
    Add up the most that each row can earn, ``max over a of y a - slack(a)``, and what is granted at first.

    Parameters
    ----------
    blocks : sequence of RowBlock
        All rows of the case.
    multipliers : Multipliers
        Any.

    Returns
    -------
    int
        In units of ``1 / scale`` points. The value counts up from an organisation that lacks everything
        (ADR 0015), hence the points granted.

    Raises
    ------
    CertificateError
        A multiplier names no row, or no bound follows from it because its row would earn without end.
    """
    known = {key for block in blocks for key in block.keys}
    if strange := sorted(set(multipliers.by_row) - known):
        raise CertificateError(f"the certificate prices the row {strange[0]}, which this case does not have")
    total = 0
    for block in blocks:
        columns = (
            block.lower, block.upper, block.missing_price, block.excess_price,
            block.missing_max, block.excess_max,
        )  # fmt: skip
        for key, *row in zip(block.keys, *(map(int, np.asarray(each)) for each in columns), strict=True):
            total += _of_row(key, multipliers.by_row.get(key, 0), multipliers.scale, *row)
    return total


def _of_row(
    key: str, y: int, scale: int, lower: int, upper: int,
    missing_price: int, excess_price: int, missing_max: int, excess_max: int,
) -> int:  # fmt: skip
    """The most that one row can earn, and its grant."""
    if abs(y) > MOST:
        raise CertificateError(f"the multiplier {y} of the row {key} is beyond any price of a case")
    missing, excess = missing_price * scale, excess_price * scale
    has_lower, has_upper = lower > -NO_LIMIT, upper < NO_LIMIT
    if not has_lower and not has_upper:
        if y:
            raise CertificateError(f"the row {key} limits nothing, but has the multiplier {y}")
        return 0
    # Concave and piecewise linear in the use of the row: greatest at a corner, if it does not grow for ever.
    if (not has_upper and y > 0) or (has_upper and excess_max >= NO_LIMIT and y > excess):
        raise CertificateError(f"the row {key} would earn without end above its limit: multiplier {y}")
    if (not has_lower and y < 0) or (has_lower and missing_max >= NO_LIMIT and y < -missing):
        raise CertificateError(f"the row {key} would earn without end below its limit: multiplier {y}")
    worth = []
    if has_lower:
        worth += [y * lower, y * (lower - missing_max) - missing * missing_max]
    if has_upper:
        worth += [y * upper, y * (upper + excess_max) - excess * excess_max]
    granted = missing * lower if has_lower else 0
    return max(worth) + granted
