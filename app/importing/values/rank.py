"""Ranks: seventeen of the permanent civil service (I/a to IV/e) and the grades I to XVII of PPPK."""

import re

from app.importing.cells import Cell, as_text, is_blank
from app.importing.values import Context, Read, flaw

TITLES = {
    "juru muda": "I/a",
    "juru muda tk i": "I/b",
    "juru": "I/c",
    "juru tk i": "I/d",
    "pengatur muda": "II/a",
    "pengatur muda tk i": "II/b",
    "pengatur": "II/c",
    "pengatur tk i": "II/d",
    "penata muda": "III/a",
    "penata muda tk i": "III/b",
    "penata": "III/c",
    "penata tk i": "III/d",
    "pembina": "IV/a",
    "pembina tk i": "IV/b",
    "pembina utama muda": "IV/c",
    "pembina utama madya": "IV/d",
    "pembina utama": "IV/e",
}
RANKS = tuple(TITLES.values())
ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
PPPK_GRADES = (
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX",
    "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII",
)  # fmt: skip
GROUP_LETTER = re.compile(
    r"(?<![A-Za-z0-9])(IV|III|II|I|[1-4])\s*[/.\\\-]?\s*([a-e])(?![A-Za-z])", re.IGNORECASE
)
EMPTY = {"-", "--", "null", "nihil"}


def read_rank(cell: Cell, context: Context) -> Read:
    """Return ``III/d`` for a permanent rank or ``IX`` for a PPPK grade."""
    if is_blank(cell):
        return Read(None)
    text = as_text(cell)
    if text.lower() in EMPTY:
        return Read(None)
    if text in RANKS:
        return Read(text)
    match = GROUP_LETTER.search(text)
    if match:
        return _from_letter(match, text)
    if text.isdigit():
        return _from_number(int(text))
    plain = re.sub(r"(?i)^(gol(ongan)?|ruang|pppk)[ .:]*", "", text).upper()
    if plain in PPPK_GRADES:
        return Read(plain, None if plain == text else flaw("rank_spelling", read=plain))
    title = _title(text)
    if title in TITLES:
        return Read(TITLES[title], flaw("rank_spelling", read=TITLES[title]))
    return Read(None, flaw("rank_unknown"))


def _from_letter(match: re.Match[str], text: str) -> Read:
    group = match.group(1).upper()
    group = group if group in ROMAN else {number: roman for roman, number in ROMAN.items()}[int(group)]
    rank = f"{group}/{match.group(2).lower()}"
    if rank not in RANKS:
        return Read(None, flaw("rank_unknown"))
    named = TITLES.get(_title(text[: match.start()]))
    if named is not None and named != rank:
        return Read(rank, flaw("rank_title_differs", read=rank, title=named))
    # A different separator or case is only a spelling; it is noted once, not once per row.
    return Read(rank, flaw("rank_spelling", read=rank))


def _from_number(number: int) -> Read:
    group, letter = divmod(number, 10)
    roman = {value: key for key, value in ROMAN.items()}.get(group)
    rank = f"{roman}/{'abcde'[letter - 1]}" if roman and 1 <= letter <= 5 else ""
    if rank in RANKS:
        return Read(rank, flaw("rank_spelling", read=rank))
    if 1 <= number <= len(PPPK_GRADES):
        return Read(PPPK_GRADES[number - 1], flaw("rank_spelling", read=PPPK_GRADES[number - 1]))
    return Read(None, flaw("rank_unknown"))


def _title(text: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", " ", text.lower())
    plain = re.sub(r"\b(tingkat|tkt|tk)\s*(i|1)\b", "tk i", plain)
    return " ".join(plain.split())
