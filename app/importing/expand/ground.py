"""What the expanders share: the difference, the indexes of units and posts, references by code or name."""

from app.importing.changes import REPEATED, Difference
from app.importing.kinds import plain
from app.importing.outcome import Outcome, TableOutcome
from app.importing.places import PostIndex, UnitIndex
from app.importing.present import Present
from app.importing.targets import BY_NAME, JOINT, Values
from app.importing.values import Scalar

Row = dict[str, Scalar]

REFERENCE_WORDS = {
    "competency": "Kompetensi", "system": "Sistem", "system_role": "Peran", "course": "Pelatihan",
    "service_indicator": "Indikator", "post": "Jabatan",
}  # fmt: skip


class Ground:
    """Everything an expander needs to turn a row into changes."""

    def __init__(self, present: Present, outcome: Outcome) -> None:
        self.present = present
        self.outcome = outcome
        self.difference = Difference(present)
        self.units = UnitIndex()
        self.posts = PostIndex()
        for values in present.rows("unit").values():
            self.units.add(values)
        for values in present.rows("post").values():
            self.posts.add(values)
        self.had_units = bool(self.units.by_code)
        self.had_posts = bool(self.posts.by_code)
        self.placed: list[tuple[str, str, str]] = []
        """Persons, posts and dates of the roster's new and changed rows: their careers go on there."""
        self._competencies: dict[str, str] = {}
        for code, values in present.rows("competency").items():
            self.learn_competency(code, str(values["name"]))

    def learn_competency(self, code: str, name: str) -> None:
        """Let a competency be found by its code and its name."""
        self._competencies[plain(code)] = code
        self._competencies[plain(name)] = code

    def competency(self, place: TableOutcome, row: int, value: Scalar) -> str | None:
        """Return the code of a competency, or report that it is not known."""
        code = self._competencies.get(plain(str(value)))
        if code is None:
            self.unknown(place, row, "competency", "competency", value)
        return code

    def person(self, place: TableOutcome, row: int, nip: Scalar, field: str = "nip") -> str | None:
        """Return the NIP when there is such a person, or report that there is none."""
        if self.difference.knows("person", str(nip)):
            return str(nip)
        self.outcome.report(place, row, field, "nip_unknown", nip)
        return None

    def coded(self, place: TableOutcome, row: int, target: str, field: str, value: Scalar) -> str | None:
        """Return a natural key when there is such a row, or report that there is none."""
        if value is not None and self.difference.knows(target, str(value)):
            return str(value)
        self.unknown(place, row, target, field, value)
        return None

    def role(self, place: TableOutcome, row: int, cells: Row) -> str | None:
        """Return the natural key of a role of a system."""
        key = f"{cells['system']}{JOINT}{cells['role']}"
        if self.difference.knows("system_role", key):
            return key
        self.unknown(place, row, "system_role", "role", f"{cells['system']} {cells['role']}")
        return None

    def set_department(self, place: TableOutcome, row: int, code: str) -> None:
        """Give a unit the department that the tree above it says."""
        department = self.units.department_of(code)
        before = self.difference.value("unit", code, "department")
        self.difference.set("unit", code, "department", department)
        if before != department and code not in self.difference.changes.inserts["unit"]:
            place.reach(row, "changed")

    def unknown(self, place: TableOutcome, row: int, target: str, field: str, value: Scalar) -> None:
        """Report a reference to a row that does not exist."""
        what = f"{REFERENCE_WORDS.get(target, target)} {value or ''}".strip()
        self.outcome.report(place, row, field, "reference_unknown", value, what=what)

    def write(
        self, place: TableOutcome, row: int, target: str, values: Values, defaults: Values | None = None
    ) -> bool:
        """Compare one row with the database; report what is kept; return whether it was taken in."""
        problem = self._fits(target, values)
        if problem is not None:
            column, code, details = problem
            self.outcome.report(place, row, column, code, values.get(column), **details)
            return False
        state, kept = self.difference.add(target, values, defaults, row)
        key = BY_NAME[target].key_of(values)
        if state == REPEATED:
            first = str(self.difference.first_row(target, key))
            self.outcome.report(place, row, BY_NAME[target].key[-1], "key_repeated", rows=first)
            return False
        place.reach(row, state)
        for column in kept:
            old = self.present.rows(target)[key][column]
            if old not in (None, False, 0):
                self.outcome.report(place, row, column, "value_kept", "", old=str(old))
        change = self.difference.changes.updates[target].get(key) if state == "changed" else None
        if change is not None:
            place.changed_fields.update(change.new.keys())
        return True

    def _fits(self, target: str, values: Values) -> tuple[str, str, dict[str, str]] | None:
        for column, length in BY_NAME[target].lengths.items():
            value = values.get(column)
            if isinstance(value, str) and len(value) > length:
                return column, "text_long", {"limit": str(length)}
        for column, (lowest, highest) in RANGES.get(target, {}).items():
            value = values.get(column)
            if isinstance(value, int | float) and not lowest <= value <= highest:
                return column, "value_range", {"range": f"{lowest} – {highest}"}
        return None


RANGES: dict[str, dict[str, tuple[int, int]]] = {
    "post": {"job_class": (1, 17), "formation": (0, 5_000)},
    "post_standard": {"level": (1, 5)},
    "role_need": {"level": (1, 5)},
    "competency_level": {"level": (1, 5)},
    "assessment": {"level": (0, 5)},
    "performance": {"year": (1990, 2100)},
    "talent_box": {"box": (1, 9), "year": (1990, 2100)},
    "training_record": {"hours": (0, 5_000)},
    "system": {"value_per_month": (0, 1_000_000)},
    "system_role": {"needed_percent": (0, 1_000), "handover_rounds": (0, 12)},
    "role_service": {"share": (1, 100)},
    "course": {"hours": (1, 5_000), "cost": (0, 2_000_000_000), "duration_days": (1, 1_000)},
    "course_outcome": {"from_level": (0, 4), "to_level": (1, 5)},
    "course_session": {"seats": (0, 100_000), "seats_taken": (0, 100_000)},
}
"""What the constraints of the tables demand, checked here so that a bad cell is named with its row."""
