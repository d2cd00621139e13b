"""Transfer rounds, runs of the optimizer as leased rows, and the curve of value and bound."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, relationship

from models.base import Base, Keyed, Numbered, UtcDateTime, field, one_of, utc_now
from models.person import Person
from models.post import Post

ROUND_STATUSES = ("open", "closed")
RUN_STATUSES = ("queued", "running", "done", "stopped", "failed")
RUN_PHASES = ("read", "paths", "bound", "plan", "improve", "verify", "certify", "court")


class TransferRound(Numbered, Keyed, Base):
    """A mutation round: its horizon, and the state of the decision."""

    __tablename__ = "transfer_round"
    __table_args__ = (
        CheckConstraint("rounds BETWEEN 1 AND 12", name="rounds_range"),
        CheckConstraint("round_months BETWEEN 1 AND 12", name="months_range"),
        one_of("status", ROUND_STATUSES),
    )

    name: Mapped[str] = field(String(80), "Name, for example April 2027", "T1")
    starts_on: Mapped[date] = field(Date, "Effective date (TMT) of the first round", "T1")
    rounds: Mapped[int] = field(Integer, "Rounds looked ahead", "T1", default=6)
    round_months: Mapped[int] = field(Integer, "Months of one round", "T1", default=6)
    profile: Mapped[str] = field(String(30), "Weight profile by default", "T1", default="continuity")
    status: Mapped[str] = field(String(12), "One of ROUND_STATUSES", "T1", default="open")
    opened_by: Mapped[int | None] = field(ForeignKey("account.id"), "Account that opened it", "T1")
    opened_at: Mapped[datetime] = field(UtcDateTime, "When it was opened", "T1", default=utc_now)


class Pin(Numbered, Keyed, Base):
    """A planner's pin or exclusion, with its reason."""

    __tablename__ = "pin"
    __table_args__ = (one_of("kind", ("pin", "exclude")),)

    round_id: Mapped[int] = field(
        ForeignKey("transfer_round.id", ondelete="CASCADE"), "Round", "T1", index=True
    )
    kind: Mapped[str] = field(String(8), "pin: must hold the post; exclude: must not", "T1")
    person_id: Mapped[int] = field(ForeignKey("person.id", ondelete="CASCADE"), "Person", "T1")
    post_id: Mapped[int] = field(ForeignKey("post.id"), "Post", "T1")
    round_index: Mapped[int | None] = field(Integer, "Round from which it holds; empty for any", "T1")
    reason: Mapped[str] = field(Text, "Why", "T3")
    made_by: Mapped[int | None] = field(ForeignKey("account.id"), "Account", "T1")
    made_at: Mapped[datetime] = field(UtcDateTime, "When", "T1", default=utc_now)

    person: Mapped[Person] = relationship(lazy="raise")
    post: Mapped[Post] = relationship(lazy="raise")


class Run(Numbered, Keyed, Base):
    """One run of the optimizer: its frozen case, its lease and its result."""

    __tablename__ = "run"
    __table_args__ = (
        CheckConstraint("seconds > 0", name="seconds_positive"),
        one_of("status", RUN_STATUSES),
    )

    round_id: Mapped[int] = field(ForeignKey("transfer_round.id"), "Round", "T1", index=True)
    profile: Mapped[str] = field(String(30), "Weight profile", "T1")
    seconds: Mapped[int] = field(Integer, "Time limit in seconds", "T1")
    seed: Mapped[int] = field(Integer, "Seed", "T1", default=1)
    status: Mapped[str] = field(String(10), "One of RUN_STATUSES", "T1", index=True)
    case_hash: Mapped[str] = field(String(64), "SHA-256 of the frozen case", "TX")
    case_file: Mapped[bytes] = field(
        LargeBinary, "Frozen case as the run saw it, compressed JSON", "T2", deferred=True
    )
    case_facts: Mapped[dict[str, Any]] = field(
        JSON, "Counts of the case: people, posts, systems, rules, holds", "T1"
    )
    data_version: Mapped[int] = field(Integer, "Roster version of the case", "TX")
    requested_by: Mapped[int | None] = field(ForeignKey("account.id"), "Account that started it", "T1")
    requested_at: Mapped[datetime] = field(UtcDateTime, "When it was started", "T1", default=utc_now)
    started_at: Mapped[datetime | None] = field(UtcDateTime, "When the solver began", "T1")
    finished_at: Mapped[datetime | None] = field(UtcDateTime, "When it ended", "T1")
    owner: Mapped[str | None] = field(String(80), "Worker that holds the lease", "TX")
    lease_until: Mapped[datetime | None] = field(UtcDateTime, "End of the lease", "TX")
    attempt: Mapped[int] = field(Integer, "Number of the attempt, fences old workers off", "TX", default=0)
    stop_requested: Mapped[bool] = field(Boolean, "Whether somebody asked to stop", "T1", default=False)
    message: Mapped[str | None] = field(Text, "Why it failed, or how it ended", "T1")
    verdict: Mapped[dict[str, Any] | None] = field(
        JSON(none_as_null=True),
        "Verdict of the rule court where there is no lawful plan; empty otherwise",
        "T2",
        deferred=True,
    )

    round: Mapped[TransferRound] = relationship(lazy="raise")


class RunPoint(Numbered, Base):
    """A point of the curve: value and bound at a time of the run."""

    __tablename__ = "run_point"
    __table_args__ = (UniqueConstraint("run_id", "attempt", "number"), one_of("phase", RUN_PHASES))

    run_id: Mapped[int] = field(ForeignKey("run.id", ondelete="CASCADE"), "Run", "T1")
    attempt: Mapped[int] = field(Integer, "Attempt of the run", "TX")
    number: Mapped[int] = field(Integer, "Order of the point", "TX")
    elapsed_ms: Mapped[int] = field(Integer, "Milliseconds since the solver began", "T1")
    phase: Mapped[str] = field(String(20), "One of RUN_PHASES", "T1")
    value: Mapped[int | None] = field(BigInteger, "Value of the best verified plan, points", "T1")
    bound: Mapped[int | None] = field(BigInteger, "Proven bound, points", "T1")
    note: Mapped[str | None] = field(Text, "What changed", "T1")
