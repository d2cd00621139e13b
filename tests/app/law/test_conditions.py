"""The law as conditions of a query finds the same people as the law one person at a time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from app.database import Database
from app.law.conditions import contract_ending, latest_start, over_limit, reaching, retiring, under_minimum
from app.law.dates import Career, may_move_from, move_due_on, service_ends_on
from app.law.months import add_months
from app.law.settings import Law
from models import Person, Post, Unit
from tests.app.law.test_dates import LAW

FIRST, LAST = date(2026, 11, 24), date(2027, 11, 24)


@given(st.dates(date(2000, 1, 1), date(2040, 12, 31)), st.integers(1, 120))
def test_the_latest_start_is_the_last_day_from_which_the_months_are_complete(day: date, months: int):
    start = latest_start(day, months)
    assert add_months(start, months) <= day
    assert add_months(start + timedelta(1), months) > day


@pytest.fixture
def people(database_url: str):
    """Some people on every edge: starts, birthdays and contracts around the boundaries."""
    database = Database(database_url)
    with database.write() as db:
        unit = Unit(code="U", name="Unit", kind="dinas", is_department=True)
        db.add(unit)
        db.flush()
        kinds = [
            ("SUPERVISOR", None, None),
            ("SENIOR_EXECUTIVE", None, None),
            ("FUNCTIONAL_EXPERT", "Ahli Madya", None),
            ("FUNCTIONAL_EXPERT", "Ahli Muda", "Guru Kelas"),
            ("FUNCTIONAL_EXPERT", "Ahli Utama", "Guru"),
            ("FUNCTIONAL_EXPERT", "Ahli Madya", "Gurunda"),
            ("FUNCTIONAL_EXPERT", None, None),
            ("STAFF", None, None),
        ]
        posts = [
            Post(
                code=f"P{n}",
                unit_id=unit.id,
                title=kind,
                kind=kind,
                functional_level=level,
                functional_family=family,
            )
            for n, (kind, level, family) in enumerate(kinds)
        ]
        db.add_all(posts)
        db.flush()
        number = 0
        for post in posts:
            for months in (23, 24, 25, 36, 59, 60, 61, 72):
                for days in (-1, 0, 1):
                    number += 1
                    since = add_months(FIRST, -months) + timedelta(days)
                    age = 58 if number % 2 else 60
                    born = add_months(FIRST, -12 * age) + timedelta(days=31 * (number % 14) - 40 + days)
                    contract = number % 5 == 0
                    db.add(
                        Person(
                            nip=f"{number:018d}",
                            name=f"Orang {number}",
                            employment_kind="PPPK" if contract else "PNS",
                            birth_date=born,
                            post_since=since,
                            post_id=post.id,
                            unit_id=unit.id,
                            contract_ends_on=FIRST + timedelta(days=number * 5 - 100) if contract else None,
                        )
                    )
    yield database
    database.close()


def careers(database: Database) -> list[tuple[int, Career]]:
    """Read everybody with the facts that decide about dates."""
    with database.read() as db:
        rows = db.execute(
            select(
                Person.id,
                Person.employment_kind,
                Post.kind,
                Post.functional_level,
                Person.post_since,
                Person.birth_date,
                Person.contract_ends_on,
                Post.functional_family,
            ).join(Post, Post.id == Person.post_id)
        ).all()
    return [(row[0], Career(*row[1:])) for row in rows]


def found(database: Database, condition) -> set[int]:
    """Return the people whom a condition finds."""
    with database.read() as db:
        return set(db.scalars(select(Person.id).join(Post, Post.id == Person.post_id).where(condition)))


def within(event) -> bool:
    """Tell whether an event lies between the two days."""
    return event is not None and FIRST <= event.on <= LAST


def retirement(career: Career, law: Law):
    """Return the retirement of a person, contract or not."""
    plain = Career(
        "PNS",
        *[getattr(career, name) for name in ("post_kind", "functional_level")],
        None,
        career.birth_date,
        None,
        career.functional_family,
    )
    return service_ends_on(plain, law)


def test_conditions_and_single_people_agree(people: Database):
    everybody = careers(people)
    assert len(everybody) == 192

    def chosen(test) -> set[int]:
        return {number for number, career in everybody if test(career)}

    def due(career: Career):
        return move_due_on(career, LAW)

    def may(career: Career):
        return may_move_from(career, LAW)

    cases = {
        "over the limit": (over_limit(LAW, FIRST), lambda c: due(c) is not None and due(c).on <= FIRST),
        "under the minimum": (under_minimum(LAW, FIRST), lambda c: may(c) is not None and may(c).on > FIRST),
        "reaching two years": (reaching(LAW, "min_tenure", FIRST, LAST), lambda c: within(may(c))),
        "reaching five years": (reaching(LAW, "max_tenure", FIRST, LAST), lambda c: within(due(c))),
        "retiring": (retiring(LAW, FIRST, LAST), lambda c: within(retirement(c, LAW))),
        "contract": (
            contract_ending(FIRST, LAST),
            lambda c: c.contract_ends_on is not None and FIRST <= c.contract_ends_on <= LAST,
        ),
    }
    for name, (condition, test) in cases.items():
        expected = chosen(test)
        assert found(people, condition) == expected, name
        assert 0 < len(expected) < 120, f"{name}: the trial people do not tell them apart"


def test_without_settings_the_conditions_find_nobody(people: Database):
    nothing = Law(FIRST, {})
    for condition in (
        over_limit(nothing, FIRST),
        under_minimum(nothing, FIRST),
        retiring(nothing, FIRST, LAST),
    ):
        assert found(people, condition) == set()
