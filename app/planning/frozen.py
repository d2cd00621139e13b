"""A frozen case as the program handles it, without knowing the optimizer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


class CaseRefused(Exception):
    """The inputs contradict each other; each sentence names one contradiction with its place."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("; ".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True)
class FrozenCase:
    """What a run stores before it starts."""

    content: bytes
    fingerprint: str
    facts: dict[str, Any]
    data_version: int


@dataclass(frozen=True)
class Change:
    """One record that differs: its kind, its keys, whether it is new, gone or changed, and which fields."""

    kind: str
    keys: tuple[str, ...]
    how: str
    fields: tuple[str, ...] = ()
