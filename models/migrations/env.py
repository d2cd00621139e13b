"""Runs the steps on a connection that the caller has opened; there is no other way in."""

from typing import Any

from alembic import context
from sqlalchemy import TypeDecorator

from models import Base


def plain_type(kind: str, thing: Any, _context: Any) -> Any:
    """
    Write our own types as what they are stored as, so that a step never depends on a later version of them.

    Parameters
    ----------
    kind : str
        What is being written, for example ``type``.
    thing : Any
        The thing itself.
    _context : Any
        Not used.

    Returns
    -------
    str or False
        The text to write, or False for the usual one.
    """
    if kind == "type" and isinstance(thing, TypeDecorator):
        return f"sa.{type(thing.impl_instance).__name__}()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    compare_type=True,
    render_item=plain_type,
    # SQLite changes a table by making it anew and copying the rows.
    render_as_batch=True,
    # All steps are one transaction on SQLite too: an upgrade that is interrupted has not happened.
    transactional_ddl=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
