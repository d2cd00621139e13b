"""Civil servants with career, appraisals, sanctions, assessments, trainings and ties."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False, comment="Internal identity; never shown"),
        sa.Column(
            "key",
            sa.String(length=12),
            nullable=False,
            comment="Opaque key used in addresses and cases; tells nothing of the row",
        ),
        sa.Column("nip", sa.String(length=18), nullable=False, comment="Civil servant number, 18 digits"),
        sa.Column("name", sa.String(length=160), nullable=False, comment="Name with titles"),
        sa.Column("employment_kind", sa.String(length=16), nullable=False, comment="One of EMPLOYMENT_KINDS"),
        sa.Column("sex", sa.String(length=1), nullable=True, comment="L or P; display only, never scored"),
        sa.Column("birth_date", sa.Date(), nullable=True, comment="Birth date; gives the retirement date"),
        sa.Column(
            "rank", sa.String(length=6), nullable=True, comment="Rank such as III/d, or PPPK grade such as IX"
        ),
        sa.Column("rank_since", sa.Date(), nullable=True, comment="Effective date of the rank"),
        sa.Column(
            "legal_status",
            sa.String(length=40),
            nullable=False,
            comment="Kedudukan hukum: aktif, tugas belajar, CLTN, …",
        ),
        sa.Column(
            "education_level", sa.String(length=10), nullable=True, comment="SD, SMP, SMA, D1..D4, S1, S2, S3"
        ),
        sa.Column("education_field", sa.String(length=120), nullable=True, comment="Field of study"),
        sa.Column(
            "service_start", sa.Date(), nullable=True, comment="TMT CPNS or start of the first contract"
        ),
        sa.Column("contract_ends_on", sa.Date(), nullable=True, comment="End of contract (PPPK)"),
        sa.Column("unit_id", sa.Integer(), nullable=True, comment="Unit of duty"),
        sa.Column("post_id", sa.Integer(), nullable=True, comment="Definitive post held now"),
        sa.Column(
            "post_since", sa.Date(), nullable=True, comment="TMT jabatan: the clock of all tenure rules"
        ),
        sa.Column("installed_on", sa.Date(), nullable=True, comment="TMT pelantikan"),
        sa.Column(
            "active",
            sa.Boolean(),
            nullable=False,
            comment="False once the person left or is gone from the roster",
        ),
        sa.CheckConstraint(
            "employment_kind IN ('PNS', 'CPNS', 'PPPK', 'PPPK_PART_TIME')",
            name=op.f("ck_person_known_employment_kind"),
        ),
        sa.CheckConstraint("sex IN ('L', 'P')", name=op.f("ck_person_known_sex")),
        sa.CheckConstraint("length(nip) = 18", name=op.f("ck_person_nip_length")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_person_post_id_post")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_person_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("key", name=op.f("uq_person_key")),
        sa.UniqueConstraint("nip", name=op.f("uq_person_nip")),
    )
    op.create_index(op.f("ix_person_name"), "person", ["name"], unique=False)
    op.create_index(op.f("ix_person_post_id"), "person", ["post_id"], unique=False)
    op.create_index(op.f("ix_person_unit_id"), "person", ["unit_id"], unique=False)
    op.create_table(
        "assessment",
        sa.Column("id", sa.Integer(), nullable=False, comment="Internal identity; never shown"),
        sa.Column("person_id", sa.Integer(), nullable=False, comment="Person"),
        sa.Column("competency_id", sa.Integer(), nullable=False, comment="Competency"),
        sa.Column("level", sa.Integer(), nullable=False, comment="Level found, 0 to 5"),
        sa.Column("source", sa.String(length=20), nullable=False, comment="One of ASSESSMENT_SOURCES"),
        sa.Column("assessed_on", sa.Date(), nullable=False, comment="Date of the assessment"),
        sa.Column("valid_until", sa.Date(), nullable=True, comment="Last day of validity"),
        sa.Column(
            "assessed_by", sa.String(length=160), nullable=True, comment="Body or superior that assessed"
        ),
        sa.Column("evidence", sa.Text(), nullable=True, comment="Certificate number or note"),
        sa.CheckConstraint(
            "source IN ('assessment_centre', 'certificate', 'superior', 'self', 'inferred')",
            name=op.f("ck_assessment_known_source"),
        ),
        sa.CheckConstraint("level BETWEEN 0 AND 5", name=op.f("ck_assessment_level_range")),
        sa.ForeignKeyConstraint(
            ["competency_id"], ["competency.id"], name=op.f("fk_assessment_competency_id_competency")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_assessment_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
        sa.UniqueConstraint(
            "person_id",
            "competency_id",
            "source",
            "assessed_on",
            name=op.f("uq_assessment_person_id_competency_id_source_assessed_on"),
        ),
    )
    op.create_index(op.f("ix_assessment_competency_id"), "assessment", ["competency_id"], unique=False)
    op.create_table(
        "performance",
        sa.Column("id", sa.Integer(), nullable=False, comment="Internal identity; never shown"),
        sa.Column("person_id", sa.Integer(), nullable=False, comment="Person"),
        sa.Column("year", sa.Integer(), nullable=False, comment="Year appraised"),
        sa.Column(
            "period", sa.String(length=4), nullable=False, comment="Y for the year, Q1 to Q4 for a quarter"
        ),
        sa.Column(
            "result",
            sa.String(length=8),
            nullable=True,
            comment="Work result against expectation: below, expected or above",
        ),
        sa.Column(
            "behaviour",
            sa.String(length=8),
            nullable=True,
            comment="Behaviour against expectation: below, expected or above",
        ),
        sa.Column("predicate", sa.String(length=20), nullable=False, comment="One of PREDICATES"),
        sa.CheckConstraint(
            "behaviour IN ('below', 'expected', 'above')", name=op.f("ck_performance_known_behaviour")
        ),
        sa.CheckConstraint(
            "period IN ('Y', 'Q1', 'Q2', 'Q3', 'Q4')", name=op.f("ck_performance_known_period")
        ),
        sa.CheckConstraint(
            "predicate IN ('sangat_baik', 'baik', 'butuh_perbaikan', 'kurang', 'sangat_kurang')",
            name=op.f("ck_performance_known_predicate"),
        ),
        sa.CheckConstraint(
            "result IN ('below', 'expected', 'above')", name=op.f("ck_performance_known_result")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_performance_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_performance")),
        sa.UniqueConstraint("person_id", "year", "period", name=op.f("uq_performance_person_id_year_period")),
    )
    op.create_table(
        "post_history",
        sa.Column("id", sa.Integer(), nullable=False, comment="Internal identity; never shown"),
        sa.Column("person_id", sa.Integer(), nullable=False, comment="Person"),
        sa.Column("title", sa.String(length=200), nullable=False, comment="Name of the post at that time"),
        sa.Column("unit_name", sa.String(length=200), nullable=True, comment="Unit at that time"),
        sa.Column("kind", sa.String(length=20), nullable=False, comment="Kind of post, one of POST_KINDS"),
        sa.Column("echelon", sa.String(length=6), nullable=True, comment="Echelon, managerial posts only"),
        sa.Column("functional_level", sa.String(length=20), nullable=True, comment="Functional level"),
        sa.Column("from_date", sa.Date(), nullable=False, comment="TMT jabatan"),
        sa.Column("to_date", sa.Date(), nullable=True, comment="Last day; empty for the present post"),
        sa.Column("decree_no", sa.String(length=80), nullable=True, comment="Number of the decree"),
        sa.CheckConstraint(
            "kind IN ('SENIOR_EXECUTIVE', 'ADMINISTRATOR', 'SUPERVISOR', 'STAFF', "
            "'FUNCTIONAL_EXPERT', 'FUNCTIONAL_SKILLED')",
            name=op.f("ck_post_history_known_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_post_history_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_history")),
    )
    op.create_index(op.f("ix_post_history_person_id"), "post_history", ["person_id"], unique=False)
    op.create_table(
        "relation",
        sa.Column("id", sa.Integer(), nullable=False, comment="Internal identity; never shown"),
        sa.Column("person_id", sa.Integer(), nullable=False, comment="Person"),
        sa.Column("other_id", sa.Integer(), nullable=False, comment="Relative"),
        sa.Column("kind", sa.String(length=30), nullable=False, comment="One of RELATION_KINDS"),
        sa.CheckConstraint(
            "kind IN ('spouse', 'parent', 'child', 'sibling', 'other')", name=op.f("ck_relation_known_kind")
        ),
        sa.CheckConstraint("person_id <> other_id", name=op.f("ck_relation_two_persons")),
        sa.ForeignKeyConstraint(
            ["other_id"], ["person.id"], name=op.f("fk_relation_other_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_relation_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relation")),
        sa.UniqueConstraint("person_id", "other_id", name=op.f("uq_relation_person_id_other_id")),
    )
    op.create_index(op.f("ix_relation_other_id"), "relation", ["other_id"], unique=False)
    op.create_table(
        "sanction",
        sa.Column("id", sa.Integer(), nullable=False, comment="Internal identity; never shown"),
        sa.Column("person_id", sa.Integer(), nullable=False, comment="Person"),
        sa.Column("level", sa.String(length=10), nullable=False, comment="One of SANCTION_LEVELS"),
        sa.Column("kind", sa.String(length=120), nullable=False, comment="Kind of sanction as in the decree"),
        sa.Column("from_date", sa.Date(), nullable=False, comment="First day"),
        sa.Column("to_date", sa.Date(), nullable=True, comment="Last day; empty when open"),
        sa.CheckConstraint("level IN ('light', 'medium', 'heavy')", name=op.f("ck_sanction_known_level")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_sanction_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sanction")),
    )
    op.create_index(op.f("ix_sanction_person_id"), "sanction", ["person_id"], unique=False)
    op.create_table(
        "talent_box",
        sa.Column("id", sa.Integer(), nullable=False, comment="Internal identity; never shown"),
        sa.Column("person_id", sa.Integer(), nullable=False, comment="Person"),
        sa.Column("year", sa.Integer(), nullable=False, comment="Year of the talent map"),
        sa.Column(
            "box", sa.Integer(), nullable=False, comment="Box 1 to 9; 7, 8 and 9 form the succession group"
        ),
        sa.CheckConstraint("box BETWEEN 1 AND 9", name=op.f("ck_talent_box_box_range")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_talent_box_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talent_box")),
        sa.UniqueConstraint("person_id", "year", name=op.f("uq_talent_box_person_id_year")),
    )
    op.create_table(
        "training_record",
        sa.Column("id", sa.Integer(), nullable=False, comment="Internal identity; never shown"),
        sa.Column("person_id", sa.Integer(), nullable=False, comment="Person"),
        sa.Column(
            "kind", sa.String(length=20), nullable=False, comment="Kind code such as TECH, PKA, ELEARN"
        ),
        sa.Column("name", sa.String(length=200), nullable=False, comment="Name of the training"),
        sa.Column("hours", sa.Integer(), nullable=False, comment="Lesson hours (JP)"),
        sa.Column("started_on", sa.Date(), nullable=True, comment="First day"),
        sa.Column("ended_on", sa.Date(), nullable=False, comment="Last day"),
        sa.Column("certificate_no", sa.String(length=80), nullable=True, comment="Certificate number"),
        sa.Column(
            "competency_id", sa.Integer(), nullable=True, comment="Competency that the training lifted"
        ),
        sa.CheckConstraint("hours >= 0", name=op.f("ck_training_record_hours_not_negative")),
        sa.ForeignKeyConstraint(
            ["competency_id"], ["competency.id"], name=op.f("fk_training_record_competency_id_competency")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_training_record_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_record")),
    )
    op.create_index(
        op.f("ix_training_record_competency_id"), "training_record", ["competency_id"], unique=False
    )
    op.create_index(op.f("ix_training_record_person_id"), "training_record", ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_table("training_record")
    op.drop_table("talent_box")
    op.drop_table("sanction")
    op.drop_table("relation")
    op.drop_table("post_history")
    op.drop_table("performance")
    op.drop_table("assessment")
    op.drop_table("person")
