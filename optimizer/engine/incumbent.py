"""
The plan in hand: one path per person, what the rows hold, and how far it is from the bound and where.

While it breaks hard rows it carries a price for each unit, so that every step towards a lawful plan counts.
"""

import numpy as np
from numpy.typing import NDArray

from optimizer.engine.bounds import row_terms
from optimizer.engine.columns import Columns, together
from optimizer.engine.network import SCALE
from optimizer.engine.rows import Rows

BREACH = 20_000
"""Points per unit by which a hard row is broken, only while searching for a lawful plan."""


class Incumbent:
    """
    One path per person.

    Parameters
    ----------
    rows : Rows
        Coupling rows.
    columns : Columns
        One path per person, in the order of the case.
    """

    def __init__(self, rows: Rows, columns: Columns) -> None:
        self.rows = rows
        self.columns = columns
        self.activity = np.asarray(columns.uses.sum(axis=0)).ravel().astype(np.int64)

    @property
    def value(self) -> int:
        """Points of the plan; meaningful for a lawful one."""
        return self.rows.granted + int(self.columns.points.sum() - self.rows.cost(self.activity).sum())

    @property
    def breaches(self) -> int:
        """Units by which hard rows are broken."""
        return int(self.rows.overrun(self.activity).sum())

    @property
    def merit(self) -> int:
        """Value less the price of breaches: what a search raises."""
        return self.value - BREACH * self.breaches

    def with_changes(self, changed: Columns) -> "Incumbent":
        """
        Give some people other paths.

        Parameters
        ----------
        changed : Columns
            At most one path per person.

        Returns
        -------
        Incumbent
            A new plan; this one stays as it is.
        """
        order = np.arange(len(self.columns))
        order[changed.person] = len(self.columns) + np.arange(len(changed))
        return Incumbent(self.rows, together([self.columns, changed]).take(order))

    def used_by(self, people: NDArray[np.int64]) -> NDArray[np.int64]:
        """
        Add up what some people use.

        Parameters
        ----------
        people : ndarray of int
            Positions in the case.

        Returns
        -------
        ndarray of int, shape (R,)
            Units of each row.
        """
        return np.asarray(self.columns.uses[people].sum(axis=0)).ravel().astype(np.int64)

    def regrets(
        self, multipliers: NDArray[np.int64], best: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """
        Split the distance between bound and value among people and rows.

        Parameters
        ----------
        multipliers : ndarray of int, shape (R,)
            Of the bound, in units of 1/SCALE points.
        best : ndarray of int, shape (P,)
            Worth of each person's best path at these multipliers.

        Returns
        -------
        people, rows : ndarray of int, shapes (P,) and (R,)
            Not negative; their sum is bound less value, in units of 1/SCALE points.
        """
        people = best - self.columns.worth(multipliers)
        held = multipliers * self.activity - SCALE * self.rows.cost(self.activity)
        return people, row_terms(self.rows, multipliers) - held
