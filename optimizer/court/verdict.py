"""What the court says: frozen structures that write to JSON as they are."""

from datetime import date
from typing import Literal

from msgspec import Struct

from optimizer.plan import Path

Size = Literal["smallest", "irreducible", "not shown"]


class Reading(Struct, frozen=True, kw_only=True):
    """
    One fact of a conflict, as people read it.

    ``legal`` names instrument, article and confidence (C certain, N near, M to be confirmed) of what gives
    the fact its force; ``round`` and ``post`` are those where it bites, which may be one of several.
    """

    kind: str
    rule: str
    sentence: str
    sentence_en: str
    legal: list[dict[str, str]]
    changeable: bool
    person: str = ""
    post: str = ""
    role: str = ""
    department: str = ""
    round: int | None = None
    lawful_from: date | None = None


class Conflict(Struct, frozen=True, kw_only=True):
    """
    Facts that cannot hold together.

    ``size`` is *smallest* when no conflict of fewer facts exists among the people looked at, else
    *irreducible*; ``confirmed`` tells whether the second method agrees. Without it, nothing is claimed but
    what ``note`` says.
    """

    facts: list[Reading]
    size: Size
    confirmed: bool
    note: str = ""


class Relaxation(Struct, frozen=True, kw_only=True):
    """
    Demands to take back, and the plan that is lawful then.

    ``smallest`` tells whether fewer would not do. ``confirmed_twice`` says that the second method confirms
    it, which it does for a single demand: the conflict shows that none is too few.
    """

    drop: list[Reading]
    smallest: bool
    confirmed_twice: bool
    paths: list[Path]
    dates: list["FirstDate | None"] = []
    """When each demand of ``drop`` becomes lawful on its own; empty before it was asked, None for no pin."""


class FirstDate(Struct, frozen=True, kw_only=True):
    """
    When the wish becomes lawful.

    ``by`` is *plan* when a verified plan fulfils it from ``round`` on, *rules* when it lies beyond the
    horizon and only what concerns the person alone is known, *never* when no date is known.
    """

    by: Literal["plan", "rules", "never"]
    on: date | None = None
    round: int | None = None
    sentence: str = ""
    sentence_en: str = ""


class Verdict(Struct, frozen=True, kw_only=True):
    """
    The court's answer.

    ``status``: *lawful* (a verified plan keeps everything asked for; ``paths`` has it), *conflict* (a
    conflict that two methods confirm), *unconfirmed* (one method finds a conflict, the other does not
    agree or cannot tell) or *open* (the time did not suffice).
    """

    status: Literal["lawful", "conflict", "unconfirmed", "open"]
    case_hash: str
    wish: Reading | None = None
    conflict: Conflict | None = None
    relaxation: Relaxation | None = None
    first_date: FirstDate | None = None
    paths: list[Path] = []
    people: list[str] = []
    note: str = ""
