"""Plans: a verified proposal with its moves, chains, charges and stored files."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, relationship

from models.base import Base, Keyed, Numbered, UtcDateTime, field, one_of, utc_now
from models.person import Person
from models.post import Post
from models.round import Run
from models.system import SERVICE_WAYS, SystemRole

MOVE_KINDS = ("rotation", "promotion", "diagonal")
CHAIN_ENDS = ("vacancy", "cycle", "retiree")
LEAVING_REASONS = ("move", "retirement", "contract")


class Plan(Numbered, Keyed, Base):
    """A plan that the independent verifier accepted."""

    __tablename__ = "plan"
    __table_args__ = (UniqueConstraint("run_id"),)

    run_id: Mapped[int] = field(ForeignKey("run.id"), "Run that found it", "T1")
    round_id: Mapped[int] = field(ForeignKey("transfer_round.id"), "Round", "T1", index=True)
    case_hash: Mapped[str] = field(String(64), "SHA-256 of the case it answers", "TX")
    plan_hash: Mapped[str] = field(String(64), "SHA-256 of the plan", "TX")
    plan_file: Mapped[bytes] = field(LargeBinary, "Plan as JSON, compressed", "T2", deferred=True)
    value: Mapped[int] = field(BigInteger, "Value in points, recomputed by the verifier", "T1")
    bound: Mapped[int | None] = field(
        BigInteger, "Bound in points: certified, or else the run's own claim", "T1"
    )
    gap_ppm: Mapped[int | None] = field(BigInteger, "Gap to the bound in millionths of its size", "T1")
    is_lawful: Mapped[bool] = field(Boolean, "Whether the verifier found no breach", "T1")
    ledger: Mapped[dict[str, Any]] = field(JSON, "Points per rule; they sum to the value", "T1")
    findings: Mapped[list[Any]] = field(
        JSON, "Findings of the verifier: breaches and gates", "T2", deferred=True
    )
    summary: Mapped[dict[str, Any]] = field(
        JSON, "Figures for the screens: moves, vacancies, systems, …", "T1"
    )
    verified_at: Mapped[datetime] = field(UtcDateTime, "When the verifier accepted it", "T1", default=utc_now)
    shared_at: Mapped[datetime | None] = field(
        UtcDateTime, "When the planner showed it to the department heads; empty before", "T1"
    )
    certified_at: Mapped[datetime | None] = field(
        UtcDateTime, "When the bound was proven again without a solver; empty: the run's own claim", "T1"
    )

    run: Mapped[Run] = relationship(lazy="raise")


class Move(Numbered, Keyed, Base):
    """One move of a plan: a person leaves a post for another in a round."""

    __tablename__ = "move"
    __table_args__ = (
        UniqueConstraint("plan_id", "person_id", "round_index"),
        one_of("kind", MOVE_KINDS),
        one_of("chain_end", CHAIN_ENDS),
        CheckConstraint("fit_before BETWEEN 0 AND 100", name="fit_before_range"),
        CheckConstraint("fit_after BETWEEN 0 AND 100", name="fit_after_range"),
    )

    plan_id: Mapped[int] = field(ForeignKey("plan.id", ondelete="CASCADE"), "Plan", "T1")
    person_id: Mapped[int] = field(ForeignKey("person.id"), "Person", "T1", index=True)
    round_index: Mapped[int] = field(Integer, "Round of the move, from 0", "T1")
    from_post_id: Mapped[int] = field(ForeignKey("post.id"), "Post left", "T1", index=True)
    to_post_id: Mapped[int] = field(ForeignKey("post.id"), "Post entered", "T1", index=True)
    kind: Mapped[str] = field(String(10), "One of MOVE_KINDS", "T1")
    chain: Mapped[int] = field(Integer, "Number of the chain, from 1", "T1")
    place: Mapped[int] = field(Integer, "Place in the chain, from 1", "T1")
    chain_end: Mapped[str] = field(String(8), "How the chain ends: one of CHAIN_ENDS", "T1")
    value: Mapped[int] = field(BigInteger, "Points that the move brings to the plan", "T1")
    fit_before: Mapped[int] = field(Integer, "Fit to the present post, 0 to 100", "T1")
    fit_after: Mapped[int] = field(Integer, "Fit to the new post on the day of the move, 0 to 100", "T1")
    checks: Mapped[list[Any]] = field(
        JSON, "Rule checks: code, state, sentence, article, first lawful date", "T2"
    )
    reasons: Mapped[list[Any]] = field(JSON, "Facts behind the move, for its sentence", "T1")

    person: Mapped[Person] = relationship(lazy="raise")
    from_post: Mapped[Post] = relationship(foreign_keys=[from_post_id], lazy="raise")
    to_post: Mapped[Post] = relationship(foreign_keys=[to_post_id], lazy="raise")


class PlannedService(Numbered, Base):
    """Who serves a system role in the plan, from which round to which."""

    __tablename__ = "planned_service"
    __table_args__ = (
        CheckConstraint("to_round >= from_round", name="ends_after_start"),
        CheckConstraint("share BETWEEN 1 AND 100", name="share_range"),
        one_of("via", SERVICE_WAYS),
        one_of("leaves_because", LEAVING_REASONS),
    )

    plan_id: Mapped[int] = field(ForeignKey("plan.id", ondelete="CASCADE"), "Plan", "T1", index=True)
    role_id: Mapped[int] = field(ForeignKey("system_role.id"), "Role", "T1", index=True)
    person_id: Mapped[int] = field(ForeignKey("person.id"), "Person", "T1", index=True)
    from_round: Mapped[int] = field(Integer, "First round, 0 when serving already", "T1")
    to_round: Mapped[int] = field(Integer, "Last round", "T1")
    began_before: Mapped[bool] = field(Boolean, "Whether the person serves the role today", "T1")
    via: Mapped[str] = field(String(6), "One of SERVICE_WAYS", "T1")
    share: Mapped[int] = field(Integer, "Percent of working time", "T1")
    leaves_because: Mapped[str | None] = field(
        String(12), "One of LEAVING_REASONS; empty when staying to the end", "T1"
    )

    person: Mapped[Person] = relationship(lazy="raise")
    role: Mapped[SystemRole] = relationship(lazy="raise")
