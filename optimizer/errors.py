"""The errors that the optimizer raises; each carries all faults found, one sentence each."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One fault of an input: where it stands, as a JSON path, and what is wrong."""

    path: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.path}: {self.sentence}"


class FaultError(ValueError):
    """Base of refusals of an input; ``faults`` lists everything that is wrong with it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)


class CaseError(FaultError):
    """The case cannot be read, or contradicts itself."""


class PlanError(FaultError):
    """The plan cannot be read, or does not belong to its case."""


class SolveError(RuntimeError):
    """The engine could not do what it was asked, although the case was sound."""


class NoPlanError(SolveError):
    """
    There is no lawful plan, or none was found in time.

    ``reasons`` names who or what stands in the way, one sentence each; ``proven`` tells whether a second,
    independent search has confirmed that no lawful plan exists.
    """

    def __init__(self, reasons: Sequence[str], proven: bool) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = tuple(reasons)
        self.proven = proven
