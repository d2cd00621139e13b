"""What a pricing of all people has found."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.engine.columns import Columns


@dataclass(frozen=True)
class Bounding:
    """
    One pricing of all people, as far as the bound goes.

    Attributes
    ----------
    multipliers : ndarray of int, shape (R,)
        At which they were priced.
    best : ndarray of int, shape (P,)
        Worth of each person's best path in units of 1/SCALE points.
    bound : int
        Lagrangian bound in units of 1/SCALE points.
    """

    multipliers: NDArray[np.int64]
    best: NDArray[np.int64]
    bound: int


@dataclass(frozen=True)
class Pass(Bounding):
    """
    A pricing with its paths.

    Attributes
    ----------
    columns : Columns
        Best paths, the best one first; without those that come back to a post or role once left.
    """

    columns: Columns


@dataclass(frozen=True)
class Weighing(Bounding):
    """
    A pricing without its paths.

    Attributes
    ----------
    activity : ndarray of int, shape (R,)
        What the best paths use together.
    outside : int
        Part of the bound that comes from posts without a node.
    """

    activity: NDArray[np.int64]
    outside: int = 0
