"""Dated rule settings, legal windows and weight profiles: every number of the law is data with a citation."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, CheckConstraint, Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped

from models.base import Base, Numbered, UtcDateTime, field, one_of, utc_now

RULE_SEVERITIES = ("hard", "gate", "soft", "info")
"""Forbidden; allowed with a named approval; lawful but to be reasoned; bookkeeping only."""

WINDOW_KINDS = ("election", "post_inauguration", "acting_head")


class RuleSetting(Numbered, Base):
    """Parameters of one rule from a date on."""

    __tablename__ = "rule_setting"
    __table_args__ = (
        UniqueConstraint("code", "valid_from"),
        CheckConstraint("valid_to >= valid_from", name="ends_after_start"),
        one_of("severity", RULE_SEVERITIES),
        one_of("confidence", ("C", "N", "M")),
    )

    code: Mapped[str] = field(String(40), "Code of the rule", "T0")
    valid_from: Mapped[date] = field(Date, "First day of validity", "T0")
    valid_to: Mapped[date | None] = field(Date, "Last day; empty while in force", "T0")
    severity: Mapped[str] = field(String(4), "One of RULE_SEVERITIES", "T0", default="hard")
    parameters: Mapped[dict[str, Any]] = field(JSON, "Parameter values by name", "T0")
    citation: Mapped[str] = field(Text, "Instrument and article", "T0")
    confidence: Mapped[str] = field(String(1), "C text seen, N news only, M from memory", "T0")
    note: Mapped[str | None] = field(Text, "Remark", "T0")
    set_by: Mapped[int | None] = field(ForeignKey("account.id"), "Account that set it", "T1")
    set_at: Mapped[datetime] = field(UtcDateTime, "When it was set", "T1", default=utc_now)


class LegalWindow(Numbered, Base):
    """A period in which moves need a named outside approval (elections, inauguration, acting head)."""

    __tablename__ = "legal_window"
    __table_args__ = (
        UniqueConstraint("kind", "from_date"),
        CheckConstraint("to_date >= from_date", name="ends_after_start"),
        one_of("kind", WINDOW_KINDS),
    )

    kind: Mapped[str] = field(String(30), "One of WINDOW_KINDS", "T0")
    from_date: Mapped[date] = field(Date, "First day", "T0")
    to_date: Mapped[date] = field(Date, "Last day", "T0")
    citation: Mapped[str] = field(Text, "Instrument and article", "T0")
    approved: Mapped[bool] = field(Boolean, "Whether the approval is in hand", "T0", default=False)


class WeightProfile(Numbered, Base):
    """A named set of weights for the value of a plan."""

    __tablename__ = "weight_profile"

    code: Mapped[str] = field(String(30), "Code: continuity, balanced, fit, fewest_moves", "T0", unique=True)
    name: Mapped[str] = field(String(80), "Name on the screen, in Indonesian", "T0")
    name_en: Mapped[str | None] = field(String(80), "Name on the screen, in English", "T0")
    weights: Mapped[dict[str, Any]] = field(JSON, "Weights by name, whole points", "T0")
