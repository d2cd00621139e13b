"""Information systems with roles, needs, services, milestones and service indicators."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "system",
        sa.Column("id", sa.Integer(), nullable=False, comment="Internal identity; never shown"),
        sa.Column(
            "key",
            sa.String(length=12),
            nullable=False,
            comment="Opaque key used in addresses and cases; tells nothing of the row",
        ),
        sa.Column("code", sa.String(length=40), nullable=False, comment="Code of the system"),
        sa.Column("name", sa.String(length=120), nullable=False, comment="Name of the system"),
        sa.Column("unit_id", sa.Integer(), nullable=False, comment="Host department"),
        sa.Column(
            "kind",
            sa.String(length=40),
            nullable=False,
            comment="Template kind: licensing, complaints, asset, data_platform, …",
        ),
        sa.Column("purpose", sa.Text(), nullable=False, comment="What the system is for"),
        sa.Column("service", sa.Text(), nullable=True, comment="Service to citizens and its reach"),
        sa.Column("stage", sa.String(length=12), nullable=False, comment="One of STAGES"),
        sa.Column("built_by", sa.String(length=10), nullable=False, comment="One of BUILDERS"),
        sa.Column("started_on", sa.Date(), nullable=True, comment="Start of the work"),
        sa.Column(
            "planned_finish", sa.Date(), nullable=False, comment="Planned finish (performance contract)"
        ),
        sa.Column("forecast_p50", sa.Date(), nullable=True, comment="Forecast finish, one in two"),
        sa.Column("forecast_p80", sa.Date(), nullable=True, comment="Forecast finish, four in five"),
        sa.Column(
            "value_per_month",
            sa.Integer(),
            nullable=False,
            comment="Points lost by citizens per month of delay",
        ),
        sa.CheckConstraint("built_by IN ('own', 'vendor', 'mixed')", name=op.f("ck_system_known_built_by")),
        sa.CheckConstraint(
            "stage IN ('concept', 'analysis', 'build', 'test', 'rollout', 'finished')",
            name=op.f("ck_system_known_stage"),
        ),
        sa.CheckConstraint("value_per_month >= 0", name=op.f("ck_system_value_not_negative")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_system_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_system")),
        sa.UniqueConstraint("code", name=op.f("uq_system_code")),
        sa.UniqueConstraint("key", name=op.f("uq_system_key")),
    )
    op.create_index(op.f("ix_system_unit_id"), "system", ["unit_id"], unique=False)
    op.create_table(
        "milestone",
        sa.Column("id", sa.Integer(), nullable=False, comment="Internal identity; never shown"),
        sa.Column("system_id", sa.Integer(), nullable=False, comment="System"),
        sa.Column("name", sa.String(length=120), nullable=False, comment="Name of the milestone"),
        sa.Column("planned_on", sa.Date(), nullable=False, comment="Planned date"),
        sa.Column("actual_on", sa.Date(), nullable=True, comment="Date reached; empty while open"),
        sa.ForeignKeyConstraint(
            ["system_id"], ["system.id"], name=op.f("fk_milestone_system_id_system"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone")),
        sa.UniqueConstraint("system_id", "name", name=op.f("uq_milestone_system_id_name")),
    )
    op.create_table(
        "service_indicator",
        sa.Column("id", sa.Integer(), nullable=False, comment="Internal identity; never shown"),
        sa.Column("system_id", sa.Integer(), nullable=False, comment="System"),
        sa.Column(
            "name", sa.String(length=120), nullable=False, comment="Name, for example days to a licence"
        ),
        sa.Column("unit", sa.String(length=40), nullable=False, comment="Unit of measure"),
        sa.Column(
            "better",
            sa.String(length=4),
            nullable=False,
            comment="up or down: the direction that helps citizens",
        ),
        sa.Column("target", sa.Float(), nullable=True, comment="Target value"),
        sa.CheckConstraint("better IN ('up', 'down')", name=op.f("ck_service_indicator_known_better")),
        sa.ForeignKeyConstraint(
            ["system_id"],
            ["system.id"],
            name=op.f("fk_service_indicator_system_id_system"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_indicator")),
        sa.UniqueConstraint("system_id", "name", name=op.f("uq_service_indicator_system_id_name")),
    )
    op.create_table(
        "system_role",
        sa.Column("id", sa.Integer(), nullable=False, comment="Internal identity; never shown"),
        sa.Column(
            "key",
            sa.String(length=12),
            nullable=False,
            comment="Opaque key used in addresses and cases; tells nothing of the row",
        ),
        sa.Column("system_id", sa.Integer(), nullable=False, comment="System"),
        sa.Column("code", sa.String(length=40), nullable=False, comment="Code of the role within the system"),
        sa.Column("name", sa.String(length=120), nullable=False, comment="Name of the role"),
        sa.Column(
            "needed_percent",
            sa.Integer(),
            nullable=False,
            comment="Service needed, percent of one full person",
        ),
        sa.Column("is_key", sa.Boolean(), nullable=False, comment="Whether loss of the role stops the work"),
        sa.Column(
            "ramp",
            sa.JSON(),
            nullable=False,
            comment="Percent of full service that a newcomer gives in the first rounds, e.g. [50]",
        ),
        sa.Column(
            "handover_rounds", sa.Integer(), nullable=False, comment="Rounds a successor must have served"
        ),
        sa.CheckConstraint("handover_rounds >= 0", name=op.f("ck_system_role_handover_not_negative")),
        sa.CheckConstraint("needed_percent >= 0", name=op.f("ck_system_role_need_not_negative")),
        sa.ForeignKeyConstraint(
            ["system_id"], ["system.id"], name=op.f("fk_system_role_system_id_system"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_system_role")),
        sa.UniqueConstraint("key", name=op.f("uq_system_role_key")),
        sa.UniqueConstraint("system_id", "code", name=op.f("uq_system_role_system_id_code")),
    )
    op.create_table(
        "indicator_reading",
        sa.Column("id", sa.Integer(), nullable=False, comment="Internal identity; never shown"),
        sa.Column("indicator_id", sa.Integer(), nullable=False, comment="Indicator"),
        sa.Column("read_on", sa.Date(), nullable=False, comment="Date of the value"),
        sa.Column("value", sa.Float(), nullable=False, comment="Reported value"),
        sa.ForeignKeyConstraint(
            ["indicator_id"],
            ["service_indicator.id"],
            name=op.f("fk_indicator_reading_indicator_id_service_indicator"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_reading")),
        sa.UniqueConstraint(
            "indicator_id", "read_on", name=op.f("uq_indicator_reading_indicator_id_read_on")
        ),
    )
    op.create_table(
        "role_need",
        sa.Column("id", sa.Integer(), nullable=False, comment="Internal identity; never shown"),
        sa.Column("role_id", sa.Integer(), nullable=False, comment="Role"),
        sa.Column("competency_id", sa.Integer(), nullable=False, comment="Competency"),
        sa.Column("level", sa.Integer(), nullable=False, comment="Level asked for, 1 to 5"),
        sa.CheckConstraint("level BETWEEN 1 AND 5", name=op.f("ck_role_need_level_range")),
        sa.ForeignKeyConstraint(
            ["competency_id"], ["competency.id"], name=op.f("fk_role_need_competency_id_competency")
        ),
        sa.ForeignKeyConstraint(
            ["role_id"], ["system_role.id"], name=op.f("fk_role_need_role_id_system_role"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_need")),
        sa.UniqueConstraint("role_id", "competency_id", name=op.f("uq_role_need_role_id_competency_id")),
    )
    op.create_index(op.f("ix_role_need_competency_id"), "role_need", ["competency_id"], unique=False)
    op.create_table(
        "role_service",
        sa.Column("id", sa.Integer(), nullable=False, comment="Internal identity; never shown"),
        sa.Column("person_id", sa.Integer(), nullable=False, comment="Person"),
        sa.Column("role_id", sa.Integer(), nullable=False, comment="Role"),
        sa.Column("share", sa.Integer(), nullable=False, comment="Percent of working time"),
        sa.Column("via", sa.String(length=6), nullable=False, comment="One of SERVICE_WAYS"),
        sa.Column("decree_no", sa.String(length=80), nullable=True, comment="Number of the team decree"),
        sa.Column("since", sa.Date(), nullable=False, comment="First day"),
        sa.Column("until", sa.Date(), nullable=True, comment="Last day; empty while serving"),
        sa.CheckConstraint("via IN ('post', 'team')", name=op.f("ck_role_service_known_via")),
        sa.CheckConstraint("share BETWEEN 1 AND 100", name=op.f("ck_role_service_share_range")),
        sa.CheckConstraint("until >= since", name=op.f("ck_role_service_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_role_service_person_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["role_id"],
            ["system_role.id"],
            name=op.f("fk_role_service_role_id_system_role"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_service")),
        sa.UniqueConstraint(
            "person_id", "role_id", "since", name=op.f("uq_role_service_person_id_role_id_since")
        ),
    )
    op.create_index(op.f("ix_role_service_role_id"), "role_service", ["role_id"], unique=False)


def downgrade() -> None:
    op.drop_table("role_service")
    op.drop_table("role_need")
    op.drop_table("indicator_reading")
    op.drop_table("system_role")
    op.drop_table("service_indicator")
    op.drop_table("milestone")
    op.drop_table("system")
