"""What the page of a run shows of the rule court's verdict."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class FactShown:
    """One fact of a conflict or one demand: its sentence, its legal text, where it is kept."""

    sentence: str
    legal: str
    kind: str
    is_changeable: bool
    href: str | None
    lawful_from: str = ""


@dataclass(frozen=True, kw_only=True)
class WayShown:
    """What one person does in the plan of a verdict, post after post."""

    person: str
    href: str
    stays: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class VerdictShown:
    """
    The verdict on a run without a lawful plan.

    `status` is as in the court: lawful, conflict, unconfirmed, open. `size` says what is known of the size of
    the conflict. `drop` is empty where nothing can be taken back that would help.
    """

    status: str
    heard: int
    facts: tuple[FactShown, ...]
    size: str
    drop: tuple[FactShown, ...]
    is_smallest: bool
    is_confirmed_twice: bool
    ways: tuple[WayShown, ...]
