"""The way of a training path: a member of staff puts it forward, the head answers, both see what was said."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from models import AuditEntry, CourseSession, Person, TrainingPath
from tests.app.roster.conftest import roster_site  # noqa: F401 - a fixture, used by its name
from tests.sites import Browser, Site


@pytest.fixture
def city(roster_site: Site) -> Site:  # noqa: F811 - the fixture above
    return roster_site


def shown_path(staff: Browser, choice: str = "tercepat") -> tuple[str, str]:
    """Open the training page; return its text and the fingerprint of the path on it."""
    page = staff.get(f"/saya/pelatihan?pilihan={choice}").text
    found = re.search(r'name="sidik" value="(\w+)"', page)
    assert found, "no path can be put forward"
    return page, found[1]


def put_forward(staff: Browser, choice: str = "tercepat") -> None:
    _page, fingerprint = shown_path(staff, choice)
    answer = staff.post("/saya/pelatihan", {"pilihan": choice, "sidik": fingerprint})
    assert answer.status_code == 303, answer.text


def paths(site: Site) -> list[tuple[str, str]]:
    """Return preference and status of every stored path, the oldest first."""
    with site.database.read() as db:
        rows = db.execute(select(TrainingPath.preference, TrainingPath.status).order_by(TrainingPath.id))
        return [tuple(row) for row in rows]


def fill_all_seats(site: Site) -> None:
    """Let others take every seat, so that another path is the best one."""
    with site.database.write() as db:
        for session in db.scalars(select(CourseSession)):
            session.seats_taken = session.seats


def acts(site: Site) -> list[tuple[str, str]]:
    with site.database.read() as db:
        rows = db.execute(
            select(AuditEntry.action, AuditEntry.actor)
            .where(AuditEntry.object_kind == "training_path")
            .order_by(AuditEntry.sequence)
        )
        return [tuple(row) for row in rows]


def test_a_path_goes_from_the_phone_to_the_desk_and_back(city: Site):
    staff, head = city.client("staff"), city.client("head")
    page, _fingerprint = shown_path(staff)
    assert "Kesesuaian 56 dari 100" in page
    assert "Terbukti: tidak ada jalur lain yang lebih baik" in page
    assert "Dasar integrasi dan API" in page
    assert "Syarat langkah" in page
    assert page.count("button filled") == 1, "one primary action"

    put_forward(staff)
    waiting = staff.get("/saya/pelatihan").text
    assert "menunggu jawaban atasan" in waiting
    assert "Ajukan jalur ini" not in waiting

    desk = head.get("/opd").text
    assert "Jalur pelatihan yang diajukan" in desk
    answer = re.search(r'action="(/opd/pelatihan/\w+/setuju)"', desk)
    assert answer
    assert head.post(answer[1]).status_code == 303
    assert "disetujui" in head.get("/opd").text
    assert "Jalur sebelumnya disetujui" in staff.get("/saya/pelatihan").text
    assert paths(city) == [("fastest", "approved")]
    assert acts(city) == [("training_path.put_forward", "staff"), ("training_path.approve", "head")]


def test_a_path_can_be_returned_and_another_one_put_forward(city: Site):
    staff, head = city.client("staff"), city.client("head")
    put_forward(staff)
    answer = re.search(r'action="(/opd/pelatihan/\w+/kembalikan)"', head.get("/opd").text)
    assert answer
    assert head.post(answer[1]).status_code == 303
    assert "Jalur sebelumnya dikembalikan" in staff.get("/saya/pelatihan").text
    put_forward(staff, "termurah")
    assert paths(city) == [("fastest", "returned"), ("cheapest", "proposed")]


def test_a_new_path_takes_the_place_of_one_that_waits_and_can_be_withdrawn(city: Site):
    staff = city.client("staff")
    put_forward(staff)
    fill_all_seats(city)
    assert "Ganti jalur yang diajukan" in staff.get("/saya/pelatihan").text
    put_forward(staff)
    assert paths(city) == [("fastest", "withdrawn"), ("fastest", "proposed")]
    withdraw = re.search(r'action="(/saya/pelatihan/\w+/tarik)"', staff.get("/saya/pelatihan").text)
    assert withdraw
    assert staff.post(withdraw[1]).status_code == 303
    assert paths(city)[-1] == ("fastest", "withdrawn")
    assert staff.post(withdraw[1]).status_code == 404, "what is withdrawn cannot be withdrawn again"


def test_a_path_that_has_changed_since_it_was_shown_is_not_put_forward(city: Site):
    staff = city.client("staff")
    _page, fingerprint = shown_path(staff)
    fill_all_seats(city)
    answer = staff.post("/saya/pelatihan", {"pilihan": "tercepat", "sidik": fingerprint})
    assert answer.status_code == 409
    assert "belum diajukan" in answer.text
    assert paths(city) == []


def test_a_foreign_head_neither_sees_nor_answers_a_path(city: Site):
    put_forward(city.client("staff"))
    with city.database.read() as db:
        key = db.scalar(select(TrainingPath.key))
    other = city.client("head", other=True)
    assert key not in other.get("/opd").text
    for verb in ("setuju", "kembalikan"):
        assert other.post(f"/opd/pelatihan/{key}/{verb}").status_code == 404
    assert paths(city) == [("fastest", "proposed")]


def test_a_head_does_not_answer_the_own_path(city: Site):
    head = city.client("head")
    page = head.get("/saya/pelatihan").text
    found = re.search(r'name="sidik" value="(\w+)"', page)
    assert found
    assert head.post("/saya/pelatihan", {"pilihan": "tercepat", "sidik": found[1]}).status_code == 303
    with city.database.read() as db:
        key = db.scalar(select(TrainingPath.key))
    assert f"/opd/pelatihan/{key}/" not in head.get("/opd").text
    assert head.post(f"/opd/pelatihan/{key}/setuju").status_code == 404


def test_staff_see_who_opened_their_record_and_the_own_whole_nip(city: Site):
    with city.database.read() as db:
        person = db.scalars(select(Person).where(Person.key == city.city.staff_person)).one()
    planner = city.client("planner")
    planner.get(f"/pegawai/{person.key}")
    planner.post(f"/pegawai/{person.key}/nip")
    page = city.client("staff").get("/saya/data").text
    assert person.nip in page.replace(" ", "")
    assert "Akun planner" in page
    assert "membuka data" in page
    assert "membuka NIP lengkap" in page


def test_staff_read_when_they_may_move_and_what_the_next_post_asks_for(city: Site):
    page = city.client("staff").get("/saya/jabatan").text
    assert re.search(r"Boleh dimutasi (mulai|sekarang)", page)
    assert "PP 11/2017" in page
    assert "Kepala Bidang Pelayanan dan Pengaduan" in page
    assert "lowong" in page


def test_the_head_finds_what_waits_and_opens_only_the_own_department(city: Site):
    head = city.client("head")
    desk = head.get("/opd").text
    assert "Siapa mengisi Wali data pada Izin Cepat?" in desk
    assert "Penahanan Neneng Hasanah 4 pada Izin Cepat menunggu keputusan PPK" in desk
    assert "Lapor Warga" not in desk
    assert head.get(f"/sistem/{city.city.system}").status_code == 200
    assert head.get(f"/sistem/{city.city.foreign_system}").status_code == 404
    assert head.get(f"/opd/{city.city.foreign_department}").status_code == 404
    assert head.get(f"/unit/{city.city.foreign_department}").status_code == 404
