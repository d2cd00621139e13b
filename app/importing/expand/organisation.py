"""Units, competencies, posts and their competency standards."""

from app.importing.expand.ground import Ground, Row
from app.importing.kinds import LEVEL_PREFIX
from app.importing.names import DEPARTMENT_KINDS, made_code, unit_kind
from app.importing.outcome import TableOutcome
from app.importing.values import Scalar
from app.importing.values.posts import (
    FUNCTIONAL,
    LEVELS_EXPERT,
    LEVELS_SKILLED,
    family_of,
    kind_from,
    level_in,
)

FUNCTIONAL_KINDS = ("FUNCTIONAL_EXPERT", "FUNCTIONAL_SKILLED")


def expand_units(ground: Ground, place: TableOutcome, rows: list[tuple[int, Row]]) -> None:
    """Write units; the department of each follows from the tree."""
    codes = {str(cells["code"]) for _, cells in rows}
    taken: list[tuple[int, Row]] = []
    for number, cells in rows:
        parent = cells.get("parent")
        if parent is not None and str(parent) not in codes and str(parent) not in ground.units.by_code:
            ground.outcome.report(place, number, "parent", "unit_unknown", parent)
            continue
        values: Row = {key: value for key, value in cells.items() if key != "is_department"}
        if values.get("kind"):
            values["kind"] = str(values["kind"]).lower()
        kind = values.get("kind") or unit_kind(str(cells["name"]))
        if "is_department" in cells:
            values["is_department"] = bool(cells["is_department"])
        defaults: Row = {
            "kind": kind,
            "is_department": kind in DEPARTMENT_KINDS,
            "position": number,
            "active": True,
        }
        if ground.write(place, number, "unit", values, defaults):
            ground.units.add({**defaults, **values})
            taken.append((number, values))
    for number, values in taken:
        code = str(values["code"])
        ground.set_department(place, number, code)


def expand_competencies(ground: Ground, place: TableOutcome, rows: list[tuple[int, Row]]) -> None:
    """Write the dictionary and the indicators of its levels."""
    for number, cells in rows:
        levels = {level: cells.pop(f"indicators_{level}", None) for level in range(1, 6)}
        if not ground.write(place, number, "competency", cells):
            continue
        code = str(cells["code"])
        ground.learn_competency(code, str(cells["name"]))
        for level, indicators in levels.items():
            if indicators is not None:
                values: Row = {"competency": code, "level": level, "indicators": indicators}
                ground.write(place, number, "competency_level", values)


def expand_posts(ground: Ground, place: TableOutcome, rows: list[tuple[int, Row]]) -> None:
    """Write the post map, with the competency standard where it stands in columns beside the post."""
    for number, cells in rows:
        unit = _unit_of_post(ground, place, number, cells)
        if unit is None:
            continue
        standard = {name: cells.pop(name) for name in list(cells) if name.startswith(LEVEL_PREFIX)}
        title = str(cells["title"])
        values: Row = {
            k: v for k, v in cells.items() if k not in ("unit_code", "unit_name", "department_name")
        }
        values["unit"] = unit
        if values.get("code") is None:
            values["code"] = ground.posts.exact(unit, title, None) or made_code("J", unit, title)
        _complete_post(ground, place, number, values, title)
        defaults: Row = {"leads_unit": False, "high_risk": False, "active": True, "formation": 1}
        if not ground.write(place, number, "post", values, defaults):
            continue
        ground.posts.add({**defaults, **values})
        for name, level in standard.items():
            if isinstance(level, int) and level > 0:
                competency = ground.competency(place, number, name.removeprefix(LEVEL_PREFIX))
                if competency is not None:
                    entry: Row = {"post": values["code"], "competency": competency, "level": level}
                    ground.write(place, number, "post_standard", entry)


def _complete_post(ground: Ground, place: TableOutcome, number: int, values: Row, title: str) -> None:
    level = values.get("functional_level") or level_in(title)
    stated = values.get("kind")
    kind = kind_from(_text(stated), _text(values.get("echelon")), _text(level), title)
    if kind is None:
        kind = "STAFF"
        ground.outcome.report(place, number, "kind", "post_kind_guessed", stated, kind="pelaksana")
    if stated == FUNCTIONAL and level in LEVELS_SKILLED:
        kind = "FUNCTIONAL_SKILLED"
    elif stated == FUNCTIONAL and level in LEVELS_EXPERT:
        kind = "FUNCTIONAL_EXPERT"
    values["kind"] = kind
    if kind in FUNCTIONAL_KINDS:
        values["functional_level"] = level
        values["functional_family"] = values.get("functional_family") or family_of(title)


def _unit_of_post(ground: Ground, place: TableOutcome, number: int, cells: Row) -> str | None:
    code = cells.get("unit_code")
    if code is not None and str(code) in ground.units.by_code:
        return str(code)
    name, department_name = cells.get("unit_name"), cells.get("department_name")
    department = ground.units.exact(str(department_name)) if department_name else None
    if name is not None:
        found = ground.units.exact(str(name), department) or ground.units.exact(str(name))
        if found is not None:
            return found
    elif department is not None:
        return department
    ground.outcome.report(place, number, "unit_code", "unit_unknown", code or name, department_name)
    return None


def expand_post_standards(ground: Ground, place: TableOutcome, rows: list[tuple[int, Row]]) -> None:
    """Write competency standards given one per row."""
    for number, cells in rows:
        if not ground.difference.knows("post", str(cells["post"])):
            ground.outcome.report(place, number, "post", "post_unknown", cells["post"])
            continue
        competency = ground.competency(place, number, cells["competency"])
        if competency is not None:
            values: Row = {"post": cells["post"], "competency": competency, "level": cells["level"]}
            ground.write(place, number, "post_standard", values)


def _text(value: Scalar) -> str | None:
    return None if value is None else str(value)
