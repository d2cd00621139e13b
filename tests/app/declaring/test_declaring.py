"""A head declares a system by the form, revises it, and is told beside the field what is to be put right."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from sqlalchemy import func, select

from models import AuditEntry, DataVersion, IndicatorReading, Milestone, RoleNeed, System, SystemRole, Unit
from tests.app.city import FOREIGN
from tests.sites import Browser, Site


def fields_of(page: str) -> dict[str, str]:
    """Return the fields of the form as a browser would send them."""
    form = page[page.index('class="declaration"') :]
    found: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name = re.search(r'name="([^"]+)"', tag)
        choice = 'type="checkbox"' in tag or 'type="radio"' in tag
        if name and (not choice or " checked" in tag):
            value = re.search(r'value="([^"]*)"', tag)
            found[name[1]] = html.unescape(value[1]) if value else ""
    for name, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>([^<]*)</textarea>', form):
        found[name] = html.unescape(text)
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options) or re.search(r'value="([^"]*)"', options)
        found[name] = chosen[1] if chosen else ""
    return found


def filled(browser: Browser, address: str = "/sistem/baru?jenis=licensing", **changes: str) -> dict[str, str]:
    """Return what the form holds, with some fields changed."""
    return fields_of(browser.get(address).text) | {"nama": "Izin Kilat"} | changes


def stored(site: Site, name: str = "Izin Kilat") -> Any:
    """Return a system by its name."""
    with site.database.read() as db:
        return db.scalar(select(System).where(System.name == name))


def test_a_template_is_declared_as_it_stands(each_site: Site):
    head = each_site.client("head")
    sent = filled(head, **{"p0-k1": "INT", "p0-l1": "4", "i0-kini": "12,5", "i0-target": "1.000"})
    answer = head.post("/sistem/baru", sent)
    assert answer.status_code == 303, answer.text
    system = stored(each_site)
    assert answer.headers["location"] == f"/sistem/{system.key}"
    with each_site.database.read() as db:
        assert db.scalar(select(Unit.name).where(Unit.id == system.unit_id)) == "Dinas Perizinan"
        of_system = select(SystemRole).where(SystemRole.system_id == system.id)
        roles = db.scalars(of_system.order_by(SystemRole.id)).all()
        assert [(role.name, role.is_key) for role in roles][:2] == [
            ("Pemilik produk", True),
            ("Pimpinan teknis", True),
        ]
        assert db.scalar(select(RoleNeed.level).where(RoleNeed.role_id == roles[0].id, RoleNeed.level == 4))
        assert db.scalar(select(func.count(Milestone.id)).where(Milestone.system_id == system.id)) == 4
        assert db.scalars(select(IndicatorReading.value)).all() == [12.5]
        act = db.scalars(select(AuditEntry).where(AuditEntry.action == "system.declare")).one()
        assert (act.object_key, act.detail["roles"]) == (system.key, 5)
        assert db.scalar(select(DataVersion.cause).order_by(DataVersion.version.desc()).limit(1)) == "system"


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"nama": ""}, "Isi bagian ini."),
        ({"nama": "sistem milik"}, "sudah mempunyai sistem dengan nama itu"),
        ({"target": "2020-01-01"}, "Target selesai harus sesudah mulai."),
        ({"p0-porsi": "banyak"}, "Tulis angka bulat."),
        ({"i0-target": "nan"}, "Tulis angka, misalnya"),
        ({"p1-nama": "pemilik produk"}, "Nama ini sudah dipakai pada baris lain."),
        ({"p0-k0": "orang jujur"}, "Pilih yang terdekat di bawah"),
        ({"p0-k0": "qqqq zzzz"}, "Tidak ada yang mirip"),
        ({"n-p": "0"}, "Sebutkan paling sedikit satu peran."),
    ],
)
def test_a_fault_stands_at_its_field_and_nothing_is_stored(site: Site, changes: dict, fault: str):
    head = site.client("head")
    answer = head.post("/sistem/baru", filled(head, **changes))
    assert answer.status_code == 422
    assert fault in answer.text
    assert stored(site) is None
    assert "18.400" in answer.text, "the page is the form again"


def test_free_words_are_settled_by_choosing_the_nearest(site: Site):
    head = site.client("head")
    sent = filled(head, **{"p0-k0": "orang jujur", "p0-l0": "3"})
    page = head.post("/sistem/baru", sent).text
    assert 'name="p0-k0-pilih" value="INT"' in page
    assert head.post("/sistem/baru", sent | {"p0-k0-pilih": "INT"}).status_code == 303


def test_a_row_is_added_without_losing_what_was_typed(site: Site):
    head = site.client("head")
    page = head.post("/sistem/baru", filled(head, tambah="p", nama="Belum selesai")).text
    assert fields_of(page)["nama"] == "Belum selesai"
    assert fields_of(page)["n-p"] == "6"
    assert stored(site, "Belum selesai") is None


def test_a_revision_keeps_who_serves_and_refuses_to_remove_a_served_role(site: Site):
    head, address = site.client("head"), f"/sistem/{site.city.system}/ubah"
    sent = fields_of(head.get(address).text)
    refused = head.post(address, sent | {"p0-hapus": "1"})
    assert refused.status_code == 422
    assert "pernah dipegang" in refused.text
    assert head.post(address, sent | {"p0-nama": "Pimpinan baru", "tahap": "test"}).status_code == 303
    with site.database.read() as db:
        role = db.scalars(select(SystemRole).join(System).where(System.key == site.city.system)).one()
        assert (role.name, role.code) == ("Pimpinan baru", "lead")
    stale = head.post(address, sent)
    assert stale.status_code == 422, "the page was opened before the last change"
    assert "diubah orang lain" in stale.text


def test_a_head_declares_for_the_own_department_only(site: Site):
    other = site.client("head", other=True)
    sent = filled(other, unit=site.city.unit)
    assert other.post("/sistem/baru", sent).status_code == 303
    with site.database.read() as db:
        host = db.scalar(select(Unit.name).join(System).where(System.name == "Izin Kilat"))
    assert host == f"Dinas {FOREIGN}"
    assert other.get(f"/sistem/baru?salin={site.city.system}").status_code == 404


def test_the_planner_chooses_the_department_and_sets_the_value(site: Site):
    planner = site.client("planner")
    sent = filled(planner, "/sistem/baru?jenis=other", tujuan="Uji", unit=site.city.foreign_unit, nilai="640")
    assert planner.post("/sistem/baru", sent).status_code == 303
    assert stored(site).value_per_month == 640
    missing = planner.post("/sistem/baru", sent | {"nama": "Lain", "unit": ""})
    assert missing.status_code == 422


def test_a_copy_brings_roles_and_leaves_people_and_keys(site: Site):
    head = site.client("head")
    sent = filled(head, f"/sistem/baru?salin={site.city.system}", nama="Salinan")
    assert (sent["p0-nama"], sent["p0-key"], sent["t0-rencana"]) == ("Pimpinan teknis", "", "2028-01-31")
    assert head.post("/sistem/baru", sent).status_code == 303
