"""Careers as CSV: read with every fault named by row, column and cure, and written back."""

import csv
import io
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from optimizer.errors import Fault
from optimizer.learning.departure.career import EMPLOYMENT_KINDS, ENDINGS, POST_KINDS, Career
from optimizer.learning.table import HistoryError, Layout, cells_of, check_headings

REQUIRED = ("person", "employment", "post_kind", "since", "until", "ending")
COLUMNS = (*REQUIRED, "promoted_on", "observed_from")
DATES = ("since", "until", "promoted_on", "observed_from")
WORDS = {"employment": EMPLOYMENT_KINDS, "post_kind": POST_KINDS, "ending": ENDINGS}


@dataclass(frozen=True)
class Careers:
    """Careers of a file, and the faults of the rows that were left out on request."""

    careers: tuple[Career, ...]
    faults: tuple[Fault, ...]


def read_careers(content: bytes, layout: Layout | None = None, leave_out_faulty: bool = False) -> Careers:
    """
    Read careers from CSV.

    Parameters
    ----------
    content : bytes
        UTF-8, comma or semicolon, the headings in the first row; other columns are not looked at.
    layout : Layout, optional
        How the file names things; as `COLUMNS` and ISO dates when missing.
    leave_out_faulty : bool
        Leave out every person with a faulty row, and report these rows. Half a career would teach falsely.

    Returns
    -------
    Careers
        In the order of the file.

    Raises
    ------
    HistoryError
        If it is no such table, or a row is faulty and none may be left out. Nothing is then read.
    """
    layout = layout or Layout()
    rows = cells_of(content, COLUMNS)
    headings = [layout.names.get(name.strip(), name.strip()) for name in rows[0]]
    check_headings(headings, REQUIRED)
    found: list[tuple[int, Career]] = []
    faults: list[Fault] = []
    spoiled: set[str] = set()
    for number, cells in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in cells):
            continue
        reader = _Row(number, dict(zip(headings, cells, strict=False)), layout)
        if len(cells) > len(headings):
            reader.fault("person", "more cells than headings; quote cells with a separator")
        one = reader.career()
        if one is None:
            faults += reader.faults
            spoiled.add(reader.text("person"))
        else:
            found.append((number, one))
    crossed, people = _crossed(found)
    faults += crossed
    spoiled |= people
    if faults and not leave_out_faulty:
        raise HistoryError(faults)
    return Careers(tuple(one for _, one in found if one.person not in spoiled), tuple(faults))


def write_careers(careers: Sequence[Career]) -> str:
    """
    Write careers as CSV that `read_careers` reads without a layout.

    Parameters
    ----------
    careers : sequence of Career
        Any order, kept.

    Returns
    -------
    str
        Headings and a row each.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in careers:
        values = [getattr(one, name) for name in COLUMNS]
        writer.writerow(["" if value is None else value for value in values])
    return out.getvalue()


def _crossed(found: Sequence[tuple[int, Career]]) -> tuple[list[Fault], set[str]]:
    """Find posts that follow each other falsely: two at once, or one after the person left."""
    by_person: dict[str, list[tuple[int, Career]]] = defaultdict(list)
    for number, one in found:
        by_person[one.person].append((number, one))
    faults, people = [], set()
    for person, posts in by_person.items():
        posts.sort(key=lambda post: (post[1].since, post[0]))
        for (before, first), (number, second) in pairwise(posts):
            if first.until is None or second.since <= first.until:
                sentence = f"{second.since} lies within the post of row {before}; give that row its last day"
            elif first.ending != "moved":
                sentence = (
                    f"the person left in row {before} ({first.ending}); write moved there, or give "
                    "the person who came back a key of their own"
                )
            else:
                continue
            faults.append(Fault(f"row {number}, column since", sentence))
            people.add(person)
    return faults, people


class _Row:
    """One row while it is read."""

    def __init__(self, number: int, cells: Mapping[str, str], layout: Layout) -> None:
        self.number, self.layout = number, layout
        self.cells = {name: text.strip() for name, text in cells.items()}
        self.faults: list[Fault] = []

    def fault(self, column: str, sentence: str) -> None:
        self.faults.append(Fault(f"row {self.number}, column {column}", sentence))

    def text(self, column: str) -> str:
        text = self.cells.get(column, "")
        return "" if text in self.layout.unknown else text

    def day(self, column: str) -> date | None:
        text = self.text(column)
        if not text:
            return None
        try:
            return datetime.strptime(text, self.layout.date_form).date()  # noqa: DTZ007 - a date has no zone
        except ValueError:
            form = self.layout.date_form
            self.fault(column, f"{text!r} is no date of the form {form}; correct it, or give the form")
            return None

    def word(self, column: str) -> str:
        text = self.text(column)
        if text not in WORDS[column] and (text or column != "ending"):
            self.fault(column, f"{text!r} is none of {', '.join(WORDS[column])}; correct it")
        return text

    def career(self) -> Career | None:
        words = {name: self.word(name) for name in WORDS}
        days = {name: self.day(name) for name in DATES}
        since, until, promoted = days["since"], days["until"], days["promoted_on"]
        if not self.text("person"):
            self.fault("person", "empty; give each person an opaque key, not a name or number of office")
        if since is None and not self.text("since"):
            self.fault("since", "empty; fill in the first day in the post, or remove the row")
        if since and until and until < since:
            self.fault("until", f"{until} lies before the first day {since}; correct one of them")
        if bool(self.text("until")) != bool(words["ending"]):
            self.fault("ending", "fill in both last day and ending, or neither while the post is held")
        if since and promoted and promoted > since:
            self.fault("promoted_on", "after the first day; a promotion begins a new post and a new row")
        if self.faults or since is None:
            return None
        return Career(
            self.text("person"),
            words["employment"],
            words["post_kind"],
            since,
            until,
            words["ending"],
            promoted,
            days["observed_from"],
        )
