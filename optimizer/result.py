"""What a run gives back: the verified plan, its bound, and how it went."""

from dataclasses import dataclass, field
from typing import Literal

from optimizer.plan import Plan
from optimizer.progress import Progress, relative_gap

Engine = Literal["column generation", "network", "network and column generation"]


@dataclass(frozen=True)
class Candidates:
    """
    What the choice of candidate nodes left out.

    Attributes
    ----------
    lawful : int
        Lawful pairs of person and other post.
    kept : int
        Those that the plan could use.
    potential : int
        Points by which the others could raise the bound at most, for plans in which each person changes
        post once, at the final multipliers.
    """

    lawful: int
    kept: int
    potential: int


@dataclass(frozen=True)
class Result:
    """
    Outcome of a run.

    Attributes
    ----------
    plan : Plan
        Best verified plan, with bound and certificate.
    value, bound : int
        Points of the plan, and points that no plan of the candidates exceeds.
    status : {"optimal", "feasible"}
        ``optimal`` only where value and bound are equal.
    seconds : float
        Wall clock seconds.
    work : int
        Units of work done: pricings and sub-problems.
    candidates : Candidates
        What choosing candidates left out.
    statistics : list of Progress
        Everything that the run said.
    engine : {"column generation", "network", "network and column generation"}
        What found plan and bound; see ``optimizer.oneround`` for the network.
    """

    plan: Plan
    value: int
    bound: int
    status: Literal["optimal", "feasible"]
    seconds: float
    work: int
    candidates: Candidates
    statistics: list[Progress] = field(default_factory=list)
    engine: Engine = "column generation"

    @property
    def gap(self) -> float | None:
        """Distance of value and bound as a share of the bound."""
        return relative_gap(self.value, self.bound)
