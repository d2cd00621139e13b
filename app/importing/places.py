"""Find the unit and the post that a row names, by code, by name, or by the nearest name."""

from collections import defaultdict
from dataclasses import dataclass, field

from app.importing.names import comparable, nearest
from app.importing.targets import Values
from app.importing.values.posts import family_of, level_in


@dataclass
class UnitIndex:
    """Units of the database and of the file at hand, by code and by comparable name."""

    by_code: dict[str, Values] = field(default_factory=dict)
    by_name: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    found_near: dict[tuple[str, str | None], str | None] = field(default_factory=dict)

    def add(self, values: Values) -> None:
        """Take a unit in, or replace what is known of it."""
        code = str(values["code"])
        if code not in self.by_code:
            self.by_name[comparable(str(values["name"]))].append(code)
            if values.get("short_name"):
                self.by_name[comparable(str(values["short_name"]))].append(code)
        self.by_code[code] = {**self.by_code.get(code, {}), **values}

    def department_of(self, code: str | None) -> str | None:
        """Return the code of the department that a unit belongs to."""
        seen: set[str] = set()
        while code and code in self.by_code and code not in seen:
            seen.add(code)
            unit = self.by_code[code]
            if unit.get("is_department"):
                return code
            code = str(unit["parent"]) if unit.get("parent") else None
        return None

    def name(self, code: str | None) -> str:
        """Return the name of a unit."""
        return str(self.by_code[code]["name"]) if code in self.by_code else ""

    def exact(self, name: str, department: str | None = None) -> str | None:
        """Return the code of the unit of this name, inside a department when one is given."""
        codes = self.by_name.get(comparable(name), [])
        if department is not None:
            inside = [code for code in codes if code == department or self.department_of(code) == department]
            return inside[0] if inside else None
        departments = [code for code in codes if self.by_code[code].get("is_department")]
        if departments:
            return departments[0]
        return codes[0] if len(codes) == 1 else None

    def near(self, name: str, department: str | None, *, departments_only: bool = False) -> str | None:
        """Return the code of the unit with the nearest name."""
        question = (name, "*" if departments_only else department)
        if question not in self.found_near:
            candidates = {
                known: codes[0]
                for known, codes in self.by_name.items()
                if self._may_be(codes, department, departments_only)
            }
            self.found_near[question] = nearest(name, candidates)
        return self.found_near[question]

    def _may_be(self, codes: list[str], department: str | None, departments_only: bool) -> bool:
        if departments_only:
            return any(self.by_code[code].get("is_department") for code in codes)
        return department is None or any(self.department_of(code) == department for code in codes)


@dataclass
class PostIndex:
    """Posts of the database and of the file at hand, by code and by unit and name."""

    by_code: dict[str, Values] = field(default_factory=dict)
    by_title: dict[tuple[str, str], str] = field(default_factory=dict)
    by_family: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, values: Values) -> None:
        """Take a post in, or replace what is known of it."""
        code = str(values["code"])
        known = code in self.by_code
        self.by_code[code] = {**self.by_code.get(code, {}), **values}
        unit, title = str(values["unit"]), str(values["title"])
        self.by_title.setdefault((unit, comparable(title)), code)
        if values.get("functional_level") and not known:
            level = str(values["functional_level"])
            if level_in(title) is None:
                self.by_title.setdefault((unit, comparable(f"{title} {level}")), code)
            self.by_family[unit, comparable(family_of(title))].append(code)

    def exact(self, unit: str, title: str, level: str | None) -> str | None:
        """Return the code of the post of this name in the unit."""
        if level and level_in(title) is None:
            return self.by_title.get((unit, comparable(f"{title} {level}"))) or self.by_title.get(
                (unit, comparable(title))
            )
        return self.by_title.get((unit, comparable(title)))

    def without_level(self, unit: str, title: str) -> list[str]:
        """Return the codes of the posts that differ from a title by the level alone."""
        return self.by_family.get((unit, comparable(title)), []) if level_in(title) is None else []
