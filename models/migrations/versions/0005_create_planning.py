"""Holds, transfer rounds, pins, runs with their curve, plans, moves and planned services."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "hold",
        sa.Column("id", sa.Integer(), nullable=False, comment="Internal identity; never shown"),
        sa.Column(
            "key",
            sa.String(length=12),
            nullable=False,
            comment="Opaque key used in addresses and cases; tells nothing of the row",
        ),
        sa.Column("person_id", sa.Integer(), nullable=False, comment="Person held"),
        sa.Column("role_id", sa.Integer(), nullable=False, comment="Role kept"),
        sa.Column("reason", sa.Text(), nullable=False, comment="Why the person must stay"),
        sa.Column("from_date", sa.Date(), nullable=False, comment="First day"),
        sa.Column("until", sa.Date(), nullable=False, comment="Last day"),
        sa.Column("status", sa.String(length=10), nullable=False, comment="One of HOLD_STATUSES"),
        sa.Column("requested_by", sa.Integer(), nullable=True, comment="Account that asked"),
        sa.Column("requested_at", sa.DateTime(), nullable=False, comment="When it was asked"),
        sa.Column("decided_by", sa.Integer(), nullable=True, comment="Account that decided"),
        sa.Column("decided_at", sa.DateTime(), nullable=True, comment="When it was decided"),
        sa.CheckConstraint(
            "status IN ('requested', 'approved', 'refused', 'ended')", name=op.f("ck_hold_known_status")
        ),
        sa.CheckConstraint("decided_by <> requested_by", name=op.f("ck_hold_decided_by_another")),
        sa.CheckConstraint("until >= from_date", name=op.f("ck_hold_ends_after_start")),
        sa.ForeignKeyConstraint(["decided_by"], ["account.id"], name=op.f("fk_hold_decided_by_account")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_hold_person_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["requested_by"], ["account.id"], name=op.f("fk_hold_requested_by_account")),
        sa.ForeignKeyConstraint(["role_id"], ["system_role.id"], name=op.f("fk_hold_role_id_system_role")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold")),
        sa.UniqueConstraint("key", name=op.f("uq_hold_key")),
    )
    op.create_index(op.f("ix_hold_person_id"), "hold", ["person_id"], unique=False)
    op.create_index(op.f("ix_hold_role_id"), "hold", ["role_id"], unique=False)
    op.create_table(
        "transfer_round",
        sa.Column("id", sa.Integer(), nullable=False, comment="Internal identity; never shown"),
        sa.Column(
            "key",
            sa.String(length=12),
            nullable=False,
            comment="Opaque key used in addresses and cases; tells nothing of the row",
        ),
        sa.Column("name", sa.String(length=80), nullable=False, comment="Name, for example April 2027"),
        sa.Column("starts_on", sa.Date(), nullable=False, comment="Effective date (TMT) of the first round"),
        sa.Column("rounds", sa.Integer(), nullable=False, comment="Rounds looked ahead"),
        sa.Column("round_months", sa.Integer(), nullable=False, comment="Months of one round"),
        sa.Column("profile", sa.String(length=30), nullable=False, comment="Weight profile by default"),
        sa.Column("status", sa.String(length=12), nullable=False, comment="One of ROUND_STATUSES"),
        sa.Column("opened_by", sa.Integer(), nullable=True, comment="Account that opened it"),
        sa.Column("opened_at", sa.DateTime(), nullable=False, comment="When it was opened"),
        sa.CheckConstraint("status IN ('open', 'closed')", name=op.f("ck_transfer_round_known_status")),
        sa.CheckConstraint("round_months BETWEEN 1 AND 12", name=op.f("ck_transfer_round_months_range")),
        sa.CheckConstraint("rounds BETWEEN 1 AND 12", name=op.f("ck_transfer_round_rounds_range")),
        sa.ForeignKeyConstraint(
            ["opened_by"], ["account.id"], name=op.f("fk_transfer_round_opened_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer_round")),
        sa.UniqueConstraint("key", name=op.f("uq_transfer_round_key")),
    )
    op.create_table(
        "pin",
        sa.Column("id", sa.Integer(), nullable=False, comment="Internal identity; never shown"),
        sa.Column(
            "key",
            sa.String(length=12),
            nullable=False,
            comment="Opaque key used in addresses and cases; tells nothing of the row",
        ),
        sa.Column("round_id", sa.Integer(), nullable=False, comment="Round"),
        sa.Column(
            "kind", sa.String(length=8), nullable=False, comment="pin: must hold the post; exclude: must not"
        ),
        sa.Column("person_id", sa.Integer(), nullable=False, comment="Person"),
        sa.Column("post_id", sa.Integer(), nullable=False, comment="Post"),
        sa.Column(
            "round_index", sa.Integer(), nullable=True, comment="Round from which it holds; empty for any"
        ),
        sa.Column("reason", sa.Text(), nullable=False, comment="Why"),
        sa.Column("made_by", sa.Integer(), nullable=True, comment="Account"),
        sa.Column("made_at", sa.DateTime(), nullable=False, comment="When"),
        sa.CheckConstraint("kind IN ('pin', 'exclude')", name=op.f("ck_pin_known_kind")),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_pin_made_by_account")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_pin_person_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_pin_post_id_post")),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["transfer_round.id"],
            name=op.f("fk_pin_round_id_transfer_round"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pin")),
        sa.UniqueConstraint("key", name=op.f("uq_pin_key")),
    )
    op.create_index(op.f("ix_pin_round_id"), "pin", ["round_id"], unique=False)
    op.create_table(
        "run",
        sa.Column("id", sa.Integer(), nullable=False, comment="Internal identity; never shown"),
        sa.Column(
            "key",
            sa.String(length=12),
            nullable=False,
            comment="Opaque key used in addresses and cases; tells nothing of the row",
        ),
        sa.Column("round_id", sa.Integer(), nullable=False, comment="Round"),
        sa.Column("profile", sa.String(length=30), nullable=False, comment="Weight profile"),
        sa.Column("seconds", sa.Integer(), nullable=False, comment="Time limit in seconds"),
        sa.Column("seed", sa.Integer(), nullable=False, comment="Seed"),
        sa.Column("status", sa.String(length=10), nullable=False, comment="One of RUN_STATUSES"),
        sa.Column("case_hash", sa.String(length=64), nullable=False, comment="SHA-256 of the frozen case"),
        sa.Column(
            "case_file",
            sa.LargeBinary(),
            nullable=False,
            comment="Frozen case as the run saw it, compressed JSON",
        ),
        sa.Column(
            "case_facts",
            sa.JSON(),
            nullable=False,
            comment="Counts of the case: people, posts, systems, rules, holds",
        ),
        sa.Column("data_version", sa.Integer(), nullable=False, comment="Roster version of the case"),
        sa.Column("requested_by", sa.Integer(), nullable=True, comment="Account that started it"),
        sa.Column("requested_at", sa.DateTime(), nullable=False, comment="When it was started"),
        sa.Column("started_at", sa.DateTime(), nullable=True, comment="When the solver began"),
        sa.Column("finished_at", sa.DateTime(), nullable=True, comment="When it ended"),
        sa.Column("owner", sa.String(length=80), nullable=True, comment="Worker that holds the lease"),
        sa.Column("lease_until", sa.DateTime(), nullable=True, comment="End of the lease"),
        sa.Column(
            "attempt", sa.Integer(), nullable=False, comment="Number of the attempt, fences old workers off"
        ),
        sa.Column("stop_requested", sa.Boolean(), nullable=False, comment="Whether somebody asked to stop"),
        sa.Column("message", sa.Text(), nullable=True, comment="Why it failed, or how it ended"),
        sa.CheckConstraint(
            "status IN ('queued', 'running', 'done', 'stopped', 'failed')", name=op.f("ck_run_known_status")
        ),
        sa.CheckConstraint("seconds > 0", name=op.f("ck_run_seconds_positive")),
        sa.ForeignKeyConstraint(["requested_by"], ["account.id"], name=op.f("fk_run_requested_by_account")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["transfer_round.id"], name=op.f("fk_run_round_id_transfer_round")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
        sa.UniqueConstraint("key", name=op.f("uq_run_key")),
    )
    op.create_index(op.f("ix_run_round_id"), "run", ["round_id"], unique=False)
    op.create_index(op.f("ix_run_status"), "run", ["status"], unique=False)
    op.create_table(
        "plan",
        sa.Column("id", sa.Integer(), nullable=False, comment="Internal identity; never shown"),
        sa.Column(
            "key",
            sa.String(length=12),
            nullable=False,
            comment="Opaque key used in addresses and cases; tells nothing of the row",
        ),
        sa.Column("run_id", sa.Integer(), nullable=False, comment="Run that found it"),
        sa.Column("round_id", sa.Integer(), nullable=False, comment="Round"),
        sa.Column(
            "case_hash", sa.String(length=64), nullable=False, comment="SHA-256 of the case it answers"
        ),
        sa.Column("plan_hash", sa.String(length=64), nullable=False, comment="SHA-256 of the plan"),
        sa.Column("plan_file", sa.LargeBinary(), nullable=False, comment="Plan as JSON, compressed"),
        sa.Column(
            "value", sa.BigInteger(), nullable=False, comment="Value in points, recomputed by the verifier"
        ),
        sa.Column("bound", sa.BigInteger(), nullable=True, comment="Proven bound in points"),
        sa.Column(
            "gap_ppm", sa.BigInteger(), nullable=True, comment="Proven gap in millionths of the bound's size"
        ),
        sa.Column("is_lawful", sa.Boolean(), nullable=False, comment="Whether the verifier found no breach"),
        sa.Column("ledger", sa.JSON(), nullable=False, comment="Points per rule; they sum to the value"),
        sa.Column(
            "findings", sa.JSON(), nullable=False, comment="Findings of the verifier: breaches and gates"
        ),
        sa.Column(
            "summary",
            sa.JSON(),
            nullable=False,
            comment="Figures for the screens: moves, vacancies, systems, …",
        ),
        sa.Column("verified_at", sa.DateTime(), nullable=False, comment="When the verifier accepted it"),
        sa.Column(
            "shared_at",
            sa.DateTime(),
            nullable=True,
            comment="When the planner showed it to the department heads; empty before",
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["transfer_round.id"], name=op.f("fk_plan_round_id_transfer_round")
        ),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_plan_run_id_run")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("key", name=op.f("uq_plan_key")),
        sa.UniqueConstraint("run_id", name=op.f("uq_plan_run_id")),
    )
    op.create_index(op.f("ix_plan_round_id"), "plan", ["round_id"], unique=False)
    op.create_table(
        "run_point",
        sa.Column("id", sa.Integer(), nullable=False, comment="Internal identity; never shown"),
        sa.Column("run_id", sa.Integer(), nullable=False, comment="Run"),
        sa.Column("attempt", sa.Integer(), nullable=False, comment="Attempt of the run"),
        sa.Column("number", sa.Integer(), nullable=False, comment="Order of the point"),
        sa.Column("elapsed_ms", sa.Integer(), nullable=False, comment="Milliseconds since the solver began"),
        sa.Column("phase", sa.String(length=20), nullable=False, comment="One of RUN_PHASES"),
        sa.Column("value", sa.BigInteger(), nullable=True, comment="Value of the best verified plan, points"),
        sa.Column("bound", sa.BigInteger(), nullable=True, comment="Proven bound, points"),
        sa.Column("note", sa.Text(), nullable=True, comment="What changed"),
        sa.CheckConstraint(
            "phase IN ('read', 'paths', 'bound', 'plan', 'improve', 'verify')",
            name=op.f("ck_run_point_known_phase"),
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["run.id"], name=op.f("fk_run_point_run_id_run"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run_point")),
        sa.UniqueConstraint("run_id", "attempt", "number", name=op.f("uq_run_point_run_id_attempt_number")),
    )
    op.create_table(
        "move",
        sa.Column("id", sa.Integer(), nullable=False, comment="Internal identity; never shown"),
        sa.Column(
            "key",
            sa.String(length=12),
            nullable=False,
            comment="Opaque key used in addresses and cases; tells nothing of the row",
        ),
        sa.Column("plan_id", sa.Integer(), nullable=False, comment="Plan"),
        sa.Column("person_id", sa.Integer(), nullable=False, comment="Person"),
        sa.Column("round_index", sa.Integer(), nullable=False, comment="Round of the move, from 0"),
        sa.Column("from_post_id", sa.Integer(), nullable=False, comment="Post left"),
        sa.Column("to_post_id", sa.Integer(), nullable=False, comment="Post entered"),
        sa.Column("kind", sa.String(length=10), nullable=False, comment="One of MOVE_KINDS"),
        sa.Column("chain", sa.Integer(), nullable=False, comment="Number of the chain, from 1"),
        sa.Column("place", sa.Integer(), nullable=False, comment="Place in the chain, from 1"),
        sa.Column(
            "chain_end", sa.String(length=8), nullable=False, comment="How the chain ends: one of CHAIN_ENDS"
        ),
        sa.Column(
            "value", sa.BigInteger(), nullable=False, comment="Points that the move brings to the plan"
        ),
        sa.Column("fit_before", sa.Integer(), nullable=False, comment="Fit to the present post, 0 to 100"),
        sa.Column(
            "fit_after",
            sa.Integer(),
            nullable=False,
            comment="Fit to the new post on the day of the move, 0 to 100",
        ),
        sa.Column(
            "checks",
            sa.JSON(),
            nullable=False,
            comment="Rule checks: code, state, sentence, article, first lawful date",
        ),
        sa.Column("reasons", sa.JSON(), nullable=False, comment="Facts behind the move, for its sentence"),
        sa.CheckConstraint(
            "chain_end IN ('vacancy', 'cycle', 'retiree')", name=op.f("ck_move_known_chain_end")
        ),
        sa.CheckConstraint("kind IN ('rotation', 'promotion', 'diagonal')", name=op.f("ck_move_known_kind")),
        sa.CheckConstraint("fit_after BETWEEN 0 AND 100", name=op.f("ck_move_fit_after_range")),
        sa.CheckConstraint("fit_before BETWEEN 0 AND 100", name=op.f("ck_move_fit_before_range")),
        sa.ForeignKeyConstraint(["from_post_id"], ["post.id"], name=op.f("fk_move_from_post_id_post")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_move_person_id_person")),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plan.id"], name=op.f("fk_move_plan_id_plan"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["to_post_id"], ["post.id"], name=op.f("fk_move_to_post_id_post")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_move")),
        sa.UniqueConstraint("key", name=op.f("uq_move_key")),
        sa.UniqueConstraint(
            "plan_id", "person_id", "round_index", name=op.f("uq_move_plan_id_person_id_round_index")
        ),
    )
    op.create_index(op.f("ix_move_from_post_id"), "move", ["from_post_id"], unique=False)
    op.create_index(op.f("ix_move_person_id"), "move", ["person_id"], unique=False)
    op.create_index(op.f("ix_move_to_post_id"), "move", ["to_post_id"], unique=False)
    op.create_table(
        "planned_service",
        sa.Column("id", sa.Integer(), nullable=False, comment="Internal identity; never shown"),
        sa.Column("plan_id", sa.Integer(), nullable=False, comment="Plan"),
        sa.Column("role_id", sa.Integer(), nullable=False, comment="Role"),
        sa.Column("person_id", sa.Integer(), nullable=False, comment="Person"),
        sa.Column("from_round", sa.Integer(), nullable=False, comment="First round, 0 when serving already"),
        sa.Column("to_round", sa.Integer(), nullable=False, comment="Last round"),
        sa.Column(
            "began_before", sa.Boolean(), nullable=False, comment="Whether the person serves the role today"
        ),
        sa.Column("via", sa.String(length=6), nullable=False, comment="One of SERVICE_WAYS"),
        sa.Column("share", sa.Integer(), nullable=False, comment="Percent of working time"),
        sa.Column(
            "leaves_because",
            sa.String(length=12),
            nullable=True,
            comment="One of LEAVING_REASONS; empty when staying to the end",
        ),
        sa.CheckConstraint(
            "leaves_because IN ('move', 'retirement', 'contract')",
            name=op.f("ck_planned_service_known_leaves_because"),
        ),
        sa.CheckConstraint("via IN ('post', 'team')", name=op.f("ck_planned_service_known_via")),
        sa.CheckConstraint("share BETWEEN 1 AND 100", name=op.f("ck_planned_service_share_range")),
        sa.CheckConstraint("to_round >= from_round", name=op.f("ck_planned_service_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_planned_service_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plan.id"], name=op.f("fk_planned_service_plan_id_plan"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["role_id"], ["system_role.id"], name=op.f("fk_planned_service_role_id_system_role")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_service")),
    )
    op.create_index(op.f("ix_planned_service_person_id"), "planned_service", ["person_id"], unique=False)
    op.create_index(op.f("ix_planned_service_plan_id"), "planned_service", ["plan_id"], unique=False)
    op.create_index(op.f("ix_planned_service_role_id"), "planned_service", ["role_id"], unique=False)


def downgrade() -> None:
    op.drop_table("planned_service")
    op.drop_table("move")
    op.drop_table("run_point")
    op.drop_table("plan")
    op.drop_table("run")
    op.drop_table("pin")
    op.drop_table("transfer_round")
    op.drop_table("hold")
