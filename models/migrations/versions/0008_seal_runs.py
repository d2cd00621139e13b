"""Keeps what a run was asked from being changed, and the run from being deleted."""

from alembic import op

revision = "0008"
down_revision = "0007"

SEALED = "round_id, profile, seconds, seed, case_hash, case_file, data_version, requested_by"

SQLITE_GUARDS = (
    f"""
    CREATE TRIGGER run_sealed BEFORE UPDATE OF {SEALED} ON run
    BEGIN
        SELECT RAISE(ABORT, 'what a run was asked is sealed');
    END
    """,
    """
    CREATE TRIGGER run_kept BEFORE DELETE ON run
    BEGIN
        SELECT RAISE(ABORT, 'a run is never deleted');
    END
    """,
)
POSTGRESQL_GUARDS = (
    """
    CREATE FUNCTION tuntas_refuse_run_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' THEN
            RAISE EXCEPTION 'what a run was asked is sealed' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RAISE EXCEPTION 'a run is never deleted' USING ERRCODE = 'integrity_constraint_violation';
    END
    $$
    """,
    f"""
    CREATE TRIGGER run_sealed BEFORE UPDATE OF {SEALED} ON run
    FOR EACH ROW EXECUTE FUNCTION tuntas_refuse_run_change()
    """,
    """
    CREATE TRIGGER run_kept BEFORE DELETE ON run
    FOR EACH ROW EXECUTE FUNCTION tuntas_refuse_run_change()
    """,
)


def upgrade() -> None:
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in POSTGRESQL_GUARDS if is_postgresql else SQLITE_GUARDS:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER run_sealed ON run")
        op.execute("DROP TRIGGER run_kept ON run")
        op.execute("DROP FUNCTION tuntas_refuse_run_change")
    else:
        op.execute("DROP TRIGGER run_sealed")
        op.execute("DROP TRIGGER run_kept")
