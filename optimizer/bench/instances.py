"""The cases of the benchmark, and which runs are made on them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from optimizer.generate.mobilisation import SHAPE as MOBILISATION

ENGINES = ("tuntas", "highs", "cpsat", "cpsat-tuned", "local-search", "greedy", "deferred-acceptance")
"""The engine, one HiGHS model, one CP-SAT model as it comes and as it does best, local search, greedy, and
for cases of one round a stable matching of both sides."""

USUAL_SECONDS = {200: 20, 500: 30, 2000: 120, 8000: 300, 20000: 600, 60000: 2400}
"""Wall clock limit by number of people, where none is given."""

HELD_OUT = 21
"""First seed that is never looked at while the engine is changed."""

ONE_ROUND_SHAPES = (MOBILISATION,)
"""Shapes that have one round whatever is asked for."""

ONE_ROUND_SIZES = (1000, 8000, 40000)
"""People of the family with one round: small, medium, and 40,000 for 27,000 posts."""

ONE_ROUND_ENGINES = ("tuntas", "highs", "cpsat", "greedy", "deferred-acceptance")
"""Methods that are compared on it; local search with one change per person has nothing of its own to show."""


@dataclass(frozen=True)
class Run:
    """One method on one case with one limit."""

    people: int
    shape: str
    seed: int
    seconds: int
    engine: str

    @property
    def instance(self) -> str:
        """Name of the case."""
        return f"{self.shape}-{self.people:05d}-s{self.seed}"

    @property
    def name(self) -> str:
        """Name of the run, and of its file."""
        return f"{self.instance}-{self.seconds:04d}s-{self.engine}"


def usual_seconds(people: int) -> int:
    """
    Give the usual limit for a number of people.

    Parameters
    ----------
    people : int
        Number of people.

    Returns
    -------
    int
        Seconds: the limit of the next greater usual size.
    """
    fitting = [seconds for size, seconds in USUAL_SECONDS.items() if size >= people]
    return min(fitting, default=max(USUAL_SECONDS.values()))


def runs(
    sizes: Sequence[int],
    shapes: Sequence[str],
    seeds: Sequence[int],
    engines: Sequence[str],
    seconds: Sequence[int] = (),
) -> Iterator[Run]:
    """
    List runs, small cases first.

    Parameters
    ----------
    sizes : sequence of int
        Numbers of people.
    shapes : sequence of str
        Shapes of the generator.
    seeds : sequence of int
        Seeds of the generator; the solver's seed is the same.
    engines : sequence of str
        Some of ``ENGINES``; a stable matching is left out where a shape has several rounds.
    seconds : sequence of int
        Limits; the usual one of each size when empty.

    Yields
    ------
    Run
        Every combination.
    """
    for people in sorted(sizes):
        for shape in shapes:
            for seed in seeds:
                for limit in seconds or (usual_seconds(people),):
                    for engine in engines:
                        if engine == "deferred-acceptance" and shape not in ONE_ROUND_SHAPES:
                            continue
                        yield Run(people, shape, seed, limit, engine)
