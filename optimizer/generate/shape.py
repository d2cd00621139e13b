"""The shapes of synthetic cases: what kind of year the government is in."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Shape:
    """
    Figures that differ from one kind of year to another.

    Attributes
    ----------
    vacant_percent : float
        Places without a holder.
    due_percent : float
        People who pass five years in their post within the horizon or have passed them.
    abolished_percent : float
        Managerial posts whose formation falls to zero although somebody holds them.
    frozen_months : int
        Months after the start during which moves of managers need an approval that does not exist yet.
    """

    vacant_percent: float = 6.0
    due_percent: float = 25.0
    abolished_percent: float = 0.0
    frozen_months: int = 0


SHAPES = {
    "calm": Shape(),
    "election": Shape(vacant_percent=8.0, due_percent=65.0, frozen_months=4),
    "shrinking": Shape(vacant_percent=2.0, due_percent=35.0, abolished_percent=12.0),
}
