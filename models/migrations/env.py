"""Runs the steps on a connection that the caller has opened; there is no other way in."""

from alembic import context

from models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    compare_type=True,
    # SQLite changes a table by making it anew and copying the rows.
    render_as_batch=True,
    # All steps are one transaction on SQLite too: an upgrade that is interrupted has not happened.
    transactional_ddl=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
