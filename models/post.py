"""Posts with formation, requirements and competency standard (peta jabatan, standar kompetensi jabatan)."""

from typing import Any

from sqlalchemy import JSON, Boolean, CheckConstraint, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from models.base import Base, Keyed, Numbered, field, one_of
from models.competency import Competency
from models.unit import Unit

POST_KINDS = (
    "SENIOR_EXECUTIVE",
    "ADMINISTRATOR",
    "SUPERVISOR",
    "STAFF",
    "FUNCTIONAL_EXPERT",
    "FUNCTIONAL_SKILLED",
)
SPECIAL_POSTS = (
    "sekda",
    "inspektur",
    "irban",
    "sekwan",
    "camat",
    "dukcapil",
    "kepala_sekolah",
    "kepala_puskesmas",
    "direktur_rsud",
)
"""Posts that are entered or left only with a consent from outside; the rule setting names the document."""


class Post(Numbered, Keyed, Base):
    """A row of the post map: equal posts of one unit share a row with a formation of n."""

    __tablename__ = "post"
    __table_args__ = (
        CheckConstraint("formation >= 0", name="formation_not_negative"),
        CheckConstraint("job_class BETWEEN 1 AND 17", name="job_class_range"),
        one_of("kind", POST_KINDS),
        one_of("special", SPECIAL_POSTS),
    )

    code: Mapped[str] = field(String(64), "Code of the post in the post map", "T0", unique=True)
    unit_id: Mapped[int] = field(ForeignKey("unit.id"), "Unit the post belongs to", "T0", index=True)
    title: Mapped[str] = field(String(200), "Name of the post", "T0")
    kind: Mapped[str] = field(String(20), "One of POST_KINDS", "T0")
    echelon: Mapped[str | None] = field(String(6), "Echelon such as III.b, managerial posts only", "T0")
    functional_level: Mapped[str | None] = field(
        String(20), "Level of a functional post, for example Ahli Muda", "T0"
    )
    functional_family: Mapped[str | None] = field(
        String(80), "Functional family, for example Pranata Komputer", "T0"
    )
    job_class: Mapped[int | None] = field(Integer, "Job class (kelas jabatan) 1 to 17", "T0")
    formation: Mapped[int] = field(Integer, "Authorised headcount", "T0", default=1)
    rank_min: Mapped[str | None] = field(String(6), "Lowest rank, for example III/c", "T0")
    rank_max: Mapped[str | None] = field(String(6), "Highest rank, for example III/d", "T0")
    education_min: Mapped[str | None] = field(String(10), "Lowest education: SMA, D3, D4, S1, S2", "T0")
    education_fields: Mapped[list[Any]] = field(
        JSON, "Accepted education fields; empty means any", "T0", default=list
    )
    leads_unit: Mapped[bool] = field(Boolean, "Whether the holder leads the unit", "T0", default=False)
    high_risk: Mapped[bool] = field(
        Boolean, "Corruption-prone post with regular rotation", "T1", default=False
    )
    special: Mapped[str | None] = field(String(20), "One of SPECIAL_POSTS: needs a named approval", "T0")
    active: Mapped[bool] = field(Boolean, "False once the post is abolished", "T0", default=True)

    unit: Mapped[Unit] = relationship(lazy="raise")


class PostStandard(Numbered, Base):
    """The level of a competency that a post asks for."""

    __tablename__ = "post_standard"
    __table_args__ = (
        UniqueConstraint("post_id", "competency_id"),
        CheckConstraint("level BETWEEN 1 AND 5", name="level_range"),
    )

    post_id: Mapped[int] = field(ForeignKey("post.id", ondelete="CASCADE"), "Post", "T0")
    competency_id: Mapped[int] = field(ForeignKey("competency.id"), "Competency", "T0", index=True)
    level: Mapped[int] = field(Integer, "Level asked for, 1 to 5", "T0")

    competency: Mapped[Competency] = relationship(lazy="raise")
