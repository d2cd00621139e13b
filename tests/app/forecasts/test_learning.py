"""From a file of histories to the system page, the model card, and the price in the next case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import select

from app.audit import SYSTEM, record_sync
from app.database import Database
from app.forecasts import service
from app.forecasts.queries import next_round
from app.forecasts.translate import HistoriesRefused, read_table, synthetic_table
from app.planning.translate import RoundTerms, gather
from app.planning.translate.assemble import assemble
from models import (
    AuditEntry,
    DataVersion,
    LearnedModel,
    Person,
    RoleService,
    System,
    SystemForecast,
    SystemHistory,
    SystemRole,
)
from tests.app import city as cities
from tests.app.roster.city import TODAY
from tests.app.roster.conftest import opened
from tests.sites import Site


@pytest.fixture
def roster_site(sqlite_url: str) -> Iterator[Site]:
    with opened(sqlite_url) as site:
        yield site


TERMS = RoundTerms(1, "April 2027", date(2027, 4, 1), 6, 6, "continuity")


def table(systems: int = 120):
    return read_table(synthetic_table(systems).encode(), {}, "%Y-%m-%d", (), leave_out=False)


def teach(database: Database, systems: int = 120) -> service.Learned:
    service.keep_histories(database, table(systems), "riwayat.csv", SYSTEM)
    return service.learn(database, SYSTEM, TODAY)


def filled(url: str) -> Iterator[Database]:
    database = Database(url)
    with database.write() as session:
        cities.build(session)
    yield database
    database.close()


@pytest.fixture
def each_database(database_url: str) -> Iterator[Database]:
    yield from filled(database_url)


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    yield from filled(sqlite_url)


def test_learning_writes_model_forecasts_version_and_audit(each_database: Database):
    database = each_database
    with database.write() as db:
        for system in db.scalars(select(System)):
            system.started_on = date(2026, 1, 1)
    learned = teach(database)
    assert learned.trained.basis == "model"
    with database.read() as db:
        model = db.scalars(select(LearnedModel)).one()
        assert (model.from_files, model.sources) == (120, ["riwayat.csv"])
        forecasts = db.scalars(select(SystemForecast)).all()
        assert len(forecasts) == learned.forecasts > 0
        for forecast in forecasts:
            system = db.get(System, forecast.system_id)
            assert (system.forecast_p50, system.forecast_p80) == (forecast.p50, forecast.p80)
            assert forecast.basis == "model"
        last = db.scalars(select(DataVersion).order_by(DataVersion.version.desc())).first()
        assert (last.cause, last.as_of) == ("forecast", "2026-11-19")
        actions = db.scalars(select(AuditEntry.action)).all()
        assert {"forecast.histories", "forecast.learn"} <= set(actions)


def test_the_same_file_twice_is_kept_once(each_database: Database):
    for _ in range(2):
        service.keep_histories(each_database, table(30), "riwayat.csv", SYSTEM)
    with each_database.read() as db:
        assert len(db.scalars(select(SystemHistory)).all()) == 30


def test_a_month_of_lost_service_is_priced_as_learned_in_the_next_case(database: Database):
    def case():
        with database.read() as db:
            return assemble(gather(db, TERMS)).case

    before = {system.id: system.value_per_month for system in case().systems}
    teach(database)
    with database.read() as db:
        document = db.scalars(select(LearnedModel.document)).one()
    from optimizer.learning import decode_model

    rate = decode_model(document).delay_per_lost_month
    assert rate != 1
    after = case()
    assert {system.id: system.value_per_month for system in after.systems} == {
        key: max(1, round(value * rate)) for key, value in before.items()
    }


def test_too_little_history_leaves_prices_and_plan_dates(database: Database):
    learned = service.learn(database, SYSTEM, TODAY)
    assert learned.trained.basis == "plan"
    with database.read() as db:
        (host, *_), values = (
            assemble(gather(db, TERMS)).case.systems,
            db.scalars(select(System.value_per_month)),
        )
        assert host.value_per_month in set(values)
        for forecast in db.scalars(select(SystemForecast)):
            planned = db.get(System, forecast.system_id).planned_finish
            assert forecast.p80 == max(planned, TODAY)


def test_the_pages_before_and_after_learning(roster_site: Site):
    site = roster_site
    planner = site.client("planner")
    assert "Belum ada model" in planner.get("/model").text
    address = f"/sistem/{site.city.system}"
    assert "P50 dan P80" not in planner.get(address).text
    service.learn(site.database, SYSTEM, TODAY)
    off = planner.get("/model").text
    assert "Dimatikan: terlalu sedikit sistem" in off
    assert "Belum diuji" in off
    assert "Sama dengan tanggal rencana" in planner.get(address).text
    teach(site.database)
    card = planner.get("/model").text
    for words in ("Dipakai:", "Kelas acuan", "Kalibrasi", "riwayat.csv", "Tanpa jenis kelamin"):
        assert words in card
    page = planner.get(address).text
    assert "empat di antara lima" in page
    assert "Bila orang kunci pergi pada" in page
    assert "dipelajari dari riwayat" in page


def test_a_head_sees_departures_and_a_member_of_staff_only_the_dates(roster_site: Site):
    with roster_site.database.write() as db:
        person = db.scalars(select(Person).where(Person.key == roster_site.city.staff_person)).one()
        role = db.scalars(
            select(SystemRole)
            .join(System, System.id == SystemRole.system_id)
            .where(System.key == roster_site.city.system)
        ).first()
        db.add(RoleService(person_id=person.id, role_id=role.id, share=10, since=date(2026, 7, 1)))
        record_sync(db, SYSTEM, "test.serve")
    teach(roster_site.database)
    address = f"/sistem/{roster_site.city.system}"
    head, staff = (roster_site.client(role).get(address).text for role in ("head", "staff"))
    assert "Bila orang kunci pergi pada" in head
    assert "empat di antara lima" in staff
    assert "Bila orang kunci pergi pada" not in staff
    assert 'href="/model"' not in head + staff


def test_the_next_round_is_the_first_of_april_or_october_after_today():
    assert next_round(date(2027, 3, 31)) == date(2027, 4, 1)
    assert next_round(date(2027, 4, 1)) == date(2027, 10, 1)
    assert next_round(date(2027, 10, 1)) == date(2028, 4, 1)


def test_a_name_that_no_column_holds_is_refused():
    rows = f"system,started_on,planned_finish,finished_on\n{'x' * 121},2020-01-01,2021-01-01,2021-06-01\n"
    with pytest.raises(HistoriesRefused, match="longer than 120"):
        read_table(rows.encode(), {}, "%Y-%m-%d", (), leave_out=False)
