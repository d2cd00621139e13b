"""Every check of the database refuses what it names, and nothing else, on both kinds of database."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import CheckConstraint
from sqlalchemy.exc import IntegrityError

import models
from tests.models.rows import DAY, LATER, row

EARLIER = DAY - timedelta(days=1)

# By table and check: the change that makes a right row break it. Words such as `the course` stand for the
# identity of that row.
BROKEN: dict[str, dict[str, dict[str, Any]]] = {
    "account": {
        "known_role": {"role": "boss"},
        "known_language": {"language": "fr"},
        "login_lower_case": {"login": "Budi"},
        "head_has_department": {"role": "head"},
        "staff_has_person": {"role": "staff"},
    },
    "assessment": {"level_range": {"level": 6}, "known_source": {"source": "rumour"}},
    "competency": {"known_family": {"family": "magic"}},
    "competency_level": {"level_range": {"level": 6}},
    "course": {
        "known_mode": {"mode": "dream"},
        "hours_positive": {"hours": 0},
        "cost_not_negative": {"cost": -1},
        "duration_positive": {"duration_days": 0},
    },
    "course_outcome": {
        "levels_rise": {"from_level": 3, "to_level": 3},
        "level_range": {"to_level": 6},
    },
    "course_prerequisite": {"two_courses": {"required_id": "the course"}},
    "course_session": {"ends_after_start": {"starts_on": LATER}, "seats_suffice": {"seats_taken": 3}},
    "hold": {
        "ends_after_start": {"from_date": LATER},
        "known_status": {"status": "maybe"},
        "decided_by_another": {"requested_by": "the account", "decided_by": "the account"},
    },
    "import_anomaly": {"known_severity": {"severity": "bad"}},
    "import_batch": {"known_status": {"status": "lost"}},
    "learned_model": {"known_kind": {"kind": "weather"}, "known_basis": {"basis": "hope"}},
    "system_forecast": {"p80_not_before_p50": {"p50": LATER}, "known_basis": {"basis": "hope"}},
    "system_history": {
        "plan_after_start": {"planned_finish": DAY},
        "finish_after_review": {"finished_on": DAY},
        "progress_range": {"progress": 1.1},
        "known_stage": {"stage": "dream"},
        "known_built_by": {"built_by": "magic"},
    },
    "legal_window": {"known_kind": {"kind": "holiday"}, "ends_after_start": {"from_date": LATER}},
    "move": {
        "known_kind": {"kind": "jump"},
        "known_chain_end": {"chain_end": "air"},
        "fit_before_range": {"fit_before": 101},
        "fit_after_range": {"fit_after": -1},
    },
    "performance": {
        "known_period": {"period": "Q5"},
        "known_result": {"result": "great"},
        "known_behaviour": {"behaviour": "great"},
        "known_predicate": {"predicate": "istimewa"},
    },
    "person": {
        "nip_length": {"nip": "198503172010011"},
        "known_employment_kind": {"employment_kind": "HONORER"},
        "known_sex": {"sex": "X"},
    },
    "pin": {"known_kind": {"kind": "glue"}},
    "planned_service": {
        "ends_after_start": {"from_round": 3},
        "share_range": {"share": 0},
        "known_via": {"via": "mail"},
        "known_leaves_because": {"leaves_because": "boredom"},
    },
    "post": {
        "formation_not_negative": {"formation": -1},
        "job_class_range": {"job_class": 18},
        "known_kind": {"kind": "KING"},
        "known_special": {"special": "wali"},
    },
    "post_history": {"known_kind": {"kind": "KING"}},
    "post_standard": {"level_range": {"level": 0}},
    "relation": {"two_persons": {"other_id": "the person"}, "known_kind": {"kind": "friend"}},
    "role_need": {"level_range": {"level": 6}},
    "role_service": {
        "share_range": {"share": 101},
        "ends_after_start": {"until": EARLIER},
        "known_via": {"via": "mail"},
    },
    "rule_setting": {
        "ends_after_start": {"valid_to": EARLIER},
        "known_severity": {"severity": "firm"},
        "known_confidence": {"confidence": "Z"},
    },
    "run": {"seconds_positive": {"seconds": 0}, "known_status": {"status": "lost"}},
    "run_point": {"known_phase": {"phase": "sleep"}},
    "sanction": {"known_level": {"level": "huge"}},
    "service_indicator": {"known_better": {"better": "left"}},
    "system": {
        "known_stage": {"stage": "dream"},
        "known_built_by": {"built_by": "magic"},
        "value_not_negative": {"value_per_month": -1},
    },
    "system_role": {
        "need_not_negative": {"needed_percent": -1},
        "handover_not_negative": {"handover_rounds": -1},
    },
    "talent_box": {"box_range": {"box": 10}},
    "training_path": {"known_preference": {"preference": "fun"}, "known_status": {"status": "lost"}},
    "training_record": {"hours_not_negative": {"hours": -1}},
    "transfer_round": {
        "rounds_range": {"rounds": 0},
        "months_range": {"round_months": 13},
        "known_status": {"status": "ajar"},
    },
}


def test_each_check_refuses_what_it_names_and_nothing_else(database, city):
    """The right row is accepted; each change is refused by the very check that is named for it."""
    rows = {f"the {name}": identity for name, identity in city.ids.items()}
    for table, checks in BROKEN.items():
        for check, values in checks.items():
            changes = {name: rows.get(value, value) for name, value in values.items()}
            with pytest.raises(IntegrityError) as refusal, database.write() as session:
                session.add(row(table, city, **changes))
            assert f"ck_{table}_{check}" in str(refusal.value.orig)
        with database.write() as session:
            session.add(row(table, city))


def test_every_check_of_the_model_is_tried():
    """A new check needs its line above."""
    declared = {
        (table.name, constraint.name.removeprefix(f"ck_{table.name}_"))
        for table in models.Base.metadata.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint)
    }
    assert declared == {(table, check) for table, checks in BROKEN.items() for check in checks}
