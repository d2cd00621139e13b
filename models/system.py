"""Information systems under construction, their roles, needs, milestones, indicators and who serves them."""

from datetime import date
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Date,
    Float,
    ForeignKey,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, relationship

from models.base import Base, Keyed, Numbered, field, one_of
from models.competency import Competency
from models.person import Person
from models.unit import Unit

STAGES = ("concept", "analysis", "build", "test", "rollout", "finished")
BUILDERS = ("own", "vendor", "mixed")
SERVICE_WAYS = ("post", "team")
"""From the own post, or through a work-team decree from another one."""


class System(Numbered, Keyed, Base):
    """An information system that a department builds."""

    __tablename__ = "system"
    __table_args__ = (
        one_of("stage", STAGES),
        one_of("built_by", BUILDERS),
        CheckConstraint("value_per_month >= 0", name="value_not_negative"),
    )

    code: Mapped[str] = field(String(40), "Code of the system", "T0", unique=True)
    name: Mapped[str] = field(String(120), "Name of the system", "T0")
    unit_id: Mapped[int] = field(ForeignKey("unit.id"), "Host department", "T0", index=True)
    kind: Mapped[str] = field(
        String(40), "Template kind: licensing, complaints, asset, data_platform, …", "T0"
    )
    purpose: Mapped[str] = field(Text, "What the system is for", "T0")
    service: Mapped[str | None] = field(Text, "Service to citizens and its reach", "T0")
    stage: Mapped[str] = field(String(12), "One of STAGES", "T0")
    built_by: Mapped[str] = field(String(10), "One of BUILDERS", "T1", default="own")
    started_on: Mapped[date | None] = field(Date, "Start of the work", "T1")
    planned_finish: Mapped[date] = field(Date, "Planned finish (performance contract)", "T1")
    forecast_p50: Mapped[date | None] = field(Date, "Forecast finish, one in two", "T1")
    forecast_p80: Mapped[date | None] = field(Date, "Forecast finish, four in five", "T1")
    value_per_month: Mapped[int] = field(
        Integer, "Points lost by citizens per month of delay", "T1", default=100
    )

    unit: Mapped[Unit] = relationship(lazy="raise")


class SystemRole(Numbered, Keyed, Base):
    """A role on a system: how much service it needs and whether its loss stops the work."""

    __tablename__ = "system_role"
    __table_args__ = (
        UniqueConstraint("system_id", "code"),
        CheckConstraint("needed_percent >= 0", name="need_not_negative"),
        CheckConstraint("handover_rounds >= 0", name="handover_not_negative"),
    )

    system_id: Mapped[int] = field(ForeignKey("system.id", ondelete="CASCADE"), "System", "T0")
    code: Mapped[str] = field(String(40), "Code of the role within the system", "T0")
    name: Mapped[str] = field(String(120), "Name of the role", "T0")
    needed_percent: Mapped[int] = field(
        Integer, "Service needed, percent of one full person", "T1", default=100
    )
    is_key: Mapped[bool] = field(Boolean, "Whether loss of the role stops the work", "T1", default=False)
    ramp: Mapped[list[Any]] = field(
        JSON,
        "Percent of full service that a newcomer gives in the first rounds, e.g. [50]",
        "T1",
        default=list,
    )
    handover_rounds: Mapped[int] = field(Integer, "Rounds a successor must have served", "T1", default=1)

    system: Mapped[System] = relationship(lazy="raise")


class RoleNeed(Numbered, Base):
    """A competency level that a role asks for."""

    __tablename__ = "role_need"
    __table_args__ = (
        UniqueConstraint("role_id", "competency_id"),
        CheckConstraint("level BETWEEN 1 AND 5", name="level_range"),
    )

    role_id: Mapped[int] = field(ForeignKey("system_role.id", ondelete="CASCADE"), "Role", "T0")
    competency_id: Mapped[int] = field(ForeignKey("competency.id"), "Competency", "T0", index=True)
    level: Mapped[int] = field(Integer, "Level asked for, 1 to 5", "T0")

    competency: Mapped[Competency] = relationship(lazy="raise")


class RoleService(Numbered, Base):
    """A person serving a role, from the own post or through a work-team decree (PermenPANRB 7/2022)."""

    __tablename__ = "role_service"
    __table_args__ = (
        UniqueConstraint("person_id", "role_id", "since"),
        CheckConstraint("share BETWEEN 1 AND 100", name="share_range"),
        CheckConstraint("until >= since", name="ends_after_start"),
        one_of("via", SERVICE_WAYS),
    )

    person_id: Mapped[int] = field(ForeignKey("person.id", ondelete="CASCADE"), "Person", "T1")
    role_id: Mapped[int] = field(ForeignKey("system_role.id", ondelete="CASCADE"), "Role", "T1", index=True)
    share: Mapped[int] = field(Integer, "Percent of working time", "T1", default=100)
    via: Mapped[str] = field(String(6), "One of SERVICE_WAYS", "T1", default="post")
    decree_no: Mapped[str | None] = field(String(80), "Number of the team decree", "T1")
    since: Mapped[date] = field(Date, "First day", "T1")
    until: Mapped[date | None] = field(Date, "Last day; empty while serving", "T1")

    person: Mapped[Person] = relationship(lazy="raise")
    role: Mapped[SystemRole] = relationship(lazy="raise")


class Milestone(Numbered, Base):
    """A milestone of a system, planned and actual."""

    __tablename__ = "milestone"
    __table_args__ = (UniqueConstraint("system_id", "name"),)

    system_id: Mapped[int] = field(ForeignKey("system.id", ondelete="CASCADE"), "System", "T0")
    name: Mapped[str] = field(String(120), "Name of the milestone", "T0")
    planned_on: Mapped[date] = field(Date, "Planned date", "T1")
    actual_on: Mapped[date | None] = field(Date, "Date reached; empty while open", "T1")


class ServiceIndicator(Numbered, Base):
    """What citizens notice: an indicator of the service behind a system."""

    __tablename__ = "service_indicator"
    __table_args__ = (UniqueConstraint("system_id", "name"), one_of("better", ("up", "down")))

    system_id: Mapped[int] = field(ForeignKey("system.id", ondelete="CASCADE"), "System", "T0")
    name: Mapped[str] = field(String(120), "Name, for example days to a licence", "T0")
    unit: Mapped[str] = field(String(40), "Unit of measure", "T0")
    better: Mapped[str] = field(String(4), "up or down: the direction that helps citizens", "T0")
    target: Mapped[float | None] = field(Float, "Target value", "T0")


class IndicatorReading(Numbered, Base):
    """A reported value of a service indicator."""

    __tablename__ = "indicator_reading"
    __table_args__ = (UniqueConstraint("indicator_id", "read_on"),)

    indicator_id: Mapped[int] = field(
        ForeignKey("service_indicator.id", ondelete="CASCADE"), "Indicator", "T0"
    )
    read_on: Mapped[date] = field(Date, "Date of the value", "T0")
    value: Mapped[float] = field(Float, "Reported value", "T0")
