"""The roster becomes a case: what counts, what is mended, and what is told to nobody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import String, cast, func, select, update

from app.database import Database
from app.planning.translate import RoundTerms, changes_since, freeze_roster, gather
from app.planning.translate.assemble import Assembled, assemble
from app.planning.translate.freezing import bare, thaw
from models import (
    Assessment,
    Base,
    Competency,
    Hold,
    Person,
    Pin,
    Post,
    PostHistory,
    RoleService,
    RuleSetting,
    System,
    SystemRole,
    TrainingPath,
    TransferRound,
)
from optimizer.io import case_hash
from optimizer.validation import faults_of
from tests.app import city as cities
from tests.app.planning.borough import Borough, settle

START = date(2027, 4, 1)
TERMS = RoundTerms(1, "April 2027", START, 6, 6, "continuity")


def city(url: str) -> Iterator[Database]:
    database = Database(url)
    with database.write() as session:
        cities.build(session)
    yield database
    database.close()


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    yield from city(sqlite_url)


@pytest.fixture
def each_database(database_url: str) -> Iterator[Database]:
    yield from city(database_url)


@pytest.fixture
def borough(database: Database) -> Borough:
    return settle(database)


def assembled(database: Database, terms: RoundTerms = TERMS) -> Assembled:
    with database.read() as session:
        return assemble(gather(session, terms))


def ani_of(database: Database, borough: Borough):
    return next(person for person in assembled(database).case.persons if person.id == borough.ani)


def test_the_case_is_sound_and_tells_no_name_and_no_number_of_a_person(each_database: Database):
    borough = settle(each_database)
    with each_database.read() as session:
        roster = gather(session, TERMS)
    text = repr(thaw(freeze_roster(roster).content))
    assert faults_of(assembled(each_database).case) == []
    assert "Kusumawardhani" not in text
    assert "198001012005012001" not in text
    assert borough.ani in text


def test_the_same_roster_has_the_same_fingerprint_and_another_one_another(
    database: Database, borough: Borough
):
    def fingerprint() -> str:
        with database.read() as session:
            return freeze_roster(gather(session, TERMS)).fingerprint

    first = fingerprint()
    assert first == fingerprint()
    with database.read() as session:
        assert bare(case_hash(thaw(freeze_roster(gather(session, TERMS)).content))) == first
    assert len(first) == 64
    with database.write() as session:
        session.scalars(select(Person).where(Person.key == borough.ani)).one().rank = "III/c"
    assert fingerprint() != first


def test_experience_counts_what_was_held_before_the_present_post(database: Database, borough: Borough):
    """Nine years as supervisor, 2012 to 2020; the present post is counted by the optimizer itself."""
    assert ani_of(database, borough).experience == {"SUPERVISOR": 108}


def test_overlapping_entries_of_a_career_count_once(database: Database, borough: Borough):
    with database.write() as session:
        person = session.scalars(select(Person).where(Person.key == borough.ani)).one()
        session.add(
            PostHistory(
                person_id=person.id,
                title="Rangkap",
                kind="SUPERVISOR",
                from_date=date(2015, 1, 1),
                to_date=date(2020, 12, 31),
            )
        )
    assert ani_of(database, borough).experience == {"SUPERVISOR": 108}


@pytest.mark.parametrize(
    ("source", "level", "valid_until", "expected"),
    [
        ("self", 5, None, 4),
        ("superior", 5, None, 4),
        ("inferred", 5, None, 4),
        ("certificate", 5, None, 5),
        ("certificate", 5, date(2027, 3, 31), 4),
        ("certificate", 5, date(2027, 4, 1), 5),
        ("certificate", 2, None, 4),
    ],
)
def test_the_best_valid_level_of_the_strongest_source_counts(
    database: Database, borough: Borough, source: str, level: int, valid_until: date | None, expected: int
):
    """Ani has a 4 from an assessment centre; a weaker source never outdoes it, an expired proof is none."""
    with database.write() as session:
        person = session.scalars(select(Person).where(Person.key == borough.ani)).one()
        skill = session.scalars(select(Competency).order_by(Competency.id)).first()
        session.add(
            Assessment(
                person_id=person.id,
                competency_id=skill.id,
                level=level,
                source=source,
                assessed_on=date(2026, 5, 1),
                valid_until=valid_until,
            )
        )
    assert list(ani_of(database, borough).levels.values()) == [expected]


def test_a_guess_is_no_fact_even_where_nothing_else_is_known(database: Database, borough: Borough):
    with database.write() as session:
        person = session.scalars(select(Person).where(Person.key == borough.ani)).one()
        other = session.scalars(select(Competency).order_by(Competency.id.desc())).first()
        session.add(
            Assessment(
                person_id=person.id,
                competency_id=other.id,
                level=3,
                source="inferred",
                assessed_on=date(2026, 5, 1),
            )
        )
    assert len(ani_of(database, borough).levels) == 1


@pytest.mark.parametrize("status", ["tugas belajar", "cuti di luar tanggungan negara"])
def test_who_is_not_in_active_service_keeps_the_post_and_is_not_movable(
    database: Database, borough: Borough, status: str
):
    with database.write() as session:
        session.scalars(select(Person).where(Person.key == borough.ani)).one().legal_status = status
    assert ani_of(database, borough).movable is False


def test_training_of_an_approved_path_lifts_from_the_round_after_its_end(
    database: Database, borough: Borough
):
    with database.write() as session:
        person = session.scalars(select(Person).where(Person.key == borough.ani)).one()
        skill = session.scalars(select(Competency).order_by(Competency.id)).first()
        steps = [
            {
                "course": "x",
                "starts_on": "2027-05-01",
                "ends_on": "2027-05-20",
                "gains": [{"competency": skill.key, "from_level": 4, "to_level": 5}],
            }
        ]
        for status in ("approved", "proposed"):
            session.add(TrainingPath(person_id=person.id, preference="fastest", steps=steps, status=status))
    (gain,) = ani_of(database, borough).gains
    assert (gain.round, gain.level) == (1, 5)


def test_a_system_that_is_late_and_without_forecast_still_needs_its_people(
    database: Database, borough: Borough
):
    """Its planned day has passed, but it is not finished: the people are needed through the first round."""
    with database.write() as session:
        for system in session.scalars(select(System)):
            system.planned_finish = date(2026, 1, 1)
    finishes = {system.finishes_on for system in assembled(database).case.systems}
    assert finishes == {date(2027, 10, 1)}


def test_the_forecast_counts_before_the_plan_and_a_finished_system_not_at_all(
    database: Database, borough: Borough
):
    with database.write() as session:
        first, second = session.scalars(select(System).order_by(System.id)).all()
        first.forecast_p80 = date(2028, 2, 1)
        second.stage = "finished"
    (system,) = assembled(database).case.systems
    assert system.finishes_on == date(2028, 2, 1)
    assert len(assembled(database).case.services) == 1


def test_the_last_day_of_a_hold_is_still_held(database: Database, borough: Borough):
    with database.write() as session:
        session.scalars(select(Hold)).one().status = "approved"
    (hold,) = assembled(database).case.holds
    assert hold.until == date(2027, 12, 13)


def test_a_hold_on_a_role_that_the_person_does_not_serve_is_left_out_and_counted(
    database: Database, borough: Borough
):
    with database.write() as session:
        hold = session.scalars(select(Hold)).one()
        hold.status = "approved"
        hold.person_id = session.scalars(select(Person.id).where(Person.key == borough.ani)).one()
    result = assembled(database)
    assert result.case.holds == []
    assert result.facts["left_out"]["holds_without_service"] == 1


def test_more_holders_than_formation_do_not_stop_a_case(database: Database, borough: Borough):
    with database.write() as session:
        post = session.scalars(select(Post).where(Post.key == borough.held)).one()
        budi = session.scalars(select(Person).where(Person.key == borough.budi)).one()
        budi.post_id, post.formation = post.id, 0
    result = assembled(database)
    assert faults_of(result.case) == []
    assert result.facts["over_full"] == 2


def test_an_abolished_post_that_somebody_holds_stays_in_the_case_and_is_closed(
    database: Database, borough: Borough
):
    with database.write() as session:
        session.scalars(select(Post).where(Post.key == borough.held)).one().active = False
    post = next(post for post in assembled(database).case.posts if post.id == borough.held)
    assert (post.open, post.formation) == (False, 0)


def test_ranks_bands_and_education_that_cannot_be_read_are_told_as_unknown(
    database: Database, borough: Borough
):
    with database.write() as session:
        ani = session.scalars(select(Person).where(Person.key == borough.ani)).one()
        ani.rank, ani.education_level = "3D", "Sarjana"
        post = session.scalars(select(Post).where(Post.key == borough.vacant)).one()
        post.rank_min, post.rank_max, post.education_min = "III/d", "III/a", "??"
    result = assembled(database)
    assert faults_of(result.case) == []
    person = next(person for person in result.case.persons if person.id == borough.ani)
    assert (person.rank, person.education) == (None, None)
    assert result.facts["left_out"]["people_with_unreadable_rank"] == 1
    assert result.facts["left_out"]["posts_with_unreadable_rank_band"] == 1


def test_decrees_beyond_full_time_are_scaled_to_full_time(database: Database, borough: Borough):
    with database.write() as session:
        ani = session.scalars(select(Person).where(Person.key == borough.ani)).one()
        for role in session.scalars(select(SystemRole)):
            session.add(RoleService(person_id=ani.id, role_id=role.id, since=date(2025, 1, 1), share=80))
    result = assembled(database)
    assert faults_of(result.case) == []
    assert sum(s.share for s in result.case.services if s.person == borough.ani) <= 100
    assert result.facts["left_out"]["services_beyond_full_time"] == 1


def test_a_rule_that_people_keep_by_documents_is_no_setting_of_the_case(database: Database, borough: Borough):
    with database.write() as session:
        session.add(
            RuleSetting(
                code="kept_on_paper", valid_from=date(2020, 1, 1), parameters={}, citation="x", confidence="M"
            )
        )
    result = assembled(database)
    assert faults_of(result.case) == []
    assert "kept_on_paper" not in {setting.rule for setting in result.case.settings}


def test_pins_and_exclusions_of_the_round_reach_the_case(database: Database, borough: Borough):
    with database.write() as session:
        round_id = session.scalars(select(TransferRound.id)).one()
        people = {
            key: session.scalars(select(Person.id).where(Person.key == key)).one()
            for key in (borough.ani, borough.budi)
        }
        posts = {
            key: session.scalars(select(Post.id).where(Post.key == key)).one()
            for key in (borough.vacant, borough.held)
        }
        session.add_all(
            [
                Pin(
                    round_id=round_id,
                    kind="pin",
                    person_id=people[borough.ani],
                    post_id=posts[borough.vacant],
                    round_index=1,
                    reason="x",
                ),
                Pin(
                    round_id=round_id,
                    kind="exclude",
                    person_id=people[borough.budi],
                    post_id=posts[borough.held],
                    reason="x",
                ),
            ]
        )
    terms = RoundTerms(round_id, "April 2027", START, 6, 6, "continuity")
    case = assembled(database, terms).case
    assert [(pin.person, pin.post, pin.round) for pin in case.pins] == [(borough.ani, borough.vacant, 1)]
    assert [(each.person, each.post) for each in case.exclusions] == [(borough.budi, borough.held)]


def test_the_weights_are_those_of_the_profile(database: Database, borough: Borough):
    other = RoundTerms(1, "April 2027", START, 6, 6, "fewest_moves")
    assert assembled(database).case.weights.move == 60
    assert assembled(database, other).case.weights.move == 250


def test_what_changed_since_the_inputs_were_frozen_is_named_record_by_record(
    database: Database, borough: Borough
):
    with database.read() as session:
        frozen = freeze_roster(gather(session, TERMS))
    with database.write() as session:
        ani = session.scalars(select(Person).where(Person.key == borough.ani)).one()
        ani.rank = "III/c"
        ani.post_since = ani.post_since + timedelta(days=1)
        session.scalars(select(Person).where(Person.key == borough.budi)).one().active = False
    with database.read() as session:
        found = changes_since(frozen.content, gather(session, TERMS))
    assert {(change.kind, change.keys, change.how, change.fields) for change in found} == {
        ("persons", (borough.ani,), "changed", ("post_since", "rank")),
        ("persons", (borough.budi,), "gone", ()),
    }


def test_sqlite_and_postgresql_freeze_the_same_case(sqlite_url, postgres_url):
    """An official plan can be made again from either, once the keys that are drawn at random are equal."""
    fingerprints = set()
    for url in (sqlite_url, postgres_url):
        for database in city(url):
            with database.write() as session:
                for table in Base.metadata.sorted_tables:
                    if "key" in table.c and "id" in table.c:
                        numbered = func.substr("00000000000", func.length(cast(table.c.id, String)))
                        session.execute(update(table).values(key=numbered + cast(table.c.id, String)))
            with database.read() as session:
                fingerprints.add(freeze_roster(gather(session, TERMS)).fingerprint)
    assert len(fingerprints) == 1
