"""Copy the whole database into a new file while others go on writing, and check the copy."""

from __future__ import annotations

import argparse
from pathlib import Path


def run(argv: list[str]) -> int:
    """Write the copy; an existing file is never replaced."""
    parser = argparse.ArgumentParser(
        prog="tuntas backup",
        description=__doc__,
        epilog="SQLite: to restore, stop the program and put the copy in the place of the database. "
        "PostgreSQL: `pg_restore --clean --if-exists --no-owner --dbname=... FILE`.",
    )
    parser.add_argument("file", type=Path, help="file to write; it must not exist")
    arguments = parser.parse_args(argv)

    from app.backup import BackupError, back_up
    from app.cli._database import database_url, refusals
    from app.cli.errors import CommandError

    with refusals():
        try:
            backup = back_up(database_url(), arguments.file)
        except BackupError as error:
            raise CommandError(str(error)) from error
    print(f"{backup.file}: {backup.size:,} bytes; {backup.checked}.")
    return 0
