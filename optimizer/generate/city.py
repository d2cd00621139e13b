"""Departments, units and posts of a synthetic government."""

from typing import Any

from optimizer.case import Post, Unit
from optimizer.generate.dice import Dice
from optimizer.generate.dictionary import FAMILIES, FIELDS, MANAGERIAL
from optimizer.generate.shape import Shape
from optimizer.levels import PostKind

PEOPLE_PER_DEPARTMENT = 180
PEOPLE_PER_UNIT = 36
SMALL_UNIT = 12
LEVEL_SHARE = {"Ahli Madya": 5, "Ahli Muda": 15, "Ahli Pertama": 22, "Mahir": 8, "Terampil": 12, "STAFF": 38}
"""Percent of a unit's places below its head and supervisors, after the national figures by post group."""


class City:
    """Collects units and posts while a government grows; ``places`` counts the formation so far."""

    def __init__(self, dice: Dice, shape: Shape) -> None:
        self.dice = dice
        self.shape = shape
        self.units: list[Unit] = []
        self.posts: list[Post] = []
        self.field_of_unit: dict[str, str] = {}
        self.places = 0

    def post(self, unit: str, kind: PostKind, title: str, formation: int = 1, **more: Any) -> None:
        """Add a post with a standard that fits its kind and the field of its unit."""
        standard = self._standard(kind, more.get("functional_level"), self.field_of_unit[unit])
        key = f"j{len(self.posts):05d}"
        self.posts.append(
            Post(id=key, unit=unit, kind=kind, title=title, formation=formation, standard=standard, **more)
        )
        self.places += formation

    def _standard(self, kind: str, level: str | None, field: str) -> dict[str, int]:
        depth = {"SENIOR_EXECUTIVE": 4, "ADMINISTRATOR": 3, "SUPERVISOR": 2}.get(kind, 1)
        depth = {"Ahli Madya": 3, "Ahli Muda": 2, "Ahli Pertama": 2}.get(str(level), depth)
        skills = tuple(FIELDS[field])
        if kind in {"SENIOR_EXECUTIVE", "ADMINISTRATOR", "SUPERVISOR"}:
            asked = [*self.dice.sample(tuple(MANAGERIAL), 4), "PRB", *self.dice.sample(skills, 1)]
            return dict.fromkeys(asked, depth)
        asked = [*self.dice.sample(tuple(MANAGERIAL), 2), *self.dice.sample(skills, 2)]
        return dict.fromkeys(asked, depth)

    def add_department(self, number: int, has_secretary: bool) -> str:
        """Add a department with its head and secretary; return its key."""
        key = f"d{number:03d}"
        field = self.dice.weighted({"informatika": 1, "tata kelola": 3, "data": 1, "layanan": 4})
        self.field_of_unit[key] = field
        self.units.append(Unit(id=key, department=key, name=f"Dinas {number + 1}"))
        leads: dict[str, Any] = {"leads_unit": True, "education_min": "S1"}
        self.post(key, "SENIOR_EXECUTIVE", "Kepala Dinas", echelon="II.b", **leads)
        if has_secretary:
            self.post(key, "ADMINISTRATOR", "Sekretaris Dinas", echelon="III.a", education_min="S1")
        return key

    def add_unit(self, department: str, number: int, size: int) -> None:
        """Add a unit of a department with its head, supervisors, functional and general posts."""
        key = f"{department}-{number:02d}"
        field = self.field_of_unit[department]
        if self.dice.chance(25):
            field = self.dice.choice(tuple(FIELDS))
        self.field_of_unit[key] = field
        self.units.append(Unit(id=key, department=department, name=f"Bidang {number + 1}", parent=department))
        risk = self.dice.chance(8)
        self.post(
            key,
            "ADMINISTRATOR",
            "Kepala Bidang",
            echelon="III.b",
            education_min="S1",
            leads_unit=True,
            high_risk=risk,
        )
        for n in range(self.dice.between(1, 3) if size > SMALL_UNIT else 1):
            self.post(key, "SUPERVISOR", f"Kepala Seksi {n + 1}", echelon="IV.a", education_min="D3")
        rest = max(2, size - 3)
        for level, share in LEVEL_SHARE.items():
            places = round(rest * share / 100)
            if places:
                self._add_rank_and_file(key, field, level, places)

    def _add_rank_and_file(self, unit: str, field: str, level: str, places: int) -> None:
        if level == "STAFF":
            first = (places + 1) // 2
            self.post(unit, "STAFF", "Pengelola Layanan", first, education_min="SMA")
            if places > first:
                self.post(unit, "STAFF", "Penelaah Kebijakan", places - first, education_min="S1")
            return
        is_expert = level.startswith("Ahli")
        self.post(
            unit,
            "FUNCTIONAL_EXPERT" if is_expert else "FUNCTIONAL_SKILLED",
            f"{FAMILIES[field]} {level}",
            places,
            functional_family=FAMILIES[field],
            functional_level=level,
            education_min="S1" if is_expert else "D3",
        )


def build(people: int, dice: Dice, shape: Shape) -> City:
    """
    Lay out a government with places for a number of people and its vacancies.

    Parameters
    ----------
    people : int
        People to be placed.
    dice : Dice
        Chance.
    shape : Shape
        Kind of year.

    Returns
    -------
    City
        Units and posts; at least as many places as people.
    """
    city = City(dice, shape)
    wanted = int(people * (1 + shape.vacant_percent / 100)) + 1
    usual = min(PEOPLE_PER_UNIT, max(SMALL_UNIT, people // 4))
    number = 0
    while city.places < wanted:
        department = city.add_department(number, has_secretary=people >= PEOPLE_PER_DEPARTMENT)
        units = max(1, round(PEOPLE_PER_DEPARTMENT / PEOPLE_PER_UNIT * (0.5 + dice.unit())))
        for n in range(units if people >= 2 * PEOPLE_PER_DEPARTMENT else 2):
            if n and city.places >= wanted:
                break
            size = usual + dice.between(-usual // 4, usual // 4)
            city.add_unit(department, n, min(size, max(SMALL_UNIT // 2, wanted - city.places)))
        number += 1
    return city
