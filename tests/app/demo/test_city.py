"""The demo city: the same seed gives the same files, and its shape is that of a real city."""

import hashlib
from collections import Counter
from datetime import date

import pytest

from app.demo.books import write_books
from app.demo.city import AS_OF, City, make_city
from app.demo.start import spared_people
from app.importing.parse import parse
from app.importing.values import Context
from app.importing.values.nip import read_nip

MANAGERIAL = ("SENIOR_EXECUTIVE", "ADMINISTRATOR", "SUPERVISOR")


@pytest.fixture(scope="module")
def city() -> City:
    """The city that everybody sees."""
    return make_city()


@pytest.fixture(scope="module")
def files(city: City, tmp_path_factory: pytest.TempPathFactory) -> list:
    """Its spreadsheets."""
    return write_books(city, tmp_path_factory.mktemp("demo"), spared_people(city))


def test_the_same_seed_gives_the_same_bytes(city, files, tmp_path):
    again = write_books(make_city(), tmp_path, spared_people(city))
    for one, other in zip(files, again, strict=True):
        assert hashlib.sha256(one.read_bytes()).digest() == hashlib.sha256(other.read_bytes()).digest(), (
            one.name
        )


def test_another_seed_gives_other_people():
    assert {person.nip for person in make_city(1).people} != {person.nip for person in make_city(2).people}


def test_the_city_has_the_size_of_a_city(city):
    assert 6_200 <= len(city.people) <= 6_600
    assert sum(unit.is_department for unit in city.units) == 36
    assert 1_400 <= len(city.posts) <= 1_800
    assert len(city.systems) == 40


def test_kinds_of_posts_and_employment_have_real_shares(city):
    kinds = Counter(person.post.kind for person in city.people)
    functional = kinds["FUNCTIONAL_EXPERT"] + kinds["FUNCTIONAL_SKILLED"]
    assert functional / len(city.people) > 0.58
    posts = Counter(post.kind for post in city.posts)
    assert 30 <= posts["SENIOR_EXECUTIVE"] <= 38
    assert 140 <= posts["ADMINISTRATOR"] <= 180
    assert 350 <= posts["SUPERVISOR"] <= 450
    contracts = sum(person.employment == "PPPK" for person in city.people) / len(city.people)
    assert 0.29 <= contracts <= 0.38
    assert all(person.employment != "PPPK" for person in city.people if person.post.kind in MANAGERIAL)


def test_every_nip_is_valid_and_nobody_shares_one(city):
    context = Context(today=AS_OF.isoformat())
    nips = [person.nip for person in city.people]
    assert len(set(nips)) == len(nips)
    flaws = [flaw for flaw in (read_nip(nip, context).flaw for nip in nips) if flaw is not None]
    assert flaws == []


def test_dates_of_people_are_in_order(city):
    for person in city.people:
        assert person.birth < person.start <= person.since <= AS_OF, person.nip
        assert person.start.year - person.birth.year >= 17
        retirement = date(person.birth.year + person.retires_at, person.birth.month, 28)
        assert retirement >= AS_OF.replace(day=1), person.nip


def test_posts_are_never_overfull_and_some_are_vacant(city):
    holders = Counter(person.post.code for person in city.people)
    formation = sum(post.formation for post in city.posts)
    assert all(holders[post.code] <= post.formation for post in city.posts)
    assert 0.03 <= 1 - len(city.people) / formation <= 0.08


def test_tenure_has_a_long_and_a_short_end(city):
    officials = [person for person in city.people if person.post.kind in MANAGERIAL]
    years = [(AS_OF - person.since).days / 365.25 for person in officials]
    assert 0.3 <= sum(value < 2 for value in years) / len(years) <= 0.55
    assert 0.05 <= sum(value > 5 for value in years) / len(years) <= 0.25


def test_the_systems_of_the_mayor_are_there_at_different_stages(city):
    kinds = {system.kind for system in city.systems}
    assert kinds >= {"complaints", "licensing", "service_mall", "asset", "data_platform", "egov_suite",
        "dashboard",
                     "education", "health", "purchasing_power"}  # fmt: skip
    assert len({system.stage for system in city.systems}) >= 4
    for system in city.systems:
        assert 2 <= len(system.roles) <= 6
        assert any(role.is_key for role in system.roles)
        assert system.start < AS_OF < system.finish
        assert all(len(one.readings) >= 2 for one in system.indicators)


def test_nobody_serves_more_than_the_whole_time_or_two_roles(city):
    load: Counter[str] = Counter()
    roles: Counter[str] = Counter()
    for system in city.systems:
        for role in system.roles:
            for service in role.holders:
                load[service.person.nip] += service.share
                roles[service.person.nip] += 1
                assert system.start <= service.since <= AS_OF
    assert max(load.values()) <= 100
    assert max(roles.values()) <= 2


def test_courses_can_be_taken_in_an_order_and_their_sessions_lie_ahead(city):
    codes = {course.code: course for course in city.courses}
    for course in city.courses:
        assert course.self_paced or course.sessions, course.code
        assert all(first > AS_OF and last >= first for first, last, _, _ in course.sessions)
        for required in course.prerequisites:
            assert codes[required].lifts.keys() == course.lifts.keys()


def test_the_roster_carries_its_dirt_and_the_reader_finds_it(files):
    path = next(path for path in files if "siasn" in path.name)
    parsed = parse(path, AS_OF.isoformat())
    found = Counter(anomaly.code for anomaly in parsed.anomalies)
    assert found["nip_as_number"] == 10
    assert found["nip_birth"] == 2
    assert found["nip_duplicate"] == 6
    assert found["row_repeated"] == 2
    assert found["date_impossible"] == 2
    assert found["date_null"] == 39
    assert found["nip_sex"] == 4
    assert found["education_field_missing"] == 13
    assert found["rank_spelling"] > 50
    columns = {column.heading: column.state for column in parsed.tables[0].columns}
    assert columns["KET. LAIN"] == "unknown"
    assert columns["NIK"] == columns["AGAMA"] == "refused"


def test_the_people_on_systems_have_clean_rows(city, files):
    parsed = parse(next(path for path in files if "siasn" in path.name), AS_OF.isoformat())
    table = parsed.tables[0]
    place = table.fields.index("nip") + 1
    assert spared_people(city) <= {row[place] for row in table.rows}
