"""What the pages of this area show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from app.web.context import PageContext
from app.web.forms import Form


@dataclass(frozen=True, kw_only=True)
class LoginContext(PageContext):
    """The door: login name and password, and why the last try failed."""

    template: ClassVar[str] = "login/login.html"

    form: Form
    way_back: str
    refusal: str | None = None


@dataclass(frozen=True, kw_only=True)
class SessionLine:
    """One living session of the own account."""

    began_at: datetime
    seen_at: datetime
    is_this: bool


@dataclass(frozen=True, kw_only=True)
class SessionsContext(PageContext):
    """The own sessions, and the form for a new password."""

    template: ClassVar[str] = "login/sessions.html"

    form: Form
    sessions: tuple[SessionLine, ...]
    idle_minutes: int
    longest_hours: int
    shortest_password: int
