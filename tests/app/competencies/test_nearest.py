"""A need in free words finds the entry that a reader of the catalogue would choose."""

from __future__ import annotations

import pytest

from app.competencies.queries import Entry, nearest
from app.demo.catalogue import LEVEL_WORDS, TECHNICAL
from app.seeds import read
from tests.sites import Site


def catalogue() -> list[Entry]:
    """Return the national competencies and the technical ones of the demo city."""
    national = [
        (block["code"], block["name"], block["name_en"], block["description"], block["levels"])
        for block in read("competencies")
    ]
    technical = [
        (code, name, name_en, description, [words.format(name=name.lower()) for words in LEVEL_WORDS])
        for code, (name, name_en, description) in TECHNICAL.items()
    ]
    return [
        Entry(number, code, name, name_en, "technical", description, tuple(enumerate(levels, 1)))
        for number, (code, name, name_en, description, levels) in enumerate([*national, *technical])
    ]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("membuat aplikasi android", "mobile_dev"),
        ("orang yang paham peta dan koordinat", "gis"),
        ("intergrasi API", "api_interop"),
        ("menangkal serangan peretas", "infosec"),
        ("melatih petugas memakai aplikasi", "change_mgmt_training"),
        ("tahu pajak dan retribusi", "domain_tax"),
        ("mengurus lelang dan kontrak aplikasi", "procurement_it"),
        ("sertifikat tanah pemerintah", "domain_asset"),
        ("software testing", "testing"),
        ("data protection", "privacy"),
    ],
)
def test_free_words_find_the_entry_among_the_first_three(words: str, code: str):
    assert code in [entry.code for entry in nearest(catalogue(), words, 3)]


def test_words_that_say_nothing_find_nothing():
    assert nearest(catalogue(), "zzzz qqqq", 3) == []
    assert nearest(catalogue(), "yang dan untuk", 3) == []


def test_the_page_answers_free_words_and_explains_each_level(shared_site: Site):
    page = shared_site.client("staff").get("/kompetensi?q=taat+aturan+dan+jujur").text
    assert "Integritas" in page
    assert "Menjadi teladan yang diakui di luar instansi" in page
    nothing = shared_site.client("head").get("/kompetensi?q=zzzz").text
    assert "Tidak ada yang dekat" in nothing


def test_a_text_with_markup_is_shown_as_text(shared_site: Site):
    assert "<b>x" not in shared_site.client("head").get("/kompetensi?q=%3Cb%3Ex").text
