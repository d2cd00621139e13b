"""What a method gives back, and how its value grew with time."""

import time
from dataclasses import dataclass, field

from optimizer.plan import Plan


@dataclass(frozen=True)
class Outcome:
    """
    Result of a method.

    Attributes
    ----------
    plan : Plan or None
        None when nothing was found in time.
    bound : int or None
        Points that no plan of the candidates exceeds, as the method claims.
    trace : list of tuple
        Seconds, value and bound at each better plan, as the method claims.
    note : str
        Size of the model and the like.
    """

    plan: Plan | None
    bound: int | None
    trace: list[tuple[float, float, float | None]] = field(default_factory=list)
    note: str = ""


class Trace:
    """Collects the moments at which a better plan was found; ``begun`` is a reading of the clock."""

    def __init__(self, begun: float, granted: int = 0) -> None:
        self._begun = begun
        self._granted = granted
        self.points: list[tuple[float, float, float | None]] = []

    @property
    def elapsed(self) -> float:
        """Seconds since the method began."""
        return time.monotonic() - self._begun

    def add(self, value: float, bound: float | None) -> None:
        """Note a better plan; models count down from what is granted, values count up from nothing."""
        value = value + self._granted
        bound = None if bound is None else bound + self._granted
        if not self.points or value > self.points[-1][1]:
            self.points.append((round(self.elapsed, 2), value, bound))
