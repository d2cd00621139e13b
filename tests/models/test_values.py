"""What is stored comes back as it was, and the models say what everything is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy import Integer, select
from sqlalchemy.exc import DBAPIError, StatementError

import models
from app.database import Database
from models.base import DATA_CLASSES, canonical_json, field, new_key
from tests.models.rows import row

WITA = timezone(timedelta(hours=8))


def accepted(database, made):
    with database.write() as session:
        session.add(made)
        session.flush()
        return made.id


def test_a_time_without_zone_is_refused(database):
    """Its zone would have to be guessed, and Indonesia has three."""
    naive = datetime(2026, 11, 24, 8)  # noqa: DTZ001 - this is the case
    with pytest.raises(StatementError, match="time zone"), database.write() as session:
        session.add(models.DataVersion(version=7, cause="x", at=naive))


def test_a_time_is_stored_in_utc_and_comes_back_aware(database):
    """Written at 15:30 in Makassar, read as 07:30 UTC."""
    at = datetime(2026, 11, 24, 15, 30, 1, 5, WITA)
    accepted(database, models.DataVersion(version=7, cause="x", at=at))
    with database.read() as session:
        found = session.scalars(select(models.DataVersion.at)).one()
    assert found == at
    assert found.tzinfo is UTC
    assert found.hour == 7


def test_dates_json_and_bytes_come_back_as_they_were(database, city):
    """The same on both databases, empty ones too."""
    facts = {"people": 3, "x": [None, "é"]}
    run = accepted(database, row("run", city, case_file=b"\x00\xff", case_facts=facts))
    person = accepted(database, row("person", city, birth_date=date(1988, 2, 29)))
    with database.read() as session:
        assert session.scalars(select(models.Run.case_file).filter_by(id=run)).one() == b"\x00\xff"
        assert session.get(models.Run, run).case_facts == facts
        assert session.get(models.Person, person).birth_date == date(1988, 2, 29)
        assert session.get(models.Person, person).contract_ends_on is None


def test_points_hold_what_the_optimizer_counts(database, city):
    """Values and bounds are sums over a whole city, beyond 32 bits."""
    with database.write() as session:
        plan = session.get(models.Plan, city.plan)
        plan.value, plan.bound, plan.gap_ppm = -(2**62), 2**62, 2**40
    accepted(database, row("move", city, value=2**40))
    with database.read() as session:
        plan = session.get(models.Plan, city.plan)
        assert (plan.value, plan.bound, plan.gap_ppm) == (-(2**62), 2**62, 2**40)


def test_nothing_is_loaded_by_surprise(database, city):
    """A forgotten join is an error in the test, not a thousand queries in the city."""
    with database.read() as session:
        person = session.get(models.Person, city.person)
        with pytest.raises(Exception, match="raise"):
            _ = person.unit


def test_every_relationship_is_explicit():
    """No relationship of any model loads by itself."""
    lazy = {
        f"{mapper.class_.__name__}.{relation.key}": relation.lazy
        for mapper in models.Base.registry.mappers
        for relation in mapper.relationships
    }
    assert set(lazy.values()) == {"raise"}, lazy


def test_keys_tell_nothing_and_do_not_repeat():
    """Twelve characters without look-alikes; ten thousand without a repetition."""
    keys = {new_key() for _ in range(10_000)}
    assert len(keys) == 10_000
    assert {len(key) for key in keys} == {12}
    assert not set("".join(keys)) & set("01ilo")


def test_every_column_is_documented():
    """With its meaning, and with the class that decides who may see it."""
    for table in models.Base.metadata.tables.values():
        for column in table.columns:
            assert column.comment, column
            assert column.info.get("data_class") in DATA_CLASSES, column


def test_an_unknown_privacy_class_is_refused():
    """A mistyped class would open or close a column by chance."""
    with pytest.raises(ValueError, match="T9"):
        field(Integer, "x", "T9")


def test_every_model_is_offered_by_the_package():
    """`import models` is all that others need."""
    offered = set(models.__all__)
    assert {mapper.class_.__name__ for mapper in models.Base.registry.mappers} <= offered
    assert all(hasattr(models, name) for name in offered)
    assert len(models.__all__) == len(offered)


def test_postgresql_refuses_texts_that_are_too_long(postgres_url):
    """SQLite does not look at lengths; what a form lets through must fit on both."""
    database = Database(postgres_url)
    with pytest.raises(DBAPIError, match="too long"), database.write() as session:
        session.add(models.Unit(code="x" * 65, name="-", kind="dinas"))
    database.close()


def test_the_hashed_form_of_json_is_one():
    """Order and spaces do not change it; what JSON cannot say is refused."""
    assert canonical_json({"b": 1, "a": ["é", None]}) == '{"a":["é",null],"b":1}'
    with pytest.raises(ValueError, match="JSON"):
        canonical_json({"a": float("nan")})
    with pytest.raises(TypeError):
        canonical_json({"a": date(2027, 4, 1)})
