"""What the ascents share: their state, the size of rows, and the subgradient of the Lagrangian bound."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.engine import bounds
from optimizer.engine.crew import Crew
from optimizer.engine.passes import Weighing


@dataclass
class Ascent:
    """
    State of an ascent.

    Attributes
    ----------
    best : Weighing
        Pricing with the lowest bound so far.
    steps : int
        Pricings done.
    drop : float
        Estimate of what the bound can still fall by.
    """

    best: Weighing
    steps: int
    drop: float


def row_scale(crew: Crew) -> NDArray[np.float64]:
    """
    Estimate the size of one event's use of each row, so that rows in percent and in heads move alike.

    Parameters
    ----------
    crew : Crew
        All people.

    Returns
    -------
    ndarray of float, shape (R,)
        Greatest amount by which an event uses the row; 1 where nothing does.
    """
    scale = np.ones(crew.rows.count)
    for block in range(len(crew.blocks)):
        uses = crew.network(block).uses
        parts = [uses.hold, *(use.matrix for f in uses.families for use in (f.enter, f.leave, f.end))]
        for matrix in parts:
            if matrix.nnz:
                np.maximum.at(scale, matrix.indices, np.abs(matrix.data))
    return scale


def subgradient(crew: Crew, result: Weighing) -> NDArray[np.float64]:
    """
    Difference between what rows would have and what the best paths use.

    Parameters
    ----------
    crew : Crew
        All people.
    result : Weighing
        A pricing.

    Returns
    -------
    ndarray of float, shape (R,)
        A subgradient of the bound at the multipliers of the pricing.
    """
    nearest = bounds.nearest_activity(crew.rows, result.multipliers, result.activity)
    return (nearest - result.activity).astype(float)
