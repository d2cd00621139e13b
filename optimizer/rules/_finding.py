"""What a rule rests on, what it finds in a plan, and the examples by which it shows what it means."""

from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True)
class LegalBasis:
    """Instrument and article a rule rests on; house rules name their ADR. Confidence is C, N or M."""

    instrument: str
    article: str = ""
    confidence: str = "M"


NEEDED = "perlu {document} dari {issuer}, siapkan {lead_days} hari kerja."
NEEDED_EN = "{document} of {issuer} is needed, allow {lead_days} working days."
"""How a sentence about a document ends."""


@dataclass(frozen=True)
class Paper:
    """A document that a plan waits for, and who issues it, in Indonesian and in English."""

    name: str
    name_en: str
    issuer: str
    issuer_en: str


@dataclass(frozen=True)
class Finding:
    """
    What the verifier says about one instance of a rule.

    Attributes
    ----------
    rule : str
        Code of the rule.
    kind : {"breach", "charge", "gate"}
        A breach makes a plan unlawful; a charge carries points; a gate names an approval to obtain.
    points : int
        Points of a charge (negative) or credit (positive); 0 for others.
    facts : dict
        Numbers and keys for the sentence: person, post, unit, role, round, limit, lawful_from, …
    """

    rule: str
    kind: Literal["breach", "charge", "gate"]
    points: int = 0
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Example:
    """
    A tiny case and plan on which the rule alone decides: kept, broken, or on the edge.

    Attributes
    ----------
    title : str
        What it shows.
    case : dict
        A whole case.
    paths : list of dict
        Paths of the plan; people without one stay.
    breaches, gates : int
        Breaches and gates that the rule finds.
    points : int, optional
        Points that the rule gives; not compared when missing.
    """

    title: str
    case: dict[str, Any]
    paths: list[dict[str, Any]]
    breaches: int = 0
    gates: int = 0
    points: int | None = None


@dataclass(frozen=True)
class NoParams:
    """Parameters of a rule that has none."""
