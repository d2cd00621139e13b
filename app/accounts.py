"""Accounts: made, given a password and closed by the administrator; each act with its audit entry.

An account is never deleted: what it did stays under its name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app import passwords
from app.audit import SYSTEM, By, record_sync
from models import ROLES, Account, Person, Unit, WebSession

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,59}")

_SENTENCES = {
    "short": f"A password has at least {passwords.SHORTEST} characters; a sentence is easy to remember.",
    "long": f"A password has at most {passwords.LONGEST} characters.",
    "plain": "A password is no repetition and no run of characters.",
    "telling": "A password is more than the login name, the person's name or a common word.",
}

# No hash: a closed account fits no password.
_CLOSED = "-"


class AccountError(Exception):
    """Why an account cannot be made or changed, in one sentence."""


@dataclass(frozen=True)
class NewAccount:
    """What is given for a new account."""

    login: str
    name: str
    role: str
    department_code: str | None = None
    nip: str | None = None
    language: str = "id"


@dataclass(frozen=True)
class AccountLine:
    """An account as the list shows it."""

    login: str
    name: str
    role: str
    department: str | None
    active: bool


def add_account(session: Session, new: NewAccount, password: str, by: By = SYSTEM) -> Account:
    """Make an account; the login name stays taken after it is closed."""
    if not _LOGIN.fullmatch(new.login):
        raise AccountError(
            "A login name has 2 to 60 characters: lower-case letters, digits, dot, hyphen, underscore."
        )
    if new.role not in ROLES:
        raise AccountError(f"There is no role {new.role!r}; the roles are {', '.join(ROLES)}.")
    if session.scalar(select(Account.id).filter_by(login=new.login)):
        raise AccountError(f"The login name {new.login!r} is taken.")
    department = _department(session, new)
    person = _person(session, new)
    _check_password(password, new.login, new.name, new.nip or "")
    account = Account(
        login=new.login,
        display_name=new.name,
        password_hash=passwords.hash_password(password),
        role=new.role,
        person_id=person,
        department_id=department,
        language=new.language,
    )
    session.add(account)
    session.flush()
    record_sync(session, by, "account.add", ("account", account.key), login=new.login, role=new.role)
    return account


def set_password(session: Session, login: str, password: str, by: By = SYSTEM) -> None:
    """Give an account a new password and end its sessions."""
    account = _open_account(session, login)
    _check_password(password, login, account.display_name)
    account.password_hash = passwords.hash_password(password)
    _end_sessions(session, account)
    record_sync(session, by, "account.password", ("account", account.key), login=login)


def close_account(session: Session, login: str, by: By = SYSTEM) -> None:
    """Close an account and end its sessions; the last administrator cannot be closed."""
    account = _open_account(session, login)
    if account.role == "admin":
        others = select(Account.id).where(Account.role == "admin", Account.active, Account.id != account.id)
        if not session.scalar(others.limit(1)):
            raise AccountError("This is the last administrator; make another one first.")
    account.active = False
    account.password_hash = _CLOSED
    _end_sessions(session, account)
    record_sync(session, by, "account.close", ("account", account.key), login=login)


def all_accounts(session: Session) -> list[AccountLine]:
    """List all accounts by login name, closed ones too."""
    query = (
        select(Account.login, Account.display_name, Account.role, Unit.code, Account.active)
        .outerjoin(Unit, Unit.id == Account.department_id)
        .order_by(Account.login)
    )
    return [AccountLine(*row) for row in session.execute(query)]


def _department(session: Session, new: NewAccount) -> int | None:
    if new.role != "head":
        if new.department_code:
            raise AccountError("Only a department head's account has a department.")
        return None
    if not new.department_code:
        raise AccountError("A department head's account needs the code of the department.")
    found = session.scalar(
        select(Unit.id).filter_by(code=new.department_code, is_department=True, active=True)
    )
    if found is None:
        raise AccountError(f"There is no department with the code {new.department_code!r}.")
    return found


def _person(session: Session, new: NewAccount) -> int | None:
    if not new.nip:
        if new.role == "staff":
            raise AccountError("A staff account needs the NIP of its person.")
        return None
    found = session.scalar(select(Person.id).filter_by(nip=new.nip, active=True))
    if found is None:
        raise AccountError("There is nobody with this NIP in the roster.")
    return found


def _open_account(session: Session, login: str) -> Account:
    account = session.scalar(select(Account).filter_by(login=login))
    if account is None:
        raise AccountError(f"There is no account {login!r}.")
    if not account.active:
        raise AccountError(f"The account {login!r} is closed.")
    return account


def _check_password(password: str, *personal: str) -> None:
    fault = passwords.fault(password, personal)
    if fault:
        raise AccountError(_SENTENCES[fault])


def _end_sessions(session: Session, account: Account) -> None:
    session.execute(delete(WebSession).where(WebSession.account_id == account.id))
