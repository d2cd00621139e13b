"""The demo's way in: spreadsheets, the real import, accounts; a second start finds everything there."""

import json
import stat
from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import func, select

from app.accounts import all_accounts
from app.database import Database
from app.demo import organisation
from app.demo.accounts import FILE
from app.demo.start import prepare
from app.passwords import check
from models import (
    Account,
    Course,
    DataVersion,
    Hold,
    ImportBatch,
    Person,
    Post,
    RoleService,
    System,
    SystemForecast,
    Unit,
)

TODAY = date(2026, 11, 24)


@pytest.fixture
def small_city(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer schools, health centres and villages: the same ways in a fraction of the time."""
    monkeypatch.setattr(organisation, "MODELS_OF_SCHOOL", (("SD", 2), ("SMP", 1)))
    monkeypatch.setattr(organisation, "HEALTH_CENTRES", 2)
    monkeypatch.setattr(organisation, "SUBDISTRICTS", {"Cibening": "Cibening Loji"})


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    """A fresh SQLite database."""
    database = Database(sqlite_url)
    yield database
    database.close()


def count(database, model):
    with database.read() as db:
        return db.scalar(select(func.count()).select_from(model))


@pytest.mark.usefixtures("small_city")
def test_the_demo_city_comes_in_by_the_import_and_a_second_start_finds_it(database, tmp_path):
    lines: list[str] = []
    first = prepare(database, tmp_path, lines.append, TODAY)
    assert first.is_new
    assert len(lines) == 11
    assert "riwayat-sistem-sintetis.csv" in lines[-1]
    assert count(database, SystemForecast) == 40
    assert count(database, System) == 40
    for model in (Unit, Post, RoleService, Course, Hold):
        assert count(database, model) > 0, model
    with database.read() as db:
        statuses = list(db.scalars(select(ImportBatch.status).order_by(ImportBatch.id)))
        placed = db.scalar(select(func.count()).select_from(Person).where(Person.post_id.is_not(None)))
        roles = {line.role for line in all_accounts(db)}
        staff = db.scalars(select(Account).where(Account.role == "staff")).one()
    assert statuses == ["committed"] * 9 + ["previewed"]
    assert placed == count(database, Person) > 1_000
    assert roles == {"planner", "head", "staff", "advisory", "authority", "auditor", "admin"}
    assert staff.person_id is not None
    password = next(account.password for account in first.accounts if account.role == "staff")
    assert check(password, staff.password_hash)[0]

    file = tmp_path / FILE
    assert stat.S_IMODE(file.stat().st_mode) == 0o600, "the passwords are for their owner alone"
    assert len(json.loads(file.read_text())) == 8

    versions = count(database, DataVersion)
    second = prepare(database, tmp_path, lines.append, TODAY)
    assert not second.is_new
    assert second.accounts == first.accounts
    assert count(database, DataVersion) == versions


@pytest.mark.usefixtures("small_city")
def test_a_start_that_was_interrupted_is_finished_by_the_next(database, tmp_path):
    def stop_after_four(line: str) -> None:
        if "04_" in line:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        prepare(database, tmp_path, stop_after_four, TODAY)
    done = prepare(database, tmp_path, lambda line: None, TODAY)
    assert done.is_new
    assert len(done.accounts) == 8
