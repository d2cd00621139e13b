"""What a run says while it runs; printing and storing it is left to whoever listens."""

from dataclasses import dataclass
from typing import Literal

Phase = Literal["read", "paths", "bound", "plan", "improve", "verify", "done"]


@dataclass(frozen=True)
class Progress:
    """
    State of a run at one moment.

    Attributes
    ----------
    elapsed : float
        Seconds since the start.
    phase : str
        What the run does: read, paths, bound, plan (a better verified plan), improve, verify, done.
    value : int or None
        Points of the best verified plan.
    bound : int or None
        Points that no plan exceeds, over all lawful posts (docs/method.md, what is promised).
    note : str
        A few words for people.
    """

    elapsed: float
    phase: Phase
    value: int | None = None
    bound: int | None = None
    note: str = ""

    @property
    def gap(self) -> float | None:
        """Distance of value and bound as a share of the bound; None before both are known."""
        return relative_gap(self.value, self.bound)


def relative_gap(value: int | None, bound: int | None) -> float | None:
    """
    Say how far a plan may be from the best one.

    Parameters
    ----------
    value : int or None
        Points of a plan.
    bound : int or None
        Points that no plan exceeds.

    Returns
    -------
    float or None
        Share of the bound; None when one of the two is unknown or the bound is 0.
    """
    return None if value is None or not bound else (bound - value) / abs(bound)
