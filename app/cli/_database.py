"""The database of the installation, for the verbs: its address, and whether it can be used."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import OperationalError

from app.cli.errors import CommandError
from app.config import ConfigError, read_settings
from app.database import Database
from app.schema import SchemaError, pending


def database_url() -> str:
    """Return the address of the installation's database."""
    try:
        return read_settings().database_url
    except ConfigError as error:
        raise CommandError(str(error), exit_code=2) from error


@contextmanager
def refusals() -> Iterator[None]:
    """Turn what can be wrong with a database into a sentence, without its address: it may hold a password."""
    try:
        yield
    except SchemaError as error:
        raise CommandError(str(error)) from error
    except OperationalError as error:
        reason = str(error.orig).strip().partition("\n")[0]
        raise CommandError(f"The database cannot be reached or used: {reason}") from error


@contextmanager
def opened() -> Iterator[Database]:
    """Open the installation's database, which must have the shape that this version needs."""
    url = database_url()
    with refusals():
        missing = pending(url)
        if missing:
            raise CommandError(
                f"The database lacks {len(missing)} steps of this version. Run `tuntas migrate` first."
            )
        database = Database(url)
        try:
            yield database
        finally:
            database.close()
