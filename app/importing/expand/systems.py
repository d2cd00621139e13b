"""Systems, their roles and needs, who serves them, milestones, indicators and holds."""

from app.importing.expand.ground import Ground, Row
from app.importing.expand.records import Rows, in_order
from app.importing.kinds import LEVEL_PREFIX, plain
from app.importing.outcome import TableOutcome
from app.importing.targets import JOINT


def expand_systems(ground: Ground, place: TableOutcome, rows: Rows) -> None:
    """Write systems, each hosted by a department."""
    for number, cells in rows:
        code, name = cells.pop("unit_code", None), cells.pop("unit_name", None)
        unit = str(code) if code is not None and str(code) in ground.units.by_code else None
        if unit is None and name is not None:
            unit = ground.units.exact(str(name)) or ground.units.near(str(name), None, departments_only=True)
        if unit is None:
            ground.outcome.report(place, number, "unit_name", "unit_unknown", code or name)
            continue
        defaults: Row = {
            "kind": plain(str(cells["name"])).replace(" ", "_")[:40],
            "purpose": cells["name"],
            "built_by": "own",
            "value_per_month": 100,
        }
        ground.write(place, number, "system", {**cells, "unit": unit}, defaults)


def expand_roles(ground: Ground, place: TableOutcome, rows: Rows) -> None:
    """Write roles, with their needs where these stand in columns beside them."""
    for number, cells in rows:
        needs = {name: cells.pop(name) for name in list(cells) if name.startswith(LEVEL_PREFIX)}
        system = ground.coded(place, number, "system", "system", cells["system"])
        if system is None:
            continue
        defaults: Row = {"needed_percent": 100, "is_key": False, "handover_rounds": 1}
        if not ground.write(place, number, "system_role", cells, defaults):
            continue
        role = f"{system}{JOINT}{cells['code']}"
        for name, level in needs.items():
            if isinstance(level, int) and level > 0:
                competency = ground.competency(place, number, name.removeprefix(LEVEL_PREFIX))
                if competency is not None:
                    entry: Row = {"role": role, "competency": competency, "level": level}
                    ground.write(place, number, "role_need", entry)


def expand_role_needs(ground: Ground, place: TableOutcome, rows: Rows) -> None:
    """Write what roles ask for, one competency per row."""
    for number, cells in rows:
        role = ground.role(place, number, cells)
        competency = ground.competency(place, number, cells["competency"]) if role is not None else None
        if role is not None and competency is not None:
            values: Row = {"role": role, "competency": competency, "level": cells["level"]}
            ground.write(place, number, "role_need", values)


def expand_role_service(ground: Ground, place: TableOutcome, rows: Rows) -> None:
    """Write who serves which role."""
    for number, cells in rows:
        person = ground.person(place, number, cells["nip"])
        role = ground.role(place, number, cells) if person is not None else None
        if person is None or role is None or not in_order(ground, place, number, cells, "since", "until"):
            continue
        values: Row = {"person": person, "role": role, "since": cells["since"]}
        values |= {name: cells[name] for name in ("share", "via", "decree_no", "until") if name in cells}
        ground.write(place, number, "role_service", values, {"share": 100, "via": "post"})


def expand_milestones(ground: Ground, place: TableOutcome, rows: Rows) -> None:
    """Write milestones."""
    for number, cells in rows:
        if ground.coded(place, number, "system", "system", cells["system"]) is not None:
            ground.write(place, number, "milestone", cells)


def expand_indicators(ground: Ground, place: TableOutcome, rows: Rows) -> None:
    """Write service indicators."""
    for number, cells in rows:
        if ground.coded(place, number, "system", "system", cells["system"]) is not None:
            ground.write(place, number, "service_indicator", cells)


def expand_readings(ground: Ground, place: TableOutcome, rows: Rows) -> None:
    """Write values of service indicators."""
    for number, cells in rows:
        key = f"{cells['system']}{JOINT}{cells['indicator']}"
        if not ground.difference.knows("service_indicator", key):
            ground.unknown(place, number, "service_indicator", "indicator", cells["indicator"])
            continue
        values: Row = {"indicator": key, "read_on": cells["read_on"], "value": cells["value"]}
        ground.write(place, number, "indicator_reading", values)


def expand_holds(ground: Ground, place: TableOutcome, rows: Rows) -> None:
    """Write holds, asked for or already decided on paper."""
    for number, cells in rows:
        person = ground.person(place, number, cells["nip"])
        role = ground.role(place, number, cells) if person is not None else None
        if person is None or role is None or not in_order(ground, place, number, cells, "from_date", "until"):
            continue
        values: Row = {"person": person, "role": role}
        values |= {name: cells[name] for name in ("from_date", "until", "reason", "status") if name in cells}
        ground.write(place, number, "hold", values, {"status": "requested"})
