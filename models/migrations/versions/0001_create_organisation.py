"""Units, the competency dictionary, and posts with their standards."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "competency",
        sa.Column("id", sa.Integer(), nullable=False, comment="Internal identity; never shown"),
        sa.Column(
            "key",
            sa.String(length=12),
            nullable=False,
            comment="Opaque key used in addresses and cases; tells nothing of the row",
        ),
        sa.Column(
            "code", sa.String(length=40), nullable=False, comment="Short code, for example INT or api_interop"
        ),
        sa.Column("name", sa.String(length=120), nullable=False, comment="Name in Indonesian"),
        sa.Column("name_en", sa.String(length=120), nullable=True, comment="Name in English"),
        sa.Column("family", sa.String(length=20), nullable=False, comment="One of COMPETENCY_FAMILIES"),
        sa.Column("description", sa.Text(), nullable=True, comment="What the competency covers"),
        sa.CheckConstraint(
            "family IN ('managerial', 'sociocultural', 'technical')", name=op.f("ck_competency_known_family")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_competency")),
        sa.UniqueConstraint("code", name=op.f("uq_competency_code")),
        sa.UniqueConstraint("key", name=op.f("uq_competency_key")),
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False, comment="Internal identity; never shown"),
        sa.Column(
            "key",
            sa.String(length=12),
            nullable=False,
            comment="Opaque key used in addresses and cases; tells nothing of the row",
        ),
        sa.Column(
            "code", sa.String(length=64), nullable=False, comment="Code of the unit in the source (unor id)"
        ),
        sa.Column("name", sa.String(length=200), nullable=False, comment="Name of the unit"),
        sa.Column(
            "short_name", sa.String(length=60), nullable=True, comment="Usual short name, for example DPMPTSP"
        ),
        sa.Column(
            "kind",
            sa.String(length=30),
            nullable=False,
            comment="dinas, badan, sekretariat, bidang, uptd, kecamatan, …",
        ),
        sa.Column("parent_id", sa.Integer(), nullable=True, comment="Unit above this one"),
        sa.Column(
            "department_id",
            sa.Integer(),
            nullable=True,
            comment="Department this unit belongs to; itself for a department",
        ),
        sa.Column(
            "is_department", sa.Boolean(), nullable=False, comment="Whether the unit is a department (OPD)"
        ),
        sa.Column("position", sa.Integer(), nullable=False, comment="Order among its siblings"),
        sa.Column("active", sa.Boolean(), nullable=False, comment="False once the unit is dissolved"),
        sa.ForeignKeyConstraint(["department_id"], ["unit.id"], name=op.f("fk_unit_department_id_unit")),
        sa.ForeignKeyConstraint(["parent_id"], ["unit.id"], name=op.f("fk_unit_parent_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("code", name=op.f("uq_unit_code")),
        sa.UniqueConstraint("key", name=op.f("uq_unit_key")),
    )
    op.create_index(op.f("ix_unit_department_id"), "unit", ["department_id"], unique=False)
    op.create_index(op.f("ix_unit_parent_id"), "unit", ["parent_id"], unique=False)
    op.create_table(
        "competency_level",
        sa.Column("id", sa.Integer(), nullable=False, comment="Internal identity; never shown"),
        sa.Column("competency_id", sa.Integer(), nullable=False, comment="Competency"),
        sa.Column("level", sa.Integer(), nullable=False, comment="Level 1 to 5"),
        sa.Column(
            "indicators", sa.Text(), nullable=False, comment="Behaviour by which the level is recognised"
        ),
        sa.CheckConstraint("level BETWEEN 1 AND 5", name=op.f("ck_competency_level_level_range")),
        sa.ForeignKeyConstraint(
            ["competency_id"],
            ["competency.id"],
            name=op.f("fk_competency_level_competency_id_competency"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_competency_level")),
        sa.UniqueConstraint("competency_id", "level", name=op.f("uq_competency_level_competency_id_level")),
    )
    op.create_table(
        "post",
        sa.Column("id", sa.Integer(), nullable=False, comment="Internal identity; never shown"),
        sa.Column(
            "key",
            sa.String(length=12),
            nullable=False,
            comment="Opaque key used in addresses and cases; tells nothing of the row",
        ),
        sa.Column("code", sa.String(length=64), nullable=False, comment="Code of the post in the post map"),
        sa.Column("unit_id", sa.Integer(), nullable=False, comment="Unit the post belongs to"),
        sa.Column("title", sa.String(length=200), nullable=False, comment="Name of the post"),
        sa.Column("kind", sa.String(length=20), nullable=False, comment="One of POST_KINDS"),
        sa.Column(
            "echelon",
            sa.String(length=6),
            nullable=True,
            comment="Echelon such as III.b, managerial posts only",
        ),
        sa.Column(
            "functional_level",
            sa.String(length=20),
            nullable=True,
            comment="Level of a functional post, for example Ahli Muda",
        ),
        sa.Column(
            "functional_family",
            sa.String(length=80),
            nullable=True,
            comment="Functional family, for example Pranata Komputer",
        ),
        sa.Column("job_class", sa.Integer(), nullable=True, comment="Job class (kelas jabatan) 1 to 17"),
        sa.Column("formation", sa.Integer(), nullable=False, comment="Authorised headcount"),
        sa.Column("rank_min", sa.String(length=6), nullable=True, comment="Lowest rank, for example III/c"),
        sa.Column("rank_max", sa.String(length=6), nullable=True, comment="Highest rank, for example III/d"),
        sa.Column(
            "education_min",
            sa.String(length=10),
            nullable=True,
            comment="Lowest education: SMA, D3, D4, S1, S2",
        ),
        sa.Column(
            "education_fields",
            sa.JSON(),
            nullable=False,
            comment="Accepted education fields; empty means any",
        ),
        sa.Column("leads_unit", sa.Boolean(), nullable=False, comment="Whether the holder leads the unit"),
        sa.Column(
            "high_risk", sa.Boolean(), nullable=False, comment="Corruption-prone post with regular rotation"
        ),
        sa.Column(
            "special",
            sa.String(length=20),
            nullable=True,
            comment="One of SPECIAL_POSTS: needs a named approval",
        ),
        sa.Column("active", sa.Boolean(), nullable=False, comment="False once the post is abolished"),
        sa.CheckConstraint(
            "kind IN ('SENIOR_EXECUTIVE', 'ADMINISTRATOR', 'SUPERVISOR', 'STAFF', "
            "'FUNCTIONAL_EXPERT', 'FUNCTIONAL_SKILLED')",
            name=op.f("ck_post_known_kind"),
        ),
        sa.CheckConstraint(
            "special IN ('sekda', 'inspektur', 'irban', 'sekwan', 'camat', 'dukcapil', "
            "'kepala_sekolah', 'kepala_puskesmas', 'direktur_rsud')",
            name=op.f("ck_post_known_special"),
        ),
        sa.CheckConstraint("formation >= 0", name=op.f("ck_post_formation_not_negative")),
        sa.CheckConstraint("job_class BETWEEN 1 AND 17", name=op.f("ck_post_job_class_range")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_post_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
        sa.UniqueConstraint("code", name=op.f("uq_post_code")),
        sa.UniqueConstraint("key", name=op.f("uq_post_key")),
    )
    op.create_index(op.f("ix_post_unit_id"), "post", ["unit_id"], unique=False)
    op.create_table(
        "post_standard",
        sa.Column("id", sa.Integer(), nullable=False, comment="Internal identity; never shown"),
        sa.Column("post_id", sa.Integer(), nullable=False, comment="Post"),
        sa.Column("competency_id", sa.Integer(), nullable=False, comment="Competency"),
        sa.Column("level", sa.Integer(), nullable=False, comment="Level asked for, 1 to 5"),
        sa.CheckConstraint("level BETWEEN 1 AND 5", name=op.f("ck_post_standard_level_range")),
        sa.ForeignKeyConstraint(
            ["competency_id"], ["competency.id"], name=op.f("fk_post_standard_competency_id_competency")
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_post_standard_post_id_post"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_standard")),
        sa.UniqueConstraint("post_id", "competency_id", name=op.f("uq_post_standard_post_id_competency_id")),
    )
    op.create_index(op.f("ix_post_standard_competency_id"), "post_standard", ["competency_id"], unique=False)


def downgrade() -> None:
    op.drop_table("post_standard")
    op.drop_table("post")
    op.drop_table("competency_level")
    op.drop_table("unit")
    op.drop_table("competency")
