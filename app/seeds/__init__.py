"""Reference data that every installation starts with: competencies, rule settings and weight profiles.

Rows are only added, never changed: what an installation has edited stays, and a new figure of the law is a
new dated row.
"""

from __future__ import annotations

from sqlalchemy.orm import Session


def seed(session: Session) -> dict[str, int]:
    """Add the reference rows that are missing; return how many were added, by table."""
    return {}
