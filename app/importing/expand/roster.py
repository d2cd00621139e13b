"""
Persons: the unit and the post that each row names, and what follows from a row for the career.

A new post closes the open line of the person's career and begins the next one.
"""

from datetime import date, timedelta

from app.importing.expand.ground import Ground, Row
from app.importing.expand.placing import Placing
from app.importing.names import full_name
from app.importing.outcome import TableOutcome
from app.importing.targets import JOINT
from app.importing.values import Scalar
from app.importing.values.nip import nip_facts

PLACED = ("unit_code", "unit_name", "unit_2", "unit_3", "unit_4", "department_name", "post_code",
    "post_title", "post_kind", "echelon",
          "functional_level", "front_title", "back_title")  # fmt: skip


def expand_persons(ground: Ground, place: TableOutcome, rows: list[tuple[int, Row]]) -> None:
    """Write persons with their places, and their present line of the career."""
    placing = Placing(ground, place, rows)
    for number, cells in rows:
        unit, post = placing.find(number, cells)
        values = _values(cells, unit, post)
        nip = str(values["nip"])
        if not ground.write(place, number, "person", values, _defaults(nip)):
            continue
        if place.states[number] == "untouched":
            continue
        ground.outcome.by_department[_department(ground, unit)] += 1
        if post is not None and values.get("post_since") is not None:
            ground.placed.append((nip, post, str(values["post_since"])))
    placing.check_formation()


def _values(cells: Row, unit: str | None, post: str | None) -> Row:
    values: Row = {key: value for key, value in cells.items() if key not in PLACED}
    values["name"] = full_name(
        str(cells["name"]), _text(cells.get("front_title")), _text(cells.get("back_title"))
    )
    if "post_title" in cells or "post_code" in cells:
        values["post"] = post
    values["unit"] = unit
    values["active"] = True
    facts = nip_facts(str(values["nip"]))
    if values.get("employment_kind") is None and "employment_kind" in values:
        values["employment_kind"] = "PPPK" if facts.is_pppk else "PNS"
    if values.get("legal_status") == "pensiun" or values.get("legal_status") == "meninggal":
        values["active"] = False
    return values


def _defaults(nip: str) -> Row:
    facts = nip_facts(nip)
    start = None
    if facts.appointed_month is not None:
        start = date(facts.appointed_year, facts.appointed_month, 1).isoformat()
    return {
        "employment_kind": "PPPK" if facts.is_pppk else "PNS",
        "sex": "L" if facts.sex == "M" else "P",
        "birth_date": facts.birth.isoformat(),
        "service_start": start,
        "legal_status": "aktif",
    }


def _text(value: Scalar) -> str | None:
    return None if value is None else str(value)


def _department(ground: Ground, unit: str | None) -> str:
    return ground.units.name(ground.units.department_of(unit) or unit)


def continue_careers(ground: Ground) -> None:
    """Let each career end with the present post: close the line before it, add or keep its own."""
    if not ground.placed:
        return
    lines = _open_lines(ground)
    for nip, post, since in ground.placed:
        _continue_career(ground, lines.setdefault(nip, {}), nip, post, since)


def _continue_career(ground: Ground, lines: dict[str, Scalar], nip: str, post: str, since: str) -> None:
    difference = ground.difference
    details = ground.posts.by_code[post]
    title = str(details["title"])
    started = {key.split(JOINT)[1]: key for key in lines}
    if since in started:
        return
    # A corrected date of the same post is the same line of the career, not a second one.
    same = [key for key, last in lines.items() if last is None and key.endswith(f"{JOINT}{title}")]
    if same:
        difference.set("post_history", same[0], "from_date", since)
        return
    for key, last in lines.items():
        if last is None and key.split(JOINT)[1] < since:
            before = (date.fromisoformat(since) - timedelta(days=1)).isoformat()
            difference.set("post_history", key, "to_date", before)
    values: Row = {
        "person": nip,
        "from_date": since,
        "title": title,
        "unit_name": ground.units.name(str(details["unit"])) or None,
        "kind": details.get("kind"),
        "echelon": details.get("echelon"),
        "functional_level": details.get("functional_level"),
    }
    difference.add("post_history", values)


def _open_lines(ground: Ground) -> dict[str, dict[str, Scalar]]:
    wanted = {nip for nip, _, _ in ground.placed}
    lines: dict[str, dict[str, Scalar]] = {}
    for key, line in ground.present.rows("post_history").items():
        if line["person"] in wanted:
            last = ground.difference.value("post_history", key, "to_date")
            lines.setdefault(str(line["person"]), {})[key] = last
    for key, line in ground.difference.changes.inserts["post_history"].items():
        lines.setdefault(str(line["person"]), {})[key] = line.get("to_date")
    return lines
