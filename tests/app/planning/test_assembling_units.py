"""The ladder of posts and the tree of units reach the case as the settings and the roster tell them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from app.database import Database
from models import PostHistory, RuleSetting, Unit
from optimizer.validation import faults_of
from tests.app.planning.borough import Borough, settle
from tests.app.planning.test_assembling import TERMS, ani_of, assembled, city


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    yield from city(sqlite_url)


@pytest.fixture
def borough(database: Database) -> Borough:
    return settle(database)


def test_experience_in_a_functional_post_counts_on_the_step_that_the_setting_names(
    database: Database, borough: Borough
):
    """The setting in force when the plan begins decides, not the one of today."""
    with database.write() as session:
        career = session.scalars(select(PostHistory).where(PostHistory.kind == "SUPERVISOR")).all()
        for entry in career:
            entry.kind, entry.functional_level = "FUNCTIONAL_EXPERT", "Ahli Muda"
        session.add(
            RuleSetting(
                code="delayering",
                valid_from=TERMS.starts_on,
                parameters={"steps": {"Ahli Muda": "ADMINISTRATOR"}},
                citation="x",
                confidence="M",
            )
        )
    assert ani_of(database, borough).experience == {"ADMINISTRATOR": 108}


def test_the_tree_of_units_reaches_the_case(database: Database, borough: Borough):
    with database.write() as session:
        department = session.scalars(select(Unit).order_by(Unit.id)).first()
        assert department is not None
        session.add(
            Unit(
                key="bidang-baru",
                code="bidang-baru",
                name="Bidang Baru",
                kind=department.kind,
                parent_id=department.id,
                department_id=department.id,
            )
        )
        key = department.key
    units = {unit.id: unit.parent for unit in assembled(database).case.units}
    assert units["bidang-baru"] == key
    assert units[key] is None


def test_units_on_record_below_each_other_do_not_stop_a_case(database: Database, borough: Borough):
    with database.write() as session:
        first, second = session.scalars(select(Unit).where(Unit.is_department).order_by(Unit.id)).all()
        first.parent_id, second.parent_id = second.id, first.id
        keys = {first.key, second.key}
    result = assembled(database)
    assert faults_of(result.case) == []
    assert result.facts["left_out"]["units_below_themselves"] == 1
    assert sum(unit.parent is None for unit in result.case.units if unit.id in keys) == 1
