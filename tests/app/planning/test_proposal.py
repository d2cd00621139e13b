"""The proposal: what it shows, what its filters leave, and what a refusal would mean."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import event, select

from app.planning import department
from app.planning.judgement import PlannedStay
from models import Person, Plan, Post, SystemRole, Unit, utc_now
from tests.app.planning.borough import Borough, settle
from tests.app.planning.drafts import draft, planned
from tests.sites import Site


@pytest.fixture
def borough(site: Site) -> Borough:
    return settle(site.database)


def domino(site: Site, borough: Borough) -> Plan:
    """Ani takes the vacant post of the other department, and Budi takes hers."""
    with site.database.read() as db:
        role = db.scalars(select(SystemRole.key).order_by(SystemRole.id)).first()
    leaving = {"code": "leaves_role", "role": role, "system": site.city.system, "successors": []}
    return draft(
        site.database,
        [
            planned(
                borough.budi,
                borough.staff_post,
                borough.held,
                place=1,
                kind="promotion",
                reasons=[
                    {"code": "takes_place_of", "person": borough.ani},
                    {"code": "left_behind", "open": 1, "filled_round": None},
                ],
            ),
            planned(
                borough.ani,
                borough.held,
                borough.vacant,
                place=2,
                reasons=[{"code": "fills", "end": "vacancy"}, leaving],
            ),
        ],
        [
            PlannedStay(
                person=site.city.person,
                role=role,
                from_round=0,
                to_round=5,
                began_before=True,
                via="post",
                share=100,
                leaves_because=None,
            )
        ],
    )


def test_a_chain_shows_its_names_its_end_and_what_is_left_behind(site: Site, borough: Borough):
    domino(site, borough)
    page = site.client("planner").get(f"/babak/{site.city.round}/usul").text
    assert "Budi Santoso, S.T." in page
    assert "Kepala Seksi Data dan Statistik Sektoral" in page
    assert "Analis Layanan, Dinas Periz" in page
    assert "menjadi lowong" in page
    assert "1 serah terima kurang" in page


def test_the_plan_is_shown_to_heads_after_a_question_that_tells_what_follows(site: Site, borough: Borough):
    domino(site, borough)
    page = site.client("planner").get(f"/babak/{site.city.round}/usul").text
    asked = page[page.index("Akibat bila dibagikan") :]
    assert "tidak dapat ditarik" in asked
    assert f"/babak/{site.city.round}/bagikan" in asked
    assert page.count("/bagikan") == 1


def test_the_reason_of_a_name_is_a_sentence_with_the_rule_and_its_article(site: Site, borough: Borough):
    domino(site, borough)
    page = site.client("planner").get(f"/babak/{site.city.round}/usul").text
    assert "Menggantikan Ani Kusumawardhani Prawirodirdjo, S.Kom., M.T. yang ikut pindah." in page
    assert "6 thn 3 bln di jabatan, paling singkat 2 thn" in page
    assert "PP 11/2017 ps. 190 ayat (3)" in page


def test_refusing_the_last_of_a_chain_holds_up_those_before(site: Site, borough: Borough):
    domino(site, borough)
    planner = site.client("planner")
    board = planner.get(f"/babak/{site.city.round}/usul").text
    links = re.findall(r'href="(/babak/\w+/usul\?[^"]*pilih=\w+[^"#]*)#reason-panel"', board)
    of_ani = planner.get(links[1].replace("&amp;", "&")).text
    assert "Budi Santoso, S.T. ikut tertahan, karena tempatnya tidak kosong." in of_ani
    of_budi = planner.get(links[0].replace("&amp;", "&")).text
    assert "Kepala Seksi Aplikasi menjadi lowong, sebab Ani Kusumawardhani" in of_budi


def test_the_panel_comes_alone_when_htmx_asks_for_it(site: Site, borough: Borough):
    domino(site, borough)
    answer = site.client("planner").fragment(f"/babak/{site.city.round}/usul", "reason-panel")
    assert answer.text.lstrip().startswith("<aside")
    board = site.client("planner").fragment(f"/babak/{site.city.round}/usul", "board").text
    assert board.lstrip().startswith('<div class="with-panel wide" id="board">')
    assert 'id="reason-panel"' in board
    assert "<html" not in answer.text


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 2),
        ("jenis=promotion", 1),
        ("jenis=diagonal", 0),
        ("perhatian=1", 1),
        ("babak=1", 0),
        ("babak=semua", 2),
        ("sistem={system}", 1),
        ("sistem={foreign_system}", 0),
        ("opd={foreign_unit}", 1),
        ("opd={unit}", 2),
        ("jenis=%27%3B--", 2),
        ("babak=99&hal=x", 2),
    ],
)
def test_a_filter_leaves_the_moves_that_it_names(site: Site, borough: Borough, query: str, count: int):
    domino(site, borough)
    filled = query.format(
        system=site.city.system,
        foreign_system=site.city.foreign_system,
        unit=site.city.unit,
        foreign_unit=site.city.foreign_unit,
    )
    page = site.client("auditor").get(f"/babak/{site.city.round}/usul?tampilan=tabel&{filled}")
    assert page.status_code == 200
    assert page.text.count("<tr data-row>") == count


def test_the_auditor_reads_and_finds_nothing_to_press(site: Site, borough: Borough):
    domino(site, borough)
    page = site.client("auditor").get(f"/babak/{site.city.round}/usul").text
    assert "Bagikan ke kepala OPD" not in page
    assert ">Keluarkan<" not in page


def test_fifteen_hundred_moves_come_page_by_page_with_few_queries(site: Site, borough: Borough):
    """The list is windowed: a page holds 25 chains, and its cost does not grow with the plan."""
    with site.database.write() as db:
        unit = db.scalars(select(Unit).where(Unit.is_department)).first()
        post = db.scalars(select(Post).where(Post.key == borough.vacant)).one()
        people = [
            Person(
                nip=f"19700101{number:010d}",
                name=f"Pegawai {number}",
                employment_kind="PNS",
                unit_id=unit.id,
                post_id=post.id,
            )
            for number in range(1500)
        ]
        db.add_all(people)
        db.flush()
        keys = [person.key for person in people]
    draft(
        site.database,
        [planned(key, borough.held, borough.vacant, chain=number) for number, key in enumerate(keys, 1)],
    )
    statements: list[str] = []
    engine = site.app.state.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", lambda *call: statements.append(call[2]))
    planner = site.client("planner")
    statements.clear()
    page = planner.get(f"/babak/{site.city.round}/usul?hal=3").text
    assert page.count('class="card chain') == 25
    assert "Rantai 51" in page
    assert "Rantai 76" not in page
    assert len(statements) < 40
    assert planner.get(f"/babak/{site.city.round}/usul?hal=60").text.count('class="card chain') == 25
    assert planner.get(f"/babak/{site.city.round}/usul?hal=9999").status_code == 200


def test_a_head_is_given_the_moves_and_systems_of_the_own_department_once_the_plan_is_shared(
    site: Site, borough: Borough
):
    plan = domino(site, borough)

    async def ask(name: str, *arguments: object):
        async with site.app.state.database.read() as db:
            return await getattr(department, name)(db, *arguments)

    with site.database.read() as db:
        own, foreign = db.scalars(select(Unit.id).where(Unit.is_department).order_by(Unit.id)).all()
    portal = site._client.blocking_portal
    assert portal.call(ask, "shared_plan") is None
    hidden = portal.call(ask, "department_moves", plan.key, own)
    assert (hidden.incoming, hidden.outgoing, hidden.inside) == ((), (), ())
    with site.database.write() as db:
        db.scalars(select(Plan)).one().shared_at = utc_now()
    assert portal.call(ask, "shared_plan").plan_key == plan.key
    mine = portal.call(ask, "department_moves", plan.key, own)
    assert [line.person_name for line in mine.outgoing] == ["Ani Kusumawardhani Prawirodirdjo, S.Kom., M.T."]
    assert [line.person_name for line in mine.inside] == ["Budi Santoso, S.T."]
    theirs = portal.call(ask, "department_moves", plan.key, foreign)
    assert len(theirs.incoming) == 1
    assert theirs.outgoing == theirs.inside == ()
    (effect,) = portal.call(ask, "system_effects", plan.key, own)
    assert effect.state == "ok"
    assert len(effect.stays) == 1
    with site.database.write() as db:
        served = db.scalars(select(SystemRole).order_by(SystemRole.id)).first()
        db.add(SystemRole(system_id=served.system_id, code="ARSITEK", name="Arsitek", is_key=True))
    (effect,) = portal.call(ask, "system_effects", plan.key, own)
    assert effect.state == "bad", "whoever stays on one key role does not fill the other"
    assert "Arsitek" in effect.verdict


def test_the_pages_speak_english_when_asked(site: Site, borough: Borough):
    domino(site, borough)
    planner = site.client("planner")
    planner.get("/babak")
    planner.post("/bahasa", {"bahasa": "en", "lanjut": "/babak"})
    page = planner.get(f"/babak/{site.city.round}/usul").text
    assert "Takes the place of Ani Kusumawardhani" in page
    assert "Left behind:" in page
    assert "Chain 1" in page


def test_a_plan_that_needs_contracts_renewed_says_how_many_and_where_they_are(site: Site, borough: Borough):
    """ADR 0018: an assumption is on the page, with the list of the contracts behind it."""
    draft(site.database, [planned(borough.ani, borough.held, borough.vacant)], renewals=3)
    page = site.client("planner").get(f"/babak/{site.city.round}/usul").text
    assert "mengandaikan 3 perjanjian kerja diperpanjang" in page
    link = re.search(r'href="(/pegawai\?[^"]*kontrak[^"]*)"', page)
    assert link is not None
    assert site.client("planner").get(link[1].replace("&amp;", "&")).status_code == 200
