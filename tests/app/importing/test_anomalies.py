"""The catalogue of findings: every code used has its sentences, and every sentence can be filled."""

import re
from pathlib import Path

import pytest

import app.importing
from app.importing.anomalies import sentences, severity_of
from app.importing.anomaly_texts import TEXTS

FOLDER = Path(app.importing.__file__).parent


def codes_in_the_code() -> set[str]:
    """Return the codes that the code names."""
    found: set[str] = set()
    for path in FOLDER.rglob("*.py"):
        text = path.read_text()
        found |= set(re.findall(r'\bflaw\(\s*"(\w+)"', text))
        found |= set(re.findall(r'(?:report\.add|\.report|_report)\(\s*[^"]*?"\w*",\s*"(\w+)"', text))
    return found


def test_every_finding_that_the_code_makes_has_its_sentences():
    codes = codes_in_the_code()
    assert len(codes) > 40
    assert codes <= set(TEXTS)


@pytest.mark.parametrize("code", sorted(TEXTS))
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_sentence_says_what_was_found_and_how_to_cure_it(code, language):
    words = sentences(code, {}, language)
    assert words.found
    assert words.cure
    assert severity_of(code) in ("refused", "warning", "note")


def test_details_are_filled_in():
    words = sentences("nip_duplicate", {"count": "2", "what": "jabatan", "rows": "2, 7"})
    assert words.found == "Muncul 2 kali, jabatan berbeda (baris 2, 7)"


def test_an_impossible_date_refuses_the_row_only_where_it_matters():
    assert severity_of("date_impossible", vital=True) == "refused"
    assert severity_of("date_impossible") == "warning"


def test_a_null_date_of_the_post_is_a_warning_with_its_own_cure():
    assert severity_of("date_null", vital=True) == "warning"
    assert "2 dan 5 tahun" in sentences("date_null", {}, severity="warning").cure
    assert severity_of("date_null") == "note"
