"""Checks a copy of the audit chain with nothing but Python: `python3 audit_chain.py FILE [--anchor N:HASH]`.

FILE is a SQLite database of Tuntas, or the lines that `tuntas audit export` wrote. Nothing of the program
is imported, so an auditor can read this one file and run it on another machine. It also holds the function
by which entries are sealed. A chain that was rewritten as a whole, or cut, is found only with an anchor: the
number and hash of an entry, written down elsewhere at the time.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

GENESIS = "0" * 64
"""What the first entry gives as the hash before it."""

# Says what is hashed, so that no hash of something else can be passed off as the seal of an entry.
_DOMAIN = b"\x00tuntas audit entry 1\n"

# Made once: with settings of its own, `json.dumps` would make an encoder for every entry.
_write_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Entry(NamedTuple):
    """A row of the chain, with the texts that the hash is taken over."""

    sequence: int
    at: str
    """UTC, as in `2026-11-24 08:00:00.000000`."""
    actor_id: int | None
    actor: str
    action: str
    object_kind: str | None
    object_key: str | None
    detail: str
    """JSON text, byte for byte as stored."""
    previous_hash: str
    entry_hash: str


COLUMNS = Entry._fields


class Verdict(NamedTuple):
    """How far the chain is whole, its last whole entry, and the first fault if there is one."""

    entries: int
    head: str
    first_bad: int | None = None
    fault: str | None = None

    @property
    def is_whole(self) -> bool:
        """Tell whether no fault was found."""
        return self.fault is None


def seal(entry: Entry) -> str:
    """Return the hash over all columns of an entry but its own hash; the hash before is one of them."""
    text = _write_json(entry[:-1])
    return hashlib.sha256(_DOMAIN + text.encode()).hexdigest()


def verify(entries: Iterable[Entry], anchors: Mapping[int, str] | None = None) -> Verdict:
    """Check a chain from its first entry on; `anchors` are hashes by sequence that were kept elsewhere."""
    open_anchors = dict(anchors or {})
    count, head = 0, GENESIS
    if open_anchors.pop(0, GENESIS) != GENESIS:
        return Verdict(0, GENESIS, 1, "the anchor of the empty chain is not the hash before the first entry")
    for entry in entries:
        place = count + 1
        fault = _fault(entry, place, head, open_anchors.pop(place, None))
        if fault:
            return Verdict(count, head, place, fault)
        count, head = place, entry.entry_hash
    if open_anchors:
        last = max(open_anchors)
        return Verdict(
            count, head, count + 1, f"the chain was cut here: entry {last} was anchored and is gone"
        )
    return Verdict(count, head)


def _fault(entry: Entry, place: int, previous: str, anchor: str | None) -> str | None:
    if entry.sequence != place or type(entry.sequence) is not int:
        return f"the entry is missing; number {entry.sequence} stands in its place"
    if entry.previous_hash != previous:
        return (
            "it does not follow the entry before it: one of the two was moved, inserted, removed or altered"
        )
    try:
        sealed = seal(entry)
    except (TypeError, UnicodeEncodeError):
        return "a value of it has a form that is never written"
    if entry.entry_hash != sealed:
        return "its content differs from its seal: a value was altered"
    if anchor is not None and anchor != sealed:
        return "it differs from its anchor: the chain was rewritten up to here"
    return None


def parse_anchor(text: str) -> tuple[int, str]:
    """Read `N:HASH` as `tuntas audit head` prints it."""
    number, _, digest = text.partition(":")
    if not number.isdecimal() or len(digest) != 64 or set(digest) - set("0123456789abcdef"):
        raise ValueError(f"{text!r} is not an anchor; it looks like 120:9f8e… with 64 hexadecimal digits")
    return int(number), digest


def read_sqlite(file: Path) -> Iterator[Entry]:
    """Read the entries of a SQLite database, as they are stored."""
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        query = f"SELECT {', '.join(COLUMNS)} FROM audit_entry ORDER BY sequence"  # noqa: S608 - constants only
        for row in connection.execute(query):
            yield Entry(*row)


def read_lines(file: Path) -> Iterator[Entry]:
    """Read the entries of an export: one JSON list a line, in the order of the columns."""
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            yield Entry(*json.loads(line))


def write_line(entry: Entry) -> str:
    """Write an entry as a line of an export."""
    return _write_json(entry)


def report(verdict: Verdict) -> str:
    """Say in one sentence what a check found."""
    if verdict.is_whole:
        return f"The chain is whole: {verdict.entries} entries. Head {verdict.entries}:{verdict.head}"
    return f"The chain is broken at entry {verdict.first_bad}: {verdict.fault}."


def main(argv: list[str] | None = None) -> int:
    """Check the file named on the command line; exit 0 only for a whole chain."""
    parser = argparse.ArgumentParser(prog="audit_chain.py", description="Check a copy of the audit chain.")
    parser.add_argument("file", type=Path, help="SQLite database, or lines from `tuntas audit export`")
    parser.add_argument("--anchor", action="append", default=[], metavar="N:HASH", help="kept elsewhere")
    arguments = parser.parse_args(argv)
    try:
        anchors = dict(parse_anchor(text) for text in arguments.anchor)
        with arguments.file.open("rb") as file:
            is_database = file.read(15) == b"SQLite format 3"
        entries: Any = (read_sqlite if is_database else read_lines)(arguments.file)
        verdict = verify(entries, anchors)
    except (OSError, ValueError, TypeError, sqlite3.Error) as error:
        sys.stderr.write(f"The file cannot be checked: {error}\n")
        return 2
    sys.stdout.write(report(verdict) + "\n")
    return 0 if verdict.is_whole else 1


if __name__ == "__main__":
    sys.exit(main())
