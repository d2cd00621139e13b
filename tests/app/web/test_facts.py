"""What the frame shows: whose data, the open round, and the side bar of each role."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from app.access import EVERYBODY
from app.database import WebDatabase
from app.web.facts import FactsReader
from app.web.nav import DATA, OWN, NavEntry, navigation
from models import Person, Unit
from tests.sites import Site


@pytest.mark.anyio
async def test_the_facts_come_from_the_data_and_are_kept_for_a_while(site: Site):
    async def people(db) -> int:
        return await db.scalar(select(func.count()).select_from(Person)) or 0

    reader = FactsReader("", {"people": people})
    database = WebDatabase(site.settings.database_url)
    async with database.read() as db:
        facts = await reader.read(db)
        assert facts.organisation == "Kota Wanasari"
        assert facts.data_as_of.isoformat() == "2026-11-19"
        assert facts.open_round.name == "April 2027"
        assert facts.counts == {"people": 2}
        assert await reader.read(db) is facts
    await database.close()


@pytest.mark.anyio
async def test_a_named_organisation_and_several_top_units(site: Site):
    with site.database.write() as db:
        db.add(Unit(code="9", name="Kota Lain", kind="kota"))
    database = WebDatabase(site.settings.database_url)
    async with database.read() as db:
        assert (await FactsReader("", {}).read(db)).organisation == ""
        assert (await FactsReader("Provinsi Contoh", {}).read(db)).organisation == "Provinsi Contoh"
    await database.close()


def test_the_side_bar_shows_a_role_only_what_it_may_open_in_order():
    entries = [
        NavEntry("b", "B", "/b", "list", frozenset({"planner"}), DATA, order=2),
        NavEntry("a", "A", "/a", "list", EVERYBODY, DATA, order=1),
        NavEntry("me", "Saya", "/saya", "list", frozenset({"staff"}), OWN),
        NavEntry("top", "Dasbor", "/dasbor", "list", frozenset({"planner"})),
    ]
    planner = navigation(entries, "planner")
    assert [(group.heading, [entry.key for entry in group.entries]) for group in planner] == [
        ("", ["top"]),
        (DATA, ["a", "b"]),
    ]
    staff = navigation(entries, "staff")
    assert [(group.heading, [entry.key for entry in group.entries]) for group in staff] == [
        (DATA, ["a"]),
        (OWN, ["me"]),
    ]


def test_the_frame_names_city_data_date_and_the_current_entry(shared_site: Site):
    page = shared_site.client("planner").get("/sesi").text
    assert "Kota Wanasari" in page
    assert "Data per 19 Nov 2026" in page
    assert "Perencana mutasi (BKPSDM)" in page
