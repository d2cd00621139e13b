"""Accounts, web sessions, login attempts, and the audit chain with its guards."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

# Whoever owns the database can still remove a guard; then the chain and its anchors show what was done.
SQLITE_GUARDS = (
    """
    CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry
    BEGIN
        SELECT RAISE(ABORT, 'audit_entry is only added to');
    END
    """,
    """
    CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry
    BEGIN
        SELECT RAISE(ABORT, 'audit_entry is only added to');
    END
    """,
    # INSERT OR REPLACE removes the old row without asking the guard above; a number in use ends here.
    """
    CREATE TRIGGER audit_entry_next_only BEFORE INSERT ON audit_entry
    WHEN NEW.sequence IS NOT (SELECT COALESCE(MAX(sequence), 0) + 1 FROM audit_entry)
        OR NEW.previous_hash IS NOT COALESCE(
            (SELECT entry_hash FROM audit_entry ORDER BY sequence DESC LIMIT 1), printf('%064d', 0))
    BEGIN
        SELECT RAISE(ABORT, 'audit_entry continues with the next entry only');
    END
    """,
)
POSTGRESQL_GUARDS = (
    """
    CREATE FUNCTION tuntas_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'audit_entry is only added to' USING ERRCODE = 'integrity_constraint_violation';
    END
    $$
    """,
    """
    CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION tuntas_refuse_change()
    """,
    """
    CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION tuntas_refuse_change()
    """,
    """
    CREATE FUNCTION tuntas_refuse_stranger() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        last RECORD;
    BEGIN
        SELECT sequence, entry_hash INTO last FROM audit_entry ORDER BY sequence DESC LIMIT 1;
        IF NEW.sequence <> COALESCE(last.sequence, 0) + 1
            OR NEW.previous_hash <> COALESCE(last.entry_hash, repeat('0', 64)) THEN
            RAISE EXCEPTION 'audit_entry continues with the next entry only'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END
    $$
    """,
    """
    CREATE TRIGGER audit_entry_next_only BEFORE INSERT ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION tuntas_refuse_stranger()
    """,
)


def upgrade() -> None:
    op.create_table(
        "login_attempt",
        sa.Column("id", sa.Integer(), nullable=False, comment="Internal identity; never shown"),
        sa.Column("login_hash", sa.String(length=64), nullable=False, comment="Keyed hash of the login name"),
        sa.Column("address", sa.String(length=45), nullable=False, comment="Client address"),
        sa.Column("at", sa.DateTime(), nullable=False, comment="When"),
        sa.Column("succeeded", sa.Boolean(), nullable=False, comment="Whether the password was right"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_attempt")),
    )
    op.create_index(op.f("ix_login_attempt_address"), "login_attempt", ["address"], unique=False)
    op.create_index(op.f("ix_login_attempt_at"), "login_attempt", ["at"], unique=False)
    op.create_index(op.f("ix_login_attempt_login_hash"), "login_attempt", ["login_hash"], unique=False)
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False, comment="Internal identity; never shown"),
        sa.Column(
            "key",
            sa.String(length=12),
            nullable=False,
            comment="Opaque key used in addresses and cases; tells nothing of the row",
        ),
        sa.Column("login", sa.String(length=60), nullable=False, comment="Login name, lower case"),
        sa.Column("display_name", sa.String(length=160), nullable=False, comment="Name shown in the program"),
        sa.Column("password_hash", sa.String(length=200), nullable=False, comment="Argon2id hash"),
        sa.Column(
            "role", sa.String(length=12), nullable=False, comment="One of ROLES; exactly one per account"
        ),
        sa.Column("person_id", sa.Integer(), nullable=True, comment="The person behind the account"),
        sa.Column("department_id", sa.Integer(), nullable=True, comment="Department of a head"),
        sa.Column("language", sa.String(length=2), nullable=False, comment="One of LANGUAGES"),
        sa.Column("active", sa.Boolean(), nullable=False, comment="False once closed"),
        sa.Column("created_at", sa.DateTime(), nullable=False, comment="When it was made"),
        sa.CheckConstraint("language IN ('id', 'en')", name=op.f("ck_account_known_language")),
        sa.CheckConstraint(
            "role <> 'head' OR department_id IS NOT NULL", name=op.f("ck_account_head_has_department")
        ),
        sa.CheckConstraint(
            "role <> 'staff' OR person_id IS NOT NULL", name=op.f("ck_account_staff_has_person")
        ),
        sa.CheckConstraint(
            "role IN ('planner', 'advisory', 'authority', 'head', 'staff', 'auditor', 'admin')",
            name=op.f("ck_account_known_role"),
        ),
        sa.CheckConstraint("login = lower(login)", name=op.f("ck_account_login_lower_case")),
        sa.ForeignKeyConstraint(["department_id"], ["unit.id"], name=op.f("fk_account_department_id_unit")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_account_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("key", name=op.f("uq_account_key")),
        sa.UniqueConstraint("login", name=op.f("uq_account_login")),
    )
    op.create_index(op.f("ix_account_person_id"), "account", ["person_id"], unique=False)
    op.create_table(
        "audit_entry",
        sa.Column(
            "sequence",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="Place in the chain, from 1 without holes",
        ),
        sa.Column("at", sa.DateTime(), nullable=False, comment="When, UTC"),
        sa.Column("actor_id", sa.Integer(), nullable=True, comment="Account; empty for the program itself"),
        sa.Column(
            "actor", sa.String(length=60), nullable=False, comment="Login name of the account, or 'system'"
        ),
        sa.Column(
            "action",
            sa.String(length=60),
            nullable=False,
            comment="Stable action name, for example import.commit",
        ),
        sa.Column("object_kind", sa.String(length=40), nullable=True, comment="Kind of the object"),
        sa.Column("object_key", sa.String(length=64), nullable=True, comment="Key of the object"),
        sa.Column("detail", sa.Text(), nullable=False, comment="Facts of the act, no free personal text"),
        sa.Column(
            "previous_hash",
            sa.String(length=64),
            nullable=False,
            comment="Hash of the entry before; zeros for the first",
        ),
        sa.Column(
            "entry_hash",
            sa.String(length=64),
            nullable=False,
            comment="SHA-256 over this entry and the hash before",
        ),
        sa.ForeignKeyConstraint(["actor_id"], ["account.id"], name=op.f("fk_audit_entry_actor_id_account")),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_audit_entry")),
        sa.UniqueConstraint("entry_hash", name=op.f("uq_audit_entry_entry_hash")),
    )
    op.create_index(op.f("ix_audit_entry_actor_id"), "audit_entry", ["actor_id"], unique=False)
    op.create_index(
        op.f("ix_audit_entry_object_kind_object_key"),
        "audit_entry",
        ["object_kind", "object_key"],
        unique=False,
    )
    op.create_table(
        "web_session",
        sa.Column("id", sa.Integer(), nullable=False, comment="Internal identity; never shown"),
        sa.Column(
            "token_hash", sa.String(length=64), nullable=False, comment="SHA-256 of the session identifier"
        ),
        sa.Column("account_id", sa.Integer(), nullable=True, comment="Account; empty before login"),
        sa.Column("created_at", sa.DateTime(), nullable=False, comment="When it began"),
        sa.Column("last_seen_at", sa.DateTime(), nullable=False, comment="Last request"),
        sa.Column("state", sa.JSON(), nullable=False, comment="Language, flash messages"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_web_session_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_web_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_web_session_token_hash")),
    )
    op.create_index(op.f("ix_web_session_account_id"), "web_session", ["account_id"], unique=False)
    guards = POSTGRESQL_GUARDS if op.get_bind().dialect.name == "postgresql" else SQLITE_GUARDS
    for statement in guards:
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("web_session")
    op.drop_table("audit_entry")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION tuntas_refuse_change, tuntas_refuse_stranger")
    op.drop_table("account")
    op.drop_table("login_attempt")
