"""What holds for all of these pages: both languages, an empty city, and a bounded number of queries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from litestar.testing import TestClient
from sqlalchemy import event

from app.config import Settings
from app.database import Database
from app.main import create_app
from app.passwords import hash_password
from app.web import session
from app.web.i18n import catalogue
from models import Account
from tests.app.roster.city import LONG_NAME
from tests.sites import BASE, Browser, Site

WHOLE_CITY = [
    "/dasbor",
    "/dasbor/kalender",
    "/dasbor/kompetensi",
    "/dampak",
    "/pegawai",
    "/unit",
    "/jabatan",
    "/sistem",
    "/sistem?tampil=semua",
    "/pelatihan",
    "/cari?q=komunikasi",
]
OWN = ["/saya", "/saya/pelatihan", "/saya/jabatan", "/saya/data"]
QUERIES = {
    "/dasbor": 46,
    "/pegawai": 12,
    "/unit": 10,
    "/jabatan": 12,
    "/sistem": 16,
    "/pelatihan": 20,
    "/saya": 22,
    "/saya/pelatihan": 30,
    "/saya/jabatan": 22,
    "/opd": 40,
}
"""Most queries per page, the frame's own included; a page that asks per row would exceed it at once."""


def keyed(site: Site) -> list[str]:
    """Return the pages of single things."""
    city = site.city
    return [
        f"/pegawai/{city.person}",
        f"/unit/{city.department}",
        f"/unit/{city.unit}",
        f"/jabatan/{city.post}",
        f"/sistem/{city.system}",
        f"/opd/{city.department}",
    ]


@contextmanager
def counted(site: Site) -> Iterator[list[str]]:
    """Collect the statements that the web program sends."""
    sent: list[str] = []

    def note(_connection, _cursor, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA", "COMMIT", "ROLLBACK")):
            sent.append(statement)

    engine = site.app.state.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


def in_english(browser: Browser) -> Browser:
    """Let a browser ask for English."""
    browser.set_cookie(session.LANGUAGE, "en")
    return browser


@pytest.mark.parametrize(("path", "most"), QUERIES.items())
def test_a_page_asks_a_bounded_number_of_queries(roster: Site, path: str, most: int):
    role = "head" if path == "/opd" else "staff" if path.startswith("/saya") else "planner"
    browser = roster.client(role)
    with counted(roster) as sent:
        assert browser.get(path).status_code == 200
    assert len(sent) <= most, f"{len(sent)} queries on {path}"


@pytest.mark.parametrize("role", ["planner", "advisory", "authority", "auditor"])
def test_every_page_opens_in_both_languages(roster: Site, role: str):
    indonesian, english = roster.client(role), in_english(roster.client(role))
    for path in [*WHOLE_CITY, *keyed(roster)]:
        for browser, code in ((indonesian, "id"), (english, "en")):
            page = browser.get(path)
            assert page.status_code == 200, path
            assert f'<html lang="{code}">' in page.text, path
        assert "<h1>" in page.text


def test_no_indonesian_sentence_is_left_in_an_english_page(roster: Site):
    """Every Indonesian text of at least three words that has an English one must not appear."""
    sentences = {text for text in catalogue("en") if len(text.split()) > 3 and "{" not in text}
    planner, staff = in_english(roster.client("planner")), in_english(roster.client("staff"))
    for browser, paths in ((planner, [*WHOLE_CITY, *keyed(roster)]), (staff, OWN)):
        for path in paths:
            shown = re.sub(r"<[^>]+>", " ", browser.get(path).text)
            left = sorted(text for text in sentences if text in shown)
            assert not left, f"{path}: {left}"


def test_own_pages_open_for_staff_and_in_english(roster: Site):
    staff, english = roster.client("staff"), in_english(roster.client("staff"))
    for path in OWN:
        assert staff.get(path).status_code == 200, path
        assert '<html lang="en">' in english.get(path).text, path


def test_the_longest_name_stands_whole_in_the_list(roster: Site):
    assert LONG_NAME in roster.client("planner").get("/pegawai?q=kartikaningrum").text


def test_an_account_without_a_person_has_no_own_pages(roster: Site):
    for path in OWN:
        assert roster.client("planner").get(path).status_code == 404


@pytest.fixture
def empty_city(sqlite_url: str) -> Iterator[Site]:
    """A city before its first import: a planner, and nothing else."""
    database = Database(sqlite_url)
    with database.write() as db:
        db.add(
            Account(login="planner", display_name="P", password_hash=hash_password("x" * 20), role="planner")
        )
    app = create_app(Settings(database_url=sqlite_url, base_url=BASE))
    with TestClient(app, base_url=BASE, raise_server_exceptions=False) as client:
        yield Site(app, client, sqlite_url, None)
    database.close()


def test_every_list_of_an_empty_city_says_what_fills_it(empty_city: Site):
    planner = empty_city.client("planner")
    for path in WHOLE_CITY:
        page = planner.get(path)
        assert page.status_code == 200, path
    for path, words in {
        "/dasbor": "Belum ada data pegawai",
        "/pegawai": "Belum ada data pegawai",
        "/unit": "Belum ada unit",
        "/sistem": "Tidak ada sistem di sini",
        "/pelatihan": "Katalog kosong",
        "/dampak": "Belum ada indikator layanan",
    }.items():
        assert words in planner.get(path).text, path
    assert 'href="/impor"' in planner.get("/dasbor").text


def test_the_fragment_of_a_list_is_the_list_alone(roster: Site):
    planner = roster.client("planner")
    fragment = planner.fragment("/pegawai?q=dewi", "staff-table").text
    assert fragment.lstrip().startswith('<section id="staff-table"')
    assert "<html" not in fragment
