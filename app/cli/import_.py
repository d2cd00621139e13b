"""Read spreadsheets, show what would change, and write it with --commit."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from app.cli.errors import CommandError

KINDS_SHOWN = ("rows", "untouched", "changed", "new", "refused", "warned")
ANOMALIES_SHOWN = 20


def run(argv: list[str]) -> int:
    """Preview each file in turn; with --commit write it before the next one is read."""
    parser = argparse.ArgumentParser(prog="tuntas import", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="XLSX or CSV file")
    parser.add_argument("--commit", action="store_true", help="write what the preview shows")
    parser.add_argument(
        "--reach",
        choices=("auto", "all", "departments", "none"),
        default="auto",
        help="whose absence from a roster means that they are gone (default: all when it holds most people)",
    )
    options = parser.parse_args(argv)

    from app.audit import SYSTEM
    from app.cli._database import opened
    from app.clock import today
    from app.importing import service
    from app.importing.refusal import FileRefused

    with opened() as database:
        for path in options.files:
            if not path.is_file():
                raise CommandError(f"There is no file {path}.", exit_code=2)
            try:
                key = service.preview(database, path, path.name, SYSTEM, today(), options.reach)
            except FileRefused as refusal:
                raise CommandError(f"{path.name}: {refusal.sentence('en')}") from refusal
            _show(database, key)
            if options.commit:
                version = service.commit(database, key, SYSTEM)
                print(f"Written; the data now have version {version}.")
            else:
                service.discard(database, key, SYSTEM)
                print("Nothing was written; add --commit to write it.")
    return 0


def _show(database: Any, key: str) -> None:
    from sqlalchemy import select

    from app.importing.anomalies import sentences
    from models import ImportAnomaly, ImportBatch

    with database.read() as db:
        batch = db.scalars(select(ImportBatch).where(ImportBatch.key == key)).one()
        findings = db.scalars(
            select(ImportAnomaly).where(ImportAnomaly.batch_id == batch.id, ImportAnomaly.severity != "note")
        ).all()
    print(f"\n{batch.file_name}")
    print(f"  {'table':<18}" + "".join(f"{name:>11}" for name in KINDS_SHOWN) + f"{'gone':>11}")
    for kind, counts in batch.counts["kinds"].items():
        line = "".join(f"{counts[name]:>11,}" for name in KINDS_SHOWN)
        print(f"  {kind:<18}{line}{counts.get('gone', 0):>11,}")
    for finding in findings[:ANOMALIES_SHOWN]:
        words = sentences(finding.kind, finding.arguments, "en", severity=finding.severity)
        where = f"{finding.sheet} row {finding.row}, {finding.column}"
        print(f"  {finding.severity}: {where}: {words.found}. {words.cure}.", file=sys.stderr)
    if len(findings) > ANOMALIES_SHOWN:
        print(f"  … and {len(findings) - ANOMALIES_SHOWN} more findings.", file=sys.stderr)
