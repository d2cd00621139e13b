"""Holds: a reasoned, dated, approved wish that a key person stays on a system."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, relationship

from models.base import Base, Keyed, Numbered, UtcDateTime, field, one_of, utc_now
from models.person import Person
from models.system import SystemRole

HOLD_STATUSES = ("requested", "approved", "refused", "ended")


class Hold(Numbered, Keyed, Base):
    """A person is kept on a role until a date; subordinate to the law."""

    __tablename__ = "hold"
    __table_args__ = (
        CheckConstraint("until >= from_date", name="ends_after_start"),
        CheckConstraint("decided_by <> requested_by", name="decided_by_another"),
        one_of("status", HOLD_STATUSES),
    )

    person_id: Mapped[int] = field(
        ForeignKey("person.id", ondelete="CASCADE"), "Person held", "T1", index=True
    )
    role_id: Mapped[int] = field(ForeignKey("system_role.id"), "Role kept", "T1", index=True)
    reason: Mapped[str] = field(Text, "Why the person must stay", "T1")
    from_date: Mapped[date] = field(Date, "First day", "T1")
    until: Mapped[date] = field(Date, "Last day", "T1")
    status: Mapped[str] = field(String(10), "One of HOLD_STATUSES", "T1", default="requested")
    requested_by: Mapped[int | None] = field(ForeignKey("account.id"), "Account that asked", "T1")
    requested_at: Mapped[datetime] = field(UtcDateTime, "When it was asked", "T1", default=utc_now)
    decided_by: Mapped[int | None] = field(ForeignKey("account.id"), "Account that decided", "T1")
    decided_at: Mapped[datetime | None] = field(UtcDateTime, "When it was decided", "T1")

    person: Mapped[Person] = relationship(lazy="raise")
    role: Mapped[SystemRole] = relationship(lazy="raise")
