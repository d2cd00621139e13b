"""The competency dictionary: the nine national competencies and the technical ones, levels 1 to 5."""

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped

from models.base import Base, Keyed, Numbered, field, one_of

COMPETENCY_FAMILIES = ("managerial", "sociocultural", "technical")


class Competency(Numbered, Keyed, Base):
    """A competency that posts and system roles may ask for (PermenPANRB 38/2017 and local catalogue)."""

    __tablename__ = "competency"
    __table_args__ = (one_of("family", COMPETENCY_FAMILIES),)

    code: Mapped[str] = field(String(40), "Short code, for example INT or api_interop", "T0", unique=True)
    name: Mapped[str] = field(String(120), "Name in Indonesian", "T0")
    name_en: Mapped[str | None] = field(String(120), "Name in English", "T0")
    family: Mapped[str] = field(String(20), "One of COMPETENCY_FAMILIES", "T0")
    description: Mapped[str | None] = field(Text, "What the competency covers", "T0")


class CompetencyLevel(Numbered, Base):
    """What one level of a competency means."""

    __tablename__ = "competency_level"
    __table_args__ = (
        UniqueConstraint("competency_id", "level"),
        CheckConstraint("level BETWEEN 1 AND 5", name="level_range"),
    )

    competency_id: Mapped[int] = field(ForeignKey("competency.id", ondelete="CASCADE"), "Competency", "T0")
    level: Mapped[int] = field(Integer, "Level 1 to 5", "T0")
    indicators: Mapped[str] = field(Text, "Behaviour by which the level is recognised", "T0")
