"""
The sentences of the anomaly list: what was found and how to cure it, in Indonesian and English.

Each kind of finding has a severity: ``refused`` (the row is not written), ``warning`` (written, should be
put right) or ``note`` (written, nothing to do).
"""

from dataclasses import dataclass

from app.importing.anomaly_texts import TEXTS

VITAL_NULL = "date_null"
REFUSED_WHEN_VITAL = frozenset(
    {
        "date_impossible", "date_unreadable", "date_month_first", "date_short_year", "date_far",
        "number_unreadable",
        "level_unreadable", "word_unknown", "rank_unknown", "yes_unreadable",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Sentences:
    """What was found and the cure, in one language."""

    found: str
    cure: str


def severity_of(code: str, *, vital: bool = False) -> str:
    """Return the severity of a finding; in a vital column an unreadable value refuses the row."""
    if vital and code in REFUSED_WHEN_VITAL:
        return "refused"
    if vital and code == VITAL_NULL:
        return "warning"
    return TEXTS[code][0]


def sentences(code: str, details: dict[str, str], language: str = "id", *, severity: str = "") -> Sentences:
    """Return both sentences of a finding with its details filled in."""
    if code == VITAL_NULL and severity == "warning":
        code = "date_null_vital"
    _, found_id, cure_id, found_en, cure_en = TEXTS[code]
    found, cure = (found_id, cure_id) if language == "id" else (found_en, cure_en)
    return Sentences(_fill(found, details), _fill(cure, details))


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def _fill(text: str, details: dict[str, str]) -> str:
    return " ".join(text.format_map(_Blank(details)).split())
