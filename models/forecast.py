"""What was learned: histories of finished systems, trained models with their cards, and forecasts."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Date, Float, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped

from models.base import Base, Keyed, Numbered, UtcDateTime, field, one_of, utc_now
from models.system import BUILDERS

LEARNED_KINDS = ("finish", "departure")
FORECAST_BASES = ("model", "reference_class", "plan")
"""What a forecast rests on: learned quantiles, overruns of finished systems, or the plan date alone."""

HISTORY_STAGES = ("concept", "analysis", "build", "test", "rollout")


class SystemHistory(Numbered, Base):
    """What was known of a past system on a review date, and when it was finished; read from a file."""

    __tablename__ = "system_history"
    __table_args__ = (
        UniqueConstraint("system", "reviewed_on"),
        CheckConstraint("planned_finish > started_on", name="plan_after_start"),
        CheckConstraint("finished_on > reviewed_on", name="finish_after_review"),
        CheckConstraint("progress BETWEEN 0 AND 1", name="progress_range"),
        one_of("stage", HISTORY_STAGES),
        one_of("built_by", BUILDERS),
    )

    source: Mapped[str] = field(String(200), "Name of the file", "T1")
    loaded_at: Mapped[datetime] = field(UtcDateTime, "When it was read", "T1", default=utc_now)
    system: Mapped[str] = field(String(120), "Name or number of the system in the file", "T1")
    started_on: Mapped[date] = field(Date, "Start of the work", "T1")
    planned_finish: Mapped[date] = field(Date, "Planned finish as of the review", "T1")
    finished_on: Mapped[date | None] = field(Date, "Actual finish; empty while open", "T1")
    reviewed_on: Mapped[date] = field(Date, "Day on which the rest was known", "T1")
    progress: Mapped[float | None] = field(Float, "Share of the work done, 0 to 1", "T1")
    stage: Mapped[str | None] = field(String(12), "Stage on the review date", "T1")
    built_by: Mapped[str | None] = field(String(10), "One of BUILDERS", "T1")
    size: Mapped[float | None] = field(Float, "Full persons that all roles need together", "T1")
    lost_before: Mapped[float | None] = field(Float, "Months of key service lost before the review", "T1")
    lost_ahead: Mapped[float | None] = field(
        Float, "Months of key service lost from the review to the plan date", "T1"
    )


class LearnedModel(Numbered, Keyed, Base):
    """A trained model as JSON numbers, with its evaluation; the newest of a kind is in use."""

    __tablename__ = "learned_model"
    __table_args__ = (one_of("kind", LEARNED_KINDS), one_of("basis", FORECAST_BASES))

    kind: Mapped[str] = field(String(12), "One of LEARNED_KINDS", "T0")
    trained_at: Mapped[datetime] = field(UtcDateTime, "When it was trained", "T0", default=utc_now)
    known_on: Mapped[date] = field(Date, "Nothing from this day on was used", "T0")
    basis: Mapped[str] = field(String(16), "One of FORECAST_BASES", "T0")
    from_files: Mapped[int] = field(Integer, "Reviews that came from files", "T0")
    from_records: Mapped[int] = field(Integer, "Reviews that came from the own systems", "T0")
    sources: Mapped[list[Any]] = field(JSON, "Names of the files", "T1", default=list)
    document: Mapped[str] = field(Text, "The model and its evaluation as JSON", "T1")


class SystemForecast(Numbered, Base):
    """The forecast of a system, by the model in use."""

    __tablename__ = "system_forecast"
    __table_args__ = (
        CheckConstraint("p80 >= p50", name="p80_not_before_p50"),
        one_of("basis", FORECAST_BASES),
    )

    system_id: Mapped[int] = field(ForeignKey("system.id", ondelete="CASCADE"), "System", "T0", unique=True)
    model_id: Mapped[int] = field(ForeignKey("learned_model.id"), "Model", "T0", index=True)
    made_on: Mapped[date] = field(Date, "Day of the forecast", "T0")
    basis: Mapped[str] = field(String(16), "One of FORECAST_BASES", "T0")
    p50: Mapped[date] = field(Date, "Finished by then: one in two", "T1")
    p80: Mapped[date] = field(Date, "Finished by then: four in five", "T1")
    drivers: Mapped[list[Any]] = field(JSON, "Features with their value and months on the P80", "T1")
