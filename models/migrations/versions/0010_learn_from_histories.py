"""Keeps histories of finished systems, trained models and forecasts; touches no row that exists."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "learned_model",
        sa.Column("id", sa.Integer(), nullable=False, comment="Internal identity; never shown"),
        sa.Column(
            "key",
            sa.String(length=12),
            nullable=False,
            comment="Opaque key used in addresses and cases; tells nothing of the row",
        ),
        sa.Column("kind", sa.String(length=12), nullable=False, comment="One of LEARNED_KINDS"),
        sa.Column("trained_at", sa.DateTime(), nullable=False, comment="When it was trained"),
        sa.Column("known_on", sa.Date(), nullable=False, comment="Nothing from this day on was used"),
        sa.Column("basis", sa.String(length=16), nullable=False, comment="One of FORECAST_BASES"),
        sa.Column("from_files", sa.Integer(), nullable=False, comment="Reviews that came from files"),
        sa.Column(
            "from_records", sa.Integer(), nullable=False, comment="Reviews that came from the own systems"
        ),
        sa.Column("sources", sa.JSON(), nullable=False, comment="Names of the files"),
        sa.Column("document", sa.Text(), nullable=False, comment="The model and its evaluation as JSON"),
        sa.CheckConstraint(
            "basis IN ('model', 'reference_class', 'plan')", name=op.f("ck_learned_model_known_basis")
        ),
        sa.CheckConstraint("kind IN ('finish', 'departure')", name=op.f("ck_learned_model_known_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learned_model")),
        sa.UniqueConstraint("key", name=op.f("uq_learned_model_key")),
    )
    op.create_table(
        "system_history",
        sa.Column("id", sa.Integer(), nullable=False, comment="Internal identity; never shown"),
        sa.Column("source", sa.String(length=200), nullable=False, comment="Name of the file"),
        sa.Column("loaded_at", sa.DateTime(), nullable=False, comment="When it was read"),
        sa.Column(
            "system",
            sa.String(length=120),
            nullable=False,
            comment="Name or number of the system in the file",
        ),
        sa.Column("started_on", sa.Date(), nullable=False, comment="Start of the work"),
        sa.Column("planned_finish", sa.Date(), nullable=False, comment="Planned finish as of the review"),
        sa.Column("finished_on", sa.Date(), nullable=True, comment="Actual finish; empty while open"),
        sa.Column("reviewed_on", sa.Date(), nullable=False, comment="Day on which the rest was known"),
        sa.Column("progress", sa.Float(), nullable=True, comment="Share of the work done, 0 to 1"),
        sa.Column("stage", sa.String(length=12), nullable=True, comment="Stage on the review date"),
        sa.Column("built_by", sa.String(length=10), nullable=True, comment="One of BUILDERS"),
        sa.Column("size", sa.Float(), nullable=True, comment="Full persons that all roles need together"),
        sa.Column(
            "lost_before", sa.Float(), nullable=True, comment="Months of key service lost before the review"
        ),
        sa.Column(
            "lost_ahead",
            sa.Float(),
            nullable=True,
            comment="Months of key service lost from the review to the plan date",
        ),
        sa.CheckConstraint(
            "built_by IN ('own', 'vendor', 'mixed')", name=op.f("ck_system_history_known_built_by")
        ),
        sa.CheckConstraint(
            "stage IN ('concept', 'analysis', 'build', 'test', 'rollout')",
            name=op.f("ck_system_history_known_stage"),
        ),
        sa.CheckConstraint("finished_on > reviewed_on", name=op.f("ck_system_history_finish_after_review")),
        sa.CheckConstraint("planned_finish > started_on", name=op.f("ck_system_history_plan_after_start")),
        sa.CheckConstraint("progress BETWEEN 0 AND 1", name=op.f("ck_system_history_progress_range")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_system_history")),
        sa.UniqueConstraint("system", "reviewed_on", name=op.f("uq_system_history_system_reviewed_on")),
    )
    op.create_table(
        "system_forecast",
        sa.Column("id", sa.Integer(), nullable=False, comment="Internal identity; never shown"),
        sa.Column("system_id", sa.Integer(), nullable=False, comment="System"),
        sa.Column("model_id", sa.Integer(), nullable=False, comment="Model"),
        sa.Column("made_on", sa.Date(), nullable=False, comment="Day of the forecast"),
        sa.Column("basis", sa.String(length=16), nullable=False, comment="One of FORECAST_BASES"),
        sa.Column("p50", sa.Date(), nullable=False, comment="Finished by then: one in two"),
        sa.Column("p80", sa.Date(), nullable=False, comment="Finished by then: four in five"),
        sa.Column(
            "drivers", sa.JSON(), nullable=False, comment="Features with their value and months on the P80"
        ),
        sa.CheckConstraint(
            "basis IN ('model', 'reference_class', 'plan')", name=op.f("ck_system_forecast_known_basis")
        ),
        sa.CheckConstraint("p80 >= p50", name=op.f("ck_system_forecast_p80_not_before_p50")),
        sa.ForeignKeyConstraint(
            ["model_id"], ["learned_model.id"], name=op.f("fk_system_forecast_model_id_learned_model")
        ),
        sa.ForeignKeyConstraint(
            ["system_id"], ["system.id"], name=op.f("fk_system_forecast_system_id_system"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_system_forecast")),
        sa.UniqueConstraint("system_id", name=op.f("uq_system_forecast_system_id")),
    )
    with op.batch_alter_table("system_forecast", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_system_forecast_model_id"), ["model_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("system_forecast", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_system_forecast_model_id"))

    op.drop_table("system_forecast")
    op.drop_table("system_history")
    op.drop_table("learned_model")
