"""Accounts, their sessions and login attempts."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Boolean, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, relationship

from models.base import Base, Keyed, Numbered, UtcDateTime, field, one_of, utc_now
from models.person import Person
from models.unit import Unit

ROLES = ("planner", "advisory", "authority", "head", "staff", "auditor", "admin")
LANGUAGES = ("id", "en")


class Account(Numbered, Keyed, Base):
    """Who may log in, as what, for which department and person."""

    __tablename__ = "account"
    __table_args__ = (
        one_of("role", ROLES),
        one_of("language", LANGUAGES),
        CheckConstraint("login = lower(login)", name="login_lower_case"),
        CheckConstraint("role <> 'head' OR department_id IS NOT NULL", name="head_has_department"),
        CheckConstraint("role <> 'staff' OR person_id IS NOT NULL", name="staff_has_person"),
    )

    login: Mapped[str] = field(String(60), "Login name, lower case", "T2", unique=True)
    display_name: Mapped[str] = field(String(160), "Name shown in the program", "T0")
    password_hash: Mapped[str] = field(String(200), "Argon2id hash", "TX")
    role: Mapped[str] = field(String(12), "One of ROLES; exactly one per account", "T1")
    person_id: Mapped[int | None] = field(
        ForeignKey("person.id"), "The person behind the account", "T1", index=True
    )
    department_id: Mapped[int | None] = field(ForeignKey("unit.id"), "Department of a head", "T1")
    language: Mapped[str] = field(String(2), "One of LANGUAGES", "T1", default="id")
    active: Mapped[bool] = field(Boolean, "False once closed", "T1", default=True)
    created_at: Mapped[datetime] = field(UtcDateTime, "When it was made", "T1", default=utc_now)

    person: Mapped[Person | None] = relationship(lazy="raise")
    department: Mapped[Unit | None] = relationship(lazy="raise")


class WebSession(Numbered, Base):
    """A browser session; the identifier itself is never stored, only its hash."""

    __tablename__ = "web_session"

    token_hash: Mapped[str] = field(String(64), "SHA-256 of the session identifier", "TX", unique=True)
    account_id: Mapped[int | None] = field(
        ForeignKey("account.id", ondelete="CASCADE"), "Account; empty before login", "T2", index=True
    )
    created_at: Mapped[datetime] = field(UtcDateTime, "When it began", "T2", default=utc_now)
    last_seen_at: Mapped[datetime] = field(UtcDateTime, "Last request", "T2", default=utc_now)
    state: Mapped[dict[str, Any]] = field(JSON, "Language, flash messages", "T2", default=dict)


class LoginAttempt(Numbered, Base):
    """A login attempt, for slowing down guessing; login names are kept hashed."""

    __tablename__ = "login_attempt"

    login_hash: Mapped[str] = field(String(64), "Keyed hash of the login name", "T2", index=True)
    address: Mapped[str] = field(String(45), "Client address", "T2", index=True)
    at: Mapped[datetime] = field(UtcDateTime, "When", "T2", default=utc_now, index=True)
    succeeded: Mapped[bool] = field(Boolean, "Whether the password was right", "T2")
