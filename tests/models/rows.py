"""A small city in rows, and one right row of every table that something else is not made of already."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

import models

DAY = date(2027, 4, 1)
LATER = DAY + timedelta(days=30)

MODELS = {mapper.class_.__tablename__: mapper.class_ for mapper in models.Base.registry.mappers}

_numbers = count(1)


@dataclass
class City:
    """The identities of rows that others refer to, by name."""

    ids: dict[str, int] = field(default_factory=dict)

    def __getattr__(self, name: str) -> int:
        return self.ids[name]


def row(table: str, city: City, **changes: Any) -> Any:
    """Return a row of a table that every check accepts, with some values changed."""
    return MODELS[table](**(RIGHT[table](city) | changes))


def build(session: Session) -> City:
    """Add one row of each kind that others refer to."""
    city = City()
    for name, table in REFERRED.items():
        made = row(table, city)
        session.add(made)
        session.flush()
        city.ids[name] = made.id
    return city


# In an order in which each finds what it refers to.
REFERRED = {
    "unit": "unit",
    "post": "post",
    "competency": "competency",
    "person": "person",
    "other_person": "person",
    "system": "system",
    "role": "system_role",
    "account": "account",
    "round": "transfer_round",
    "run": "run",
    "plan": "plan",
    "other_run": "run",
    "course": "course",
    "other_course": "course",
    "batch": "import_batch",
    "learned_model": "learned_model",
}

RIGHT: dict[str, Callable[[City], dict[str, Any]]] = {
    "account": lambda c: {
        "login": f"ani{next(_numbers)}",
        "display_name": "Ani",
        "password_hash": "-",
        "role": "planner",
    },
    "assessment": lambda c: {
        "person_id": c.person,
        "competency_id": c.competency,
        "level": 0,
        "source": "self",
        "assessed_on": DAY,
    },
    "competency": lambda c: {"code": f"k{next(_numbers)}", "name": "Rekayasa data", "family": "technical"},
    "competency_level": lambda c: {"competency_id": c.competency, "level": 5, "indicators": "-"},
    "course": lambda c: {
        "code": f"C{next(_numbers)}",
        "name": "Kursus",
        "kind": "TECH",
        "mode": "online",
        "hours": 20,
    },
    "course_outcome": lambda c: {
        "course_id": c.course,
        "competency_id": c.competency,
        "from_level": 0,
        "to_level": 5,
    },
    "course_prerequisite": lambda c: {"course_id": c.course, "required_id": c.other_course},
    "course_session": lambda c: {
        "course_id": c.course,
        "starts_on": DAY,
        "ends_on": DAY,
        "seats": 2,
        "seats_taken": 2,
    },
    "data_version": lambda c: {"version": next(_numbers), "cause": "import"},
    "hold": lambda c: {
        "person_id": c.person,
        "role_id": c.role,
        "reason": "-",
        "from_date": DAY,
        "until": DAY,
    },
    "import_anomaly": lambda c: {
        "batch_id": c.batch,
        "severity": "note",
        "kind": "k",
        "sheet": "s",
        "row": 1,
        "column": "c",
    },
    "import_batch": lambda c: {
        "file_name": "a.xlsx",
        "file_hash": "h",
        "status": "previewed",
        "base_version": 0,
        "counts": {},
        "columns": {},
    },
    "legal_window": lambda c: {"kind": "election", "from_date": DAY, "to_date": DAY, "citation": "-"},
    "move": lambda c: {
        "plan_id": c.plan,
        "person_id": c.person,
        "round_index": 0,
        "from_post_id": c.post,
        "to_post_id": c.post,
        "kind": "rotation",
        "chain": 1,
        "place": 1,
        "chain_end": "vacancy",
        "value": 10,
        "fit_before": 0,
        "fit_after": 100,
        "checks": [],
        "reasons": [],
    },
    "performance": lambda c: {"person_id": c.person, "year": 2026, "predicate": "baik"},
    "person": lambda c: {
        "nip": f"{next(_numbers):018d}",
        "name": "Ani Wulandari",
        "employment_kind": "PNS",
        "unit_id": c.unit,
        "post_id": c.post,
    },
    "pin": lambda c: {
        "round_id": c.round,
        "kind": "pin",
        "person_id": c.person,
        "post_id": c.post,
        "reason": "-",
    },
    "plan": lambda c: {
        "run_id": c.run,
        "round_id": c.round,
        "case_hash": "c",
        "plan_hash": "p",
        "plan_file": b"",
        "value": 0,
        "is_lawful": True,
        "ledger": {},
        "findings": [],
        "summary": {},
    },
    "planned_service": lambda c: {
        "plan_id": c.plan,
        "role_id": c.role,
        "person_id": c.person,
        "from_round": 0,
        "to_round": 2,
        "began_before": True,
        "via": "post",
        "share": 100,
    },
    "post": lambda c: {
        "code": f"P{next(_numbers)}",
        "unit_id": c.unit,
        "title": "Kepala Bidang",
        "kind": "ADMINISTRATOR",
    },
    "post_history": lambda c: {"person_id": c.person, "title": "-", "kind": "STAFF", "from_date": DAY},
    "post_standard": lambda c: {"post_id": c.post, "competency_id": c.competency, "level": 1},
    "relation": lambda c: {"person_id": c.person, "other_id": c.other_person, "kind": "spouse"},
    "role_need": lambda c: {"role_id": c.role, "competency_id": c.competency, "level": 3},
    "role_service": lambda c: {"person_id": c.person, "role_id": c.role, "since": DAY},
    "rule_setting": lambda c: {
        "code": "x",
        "valid_from": DAY,
        "parameters": {},
        "citation": "-",
        "confidence": "M",
    },
    "run": lambda c: {
        "round_id": c.round,
        "profile": "continuity",
        "seconds": 60,
        "status": "queued",
        "case_hash": "c",
        "case_file": b"",
        "case_facts": {},
        "data_version": 1,
    },
    "run_point": lambda c: {"run_id": c.run, "attempt": 1, "number": 1, "elapsed_ms": 1, "phase": "bound"},
    "sanction": lambda c: {"person_id": c.person, "level": "light", "kind": "-", "from_date": DAY},
    "service_indicator": lambda c: {"system_id": c.system, "name": "-", "unit": "days", "better": "down"},
    "system": lambda c: {
        "code": f"S{next(_numbers)}",
        "name": "Sistem",
        "unit_id": c.unit,
        "kind": "licensing",
        "purpose": "-",
        "stage": "build",
        "planned_finish": DAY,
    },
    "learned_model": lambda c: {
        "kind": "finish",
        "known_on": DAY,
        "basis": "plan",
        "from_files": 0,
        "from_records": 0,
        "document": "{}",
    },
    "system_forecast": lambda c: {
        "system_id": c.system,
        "model_id": c.learned_model,
        "made_on": DAY,
        "basis": "plan",
        "p50": DAY,
        "p80": DAY,
        "drivers": [],
    },
    "system_history": lambda c: {
        "source": "-",
        "system": f"H{next(_numbers)}",
        "started_on": DAY,
        "planned_finish": date(2030, 1, 1),
        "reviewed_on": DAY,
    },
    "system_role": lambda c: {"system_id": c.system, "code": f"r{next(_numbers)}", "name": "Pemimpin teknis"},
    "talent_box": lambda c: {"person_id": c.person, "year": 2026, "box": 9},
    "training_path": lambda c: {"person_id": c.person, "preference": "fastest", "steps": []},
    "training_record": lambda c: {
        "person_id": c.person,
        "kind": "TECH",
        "name": "-",
        "hours": 0,
        "ended_on": DAY,
    },
    "transfer_round": lambda c: {"name": "April 2027", "starts_on": DAY},
    "unit": lambda c: {"code": f"D{next(_numbers)}", "name": "Dinas", "kind": "dinas", "is_department": True},
}
