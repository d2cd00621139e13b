"""Languages: the source texts are Indonesian, and catalogues give their English.

Each area of the program has its own catalogue `locale/<language>/<area>.toml`, a table of "Indonesian" =
"English"; all are read and joined at the start, so that nobody edits a common file. A text with a number
may have two English forms: { one = "{n} person", other = "{n} people" }.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

LANGUAGES = ("id", "en")
DEFAULT_LANGUAGE = "id"
LOCALE = Path(__file__).resolve().parents[2] / "locale"

Entry = str | dict[str, str]

_language: ContextVar[str] = ContextVar("language", default=DEFAULT_LANGUAGE)


class CatalogueError(Exception):
    """A catalogue that cannot be read."""


def read_catalogues(language: str) -> Iterator[tuple[str, str, Entry]]:
    """Read the entries of all areas: the area, the source text, its translation."""
    for path in sorted((LOCALE / language).glob("*.toml")):
        try:
            entries = tomllib.loads(path.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise CatalogueError(f"{path.name}: {error}") from error
        for source, translation in entries.items():
            yield path.stem, source, translation


@cache
def catalogue(language: str) -> dict[str, Entry]:
    """Join the catalogues of all areas; a test sees to it that they do not contradict each other."""
    return {source: translation for _area, source, translation in read_catalogues(language)}


def language() -> str:
    """Return the language of the present request."""
    return _language.get()


def set_language(code: str) -> None:
    """Choose the language of the present request; an unknown one means the default."""
    _language.set(code if code in LANGUAGES else DEFAULT_LANGUAGE)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Use a language for a while, for exports and tests."""
    token = _language.set(code if code in LANGUAGES else DEFAULT_LANGUAGE)
    try:
        yield
    finally:
        _language.reset(token)


def translate(source: str, /, **values: object) -> str:
    """
    Give a text in the language of the request, with its values put in.

    A value named `n` chooses between the two forms of an English text; numbers are written the way the
    language writes them. What follows a `#` is never shown: it tells two meanings of one word apart, as in
    ``Kurang#predikat``.
    """
    from app.web.formats import number

    text: Entry = source.partition("#")[0]
    if _language.get() != DEFAULT_LANGUAGE:
        text = catalogue(_language.get()).get(source, text)
    if isinstance(text, dict):
        text = text["one"] if values.get("n") == 1 else text["other"]
    if not values:
        return text
    shown = {
        name: number(value) if isinstance(value, int | float) and not isinstance(value, bool) else value
        for name, value in values.items()
    }
    return text.format_map(shown)


_ = translate


def mark(source: str) -> str:
    """Mark a text for translation that is shown later, with `translate(text)`; return it as it is."""
    return source
