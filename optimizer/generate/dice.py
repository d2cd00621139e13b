"""Chance that is the same on every Python: only ``random.Random.random`` is used, a promised stream."""

import random
from collections.abc import Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """A seeded source of chance; every draw uses one number of the stream per value."""

    def __init__(self, seed: int | str) -> None:
        # Texts are seeded through SHA-512, which does not depend on PYTHONHASHSEED.
        self._stream = random.Random(f"tuntas-{seed}")  # noqa: S311 - no secret hangs on it

    def unit(self) -> float:
        """Draw from 0 to 1, the upper end excluded."""
        return self._stream.random()

    def chance(self, percent: float) -> bool:
        """Tell whether something of this probability happens."""
        return self.unit() * 100 < percent

    def between(self, low: int, high: int) -> int:
        """Draw a whole number, both ends included."""
        return low + int(self.unit() * (high - low + 1))

    def choice(self, values: Sequence[T]) -> T:
        """Draw one of the values."""
        return values[int(self.unit() * len(values))]

    def weighted(self, weights: Mapping[T, float]) -> T:
        """Draw a key with a probability in proportion to its weight."""
        mark = self.unit() * sum(weights.values())
        for value, weight in weights.items():
            mark -= weight
            if mark < 0:
                return value
        return next(reversed(list(weights)))

    def shuffled(self, values: Sequence[T]) -> list[T]:
        """Return the values in a random order."""
        return [value for _, _, value in sorted((self.unit(), n, value) for n, value in enumerate(values))]

    def sample(self, values: Sequence[T], size: int) -> list[T]:
        """Draw different values, as many as there are at most."""
        rest = list(values)
        return [rest.pop(int(self.unit() * len(rest))) for _ in range(min(size, len(rest)))]
