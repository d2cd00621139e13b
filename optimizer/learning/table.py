"""Histories as CSV: read with every fault named by row, column and cure, and written back."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from optimizer.errors import Fault, FaultError
from optimizer.learning.history import BUILDERS, STAGES, Snapshot

REQUIRED = ("system", "started_on", "planned_finish", "finished_on")
DATES = ("started_on", "planned_finish", "finished_on", "reviewed_on")
WORDS = {"stage": STAGES, "built_by": BUILDERS}
NUMBERS = {
    "progress": (0.0, 1.0),
    "size": (0.01, 10_000.0),
    "lost_before": (0.0, 1200.0),
    "lost_ahead": (0.0, 1200.0),
}
"""Optional numbers with their range."""

COLUMNS = (*REQUIRED, "reviewed_on", "progress", "stage", "built_by", "size", "lost_before", "lost_ahead")
ISO = "%Y-%m-%d"


class HistoryError(FaultError):
    """A table of histories is refused; each fault names row, column and cure."""


@dataclass(frozen=True)
class Layout:
    """
    How a file says what we ask.

    ``names`` gives our column for a foreign heading, ``date_form`` the form of its dates as `strptime` writes
    it, ``unknown`` the words that mean an empty cell.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    date_form: str = ISO
    unknown: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Histories:
    """Snapshots of a file, and the faults of the rows that were left out on request."""

    snapshots: tuple[Snapshot, ...]
    faults: tuple[Fault, ...]


def read_histories(content: bytes, layout: Layout | None = None, leave_out_faulty: bool = False) -> Histories:
    """
    Read histories from CSV.

    Parameters
    ----------
    content : bytes
        UTF-8 with or without a mark, separated by comma or semicolon, the headings in the first row.
    layout : Layout, optional
        How the file names things; as `COLUMNS` and ISO dates when missing.
    leave_out_faulty : bool
        Take the sound rows of a file that has faulty ones too, and report the others.

    Returns
    -------
    Histories
        Snapshots in the order of the file. Without a review date a system counts as reviewed at its start.

    Raises
    ------
    HistoryError
        If the file is no such table, or a row is faulty and none may be left out. Nothing is then read.
    """
    layout = layout or Layout()
    rows = cells_of(content, COLUMNS)
    headings = [layout.names.get(name.strip(), name.strip()) for name in rows[0]]
    check_headings(headings, REQUIRED)
    found: list[Snapshot] = []
    faults: list[Fault] = []
    seen: dict[tuple[str, date], int] = {}
    for number, cells in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in cells):
            continue
        reader = _Row(number, dict(zip(headings, cells, strict=False)), layout)
        one = reader.snapshot(is_longer=len(cells) > len(headings))
        if one is not None:
            first = seen.setdefault((one.system, one.reviewed_on), number)
            if first != number:
                reader.fault("reviewed_on", f"the same system and review as row {first}; keep one of them")
        if reader.faults:
            faults += reader.faults
        elif one is not None:
            found.append(one)
    if faults and not leave_out_faulty:
        raise HistoryError(faults)
    return Histories(tuple(found), tuple(faults))


def write_histories(snapshots: Sequence[Snapshot]) -> str:
    """
    Write histories as CSV that `read_histories` reads without a layout.

    Parameters
    ----------
    snapshots : sequence of Snapshot
        Any order, kept.

    Returns
    -------
    str
        Headings and a row each.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in snapshots:
        values = [getattr(one, name) for name in COLUMNS]
        writer.writerow(["" if value is None else value for value in values])
    return out.getvalue()


def cells_of(content: bytes, columns: Sequence[str]) -> list[list[str]]:
    """
    Split a CSV file into its cells.

    Parameters
    ----------
    content : bytes
        UTF-8 with or without a mark, separated by comma or semicolon.
    columns : sequence of str
        Headings to name when the file is empty.

    Returns
    -------
    list of list of str
        Rows, the headings first; at least one.

    Raises
    ------
    HistoryError
        If it is no CSV in UTF-8, or empty.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise HistoryError(
            [Fault(f"byte {error.start}", "not UTF-8; save the table as CSV UTF-8")]
        ) from error
    first = text.partition("\n")[0]
    separator = ";" if first.count(";") > first.count(",") else ","
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        raise HistoryError([Fault("file", f"no CSV: {error}; save the table anew as CSV UTF-8")]) from error
    if not rows:
        raise HistoryError([Fault("file", "empty; the first row holds the headings " + ", ".join(columns))])
    return rows


def check_headings(headings: Sequence[str], required: Sequence[str]) -> None:
    """
    Refuse a table that lacks a column or has one twice.

    Parameters
    ----------
    headings : sequence of str
        Our names where the layout gave one.
    required : sequence of str
        Columns that must be there.

    Raises
    ------
    HistoryError
        With the cure for each column.
    """
    missing = [name for name in required if name not in headings]
    twice = {name for name in headings if name and headings.count(name) > 1}
    faults = [
        Fault(
            f"row 1, column {name}",
            f"missing; add it, or name the column that holds it: --column {name}=HEADING",
        )
        for name in missing
    ] + [Fault(f"row 1, column {name}", "there twice; rename or remove one") for name in sorted(twice)]
    if faults:
        raise HistoryError(faults)


class _Row:
    """One row while it is read."""

    def __init__(self, number: int, cells: Mapping[str, str], layout: Layout) -> None:
        self.number = number
        self.layout = layout
        self.cells = {name: text.strip() for name, text in cells.items()}
        self.faults: list[Fault] = []

    def fault(self, column: str, sentence: str) -> None:
        self.faults.append(Fault(f"row {self.number}, column {column}", sentence))

    def text(self, column: str) -> str:
        text = self.cells.get(column, "")
        return "" if text in self.layout.unknown else text

    def day(self, column: str, needed: bool = False) -> date | None:
        text = self.text(column)
        if not text:
            if needed:
                self.fault(column, "empty; fill in the date, or remove the row")
            return None
        try:
            return datetime.strptime(text, self.layout.date_form).date()  # noqa: DTZ007 - a date has no zone
        except ValueError:
            self.fault(
                column,
                f"{text!r} is no date of the form {self.layout.date_form}; correct it, give the "
                "form of the file's dates with --dates, or say with --unknown that the word means none",
            )
            return None

    def number_in(self, column: str) -> float | None:
        text = self.text(column)
        if not text:
            return None
        low, high = NUMBERS[column]
        try:
            value = float(text.replace(",", "."))
        except ValueError:
            value = float("nan")
        if not low <= value <= high:
            self.fault(
                column, f"{text!r} is no number from {low:g} to {high:g}; correct it or leave it empty"
            )
            return None
        return value

    def word(self, column: str) -> str | None:
        text = self.text(column).lower()
        if text and text not in WORDS[column]:
            self.fault(
                column, f"{text!r} is none of {', '.join(WORDS[column])}; correct it or leave it empty"
            )
            return None
        return text or None

    def snapshot(self, is_longer: bool) -> Snapshot | None:
        if is_longer:
            self.faults.append(
                Fault(f"row {self.number}", "more cells than headings; quote cells with a separator")
            )
            return None
        system = self.text("system")
        if not system:
            self.fault("system", "empty; give each system a name or number of its own")
        start, plan = self.day("started_on", True), self.day("planned_finish", True)
        finish, review = self.day("finished_on"), self.day("reviewed_on")
        numbers = {name: self.number_in(name) for name in NUMBERS}
        words = {name: self.word(name) for name in WORDS}
        if start is None or plan is None or self.faults:
            return None
        review = review or start
        if plan <= start:
            self.fault("planned_finish", f"{plan} is not after the start {start}; correct one of them")
        if review < start:
            self.fault("reviewed_on", f"{review} lies before the start {start}; correct one of them")
        if finish is not None and finish <= review:
            self.fault("finished_on", f"{finish} is not after the review {review}; correct one of them")
        if self.faults:
            return None
        return Snapshot(system, start, plan, review, finish, **numbers, **words)  # type: ignore[arg-type]  # the two tables have the fields' types
