"""Corrects what the dictionary of the database says of an import's staged rows."""

from alembic import op

revision = "0009"
down_revision = "0008"

BEFORE = "Normalised rows to write, compressed; dropped after commit"
AFTER = "Normalised rows to write, compressed; kept until the next commit"


def upgrade() -> None:
    _say(AFTER)


def downgrade() -> None:
    _say(BEFORE)


def _say(comment: str) -> None:
    # SQLite keeps no comments.
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"COMMENT ON COLUMN import_batch.staged IS '{comment}'")
