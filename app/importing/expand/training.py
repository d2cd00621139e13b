"""The training catalogue."""

from app.importing.expand.ground import Ground, Row
from app.importing.expand.records import Rows, in_order
from app.importing.outcome import TableOutcome


def expand_courses(ground: Ground, place: TableOutcome, rows: Rows) -> None:
    """Write courses, then their prerequisites, which may stand further down in the list."""
    wanted: list[tuple[int, str, str]] = []
    for number, cells in rows:
        prerequisites = str(cells.pop("prerequisites", None) or "")
        defaults: Row = {"kind": "TECH", "cost": 0, "self_paced": False, "duration_days": 14}
        if ground.write(place, number, "course", cells, defaults):
            wanted += [(number, str(cells["code"]), code) for code in prerequisites.split(";") if code]
    for number, course, required in wanted:
        if course == required:
            ground.outcome.report(place, number, "prerequisites", "same_thing", required)
        elif ground.coded(place, number, "course", "prerequisites", required) is not None:
            ground.write(place, number, "course_prerequisite", {"course": course, "required": required})


def expand_course_outcomes(ground: Ground, place: TableOutcome, rows: Rows) -> None:
    """Write what courses lift."""
    for number, cells in rows:
        course = ground.coded(place, number, "course", "course", cells["course"])
        competency = ground.competency(place, number, cells["competency"]) if course is not None else None
        if course is None or competency is None:
            continue
        from_level, to_level = int(cells.get("from_level") or 0), int(cells["to_level"] or 0)
        if to_level <= from_level:
            ground.outcome.report(place, number, "to_level", "value_range", to_level, range=f"> {from_level}")
            continue
        values: Row = {
            "course": course,
            "competency": competency,
            "from_level": from_level,
            "to_level": to_level,
        }
        ground.write(place, number, "course_outcome", values)


def expand_course_sessions(ground: Ground, place: TableOutcome, rows: Rows) -> None:
    """Write dated sessions."""
    for number, cells in rows:
        course = ground.coded(place, number, "course", "course", cells["course"])
        if course is None or not in_order(ground, place, number, cells, "starts_on", "ends_on"):
            continue
        taken, seats = int(cells.get("seats_taken") or 0), int(cells["seats"] or 0)
        if taken > seats:
            ground.outcome.report(place, number, "seats_taken", "value_range", taken, range=f"0 – {seats}")
            continue
        ground.write(place, number, "course_session", cells, {"seats_taken": 0})
