"""Import batches with their findings, and the counter of roster versions."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "data_version",
        sa.Column("id", sa.Integer(), nullable=False, comment="Internal identity; never shown"),
        sa.Column("version", sa.Integer(), nullable=False, comment="Version of the roster"),
        sa.Column("at", sa.DateTime(), nullable=False, comment="When it was raised"),
        sa.Column(
            "cause", sa.String(length=80), nullable=False, comment="What raised it, for example import"
        ),
        sa.Column("as_of", sa.String(length=10), nullable=True, comment="Date of the data, ISO"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_version")),
        sa.UniqueConstraint("version", name=op.f("uq_data_version_version")),
    )
    op.create_table(
        "import_batch",
        sa.Column("id", sa.Integer(), nullable=False, comment="Internal identity; never shown"),
        sa.Column(
            "key",
            sa.String(length=12),
            nullable=False,
            comment="Opaque key used in addresses and cases; tells nothing of the row",
        ),
        sa.Column("file_name", sa.String(length=200), nullable=False, comment="Name of the file as uploaded"),
        sa.Column("file_hash", sa.String(length=64), nullable=False, comment="SHA-256 of the file"),
        sa.Column("uploaded_by", sa.Integer(), nullable=True, comment="Account; empty for the command line"),
        sa.Column("uploaded_at", sa.DateTime(), nullable=False, comment="When it was read"),
        sa.Column("status", sa.String(length=12), nullable=False, comment="One of BATCH_STATUSES"),
        sa.Column(
            "as_of", sa.String(length=10), nullable=True, comment="Date of the data, ISO, as stated or found"
        ),
        sa.Column(
            "base_version",
            sa.Integer(),
            nullable=False,
            comment="Data version that the preview was compared with",
        ),
        sa.Column(
            "counts", sa.JSON(), nullable=False, comment="Counts per table: untouched, changed, new, gone, …"
        ),
        sa.Column("columns", sa.JSON(), nullable=False, comment="Recognised, unknown and refused columns"),
        sa.Column(
            "staged",
            sa.LargeBinary(),
            nullable=True,
            comment="Normalised rows to write, compressed; dropped after commit",
        ),
        sa.Column("committed_at", sa.DateTime(), nullable=True, comment="When it was written"),
        sa.Column("message", sa.Text(), nullable=True, comment="Why the file was refused"),
        sa.CheckConstraint(
            "status IN ('previewed', 'committed', 'discarded', 'refused')",
            name=op.f("ck_import_batch_known_status"),
        ),
        sa.ForeignKeyConstraint(
            ["uploaded_by"], ["account.id"], name=op.f("fk_import_batch_uploaded_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
        sa.UniqueConstraint("key", name=op.f("uq_import_batch_key")),
    )
    op.create_table(
        "import_anomaly",
        sa.Column("id", sa.Integer(), nullable=False, comment="Internal identity; never shown"),
        sa.Column("batch_id", sa.Integer(), nullable=False, comment="Import"),
        sa.Column("severity", sa.String(length=8), nullable=False, comment="One of SEVERITIES"),
        sa.Column("kind", sa.String(length=40), nullable=False, comment="Stable kind of the finding"),
        sa.Column("sheet", sa.String(length=80), nullable=False, comment="Sheet name"),
        sa.Column("row", sa.Integer(), nullable=False, comment="Row number as the spreadsheet shows it"),
        sa.Column("column", sa.String(length=80), nullable=False, comment="Heading of the column"),
        sa.Column("raw", sa.Text(), nullable=True, comment="Cell as found"),
        sa.Column(
            "department", sa.String(length=200), nullable=True, comment="Department the row belongs to"
        ),
        sa.Column("arguments", sa.JSON(), nullable=False, comment="Values for the sentences"),
        sa.CheckConstraint(
            "severity IN ('refused', 'warning', 'note')", name=op.f("ck_import_anomaly_known_severity")
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["import_batch.id"],
            name=op.f("fk_import_anomaly_batch_id_import_batch"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_anomaly")),
    )
    op.create_index(op.f("ix_import_anomaly_batch_id"), "import_anomaly", ["batch_id"], unique=False)


def downgrade() -> None:
    op.drop_table("import_anomaly")
    op.drop_table("import_batch")
    op.drop_table("data_version")
