"""Refuses to commit a change of the web that no audit entry tells of.

Writing the entry is the duty of each service function, and one that forgets it must fail in its first test,
and not be found in a court. Only the tables that keep the program's own books are free of the duty.
"""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Connection, Delete, Engine, Insert, TextClause, Update, event

FREE = frozenset({"web_session", "login_attempt"})
"""They change with every request; what they mean is written as login.* and session.* acts."""

_CHANGED = "tuntas_changed"
_WRITES = re.compile(r'\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)', re.IGNORECASE)


class UnrecordedChange(Exception):
    """A transaction changed something and wrote no audit entry; it was undone."""


def require_entries(engine: Engine) -> None:
    """Watch every transaction of an engine, and let it commit only with its entry."""

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.info[_CHANGED] = set()

    @event.listens_for(engine, "after_execute")
    def executed(connection: Connection, statement: Any, *_: Any) -> None:
        table = _changed_table(statement)
        if table is not None:
            connection.info.setdefault(_CHANGED, set()).add(table)

    @event.listens_for(engine, "commit")
    def commit(connection: Connection) -> None:
        changed = connection.info.pop(_CHANGED, set()) - FREE
        if changed and "audit_entry" not in changed:
            raise UnrecordedChange(f"no audit entry tells of the change of {', '.join(sorted(changed))}")


def _changed_table(statement: Any) -> str | None:
    if isinstance(statement, Insert | Update | Delete):
        return str(getattr(statement.table, "name", statement.table))
    if isinstance(statement, TextClause):
        found = _WRITES.match(statement.text)
        return found.group(1).lower() if found else None
    return None
