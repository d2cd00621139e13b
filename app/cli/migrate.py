"""Create the database, or bring it to the shape that this version needs."""

from __future__ import annotations

import argparse


def run(argv: list[str]) -> int:
    """Apply the missing steps; with `--check` only say whether there are any (exit 1)."""
    parser = argparse.ArgumentParser(prog="tuntas migrate", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 when steps are missing")
    arguments = parser.parse_args(argv)

    from app.cli._database import database_url, refusals
    from app.schema import migrate, pending

    url = database_url()
    with refusals():
        if arguments.check:
            missing = pending(url)
            print("\n".join(missing) if missing else "The database is current.")
            return 1 if missing else 0
        done = migrate(url)
    if done.copy:
        print(f"A copy of the database as it was: {done.copy}")
    for step in done.steps:
        print(f"  applied {step}")
    for table, count in done.seeded.items():
        print(f"  added {count} rows to {table}")
    print("The database is current.")
    return 0
