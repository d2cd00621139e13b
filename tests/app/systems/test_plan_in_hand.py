"""What a plan does to a system, a desk and the vacancies is shown to whom it may be shown, when it may."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.planning.judgement import PlannedStay
from models import Plan, SystemRole, utc_now
from tests.app.planning.borough import Borough, settle
from tests.app.planning.drafts import EMPTY_STATE, draft, planned
from tests.sites import Site

EFFECT = "Akibat rencana babak"


@pytest.fixture
def borough(site: Site) -> Borough:
    return settle(site.database)


@pytest.fixture
def plan(site: Site, borough: Borough) -> Plan:
    """Ani leaves for the other department; the key person of the own system stays to the end."""
    with site.database.read() as db:
        role = db.scalars(select(SystemRole.key).order_by(SystemRole.id)).first()
    stay = PlannedStay(
        person=site.city.person,
        role=role,
        from_round=0,
        to_round=5,
        began_before=True,
        via="post",
        share=100,
        leaves_because=None,
    )
    state = {**EMPTY_STATE, "vacancies": [3, 2]}
    return draft(site.database, [planned(borough.ani, borough.held, borough.vacant)], [stay], plan=state)


def share(site: Site) -> None:
    """Show the plan to the departments."""
    with site.database.write() as db:
        db.scalars(select(Plan)).one().shared_at = utc_now()


def test_without_a_plan_nothing_is_said_of_one(site: Site, borough: Borough):
    assert EFFECT not in site.client("planner").get(f"/sistem/{site.city.system}").text
    assert "Garis kedua tampak" in site.client("planner").get("/dasbor").text


def test_the_planner_reads_the_effect_at_once_and_the_head_once_it_is_shown(site: Site, plan: Plan):
    address = f"/sistem/{site.city.system}"
    planner, head = site.client("planner"), site.client("head")
    page = planner.get(address).text
    assert EFFECT in page
    assert "Tetap (1)" in page
    assert f"/babak/{site.city.round}/usul?rencana={plan.key}" in page
    assert EFFECT not in head.get(address).text
    share(site)
    page = head.get(address).text
    assert EFFECT in page
    assert "/usul?rencana=" not in page, "a head has no way to the whole proposal"


def test_the_desk_shows_the_moves_of_the_own_people_once_they_are_shown(site: Site, plan: Plan):
    head, other = site.client("head"), site.client("head", other=True)
    assert "Belum ada rencana yang diperlihatkan" in head.get("/opd").text
    share(site)
    page = head.get("/opd").text
    assert "Keluar (1)" in page
    assert "Ani Kusumawardhani" in page
    coming = other.get("/opd").text
    assert "Masuk (1)" in coming
    assert "Ani Kusumawardhani" in coming
    assert 'href="/pegawai/' not in coming.split("Masuk (1)")[1].split("</ul>")[0], (
        "her record is not theirs yet"
    )


def test_the_dashboard_draws_the_vacancies_with_the_plan(site: Site, plan: Plan):
    page = site.client("planner").get("/dasbor").text
    assert "dengan rencana" in page
    assert "Garis kedua tampak" not in page
