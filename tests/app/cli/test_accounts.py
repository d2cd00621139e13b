"""`tuntas account`, `migrate` and `audit` at a terminal, on both kinds of database."""

from __future__ import annotations

import io

import pytest
from sqlalchemy import select

from app import passwords
from app.accounts import AccountError, NewAccount, add_account, close_account
from app.audit import verify_database
from app.cli import main
from app.database import Database
from models import Account, AuditEntry, Person, Unit, WebSession

GOOD = "kopi hitam tanpa gula"


@pytest.fixture
def terminal(database_url, monkeypatch, capsys):
    """Run the command line on a fresh database; the answer is exit code, output and errors."""
    monkeypatch.setenv("TUNTAS_DATABASE_URL", database_url)

    def run(*arguments, typed=""):
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        code = main(list(arguments))
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return run


@pytest.fixture
def database(database_url):
    database = Database(database_url)
    with database.write() as session:
        unit = Unit(code="4.01", name="Dinas Kominfo", kind="dinas", is_department=True)
        session.add(unit)
        session.flush()
        session.add(Unit(code="4.01.1", name="Bidang", kind="bidang", parent_id=unit.id))
        session.add(Person(nip="198503172010011001", name="Ani", employment_kind="PNS", unit_id=unit.id))
    yield database
    database.close()


def account_of(database, login):
    with database.read() as session:
        return session.scalars(select(Account).filter_by(login=login)).one_or_none()


def add(terminal, *more, login="ani", role="planner", typed=GOOD + "\n"):
    return terminal("account", "add", login, "--name", "Ani Lestari", "--role", role, *more, typed=typed)


def test_an_account_is_made_with_the_password_from_the_standard_input(terminal, database):
    """And the act is in the audit chain, without the password."""
    assert add(terminal) == (0, "ani may log in as planner.\n", "")
    account = account_of(database, "ani")
    assert passwords.check(GOOD, account.password_hash)[0]
    with database.read() as session:
        entry = session.scalars(select(AuditEntry).order_by(AuditEntry.sequence.desc())).first()
        assert (entry.action, entry.object_key) == ("account.add", account.key)
        assert entry.detail == {"login": "ani", "role": "planner"}
        assert verify_database(session).is_whole


def test_a_password_is_asked_twice_at_a_terminal(terminal, database, monkeypatch):
    """A slip of the finger would lock the person out."""

    class Terminal(io.StringIO):
        def isatty(self):
            return True

    answers = iter([GOOD, GOOD + "x"])
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(answers))
    monkeypatch.setattr("app.cli.account.sys.stdin", Terminal())
    assert main(["account", "add", "ani", "--name", "Ani", "--role", "planner"]) == 1
    assert account_of(database, "ani") is None


@pytest.mark.parametrize(
    ("more", "change", "sentence"),
    [
        ([], {"typed": "short\n"}, "at least 15 characters"),
        ([], {"typed": ""}, "at least 15 characters"),
        ([], {"login": "Ani"}, "lower-case"),
        ([], {"login": "a b"}, "lower-case"),
        ([], {"role": "king"}, "no role 'king'"),
        ([], {"role": "head"}, "needs the code"),
        (["--department", "9"], {"role": "head"}, "no department"),
        (["--department", "4.01.1"], {"role": "head"}, "no department"),
        (["--department", "4.01"], {}, "Only a department head"),
        ([], {"role": "staff"}, "needs the NIP"),
        (["--nip", "1" * 18], {"role": "staff"}, "nobody with this NIP"),
    ],
)
def test_what_is_wrong_with_a_new_account_is_said(terminal, database, more, change, sentence):
    """In a sentence, with exit code 1, and without an account."""
    code, _, errors = add(terminal, *more, **change)
    assert code == 1
    assert sentence in errors
    with database.read() as session:
        assert session.scalars(select(Account)).all() == []


def test_a_head_belongs_to_a_department_and_staff_to_a_person(terminal, database):
    """By the code of the unit, and by the number of the person."""
    assert add(terminal, "--department", "4.01", role="head")[0] == 0
    assert add(terminal, "--nip", "198503172010011001", login="budi", role="staff")[0] == 0
    assert account_of(database, "ani").department_id is not None
    assert account_of(database, "budi").person_id is not None


def test_a_login_name_is_never_given_twice(terminal, database):
    """Not even after it was closed: the audit chain would name two people alike."""
    add(terminal)
    terminal("account", "close", "ani")
    code, _, errors = add(terminal)
    assert (code, "is taken" in errors) == (1, True)


def test_a_new_password_ends_the_old_one_and_all_sessions(terminal, database):
    """Whoever had the old one is out."""
    add(terminal)
    with database.write() as session:
        session.add(WebSession(token_hash="h", account_id=session.scalar(select(Account.id))))
    assert terminal("account", "password", "ani", typed="hujan turun di kota\n")[0] == 0
    stored = account_of(database, "ani").password_hash
    assert passwords.check("hujan turun di kota", stored)[0]
    assert not passwords.check(GOOD, stored)[0]
    with database.read() as session:
        assert session.scalars(select(WebSession)).all() == []


def test_a_closed_account_cannot_log_in_and_stays_in_the_list(terminal, database):
    """It is closed and not deleted."""
    add(terminal)
    assert terminal("account", "close", "ani")[0] == 0
    account = account_of(database, "ani")
    assert not account.active
    assert not passwords.check(account.password_hash, account.password_hash)[0]
    _, listed, _ = terminal("account", "list")
    assert "ani" in listed
    assert "closed" in listed
    for act in ("close", "password"):
        code, _, errors = terminal("account", act, "ani", typed=GOOD + "\n")
        assert (code, "is closed" in errors) == (1, True)
    assert "no account" in terminal("account", "close", "nobody")[2]


def test_the_last_administrator_stays(database):
    """Otherwise nobody could make the next one."""
    with database.write() as session:
        add_account(session, NewAccount("ani", "Ani", "admin"), GOOD)
    with pytest.raises(AccountError, match="last administrator"), database.write() as session:
        close_account(session, "ani")
    with database.write() as session:
        add_account(session, NewAccount("budi", "Budi", "admin"), GOOD)
        close_account(session, "ani")
    assert not account_of(database, "ani").active


def test_the_chain_is_checked_and_its_head_is_printed(terminal, database, tmp_path):
    """The head of today is the anchor of tomorrow."""
    _, head, _ = terminal("audit", "head")
    add(terminal)
    code, shown, _ = terminal("audit", "verify", "--anchor", head.strip())
    assert code == 0
    assert "whole" in shown
    code, shown, _ = terminal("audit", "verify", "--anchor", f"9:{'a' * 64}")
    assert code == 1
    assert "entry 9 was anchored" in shown
    assert terminal("audit", "verify", "--anchor", "x")[0] == 2
    code, shown, _ = terminal("audit", "export", str(tmp_path / "chain.jsonl"))
    assert code == 0
    assert len((tmp_path / "chain.jsonl").read_text().splitlines()) == 2


def test_a_current_database_is_said_to_be_current(terminal):
    """For scripts, by the exit code."""
    assert terminal("migrate", "--check") == (0, "The database is current.\n", "")
    assert terminal("migrate") == (0, "The database is current.\n", "")


def test_verbs_name_the_command_that_a_missing_database_needs(tmp_path, monkeypatch, capsys):
    """And `migrate` says what it did."""
    monkeypatch.setenv("TUNTAS_DATABASE_URL", f"sqlite:///{tmp_path / 'new.db'}")
    assert main(["account", "list"]) == 1
    assert "Run `tuntas migrate` first" in capsys.readouterr().err
    assert main(["migrate", "--check"]) == 1
    assert not (tmp_path / "new.db").exists()
    assert main(["migrate"]) == 0
    assert "applied 0001_create_organisation" in capsys.readouterr().out
    assert main(["account", "list"]) == 0


def test_an_unreachable_server_is_a_sentence_without_the_password(monkeypatch, capsys):
    """The address of the database holds a password, and terminals are seen by others."""
    monkeypatch.setenv("TUNTAS_DATABASE_URL", "postgresql://tuntas:geheim@127.0.0.1:1/tuntas")
    assert main(["migrate"]) == 1
    error = capsys.readouterr().err
    assert "cannot be reached" in error
    assert "geheim" not in error
