"""What is known of a person beyond the main data."""

from app.importing.expand.ground import Ground, Row
from app.importing.kinds import LEVEL_PREFIX
from app.importing.outcome import TableOutcome
from app.importing.values import Scalar
from app.importing.values.posts import FUNCTIONAL, STRUCTURAL, kind_from, level_in
from app.importing.values.status import predicate_from

Rows = list[tuple[int, Row]]


def expand_assessments(ground: Ground, place: TableOutcome, rows: Rows) -> None:
    """Write assessments, one per row or one column per competency."""
    for number, cells in rows:
        person = ground.person(place, number, cells["nip"])
        if person is None:
            continue
        base: Row = {
            "person": person,
            "source": cells.get("source") or "assessment_centre",
            "assessed_on": cells["assessed_on"],
        }
        extra: Row = {
            name: cells[name] for name in ("valid_until", "assessed_by", "evidence") if name in cells
        }
        for named, level in _levels(cells):
            if level is None:
                continue
            competency = ground.competency(place, number, named)
            if competency is not None:
                values: Row = {**base, "competency": competency, "level": level, **extra}
                ground.write(place, number, "assessment", values)


def _levels(cells: Row) -> list[tuple[Scalar, Scalar]]:
    found: list[tuple[Scalar, Scalar]] = [
        (name.removeprefix(LEVEL_PREFIX), level)
        for name, level in cells.items()
        if name.startswith(LEVEL_PREFIX)
    ]
    if cells.get("competency") is not None:
        found.append((cells["competency"], cells.get("level")))
    return found


def expand_performance(ground: Ground, place: TableOutcome, rows: Rows) -> None:
    """Write performance; the predicate follows from result and behaviour where it is not stated."""
    for number, cells in rows:
        person = ground.person(place, number, cells["nip"])
        if person is None:
            continue
        result, behaviour = cells.get("result"), cells.get("behaviour")
        predicate = cells.get("predicate") or predicate_from(
            None if result is None else str(result), None if behaviour is None else str(behaviour)
        )
        if predicate is None:
            ground.outcome.report(place, number, "predicate", "value_missing")
            continue
        values: Row = {
            "person": person,
            "year": cells["year"],
            "period": cells.get("period") or "Y",
            "predicate": predicate,
        }
        for name in ("result", "behaviour"):
            if name in cells:
                values[name] = cells[name]
        ground.write(place, number, "performance", values)


def expand_sanctions(ground: Ground, place: TableOutcome, rows: Rows) -> None:
    """Write sanctions."""
    for number, cells in rows:
        person = ground.person(place, number, cells["nip"])
        if person is not None and in_order(ground, place, number, cells, "from_date", "to_date"):
            ground.write(place, number, "sanction", _own(cells, person))


def expand_post_history(ground: Ground, place: TableOutcome, rows: Rows) -> None:
    """Write earlier posts."""
    for number, cells in rows:
        person = ground.person(place, number, cells["nip"])
        if person is None or not in_order(ground, place, number, cells, "from_date", "to_date"):
            continue
        values = _own(cells, person)
        title = str(cells["title"])
        level = cells.get("functional_level") or level_in(title)
        stated = cells.get("kind")
        kind = kind_from(
            None if stated is None else str(stated),
            None if cells.get("echelon") is None else str(cells["echelon"]),
            None if level is None else str(level),
            title,
        )
        if kind in (None, FUNCTIONAL, STRUCTURAL):
            kind = "STAFF"
        values["kind"], values["functional_level"] = kind, level
        ground.write(place, number, "post_history", values)


def expand_training_records(ground: Ground, place: TableOutcome, rows: Rows) -> None:
    """Write trainings attended."""
    for number, cells in rows:
        person = ground.person(place, number, cells["nip"])
        if person is None:
            continue
        values = _own(cells, person)
        if values.get("competency") is not None:
            values["competency"] = ground.competency(place, number, values["competency"])
        values["kind"] = values.get("kind") or "TECH"
        ground.write(place, number, "training_record", values)


def expand_talent_boxes(ground: Ground, place: TableOutcome, rows: Rows) -> None:
    """Write the boxes of the talent map."""
    for number, cells in rows:
        person = ground.person(place, number, cells["nip"])
        if person is not None:
            ground.write(place, number, "talent_box", _own(cells, person))


def expand_relations(ground: Ground, place: TableOutcome, rows: Rows) -> None:
    """Write declared relations."""
    for number, cells in rows:
        person = ground.person(place, number, cells["nip"])
        other = ground.person(place, number, cells["other"], "other") if person is not None else None
        if person is None or other is None:
            continue
        if person == other:
            ground.outcome.report(place, number, "other", "same_thing", other)
            continue
        ground.write(place, number, "relation", {**_own(cells, person), "other": other})


def in_order(ground: Ground, place: TableOutcome, number: int, cells: Row, first: str, last: str) -> bool:
    """Tell whether a period ends after it begins, and report when it does not."""
    begin, end = cells.get(first), cells.get(last)
    if begin is None or end is None or str(begin) <= str(end):
        return True
    ground.outcome.report(place, number, last, "order_wrong", end)
    return False


def _own(cells: Row, person: str) -> Row:
    return {"person": person, **{k: v for k, v in cells.items() if k not in ("nip", "person_name")}}
