"""Cases and plans from small dictionaries, for tests and for the examples of rules."""

from __future__ import annotations

from typing import Any

import msgspec

from optimizer.case import Case
from optimizer.io import case_hash, decode_case
from optimizer.plan import Plan
from optimizer.verify import assess


def case_of(record: dict[str, Any]) -> Case:
    """Read a case from a dictionary; format, version and a horizon of two half-years are filled in."""
    whole = {
        "format": "tuntas-case",
        "version": 1,
        "horizon": {"starts_on": "2027-04-01", "rounds": 2, "round_months": 6},
        "units": [{"id": "u", "department": "d"}],
        **record,
    }
    return decode_case(msgspec.json.encode(whole))


def raw_plan(paths: list[dict[str, Any]]) -> Plan:
    """Make a plan that claims nothing true but its paths."""
    record = {"format": "tuntas-plan", "version": 1, "case_hash": "", "paths": paths, "value": 0}
    return msgspec.convert(record, Plan)


def plan_of(case: Case, paths: list[dict[str, Any]]) -> Plan:
    """Make a plan of the case that claims its own value."""
    plan = raw_plan(paths)
    return msgspec.structs.replace(plan, case_hash=case_hash(case), value=assess(case, plan).value)


def encode_record(record: dict[str, Any]) -> bytes:
    """Write a dictionary as JSON."""
    return msgspec.json.encode(record)
