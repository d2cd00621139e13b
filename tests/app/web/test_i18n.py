"""Both languages are complete: every text has its English, and no catalogue holds what nobody says."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter

import pytest
from jinja2 import Environment

from app.web.i18n import LOCALE, CatalogueError, catalogue, read_catalogues, speaking, translate
from app.web.templates import FOLDER

APP = Path(__file__).resolve().parents[3] / "app"
FUNCTIONS = {"_", "translate", "mark"}


def texts_of_code() -> dict[str, str]:
    """Return every text in the code, with the file it stands in."""
    found: dict[str, str] = {}
    for path in sorted(APP.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imported = {
            alias.asname or alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module == "app.web.i18n"
            for alias in node.names
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                first = node.args[0]
                if node.func.id in FUNCTIONS & imported and isinstance(first, ast.Constant):
                    found[str(first.value)] = path.relative_to(APP.parent).as_posix()
    return found


def texts_of_templates() -> dict[str, str]:
    """Return every text in the templates, with the file it stands in."""
    environment = Environment(autoescape=True, extensions=["jinja2.ext.i18n"])
    found: dict[str, str] = {}
    for path in sorted(FOLDER.rglob("*.html")):
        for _, _, text in environment.extract_translations(path.read_text(encoding="utf-8"), ("_",)):
            # A text with values comes as a tuple: the text first, then nothing for each value.
            source = text[0] if isinstance(text, tuple) else text
            if isinstance(source, str):
                found[source] = path.relative_to(FOLDER).as_posix()
    return found


def names_in(text: str) -> set[str]:
    """Return the names of the values that a text takes."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_text_has_its_english():
    texts = {**texts_of_code(), **texts_of_templates()}
    assert len(texts) > 50
    english = catalogue("en")
    missing = {text: place for text, place in texts.items() if text not in english}
    lines = [
        f'"{text}" = ""   # {place}' for text, place in sorted(missing.items(), key=lambda pair: pair[1])
    ]
    assert not missing, "locale/en/<area>.toml lacks:\n" + "\n".join(lines)


def test_no_catalogue_holds_a_text_that_nobody_says():
    said = {**texts_of_code(), **texts_of_templates()}
    unused = sorted(set(catalogue("en")) - set(said))
    assert not unused, f"no page says {unused}"


def test_a_translation_takes_the_same_values_as_its_source():
    for source, entry in catalogue("en").items():
        forms = [entry] if isinstance(entry, str) else list(entry.values())
        for form in forms:
            assert names_in(form) <= names_in(source), f"{source!r} and {form!r}"
        assert isinstance(entry, str) or set(entry) == {"one", "other"}, source


def test_a_number_chooses_the_english_form_and_is_written_in_the_language(monkeypatch: pytest.MonkeyPatch):
    words = {"{n} sesi lain diakhiri.": {"one": "{n} session", "other": "{n} sessions"}}
    monkeypatch.setattr("app.web.i18n.catalogue", lambda _: words)
    assert translate("{n} sesi lain diakhiri.", n=1200) == "1.200 sesi lain diakhiri."
    with speaking("en"):
        assert translate("{n} sesi lain diakhiri.", n=1) == "1 session"
        assert translate("{n} sesi lain diakhiri.", n=1200) == "1,200 sessions"


def test_two_catalogues_do_not_contradict_each_other():
    """Where one word has two meanings, the source tells them apart: `Kurang#predikat`."""
    seen: dict[str, tuple[str, object]] = {}
    for area, source, translation in read_catalogues("en"):
        first, other = seen.setdefault(source, (area, translation))
        assert other == translation, (
            f"{source!r} is {other!r} in {first}.toml and {translation!r} in {area}.toml"
        )


def test_a_meaning_is_told_apart_but_not_shown(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("app.web.i18n.catalogue", lambda _: {"Kurang#predikat": "Poor"})
    assert translate("Kurang#predikat") == "Kurang"
    with speaking("en"):
        assert translate("Kurang#predikat") == "Poor"
        assert translate("Kurang#lain") == "Kurang"


def test_a_catalogue_that_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "a.toml").write_text('"Babak" = Round')
    monkeypatch.setattr("app.web.i18n.LOCALE", tmp_path)
    with pytest.raises(CatalogueError, match=r"a\.toml"):
        list(read_catalogues("en"))


def test_catalogues_are_named_after_areas():
    areas = {path.parent.name for path in APP.glob("*/__init__.py")}
    for path in (LOCALE / "en").glob("*.toml"):
        assert path.stem in areas, f"{path.name} belongs to no area"


def test_a_catalogue_repeats_no_text():
    for path in (LOCALE / "en").glob("*.toml"):
        keys = re.findall(r'^"((?:[^"\\]|\\.)*)"\s*=', path.read_text(encoding="utf-8"), re.MULTILINE)
        assert len(keys) == len(set(keys)), path.name
