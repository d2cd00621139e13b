"""
Find the heading of a table: its row or its two rows, the kind of table, and what each column means.

Title rows above the heading, merged groups such as ``Pangkat {Gol/Ruang, TMT}`` and a row of column
numbers below it are all normal in personnel lists.
"""

from dataclasses import dataclass, field

from app.importing.cells import Cell, Sheet, as_text, is_blank, shown
from app.importing.kinds import KINDS, LEVEL_PREFIX, Kind, plain
from app.importing.kinds.columns import is_unused, looks_like_nik, refused_reason
from app.importing.kinds.persons import NAME_WITH_NIP
from app.importing.parsed import Column
from app.importing.values.nip import nip_inside

SEARCHED_ROWS = 40
SAMPLE_ROWS = 25
SHEET_WORD_BONUS = 3
COMPETENCIES_COUNTED = 3
TITLE_CELLS = 3


@dataclass
class Heading:
    """Where the heading is and what it says."""

    kind: Kind
    first: int
    last: int
    columns: list[Column]
    title: str = ""
    score: int = 0
    fields: dict[int, str] = field(default_factory=dict)
    """Column index to field name."""


def find_heading(sheet: Sheet, competencies: dict[str, str]) -> Heading | None:
    """Return the best heading among the first rows, or nothing when the sheet holds no known table."""
    best: Heading | None = None
    for row in range(min(SEARCHED_ROWS, len(sheet.rows))):
        if sum(isinstance(cell, str) and not is_blank(cell) for cell in sheet.rows[row]) < 2:
            continue
        for height in (1, 2):
            if row + height > len(sheet.rows):
                continue
            texts = _texts(sheet, row, height)
            for kind in KINDS:
                found = _match(sheet, kind, row, row + height - 1, texts, competencies)
                if found is not None and (best is None or found.score > best.score):
                    best = found
    if best is not None:
        best.last = _skip_column_numbers(sheet, best.last)
    return best


def _texts(sheet: Sheet, row: int, height: int) -> list[tuple[str, ...]]:
    """Return for each column the texts to try, the most exact one first."""
    width = max(len(line) for line in sheet.rows[row : row + height])
    upper = _filled(sheet, row, width)
    if height == 1:
        return [(text,) if text else () for text in upper]
    lower = [_text(sheet.rows[row + 1], column) for column in range(width)]
    if not any(lower):
        return [()] * width
    merged = any(a <= row <= c and d > b for a, b, c, d in sheet.merged)
    if not merged:
        # Without merged ranges (CSV) a blank above a sub-heading continues the group at its left.
        for column in range(1, width):
            if not upper[column] and lower[column]:
                upper[column] = upper[column - 1]
    tried: list[tuple[str, ...]] = []
    for above, below in zip(upper, lower, strict=True):
        if above and below and above != below:
            tried.append((f"{above} {below}", below))
        else:
            tried.append((above or below,) if above or below else ())
    return tried


def _text(row: list[Cell], column: int) -> str:
    cell = row[column] if column < len(row) else None
    return as_text(cell) if isinstance(cell, str) else ""


def _filled(sheet: Sheet, row: int, width: int) -> list[str]:
    texts = [_text(sheet.rows[row], column) for column in range(width)]
    for first_row, first, last_row, last in sheet.merged:
        if first_row <= row <= last_row:
            for column in range(first, min(last + 1, width)):
                texts[column] = texts[column] or _text(sheet.rows[first_row], first)
    return texts


def _match(
    sheet: Sheet,
    kind: Kind,
    first: int,
    last: int,
    texts: list[tuple[str, ...]],
    competencies: dict[str, str],
) -> Heading | None:
    known = _synonyms(kind)
    claims: dict[str, tuple[int, int]] = {}
    for index, tried in enumerate(texts):
        for text in tried:
            words = plain(text)
            if words in known:
                name, priority = known[words]
                if name not in claims or priority < claims[name][1]:
                    claims[name] = (index, priority)
                break
            if is_unused(text):
                break
    fields = {index: name for name, (index, _) in claims.items()}
    if kind.competency_columns:
        for index, tried in enumerate(texts):
            code = next((competencies[plain(text)] for text in tried if plain(text) in competencies), None)
            if index not in fields and code is not None and LEVEL_PREFIX + code not in fields.values():
                fields[index] = LEVEL_PREFIX + code
    if kind.code == "persons":
        _find_nip_in_name(sheet, last, fields)
    if not all(any(_has(fields, name) for name in group) for group in kind.needs):
        return None
    title = " ".join(_title_cells(sheet, first))
    words = f" {plain(sheet.name)} {plain(title)} "
    levels = sum(name.startswith(LEVEL_PREFIX) for name in fields.values())
    score = len(fields) - levels + min(levels, COMPETENCIES_COUNTED)
    score += SHEET_WORD_BONUS * any(f" {word} " in words for word in kind.sheet_words)
    columns = [_column(sheet, index, last, texts[index], fields.get(index)) for index in range(len(texts))]
    return Heading(kind, first, last, columns, title, score, fields)


def _title_cells(sheet: Sheet, first: int) -> list[str]:
    # A title stands alone in its row; a fuller row above the heading is something else.
    filled = [[as_text(cell) for cell in line if not is_blank(cell)] for line in sheet.rows[:first]]
    return [cell for line in filled if len(line) <= TITLE_CELLS for cell in line]


def _has(fields: dict[int, str], name: str) -> bool:
    if name == LEVEL_PREFIX:
        return sum(value.startswith(LEVEL_PREFIX) for value in fields.values()) >= COMPETENCIES_COUNTED
    return name in fields.values()


def _find_nip_in_name(sheet: Sheet, last: int, fields: dict[int, str]) -> None:
    names = {name: index for index, name in fields.items()}
    if "nip" in names or "name" not in names:
        return
    index = names["name"]
    sample = [_text(row, index) for row in sheet.rows[last + 1 : last + 1 + SAMPLE_ROWS]]
    if any(nip_inside(text) for text in sample):
        fields[index] = NAME_WITH_NIP


def _column(sheet: Sheet, index: int, last: int, tried: tuple[str, ...], name: str | None) -> Column:
    heading = tried[0] if tried else ""
    if name is not None:
        return Column(heading, "read", field=name)
    reason = next((found for text in tried if (found := refused_reason(text))), None)
    if reason is not None:
        return Column(heading, "refused", reason=reason)
    if any(is_unused(text) for text in tried):
        return Column(heading, "unused")
    sample = [row[index] for row in sheet.rows[last + 1 : last + 1 + SAMPLE_ROWS] if index < len(row)]
    if looks_like_nik([shown(cell) for cell in sample]):
        return Column(heading, "refused", reason="nik")
    if not heading and all(is_blank(cell) for cell in sample):
        return Column("", "unused")
    return Column(heading, "unknown")


def _skip_column_numbers(sheet: Sheet, last: int) -> int:
    if last + 1 >= len(sheet.rows):
        return last
    numbers = [as_text(cell).strip("()") for cell in sheet.rows[last + 1] if not is_blank(cell)]
    counting = [str(number) for number in range(1, len(numbers) + 1)]
    return last + 1 if len(numbers) >= 3 and numbers == counting else last


_SYNONYMS: dict[str, dict[str, tuple[str, int]]] = {}


def _synonyms(kind: Kind) -> dict[str, tuple[str, int]]:
    if kind.code not in _SYNONYMS:
        _SYNONYMS[kind.code] = {
            heading: (field.name, priority)
            for field in kind.fields
            for priority, heading in enumerate(field.headings)
        }
    return _SYNONYMS[kind.code]
