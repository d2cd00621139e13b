"""The continuity picture shows who may see it the systems, their people, and the plan once it is shown."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from app.continuity.drawing import MOST_MONTHS, axis
from app.law.months import add_months
from app.planning.judgement import PlannedStay
from app.systems.state import SystemState
from models import Plan, RoleService, SystemRole, utc_now
from tests.app.city import FOREIGN
from tests.app.planning.borough import settle
from tests.app.planning.drafts import draft, planned
from tests.sites import Site

ADDRESS = "/kesinambungan"


@pytest.fixture
def plan(site: Site) -> Plan:
    """Ani comes to the key role in the third round; its holder leaves it after the second."""
    borough = settle(site.database)
    with site.database.read() as db:
        role = db.scalars(select(SystemRole.key).order_by(SystemRole.id)).first()
    common = {"role": role, "via": "post", "share": 60}
    stays = [
        PlannedStay(
            person=site.city.person,
            from_round=0,
            to_round=1,
            began_before=True,
            leaves_because="move",
            **common,
        ),
        PlannedStay(
            person=borough.ani, from_round=2, to_round=5, began_before=False, leaves_because=None, **common
        ),
    ]
    return draft(site.database, [planned(borough.ani, borough.held, borough.vacant)], stays)


def test_a_head_sees_the_own_systems_only(site: Site):
    own, other = site.client("head").get(ADDRESS).text, site.client("head", other=True).get(ADDRESS).text
    assert "Sistem Milik" in own
    assert f"Sistem {FOREIGN}" not in own
    assert f"Sistem {FOREIGN}" in other
    assert "Sistem Milik" not in other


def test_the_table_says_milestone_holder_and_hold(site: Site):
    page = site.client("planner").get(ADDRESS).text
    assert "Rilis uji" in page
    assert "Dewi Milik Larasati, 100" in page
    assert "diminta ditahan sampai 12 Des 2027" in page


def test_a_department_in_the_address_narrows_the_page(site: Site):
    page = site.client("planner").get(f"{ADDRESS}?opd={site.city.unit}").text
    assert "Sistem Milik" in page
    assert f"Sistem {FOREIGN}" not in page


def test_the_map_waits_for_a_department_and_then_gives_the_share(site: Site):
    planner = site.client("planner")
    assert "Pilih satu perangkat daerah" in planner.get(ADDRESS).text
    chosen = planner.get(f"{ADDRESS}?opd={site.city.unit}").text.split('id="peta"')[1].split("</table>")[0]
    assert '<td class="gap-1">100' in chosen
    assert "Dewi Milik Larasati" in chosen
    assert "Dewi Milik Larasati" in site.client("head").get(ADDRESS).text.split('id="peta"')[1]


def test_an_empty_key_role_is_at_risk_with_its_cause(site: Site):
    with site.database.write() as db:
        for service in db.scalars(select(RoleService)):
            db.delete(service)
    page = site.client("authority").get(ADDRESS).text
    assert "Pimpinan teknis belum ada pemegang" in page.split('id="berisiko"')[1].split("</table>")[0]
    assert "bar vacant" in page


def test_planned_moves_stand_on_the_first_day_of_their_round(site: Site, plan: Plan):
    planner, head = site.client("planner"), site.client("head")
    page = planner.get(ADDRESS).text
    assert "pergi 1 Apr 2028 menurut rencana" in page
    assert "Ani Kusumawardhani" in page
    assert "Ani Kusumawardhani" not in head.get(ADDRESS).text, "the plan was not shown to the heads yet"
    with site.database.write() as db:
        db.scalars(select(Plan)).one().shared_at = utc_now()
    assert "Ani Kusumawardhani" in head.get(ADDRESS).text


def test_the_axis_ends_after_the_last_finish_and_within_four_years():
    def system(finish: date) -> SystemState:
        return SystemState("k", "n", "x", "build", "d", "D", finish, None, None, 1)

    today = date(2026, 11, 27)
    assert axis([system(date(2029, 1, 15))], today) == (date(2026, 5, 1), date(2029, 4, 1))
    assert axis([system(date(2040, 1, 1))], today)[1] == add_months(date(2026, 5, 1), MOST_MONTHS)
    assert axis([], today)[1] == date(2028, 5, 1)
