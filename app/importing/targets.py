"""
The tables that an import writes, each with the columns by which people know its rows.

Comparing happens in these *natural* values (a unit by its code, a role by system and code), because rows
of one file refer to rows of the same file that have no identity in the database yet.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, cast

from sqlalchemy import Date, Table

import models
from app.importing.values import Scalar

JOINT = "\x1f"
"""Joins the parts of a natural key that has several."""

Values = dict[str, Scalar]


@dataclass(frozen=True)
class Target:
    """One table; ``references`` maps natural columns to the target that they point at."""

    name: str
    model: type[models.Base]
    key: tuple[str, ...]
    columns: tuple[str, ...]
    references: dict[str, str]
    lists: frozenset[str] = frozenset()
    """Columns that hold a JSON list; naturally its parts joined by a semicolon."""
    numbers: frozenset[str] = frozenset()
    """Listed columns whose parts are whole numbers."""

    @property
    def table(self) -> Table:
        """Return the table itself."""
        return cast("Table", self.model.__table__)

    def attribute(self, column: str) -> str:
        """Return the name of the mapped attribute behind a natural column."""
        return f"{column}_id" if column in self.references else column

    def key_of(self, values: Values) -> str:
        """Return the natural key of a row."""
        return JOINT.join(str(values[column]) for column in self.key)

    def is_date(self, column: str) -> bool:
        """Tell whether the column holds a date (an ISO string in natural values)."""
        return column in self._dates

    @cached_property
    def _dates(self) -> frozenset[str]:
        return frozenset(
            column for column in self.columns if isinstance(self.table.c[self.attribute(column)].type, Date)
        )

    @cached_property
    def lengths(self) -> dict[str, int]:
        """Return the longest text that each text column holds."""
        own = (column for column in self.columns if column not in self.references)
        found = {column: getattr(self.table.c[column].type, "length", None) for column in own}
        return {column: length for column, length in found.items() if length is not None}

    def stored(self, column: str, value: Scalar) -> Any:
        """Return the value in the form that the database takes; references are resolved elsewhere."""
        if column in self.lists:
            parts = str(value).split(";") if value else []
            return [int(part) for part in parts] if column in self.numbers else parts
        if value is not None and self.is_date(column):
            return date.fromisoformat(str(value))
        return value

    def natural(self, column: str, value: Any) -> Scalar:
        """Return a stored value in its natural form."""
        if column in self.lists:
            return ";".join(str(part) for part in value or []) or None
        return value.isoformat() if isinstance(value, date) else value


def _target(
    name: str,
    model: type[models.Base],
    key: str,
    columns: str,
    lists: str = "",
    numbers: str = "",
    **references: str,
) -> Target:
    return Target(
        name,
        model,
        tuple(key.split()),
        tuple(f"{key} {columns}".split()),
        references,
        frozenset(lists.split()),
        frozenset(numbers.split()),
    )


TARGETS: tuple[Target, ...] = (
    _target("unit", models.Unit, "code", "name short_name kind parent department is_department position "
        "active",
            parent="unit", department="unit"),
    _target("competency", models.Competency, "code", "name name_en family description"),
    _target("competency_level", models.CompetencyLevel, "competency level", "indicators",
        competency="competency"),
    _target("post", models.Post, "code", "unit title kind echelon functional_level functional_family "
        "job_class "
            "formation rank_min rank_max education_min education_fields leads_unit high_risk special active",
            lists="education_fields", unit="unit"),
    _target("post_standard", models.PostStandard, "post competency", "level", post="post",
        competency="competency"),
    _target("person", models.Person, "nip", "name employment_kind sex birth_date rank rank_since "
        "legal_status "
            "education_level education_field service_start contract_ends_on unit post post_since "
            "installed_on active",
            unit="unit", post="post"),
    _target("post_history", models.PostHistory, "person from_date title",
        "unit_name kind echelon functional_level "
            "to_date decree_no", person="person"),
    _target("performance", models.Performance, "person year period", "result behaviour predicate",
        person="person"),
    _target("sanction", models.Sanction, "person from_date kind", "level to_date", person="person"),
    _target("assessment", models.Assessment, "person competency source assessed_on",
        "level valid_until assessed_by "
            "evidence", person="person", competency="competency"),
    _target("training_record", models.TrainingRecord, "person name ended_on",
        "kind hours started_on certificate_no "
            "competency", person="person", competency="competency"),
    _target("talent_box", models.TalentBox, "person year", "box", person="person"),
    _target("relation", models.Relation, "person other", "kind", person="person", other="person"),
    _target("system", models.System, "code", "name unit kind purpose service stage built_by started_on "
            "planned_finish value_per_month", unit="unit"),
    _target("system_role", models.SystemRole, "system code", "name needed_percent is_key ramp "
        "handover_rounds",
            lists="ramp", numbers="ramp", system="system"),
    _target("role_need", models.RoleNeed, "role competency", "level", role="system_role",
        competency="competency"),
    _target("role_service", models.RoleService, "person role since", "share via decree_no until",
        person="person",
            role="system_role"),
    _target("milestone", models.Milestone, "system name", "planned_on actual_on", system="system"),
    _target("service_indicator", models.ServiceIndicator, "system name", "unit better target",
        system="system"),
    _target("indicator_reading", models.IndicatorReading, "indicator read_on", "value",
            indicator="service_indicator"),
    _target("hold", models.Hold, "person role from_date", "reason until status", person="person",
            role="system_role"),
    _target("course", models.Course, "code", "name kind mode provider hours cost self_paced duration_days"),
    _target("course_outcome", models.CourseOutcome, "course competency", "from_level to_level",
        course="course",
            competency="competency"),
    _target("course_prerequisite", models.CoursePrerequisite, "course required", "", course="course",
            required="course"),
    _target("course_session", models.CourseSession, "course starts_on", "ends_on seats seats_taken place",
            course="course"),
)  # fmt: skip
"""In the order of writing: a table comes after those that it refers to."""

BY_NAME = {target.name: target for target in TARGETS}
