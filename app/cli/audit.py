"""Check the audit chain, print its head to keep elsewhere, or export it."""

from __future__ import annotations

import argparse
from pathlib import Path


def run(argv: list[str]) -> int:
    """Verify (exit 0 only for a whole chain), print the head, or write all entries to a file."""
    parser = argparse.ArgumentParser(prog="tuntas audit", description=__doc__)
    acts = parser.add_subparsers(dest="act", required=True, metavar="verify|head|export")
    verify = acts.add_parser("verify", help="check every entry")
    verify.add_argument(
        "--anchor", action="append", default=[], metavar="N:HASH", help="a head that was kept elsewhere"
    )
    acts.add_parser("head", help="print number and hash of the last entry")
    export = acts.add_parser("export", help="write all entries, for app/audit_chain.py on another machine")
    export.add_argument("file", type=Path, help="file to write, one entry a line")
    arguments = parser.parse_args(argv)
    if arguments.act == "verify":
        return _verify(arguments.anchor)
    return _head() if arguments.act == "head" else _export(arguments.file)


def _verify(texts: list[str]) -> int:
    from app.audit import verify_database
    from app.audit_chain import parse_anchor, report
    from app.cli._database import opened
    from app.cli.errors import CommandError

    try:
        anchors = dict(parse_anchor(text) for text in texts)
    except ValueError as error:
        raise CommandError(str(error), exit_code=2) from error
    with opened() as database, database.read() as session:
        verdict = verify_database(session, anchors)
    print(report(verdict))
    return 0 if verdict.is_whole else 1


def _head() -> int:
    from app.audit import head
    from app.cli._database import opened

    with opened() as database, database.read() as session:
        sequence, digest = head(session)
    print(f"{sequence}:{digest}")
    return 0


def _export(file: Path) -> int:
    from app.audit import entries
    from app.audit_chain import write_line
    from app.cli._database import opened

    count = 0
    with opened() as database, database.read() as session, file.open("w", encoding="utf-8") as lines:
        for entry in entries(session):
            lines.write(write_line(entry) + "\n")
            count += 1
    print(f"{count} entries written to {file}")
    return 0
