"""When to stop: a clock with a limit, a request from outside, and a limit in units of work."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Limits:
    """
    What ends a search.

    Attributes
    ----------
    seconds : float
        Wall clock seconds from ``started``.
    stop : callable, optional
        Asked often; true ends the search soon.
    work : int, optional
        Units of work (pricings and sub-problems) after which the search ends; the same on every machine.
    started : float
        Clock at the start.
    done : int
        Units of work done.
    """

    seconds: float
    stop: Callable[[], bool] | None = None
    work: int | None = None
    started: float = field(default_factory=time.monotonic)
    done: int = 0

    @property
    def elapsed(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self.started

    @property
    def left(self) -> float:
        """Seconds left; with a limit of work the clock does not count."""
        return max(0.0, self.seconds - self.elapsed)

    @property
    def asked(self) -> bool:
        """Whether somebody asked to stop."""
        return self.stop is not None and self.stop()

    @property
    def over(self) -> bool:
        """Whether the search must end."""
        return self.asked or self.left <= 0 or (self.work is not None and self.done >= self.work)

    def spend(self, units: int = 1) -> None:
        """
        Count work.

        Parameters
        ----------
        units : int
            Units done.
        """
        self.done += units
