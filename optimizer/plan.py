"""
The plan: who holds which post and serves which roles in which rounds; nothing is computed here.

People whose path is not listed stay where they are, with their present roles, until their service ends.
"""

from typing import Annotated, Literal

from msgspec import Meta

from optimizer.case import Key, Percent, Record

PLAN_FORMAT = "tuntas-plan"
PLAN_VERSION = 1


class Assignment(Record, frozen=True):
    """A role served during a stay, at a share of working time."""

    role: Key
    share: Annotated[int, Meta(ge=1, le=100)] = 100
    via: Literal["post", "team"] = "post"


class Stay(Record, frozen=True):
    """Rounds ``first`` to ``last`` (both included) in one post with one set of roles."""

    post: Key
    first: Annotated[int, Meta(ge=0)]
    last: Annotated[int, Meta(ge=0)]
    roles: list[Assignment] = []


class Path(Record, frozen=True):
    """The stays of one person in order, without holes; it ends early when service ends."""

    person: Key
    stays: list[Stay]


class Certificate(Record, frozen=True):
    """
    Multipliers that prove the bound.

    ``multipliers`` maps the key of a coupling row to a whole number in units of ``1 / scale`` points.
    """

    scale: Annotated[int, Meta(ge=1)]
    multipliers: dict[str, int]


class Plan(Record, frozen=True):
    """A plan for the case whose hash is ``case_hash``; value and bound are claims until verified."""

    format: Literal["tuntas-plan"]
    version: Literal[1]
    case_hash: str
    paths: list[Path]
    value: int
    bound: int | None = None
    status: Literal["optimal", "feasible"] = "feasible"
    seed: int = 0
    solver: str = ""
    certificate: Certificate | None = None


__all__ = ["Assignment", "Certificate", "Path", "Percent", "Plan", "Stay"]
