"""What the verifier says of a plan, and what the plan consists of, in keys and finished figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple


@dataclass(frozen=True)
class PlannedMove:
    """One move with its place in a chain; fields as in the table `move`."""

    person: str
    round_index: int
    from_post: str
    to_post: str
    kind: str
    chain: int
    place: int
    chain_end: str
    value: int
    fit_before: int
    fit_after: int
    checks: list[dict[str, Any]]
    reasons: list[dict[str, Any]]


@dataclass(frozen=True)
class PlannedStay:
    """One person's service to a role; fields as in the table `planned_service`."""

    person: str
    role: str
    from_round: int
    to_round: int
    began_before: bool
    via: str
    share: int
    leaves_because: str | None


@dataclass(frozen=True)
class Judgement:
    """A plan as the verifier sees it. An unlawful one carries the rule that it breaks, and nothing else."""

    is_lawful: bool
    refusal: str | None = None
    case_hash: str = ""
    plan_hash: str = ""
    plan_file: bytes = b""
    value: int = 0
    bound: int | None = None
    gap_ppm: int | None = None
    ledger: dict[str, int] = field(default_factory=dict)
    findings: list[dict[str, Any]] = field(default_factory=list)
    summary: dict[str, Any] = field(default_factory=dict)
    moves: list[PlannedMove] = field(default_factory=list)
    services: list[PlannedStay] = field(default_factory=list)


class RuleName(NamedTuple):
    """Title of a rule in both languages."""

    title: str
    title_en: str


@dataclass(frozen=True)
class Price:
    """What refusing the moves of some people costs, and the rules that the plan without them would break."""

    difference: int
    people: int
    broken: tuple[RuleName, ...]


Judge = Callable[[bytes, bytes], Judgement]
"""Takes a frozen case and a plan as JSON."""


def gap_ppm(value: int, bound: int | None) -> int | None:
    """Return the proven gap in millionths of the bound's size; none without a bound."""
    if bound is None:
        return None
    return (bound - value) * 1_000_000 // max(1, abs(bound))
