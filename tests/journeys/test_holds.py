"""The way of a hold: the head asks, the appointing authority decides, and plans are told of it."""

from __future__ import annotations

import re
from datetime import date

import pytest
from sqlalchemy import func, select

from models import AuditEntry, DataVersion, Hold, LegalWindow, Person, Post
from tests.app.roster.conftest import roster_site  # noqa: F401 - a fixture, used by its name
from tests.sites import Browser, Site

UNTIL, REASON = "2027-01-31", "Hanya tiga orang yang mengenal isi portal."


@pytest.fixture
def city(roster_site: Site) -> Site:  # noqa: F811 - the fixture above
    return roster_site


def portal(city: Site) -> str:
    """Return the address of the system whose key people are not held yet."""
    page = city.client("head").get("/sistem").text
    found = re.search(r'href="(/sistem/\w+)">Portal Sekolah', page)
    assert found
    return found[1]


def choices(head: Browser, address: str) -> list[str]:
    """Return the people whom the form offers."""
    return re.findall(r'<option value="(\w+\.\w+)"', head.get(f"{address}/tahan").text)


def holds(city: Site) -> list[tuple[str, date]]:
    """Return status and last day of the holds that this test made."""
    with city.database.read() as db:
        rows = db.execute(select(Hold.status, Hold.until).where(Hold.reason == REASON))
        return [tuple(row) for row in rows]


def version(city: Site) -> int:
    """Return the version of the data."""
    with city.database.read() as db:
        return db.scalar(select(func.max(DataVersion.version))) or 0


def ask(city: Site, address: str) -> None:
    """Let the head ask for a hold on the first person offered."""
    head = city.client("head")
    fields = {"siapa": choices(head, address)[0], "sampai": UNTIL, "alasan": REASON}
    answer = head.post(f"{address}/tahan", fields)
    assert answer.status_code == 303, answer.text


def decision(browser: Browser, address: str, verb: str) -> str:
    """Return the address of a button on the system's page."""
    found = re.search(rf'action="({address}/penahanan/\w+/{verb})"', browser.get(address).text)
    assert found, "the page offers no such decision"
    return found[1]


@pytest.mark.parametrize(("verb", "status", "raised"), [("setuju", "approved", 1), ("tolak", "refused", 0)])
def test_a_hold_is_asked_for_and_decided_by_another(city: Site, verb: str, status: str, raised: int):
    address, before = portal(city), version(city)
    ask(city, address)
    assert holds(city) == [("requested", date(2027, 1, 31))]
    authority = city.client("authority")
    assert authority.post(decision(authority, address, verb)).status_code == 303
    assert holds(city) == [(status, date(2027, 1, 31))]
    assert version(city) == before + raised, "only a hold in force changes what plans are computed from"
    with city.database.read() as db:
        acts = db.scalars(select(AuditEntry.action).where(AuditEntry.object_kind == "hold")).all()
    assert acts == ["hold.request", "hold.approve" if status == "approved" else "hold.refuse"]


def test_who_is_held_or_asked_for_is_not_offered_again(city: Site):
    address, head = portal(city), city.client("head")
    before = choices(head, address)
    ask(city, address)
    assert choices(head, address) == before[1:]
    again = head.post(f"{address}/tahan", {"siapa": before[0], "sampai": UNTIL, "alasan": REASON})
    assert again.status_code == 422


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"alasan": ""}, "Isi bagian ini."),
        ({"sampai": "2030-01-01"}, "Paling akhir"),
        ({"sampai": "2020-01-01"}, "Paling awal"),
        ({"siapa": "keykeykey222.keykeykey222"}, "Pilih salah satu."),
    ],
)
def test_a_request_with_a_fault_comes_back_with_what_was_typed(city: Site, fields: dict, fault: str):
    address, head = portal(city), city.client("head")
    sent = {"siapa": choices(head, address)[0], "sampai": UNTIL, "alasan": REASON, **fields}
    answer = head.post(f"{address}/tahan", sent)
    assert answer.status_code == 422
    assert fault in answer.text
    assert sent["alasan"] in answer.text
    assert holds(city) == []


def test_only_the_authority_decides_and_only_what_waits(city: Site):
    address = portal(city)
    ask(city, address)
    authority = city.client("authority")
    button = decision(authority, address, "setuju")
    for role in ("planner", "head", "advisory", "auditor"):
        browser = city.client(role)
        assert "/penahanan/" not in browser.get(address).text
        assert browser.post(button).status_code == 403
    assert authority.post(button.replace("/setuju", "/lupa")).status_code == 404
    assert authority.post(button).status_code == 303
    assert authority.post(button).status_code == 404, "what is decided is not decided again"


def test_a_foreign_head_cannot_ask(city: Site):
    address = portal(city)
    other = city.client("head", other=True)
    assert other.get(f"{address}/tahan").status_code == 404
    assert other.post(f"{address}/tahan", {"siapa": "x.y"}).status_code == 404


def test_the_form_names_risky_posts_elections_and_who_is_held(city: Site):
    address, head = portal(city), city.client("head")
    before = head.get(f"{address}/tahan").text
    assert "Yang sudah ditahan (1)" in before
    assert "jabatan rawan" not in before
    assert "Pemilihan" not in before
    with city.database.write() as db:
        key = choices(head, address)[0].partition(".")[0]
        person = db.scalars(select(Person).where(Person.key == key)).one()
        db.get(Post, person.post_id).high_risk = True
        first, last = date(2027, 1, 5), date(2027, 1, 20)
        db.add(LegalWindow(kind="election", from_date=first, to_date=last, citation="UU 10/2016 ps. 71"))
    after = head.get(f"{address}/tahan").text
    assert "jabatan rawan" in after
    assert "Pemilihan 5 Januari 2027 sampai 20 Januari 2027" in after
