"""
Says whether the bound of a plan is certified, keeps the verdict of the rule court, and the stages of both.

Bounds of plans that exist stay what they are: claims of their runs.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

STAGES = "'read', 'paths', 'bound', 'plan', 'improve', 'verify'"
MORE_STAGES = f"{STAGES}, 'certify', 'court'"

COMMENTS = (
    (
        "bound",
        "Proven bound in points",
        "Bound in points: certified, or else the run''s own claim",
    ),
    (
        "gap_ppm",
        "Proven gap in millionths of the bound''s size",
        "Gap to the bound in millionths of its size",
    ),
)


def upgrade() -> None:
    op.add_column(
        "plan",
        sa.Column(
            "certified_at",
            sa.DateTime(),
            comment="When the bound was proven again without a solver; empty: the run's own claim",
        ),
    )
    op.add_column(
        "run",
        sa.Column(
            "verdict",
            sa.JSON(none_as_null=True),
            comment="Verdict of the rule court where there is no lawful plan; empty otherwise",
        ),
    )
    _let_stages_be(MORE_STAGES)
    for column, _before, after in COMMENTS:
        _say(column, after)


def downgrade() -> None:
    for column, before, _after in COMMENTS:
        _say(column, before)
    op.execute("DELETE FROM run_point WHERE phase IN ('certify', 'court')")
    _let_stages_be(STAGES)
    op.drop_column("run", "verdict")
    op.drop_column("plan", "certified_at")


def _let_stages_be(stages: str) -> None:
    with op.batch_alter_table("run_point", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_run_point_known_phase"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_run_point_known_phase"), f"phase IN ({stages})")


def _say(column: str, comment: str) -> None:
    # SQLite keeps no comments.
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"COMMENT ON COLUMN plan.{column} IS '{comment}'")
