"""
What worker and solver say to each other: lines of JSON over the pipes of the solver's process.

In: one order line and the frozen case; then a line `stop`, or the end of the pipe, which means that nobody
listens any more. Out: points, plans, and one end of the search; after it what is proven about its result,
a certificate of the bound or the verdict of the rule court, for which nobody has to wait who asks to stop.
"""

from __future__ import annotations

from typing import Literal

import msgspec

STOP = b"stop\n"


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What to solve: followed by `case_bytes` bytes of frozen case."""

    seconds: float
    seed: int
    memory_mb: int
    case_bytes: int


class Point(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="point"):
    """Where the search stands after so many milliseconds of this attempt."""

    elapsed_ms: int
    phase: Literal["read", "paths", "bound", "plan", "improve", "verify", "certify", "court"]
    value: int | None = None
    bound: int | None = None
    note: str | None = None


class Incumbent(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="plan"):
    """A whole plan that the solver's own check accepted."""

    elapsed_ms: int
    plan: msgspec.Raw


class End(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="end"):
    """How the search ended. `failed` carries the reason."""

    status: Literal["done", "stopped", "failed"]
    message: str | None = None


class Certificate(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="certificate"):
    """After the end: a bound that holds for every lawful plan of the case, proven without a solver."""

    bound: int


class Ruling(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="ruling"):
    """After an end without a lawful plan: the verdict of the rule court; a later one replaces an earlier."""

    verdict: msgspec.Raw


Said = Point | Incumbent | End | Certificate | Ruling

_decoder = msgspec.json.Decoder(Said)


def encode(message: Order | Said) -> bytes:
    """Write one line."""
    return msgspec.json.encode(message) + b"\n"


def decode(line: bytes) -> Said:
    """Read a line of the solver."""
    return _decoder.decode(line)


def decode_order(line: bytes) -> Order:
    """Read the first line that the solver gets."""
    return msgspec.json.decode(line, type=Order)
