"""A person's page shows each role what it may see, and writes down who looked."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from models import AuditEntry, Performance, Person, Sanction, TransferRound
from tests.app.roster.city import TODAY
from tests.sites import Site

SECRET = "Pernyataan tidak puas secara tertulis KANARI"


def key_of(site: Site) -> str:
    """Return the person that the tests look at."""
    return site.city.person


def add_sanction(site: Site, *, until: date | None = date(2027, 5, 1)) -> str:
    """Give the person a sanction and a predicate; return the whole NIP."""
    with site.database.write() as db:
        person = db.scalars(select(Person).where(Person.key == key_of(site))).one()
        db.add(
            Sanction(
                person_id=person.id, level="medium", kind=SECRET, from_date=date(2026, 5, 1), to_date=until
            )
        )
        db.add(Performance(person_id=person.id, year=2025, predicate="sangat_baik"))
        return person.nip


def readings(site: Site) -> list[tuple[str, str]]:
    """Return action and login of each reading of the person."""
    with site.database.read() as db:
        rows = db.execute(
            select(AuditEntry.action, AuditEntry.actor)
            .where(AuditEntry.object_kind == "person", AuditEntry.object_key == key_of(site))
            .order_by(AuditEntry.sequence)
        )
        return [tuple(row) for row in rows]


@pytest.mark.parametrize("role", ["planner", "advisory", "authority", "auditor", "head"])
def test_no_role_sees_a_whole_nip_or_a_sanction_by_opening_the_page(roster_site: Site, role: str):
    nip = add_sanction(roster_site)
    page = roster_site.client(role).get(f"/pegawai/{key_of(roster_site)}").text
    assert nip[-3:] in page
    assert nip not in page.replace(" ", "")
    assert "KANARI" not in page
    assert readings(roster_site) == [("person.read_record", role)]


@pytest.mark.parametrize("role", ["planner", "auditor"])
def test_a_nip_is_revealed_on_record(roster_site: Site, role: str):
    nip = add_sanction(roster_site)
    browser = roster_site.client(role)
    address = f"/pegawai/{key_of(roster_site)}"
    browser.get(address)
    page = browser.post(f"{address}/nip")
    assert page.status_code == 200
    assert nip in page.text.replace(" ", "")
    assert "KANARI" not in page.text
    assert readings(roster_site)[-1] == ("person.read_nip", role)


@pytest.mark.parametrize("role", ["advisory", "authority", "head"])
def test_others_cannot_reveal_a_nip_or_sanctions(roster_site: Site, role: str):
    browser = roster_site.client(role)
    address = f"/pegawai/{key_of(roster_site)}"
    browser.get(address)
    for part in ("nip", "disiplin"):
        assert browser.post(f"{address}/{part}").status_code == 403


def test_the_planner_opens_sanctions_only_while_a_round_is_open(roster_site: Site):
    add_sanction(roster_site)
    planner = roster_site.client("planner")
    address = f"/pegawai/{key_of(roster_site)}"
    assert "Buka catatan" not in planner.get(address).text
    assert planner.post(f"{address}/disiplin").status_code == 404
    with roster_site.database.write() as db:
        db.add(TransferRound(name="April 2027", starts_on=date(2027, 4, 1)))
    assert "Buka catatan" in planner.get(address).text
    page = planner.post(f"{address}/disiplin")
    assert "KANARI" in page.text
    assert readings(roster_site)[-1] == ("person.read_sanctions", "planner")


def test_the_auditor_opens_sanctions_at_any_time(roster_site: Site):
    add_sanction(roster_site)
    auditor = roster_site.client("auditor")
    auditor.get(f"/pegawai/{key_of(roster_site)}")
    assert "KANARI" in auditor.post(f"/pegawai/{key_of(roster_site)}/disiplin").text
    assert readings(roster_site)[-1] == ("person.read_sanctions", "auditor")


def test_a_head_is_told_until_when_the_condition_is_not_met_and_never_why(roster_site: Site):
    add_sanction(roster_site)
    page = roster_site.client("head").get(f"/pegawai/{key_of(roster_site)}").text
    assert "belum memenuhi syarat sampai 1 Mei 2027" in page
    assert "KANARI" not in page


def test_a_sanction_that_has_ended_leaves_the_condition_met(roster_site: Site):
    add_sanction(roster_site, until=TODAY.replace(day=1))
    page = roster_site.client("head").get(f"/pegawai/{key_of(roster_site)}").text
    assert "memenuhi syarat" in page
    assert "belum memenuhi" not in page


def test_a_foreign_person_looks_like_a_missing_one(roster_site: Site):
    head = roster_site.client("head")
    foreign = head.get(f"/pegawai/{roster_site.city.foreign_person}")
    missing = head.get("/pegawai/keykeykey222")
    assert foreign.status_code == missing.status_code == 404
    assert foreign.content == missing.content
    with roster_site.database.read() as db:
        assert db.scalar(select(AuditEntry.sequence).where(AuditEntry.action == "person.read_record")) is None


def test_the_own_record_is_no_reading_by_others(roster_site: Site):
    head = roster_site.client("head")
    with roster_site.database.read() as db:
        own = db.scalar(
            select(Person.key).join_from(Person, Person.unit).where(Person.name == "Sri Mulyati 2")
        )
    assert head.get(f"/pegawai/{own}").status_code == 200
    with roster_site.database.read() as db:
        assert db.scalar(select(AuditEntry.sequence).where(AuditEntry.object_key == own)) is None


@pytest.mark.parametrize("path", ["/pegawai?q=", "/cari?q="])
def test_a_search_with_digits_is_led_to_the_form_that_keeps_them_out_of_addresses(roster: Site, path: str):
    planner = roster.client("planner")
    for text in ("198504122010011001", "19850412 201001 1 001", "1985-04-12-2010"):
        answer = planner.get(f"{path}{text}")
        assert answer.status_code == 303
        assert answer.headers["location"] == "/pegawai/nip?dari=cari"
    assert planner.get(f"{path}Seksi 2").status_code == 200


def test_a_nip_is_found_by_the_form_within_the_own_people(roster_site: Site):
    nip = add_sanction(roster_site)
    head = roster_site.client("head")
    head.get("/pegawai/nip")
    found = head.post("/pegawai/nip", {"nip": f" {nip[:8]} {nip[8:]} "})
    assert found.status_code == 303
    assert found.headers["location"] == f"/pegawai/{key_of(roster_site)}"
    other = roster_site.client("head", other=True)
    other.get("/pegawai/nip")
    refused = other.post("/pegawai/nip", {"nip": nip})
    assert refused.status_code == 422
    assert "Tidak ada pegawai dengan NIP ini" in refused.text
    short = head.post("/pegawai/nip", {"nip": "1985"})
    assert short.status_code == 422
    assert "yang ditulis 4 angka" in short.text
