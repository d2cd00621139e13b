"""Needs that hardly anybody meets are marked, and systems of two departments that do the same pointed out."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from app.systems.needs import TAILORED, is_tailored
from models import Assessment, Competency, Person, RoleNeed, System, SystemRole
from tests.sites import Site

PURPOSE = "Warga melaporkan keluhan jalan rusak dan melihat tindak lanjutnya di ponsel."


def test_a_need_that_nobody_asks_is_not_marked_and_three_people_are_the_boundary():
    assert not is_tailored(None)
    assert is_tailored(0)
    assert is_tailored(TAILORED)
    assert not is_tailored(TAILORED + 1)


def test_only_who_has_every_level_meets_a_need(each_site: Site):
    """Brute force by hand: five people have the first level, four of them also the second."""
    with each_site.database.write() as db:
        role = db.scalars(select(SystemRole).join(System).where(System.key == each_site.city.system)).one()
        first, second = db.scalars(select(Competency).order_by(Competency.id).limit(2)).all()
        db.add(RoleNeed(role_id=role.id, competency_id=first.id, level=3))
        db.add(RoleNeed(role_id=role.id, competency_id=second.id, level=2))
        unit = db.scalars(select(Person.unit_id).limit(1)).one()
        for number in range(5):
            person = Person(
                nip=f"19900101202001{number:04d}", name="Uji", employment_kind="PNS", unit_id=unit
            )
            db.add(person)
            db.flush()
            levels = {first.id: 3, second.id: 2 if number else 1}
            for competency, level in levels.items():
                db.add(
                    Assessment(
                        person_id=person.id,
                        competency_id=competency,
                        level=level,
                        source="superior",
                        assessed_on=date(2026, 1, 1),
                    )
                )
    planner, address = each_site.client("planner"), f"/sistem/{each_site.city.system}"
    assert "4 orang" in planner.get(address).text
    assert "sangat khusus" not in planner.get(address).text
    with each_site.database.write() as db:
        db.scalars(
            select(Person).where(Person.name == "Uji").order_by(Person.id.desc())
        ).first().active = False
    assert "sangat khusus" in planner.get(address).text
    assert "sangat khusus" not in each_site.client("staff").get(address).text


def test_two_departments_that_do_the_same_are_pointed_out(site: Site):
    address = f"/sistem/{site.city.system}"
    assert "Sistem yang mirip" not in site.client("planner").get(address).text
    with site.database.write() as db:
        for system in db.scalars(select(System)):
            system.purpose, system.name = PURPOSE, f"Lapor Jalan {system.code}"
    assert "Sistem yang mirip" in site.client("planner").get(address).text
    head = site.client("head").get(address).text
    assert "Lapor Jalan SYS-2" in head
    assert f"/sistem/{site.city.foreign_system}" not in head, "its page stays closed to another department"
