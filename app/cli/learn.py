"""Learn from histories, forecast every system under way, and price lost service anew."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli.errors import CommandError

LONGEST_FILE_NAME = 200


def run(argv: list[str]) -> int:
    """Keep the histories of a file when one is named, then train on all that is kept and recorded."""
    parser = argparse.ArgumentParser(prog="tuntas learn", description=__doc__)
    columns = "CSV of histories; docs/forecast.md tells its columns"
    parser.add_argument("histories", nargs="?", type=Path, help=columns)
    parser.add_argument("--column", action="append", default=[], metavar="OURS=HEADING")
    parser.add_argument("--dates", default="%Y-%m-%d", help="form of the dates, such as %%d/%%m/%%Y")
    parser.add_argument("--unknown", action="append", default=[], help="a word that means an empty cell")
    parser.add_argument("--leave-out-faulty", action="store_true")
    options = parser.parse_args(argv)

    from app.audit import SYSTEM
    from app.cli._database import opened
    from app.clock import today
    from app.forecasts import service
    from app.forecasts.translate import HistoriesRefused, read_table

    table = None
    if options.histories is not None:
        if len(options.histories.name) > LONGEST_FILE_NAME:
            raise CommandError(
                f"Shorten the name of the file to {LONGEST_FILE_NAME} characters.", exit_code=2
            )
        pairs = [text.partition("=") for text in options.column]
        if not all(sign for _, sign, _ in pairs):
            raise CommandError("--column needs OURS=HEADING, such as system=Project.", exit_code=2)
        try:
            table = read_table(
                options.histories.read_bytes(),
                {theirs: ours for ours, _, theirs in pairs},
                options.dates,
                options.unknown,
                options.leave_out_faulty,
            )
        except OSError as error:
            raise CommandError(
                f"{options.histories} cannot be read: {error.strerror}.", exit_code=2
            ) from error
        except HistoriesRefused as refused:
            raise CommandError(f"{options.histories.name} was refused:\n{refused}", exit_code=2) from refused
    with opened() as database:
        if table is not None:
            count = service.keep_histories(database, table, options.histories.name, SYSTEM)
            print(f"{count} reviews kept; {len(table.left_out)} faults in rows that were left out.")
        learned = service.learn(database, SYSTEM, today())
    print(learned.trained.report)
    print(f"{learned.forecasts} systems have a forecast; {learned.without} under way keep their plan date.")
    return 0
