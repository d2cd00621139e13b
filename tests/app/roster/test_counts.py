"""A figure opens its list: each number on a page equals the number of rows behind its link."""

from __future__ import annotations

import html
import re

import pytest

from tests.sites import Site

# A link whose text begins with a number, to a list that shows its own count.
COUNTED = re.compile(
    r'href="(/(?:pegawai|jabatan|sistem)\?[^"]+)"[^>]*>(?:<[^>]*>|\s|[^<\d])*?([\d.]+)\b', re.S
)
HEADINGS = {
    "pegawai": r"<h2[^>]*>([\d.]+) pegawai",
    "jabatan": r"<h2[^>]*>([\d.]+) jabatan",
    "sistem": r"<h2[^>]*>([\d.]+) sistem",
}


def whole(text: str) -> int:
    """Read a number as Indonesian writes it."""
    return int(text.replace(".", ""))


def listed(browser, href: str) -> int:
    """Return the count that a list states."""
    page = browser.get(html.unescape(href)).text
    kind = href.split("?")[0].strip("/")
    found = re.search(HEADINGS[kind], page)
    assert found, f"{href} states no count"
    return whole(found[1])


def figures(page: str) -> list[tuple[str, int]]:
    """Return link and number of each figure of a strip."""
    found = []
    for href, inner in re.findall(r'<a class="figure[^"]*" href="([^"]+)">(.*?)</a>', page, re.S):
        number = re.search(
            r"[\d.]+", re.sub(r"<span class=\"figure-label\">.*?</span>|<svg.*?</svg>", "", inner, flags=re.S)
        )
        if number and href.startswith("/"):
            found.append((html.unescape(href), whole(number[0])))
    return found


def test_each_figure_of_the_dashboard_opens_as_many_rows(roster: Site):
    planner = roster.client("planner")
    found = figures(planner.get("/dasbor").text)
    assert len(found) >= 9, "five figures and four notes open a list"
    for href, number in found:
        assert listed(planner, href) == number, href
    assert any(number for _href, number in found)


def test_each_figure_of_the_desk_opens_as_many_rows(roster: Site):
    head = roster.client("head")
    found = [(href, number) for href, number in figures(head.get("/opd").text) if "tampil" not in href]
    assert len(found) >= 4
    for href, number in found:
        assert listed(head, href) == number, href


def test_each_line_of_the_calendar_opens_as_many_people(roster: Site):
    planner = roster.client("planner")
    page = planner.get("/dasbor/kalender").text
    lines = re.findall(r'href="(/pegawai\?waktu=[^"]+)">(\d+) (?:orang|kontrak)', page)
    assert len(lines) >= 5
    for href, number in lines:
        assert listed(planner, href) == int(number), href


def test_each_missing_competency_opens_as_many_people(roster: Site):
    planner = roster.client("planner")
    lines = re.findall(r'href="(/pegawai\?kurang=[^"]+)">([\d.]+)<', planner.get("/dasbor/kompetensi").text)
    assert len(lines) >= 5
    for href, number in lines:
        assert listed(planner, href) == whole(number), href


def test_the_badge_of_the_side_bar_is_the_number_of_systems_at_risk(roster: Site):
    planner = roster.client("planner")
    badge = re.search(
        r'href="/sistem"[^>]*>.*?<span class="count">(\d+)</span>', planner.get("/dasbor").text, re.S
    )
    assert badge
    assert listed(planner, "/sistem?tampil=berisiko") == int(badge[1])


@pytest.mark.parametrize(
    "query", ["", "?waktu=lewat", "?jenis=manajerial", "?status=pppk", "?q=dewi", "?peran=kunci"]
)
def test_the_pages_of_a_list_hold_as_many_rows_as_its_count(roster: Site, query: str):
    planner = roster.client("planner")
    total, rows, page = listed(planner, f"/pegawai{query}"), 0, 1
    while True:
        glue = "&" if query else "?"
        text = planner.get(f"/pegawai{query}{glue}hal={page}").text
        rows += text.count("<tr data-row>")
        if rows >= total or page > 5:
            break
        page += 1
    assert rows == total


def test_the_head_counts_only_the_own_people(roster: Site):
    everybody = listed(roster.client("planner"), "/pegawai?status=pns")
    own = listed(roster.client("head"), "/pegawai?status=pns")
    other = listed(roster.client("head", other=True), "/pegawai?status=pns")
    assert own + other == everybody
    assert own
    assert other
