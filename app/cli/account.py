"""Add, list and close accounts, and set their passwords."""

from __future__ import annotations

import argparse
import getpass
import sys
from typing import TYPE_CHECKING

from app.cli.errors import CommandError

if TYPE_CHECKING:
    from app.database import Database


def run(argv: list[str]) -> int:
    """Do one act; a password is asked for, or read from the standard input, and never an argument."""
    parser = argparse.ArgumentParser(prog="tuntas account", description=__doc__)
    acts = parser.add_subparsers(dest="act", required=True, metavar="add|list|password|close")
    add = acts.add_parser("add", help="make an account; asks for the password")
    add.add_argument("login", help="login name, lower case")
    add.add_argument("--name", required=True, help="name shown in the program")
    add.add_argument(
        "--role", required=True, help="planner, advisory, authority, head, staff, auditor or admin"
    )
    add.add_argument("--department", metavar="CODE", help="code of the unit; needed for a head")
    add.add_argument("--nip", help="the person behind the account; needed for staff")
    add.add_argument("--language", choices=("id", "en"), default="id")
    acts.add_parser("list", help="list all accounts")
    for act, text in (("password", "set a new password"), ("close", "close it; its sessions end")):
        acts.add_parser(act, help=text).add_argument("login")
    arguments = parser.parse_args(argv)

    from app.cli._database import opened

    with opened() as database:
        if arguments.act == "list":
            return _list(database)
        return {"add": _add, "password": _password, "close": _close}[arguments.act](database, arguments)


def _list(database: Database) -> int:
    from app.accounts import all_accounts

    with database.read() as session:
        for line in all_accounts(session):
            state = "" if line.active else "closed"
            columns = f"{line.login:<24} {line.role:<10} {line.department or '-':<16} {state:<7}"
            print(f"{columns} {line.name}")
    return 0


def _add(database: Database, arguments: argparse.Namespace) -> int:
    from app.accounts import AccountError, NewAccount, add_account

    new = NewAccount(
        login=arguments.login,
        name=arguments.name,
        role=arguments.role,
        department_code=arguments.department,
        nip=arguments.nip,
        language=arguments.language,
    )
    password = _ask()
    try:
        with database.write() as session:
            add_account(session, new, password)
    except AccountError as error:
        raise CommandError(str(error)) from error
    print(f"{arguments.login} may log in as {arguments.role}.")
    return 0


def _password(database: Database, arguments: argparse.Namespace) -> int:
    from app.accounts import AccountError, set_password

    password = _ask()
    try:
        with database.write() as session:
            set_password(session, arguments.login, password)
    except AccountError as error:
        raise CommandError(str(error)) from error
    print(f"{arguments.login} has a new password; the old one and all sessions have ended.")
    return 0


def _close(database: Database, arguments: argparse.Namespace) -> int:
    from app.accounts import AccountError, close_account

    try:
        with database.write() as session:
            close_account(session, arguments.login)
    except AccountError as error:
        raise CommandError(str(error)) from error
    print(f"{arguments.login} is closed; what it did stays in the audit chain.")
    return 0


def _ask() -> str:
    """Ask twice at a terminal; read one line where there is none."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("Password: ")
    if getpass.getpass("Again: ") != first:
        raise CommandError("The two passwords differ.")
    return first
