"""Education: the level, and the field of study written behind it."""

import re

from app.importing.cells import Cell, as_text, is_blank
from app.importing.values import Context, Read, flaw

LEVELS = ("SD", "SMP", "SMA", "D1", "D2", "D3", "D4", "S1", "S2", "S3")
PATTERNS: tuple[tuple[str, str], ...] = (
    ("S3", r"s[ .\-]*(?:3|iii)\b|strata[ \-]*(?:3|iii)\b|doktor\b|doctor\b"),
    ("S2", r"s[ .\-]*(?:2|ii)\b|strata[ \-]*(?:2|ii)\b|magister\b|pasca ?sarjana\b|spesialis\b|sp[ .\-]*1\b"),
    ("D4", r"d[ .\-]*(?:4|iv)\b|diploma[ \-]*(?:4|iv)\b|sarjana terapan\b"),
    ("D3", r"d[ .\-]*(?:3|iii)\b|diploma[ \-]*(?:3|iii)\b|sarjana muda\b|akademi\b"),
    ("D2", r"d[ .\-]*(?:2|ii)\b|diploma[ \-]*(?:2|ii)\b"),
    ("D1", r"d[ .\-]*(?:1|i)\b|diploma[ \-]*(?:1|i)\b"),
    ("S1", r"s[ .\-]*(?:1|i)\b|strata[ \-]*(?:1|i)\b|sarjana\b|profesi\b"),
    ("SMP", r"smp\b|sltp\b|mts\b|slt pertama\b|paket b\b"),
    ("SMA", r"sma\b|smk\b|slta\b|stm\b|smu\b|spg\b|spk\b|mas?\b|madrasah aliyah\b|slt atas\b|paket c\b"),
    ("SD", r"sd\b|sekolah dasar\b|paket a\b|mi\b"),
)
COMPILED = tuple((level, re.compile(pattern, re.IGNORECASE)) for level, pattern in PATTERNS)
LEVEL_NAME = re.compile(
    r"^[\s/,.:()\-]*(?:(?:sarjana muda|sarjana "
    r"terapan|sarjana|magister|doktor|kejuruan|keguruan|sederajat|umum)"
    r"\b[\s/,.:()\-]*)*",
    re.IGNORECASE,
)
SIASN_LEVELS = {"05": "SD", "10": "SMP", "15": "SMA", "20": "D1", "25": "D2", "30": "D3", "35": "D4",
                "40": "S1", "45": "S2", "50": "S3"}  # fmt: skip


def read_education(cell: Cell, context: Context) -> Read:
    """Return the level alone, such as ``S1``; the field of study is read by `read_field_of_study`."""
    if is_blank(cell) or as_text(cell) in ("-", "--"):
        return Read(None)
    text = as_text(cell)
    if text in LEVELS:
        return Read(text)
    if text.zfill(2) in SIASN_LEVELS and text.isdigit():
        return Read(SIASN_LEVELS[text.zfill(2)])
    level, rest = split_education(text)
    if level is None:
        return Read(None, flaw("education_unknown"))
    if rest == "" and re.search(r"[\-/:]\s*$", text):
        return Read(level, flaw("education_field_missing", level=level))
    return Read(level)


def read_field_of_study(cell: Cell, context: Context) -> Read:
    """Return the field of study without the level before it."""
    if is_blank(cell):
        return Read(None)
    text = as_text(cell)
    level, rest = split_education(text)
    field = rest if level is not None else text
    field = field.strip(" -/,.:")
    return Read(field.title() if field.isupper() else field or None)


def split_education(text: str) -> tuple[str | None, str]:
    """Split ``S-1/Sarjana Teknik Informatika`` into level and field of study."""
    for level, pattern in COMPILED:
        match = pattern.match(text.strip())
        if match:
            rest = text.strip()[match.end() :]
            return level, LEVEL_NAME.sub("", rest).strip(" -/,.:()")
    return None, text
