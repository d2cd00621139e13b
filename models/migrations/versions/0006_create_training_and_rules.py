"""The training catalogue and paths, rule settings, legal windows and weight profiles."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "course",
        sa.Column("id", sa.Integer(), nullable=False, comment="Internal identity; never shown"),
        sa.Column(
            "key",
            sa.String(length=12),
            nullable=False,
            comment="Opaque key used in addresses and cases; tells nothing of the row",
        ),
        sa.Column("code", sa.String(length=40), nullable=False, comment="Code of the course"),
        sa.Column("name", sa.String(length=200), nullable=False, comment="Name of the course"),
        sa.Column(
            "kind", sa.String(length=20), nullable=False, comment="Kind code such as TECH, ELEARN, COACH, PKA"
        ),
        sa.Column("mode", sa.String(length=10), nullable=False, comment="One of COURSE_MODES"),
        sa.Column("provider", sa.String(length=120), nullable=True, comment="Provider"),
        sa.Column("hours", sa.Integer(), nullable=False, comment="Lesson hours (JP)"),
        sa.Column("cost", sa.Integer(), nullable=False, comment="Cost per person in rupiah"),
        sa.Column("self_paced", sa.Boolean(), nullable=False, comment="Whether it can be started on any day"),
        sa.Column(
            "duration_days", sa.Integer(), nullable=False, comment="Calendar days a self-paced course takes"
        ),
        sa.CheckConstraint(
            "mode IN ('online', 'classroom', 'blended', 'work')", name=op.f("ck_course_known_mode")
        ),
        sa.CheckConstraint("cost >= 0", name=op.f("ck_course_cost_not_negative")),
        sa.CheckConstraint("duration_days > 0", name=op.f("ck_course_duration_positive")),
        sa.CheckConstraint("hours > 0", name=op.f("ck_course_hours_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course")),
        sa.UniqueConstraint("code", name=op.f("uq_course_code")),
        sa.UniqueConstraint("key", name=op.f("uq_course_key")),
    )
    op.create_table(
        "legal_window",
        sa.Column("id", sa.Integer(), nullable=False, comment="Internal identity; never shown"),
        sa.Column("kind", sa.String(length=30), nullable=False, comment="One of WINDOW_KINDS"),
        sa.Column("from_date", sa.Date(), nullable=False, comment="First day"),
        sa.Column("to_date", sa.Date(), nullable=False, comment="Last day"),
        sa.Column("citation", sa.Text(), nullable=False, comment="Instrument and article"),
        sa.Column("approved", sa.Boolean(), nullable=False, comment="Whether the approval is in hand"),
        sa.CheckConstraint(
            "kind IN ('election', 'post_inauguration', 'acting_head')",
            name=op.f("ck_legal_window_known_kind"),
        ),
        sa.CheckConstraint("to_date >= from_date", name=op.f("ck_legal_window_ends_after_start")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_window")),
        sa.UniqueConstraint("kind", "from_date", name=op.f("uq_legal_window_kind_from_date")),
    )
    op.create_table(
        "weight_profile",
        sa.Column("id", sa.Integer(), nullable=False, comment="Internal identity; never shown"),
        sa.Column(
            "code",
            sa.String(length=30),
            nullable=False,
            comment="Code: continuity, balanced, fit, fewest_moves",
        ),
        sa.Column("name", sa.String(length=80), nullable=False, comment="Name on the screen, in Indonesian"),
        sa.Column("name_en", sa.String(length=80), nullable=True, comment="Name on the screen, in English"),
        sa.Column("weights", sa.JSON(), nullable=False, comment="Weights by name, whole points"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_weight_profile")),
        sa.UniqueConstraint("code", name=op.f("uq_weight_profile_code")),
    )
    op.create_table(
        "course_outcome",
        sa.Column("id", sa.Integer(), nullable=False, comment="Internal identity; never shown"),
        sa.Column("course_id", sa.Integer(), nullable=False, comment="Course"),
        sa.Column("competency_id", sa.Integer(), nullable=False, comment="Competency"),
        sa.Column("from_level", sa.Integer(), nullable=False, comment="Level needed at the start, 0 to 4"),
        sa.Column("to_level", sa.Integer(), nullable=False, comment="Level reached, 1 to 5"),
        sa.CheckConstraint("from_level >= 0 AND to_level <= 5", name=op.f("ck_course_outcome_level_range")),
        sa.CheckConstraint("to_level > from_level", name=op.f("ck_course_outcome_levels_rise")),
        sa.ForeignKeyConstraint(
            ["competency_id"], ["competency.id"], name=op.f("fk_course_outcome_competency_id_competency")
        ),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_course_outcome_course_id_course"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_outcome")),
        sa.UniqueConstraint(
            "course_id", "competency_id", name=op.f("uq_course_outcome_course_id_competency_id")
        ),
    )
    op.create_index(
        op.f("ix_course_outcome_competency_id"), "course_outcome", ["competency_id"], unique=False
    )
    op.create_table(
        "course_prerequisite",
        sa.Column("id", sa.Integer(), nullable=False, comment="Internal identity; never shown"),
        sa.Column("course_id", sa.Integer(), nullable=False, comment="Course"),
        sa.Column("required_id", sa.Integer(), nullable=False, comment="Course before it"),
        sa.CheckConstraint("course_id <> required_id", name=op.f("ck_course_prerequisite_two_courses")),
        sa.ForeignKeyConstraint(
            ["course_id"],
            ["course.id"],
            name=op.f("fk_course_prerequisite_course_id_course"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["required_id"],
            ["course.id"],
            name=op.f("fk_course_prerequisite_required_id_course"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_prerequisite")),
        sa.UniqueConstraint(
            "course_id", "required_id", name=op.f("uq_course_prerequisite_course_id_required_id")
        ),
    )
    op.create_table(
        "course_session",
        sa.Column("id", sa.Integer(), nullable=False, comment="Internal identity; never shown"),
        sa.Column("course_id", sa.Integer(), nullable=False, comment="Course"),
        sa.Column("starts_on", sa.Date(), nullable=False, comment="First day"),
        sa.Column("ends_on", sa.Date(), nullable=False, comment="Last day"),
        sa.Column("seats", sa.Integer(), nullable=False, comment="Seats in all"),
        sa.Column("seats_taken", sa.Integer(), nullable=False, comment="Seats already given"),
        sa.Column("place", sa.String(length=120), nullable=True, comment="Place"),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_course_session_ends_after_start")),
        sa.CheckConstraint("seats_taken BETWEEN 0 AND seats", name=op.f("ck_course_session_seats_suffice")),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_course_session_course_id_course"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_session")),
        sa.UniqueConstraint("course_id", "starts_on", name=op.f("uq_course_session_course_id_starts_on")),
    )
    op.create_table(
        "training_path",
        sa.Column("id", sa.Integer(), nullable=False, comment="Internal identity; never shown"),
        sa.Column(
            "key",
            sa.String(length=12),
            nullable=False,
            comment="Opaque key used in addresses and cases; tells nothing of the row",
        ),
        sa.Column("person_id", sa.Integer(), nullable=False, comment="Person"),
        sa.Column("preference", sa.String(length=12), nullable=False, comment="One of PATH_PREFERENCES"),
        sa.Column("steps", sa.JSON(), nullable=False, comment="Steps with course, session, dates and gains"),
        sa.Column("status", sa.String(length=12), nullable=False, comment="One of PATH_STATUSES"),
        sa.Column("created_at", sa.DateTime(), nullable=False, comment="When it was put forward"),
        sa.Column("decided_at", sa.DateTime(), nullable=True, comment="When the superior answered"),
        sa.CheckConstraint(
            "preference IN ('fastest', 'cheapest', 'least_leave')",
            name=op.f("ck_training_path_known_preference"),
        ),
        sa.CheckConstraint(
            "status IN ('proposed', 'approved', 'returned', 'withdrawn')",
            name=op.f("ck_training_path_known_status"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_training_path_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_path")),
        sa.UniqueConstraint("key", name=op.f("uq_training_path_key")),
    )
    op.create_index(op.f("ix_training_path_person_id"), "training_path", ["person_id"], unique=False)
    op.create_table(
        "rule_setting",
        sa.Column("id", sa.Integer(), nullable=False, comment="Internal identity; never shown"),
        sa.Column("code", sa.String(length=40), nullable=False, comment="Code of the rule"),
        sa.Column("valid_from", sa.Date(), nullable=False, comment="First day of validity"),
        sa.Column("valid_to", sa.Date(), nullable=True, comment="Last day; empty while in force"),
        sa.Column("severity", sa.String(length=4), nullable=False, comment="One of RULE_SEVERITIES"),
        sa.Column("parameters", sa.JSON(), nullable=False, comment="Parameter values by name"),
        sa.Column("citation", sa.Text(), nullable=False, comment="Instrument and article"),
        sa.Column(
            "confidence",
            sa.String(length=1),
            nullable=False,
            comment="C text seen, N news only, M from memory",
        ),
        sa.Column("note", sa.Text(), nullable=True, comment="Remark"),
        sa.Column("set_by", sa.Integer(), nullable=True, comment="Account that set it"),
        sa.Column("set_at", sa.DateTime(), nullable=False, comment="When it was set"),
        sa.CheckConstraint("confidence IN ('C', 'N', 'M')", name=op.f("ck_rule_setting_known_confidence")),
        sa.CheckConstraint(
            "severity IN ('hard', 'gate', 'soft', 'info')", name=op.f("ck_rule_setting_known_severity")
        ),
        sa.CheckConstraint("valid_to >= valid_from", name=op.f("ck_rule_setting_ends_after_start")),
        sa.ForeignKeyConstraint(["set_by"], ["account.id"], name=op.f("fk_rule_setting_set_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_setting")),
        sa.UniqueConstraint("code", "valid_from", name=op.f("uq_rule_setting_code_valid_from")),
    )


def downgrade() -> None:
    op.drop_table("rule_setting")
    op.drop_table("training_path")
    op.drop_table("course_session")
    op.drop_table("course_prerequisite")
    op.drop_table("course_outcome")
    op.drop_table("weight_profile")
    op.drop_table("legal_window")
    op.drop_table("course")
