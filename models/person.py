"""Civil servants with the minimal record that planning needs (no NIK, religion, family or salary)."""

from datetime import date

from sqlalchemy import Boolean, CheckConstraint, Date, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from models.base import Base, Keyed, Numbered, field, one_of
from models.competency import Competency
from models.post import POST_KINDS, Post
from models.unit import Unit

EMPLOYMENT_KINDS = ("PNS", "CPNS", "PPPK", "PPPK_PART_TIME")
PREDICATES = ("sangat_baik", "baik", "butuh_perbaikan", "kurang", "sangat_kurang")
EXPECTATIONS = ("below", "expected", "above")
SANCTION_LEVELS = ("light", "medium", "heavy")
ASSESSMENT_SOURCES = ("assessment_centre", "certificate", "superior", "self", "inferred")
RELATION_KINDS = ("spouse", "parent", "child", "sibling", "other")


class Person(Numbered, Keyed, Base):
    """One civil servant and the post held now."""

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("length(nip) = 18", name="nip_length"),
        one_of("employment_kind", EMPLOYMENT_KINDS),
        one_of("sex", ("L", "P")),
    )

    nip: Mapped[str] = field(String(18), "Civil servant number, 18 digits", "T2", unique=True)
    name: Mapped[str] = field(String(160), "Name with titles", "T0", index=True)
    employment_kind: Mapped[str] = field(String(16), "One of EMPLOYMENT_KINDS", "T1")
    sex: Mapped[str | None] = field(String(1), "L or P; display only, never scored", "T2")
    birth_date: Mapped[date | None] = field(Date, "Birth date; gives the retirement date", "T2")
    rank: Mapped[str | None] = field(String(6), "Rank such as III/d, or PPPK grade such as IX", "T2")
    rank_since: Mapped[date | None] = field(Date, "Effective date of the rank", "T2")
    legal_status: Mapped[str] = field(
        String(40), "Kedudukan hukum: aktif, tugas belajar, CLTN, …", "T2", default="aktif"
    )
    education_level: Mapped[str | None] = field(String(10), "SD, SMP, SMA, D1..D4, S1, S2, S3", "T1")
    education_field: Mapped[str | None] = field(String(120), "Field of study", "T1")
    service_start: Mapped[date | None] = field(Date, "TMT CPNS or start of the first contract", "T2")
    contract_ends_on: Mapped[date | None] = field(Date, "End of contract (PPPK)", "T2")
    unit_id: Mapped[int | None] = field(ForeignKey("unit.id"), "Unit of duty", "T0", index=True)
    post_id: Mapped[int | None] = field(ForeignKey("post.id"), "Definitive post held now", "T0", index=True)
    post_since: Mapped[date | None] = field(Date, "TMT jabatan: the clock of all tenure rules", "T1")
    installed_on: Mapped[date | None] = field(Date, "TMT pelantikan", "T1")
    active: Mapped[bool] = field(
        Boolean, "False once the person left or is gone from the roster", "T1", default=True
    )

    unit: Mapped[Unit | None] = relationship(lazy="raise")
    post: Mapped[Post | None] = relationship(lazy="raise")


class PostHistory(Numbered, Base):
    """An earlier or the present post in a person's career; experience rules are computed from it."""

    __tablename__ = "post_history"
    __table_args__ = (one_of("kind", POST_KINDS),)

    person_id: Mapped[int] = field(ForeignKey("person.id", ondelete="CASCADE"), "Person", "T1", index=True)
    title: Mapped[str] = field(String(200), "Name of the post at that time", "T1")
    unit_name: Mapped[str | None] = field(String(200), "Unit at that time", "T1")
    kind: Mapped[str] = field(String(20), "Kind of post, one of POST_KINDS", "T1")
    echelon: Mapped[str | None] = field(String(6), "Echelon, managerial posts only", "T1")
    functional_level: Mapped[str | None] = field(String(20), "Functional level", "T1")
    from_date: Mapped[date] = field(Date, "TMT jabatan", "T1")
    to_date: Mapped[date | None] = field(Date, "Last day; empty for the present post", "T1")
    decree_no: Mapped[str | None] = field(String(80), "Number of the decree", "T1")


class Performance(Numbered, Base):
    """A performance predicate of a year or a quarter (PermenPANRB 6/2022)."""

    __tablename__ = "performance"
    __table_args__ = (
        UniqueConstraint("person_id", "year", "period"),
        one_of("period", ("Y", "Q1", "Q2", "Q3", "Q4")),
        one_of("result", EXPECTATIONS),
        one_of("behaviour", EXPECTATIONS),
        one_of("predicate", PREDICATES),
    )

    person_id: Mapped[int] = field(ForeignKey("person.id", ondelete="CASCADE"), "Person", "T2")
    year: Mapped[int] = field(Integer, "Year appraised", "T2")
    period: Mapped[str] = field(String(4), "Y for the year, Q1 to Q4 for a quarter", "T2", default="Y")
    result: Mapped[str | None] = field(
        String(8), "Work result against expectation: below, expected or above", "T2"
    )
    behaviour: Mapped[str | None] = field(
        String(8), "Behaviour against expectation: below, expected or above", "T2"
    )
    predicate: Mapped[str] = field(String(20), "One of PREDICATES", "T2")


class TalentBox(Numbered, Base):
    """The box of the talent map (PermenPANRB 3/2020) that a person was in, by year."""

    __tablename__ = "talent_box"
    __table_args__ = (
        UniqueConstraint("person_id", "year"),
        CheckConstraint("box BETWEEN 1 AND 9", name="box_range"),
    )

    person_id: Mapped[int] = field(ForeignKey("person.id", ondelete="CASCADE"), "Person", "T3")
    year: Mapped[int] = field(Integer, "Year of the talent map", "T3")
    box: Mapped[int] = field(Integer, "Box 1 to 9; 7, 8 and 9 form the succession group", "T3")


class Sanction(Numbered, Base):
    """A disciplinary sanction (PP 94/2021)."""

    __tablename__ = "sanction"
    __table_args__ = (one_of("level", SANCTION_LEVELS),)

    person_id: Mapped[int] = field(ForeignKey("person.id", ondelete="CASCADE"), "Person", "T3", index=True)
    level: Mapped[str] = field(String(10), "One of SANCTION_LEVELS", "T3")
    kind: Mapped[str] = field(String(120), "Kind of sanction as in the decree", "T3")
    from_date: Mapped[date] = field(Date, "First day", "T3")
    to_date: Mapped[date | None] = field(Date, "Last day; empty when open", "T3")


class Assessment(Numbered, Base):
    """An assessed competency level with its source and date."""

    __tablename__ = "assessment"
    __table_args__ = (
        UniqueConstraint("person_id", "competency_id", "source", "assessed_on"),
        CheckConstraint("level BETWEEN 0 AND 5", name="level_range"),
        one_of("source", ASSESSMENT_SOURCES),
    )

    person_id: Mapped[int] = field(ForeignKey("person.id", ondelete="CASCADE"), "Person", "T1")
    competency_id: Mapped[int] = field(ForeignKey("competency.id"), "Competency", "T1", index=True)
    level: Mapped[int] = field(Integer, "Level found, 0 to 5", "T1")
    source: Mapped[str] = field(String(20), "One of ASSESSMENT_SOURCES", "T1")
    assessed_on: Mapped[date] = field(Date, "Date of the assessment", "T1")
    valid_until: Mapped[date | None] = field(Date, "Last day of validity", "T1")
    assessed_by: Mapped[str | None] = field(String(160), "Body or superior that assessed", "T1")
    evidence: Mapped[str | None] = field(Text, "Certificate number or note", "T1")

    competency: Mapped[Competency] = relationship(lazy="raise")


class TrainingRecord(Numbered, Base):
    """A training attended."""

    __tablename__ = "training_record"
    __table_args__ = (CheckConstraint("hours >= 0", name="hours_not_negative"),)

    person_id: Mapped[int] = field(ForeignKey("person.id", ondelete="CASCADE"), "Person", "T1", index=True)
    kind: Mapped[str] = field(String(20), "Kind code such as TECH, PKA, ELEARN", "T1")
    name: Mapped[str] = field(String(200), "Name of the training", "T1")
    hours: Mapped[int] = field(Integer, "Lesson hours (JP)", "T1")
    started_on: Mapped[date | None] = field(Date, "First day", "T1")
    ended_on: Mapped[date] = field(Date, "Last day", "T1")
    certificate_no: Mapped[str | None] = field(String(80), "Certificate number", "T1")
    competency_id: Mapped[int | None] = field(
        ForeignKey("competency.id"), "Competency that the training lifted", "T1", index=True
    )


class Relation(Numbered, Base):
    """A declared family tie, for conflict-of-interest rules only."""

    __tablename__ = "relation"
    __table_args__ = (
        UniqueConstraint("person_id", "other_id"),
        CheckConstraint("person_id <> other_id", name="two_persons"),
        one_of("kind", RELATION_KINDS),
    )

    person_id: Mapped[int] = field(ForeignKey("person.id", ondelete="CASCADE"), "Person", "T3")
    other_id: Mapped[int] = field(ForeignKey("person.id", ondelete="CASCADE"), "Relative", "T3", index=True)
    kind: Mapped[str] = field(String(30), "One of RELATION_KINDS", "T3")
