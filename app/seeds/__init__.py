"""Reference data that every installation starts with: competencies, rule settings and weight profiles.

Rows are only added, never changed: what an installation has edited stays, and a new figure of the law is a
new dated row. The data lie in the TOML files beside this one.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit import SYSTEM, record_sync
from models import Competency, CompetencyLevel, RuleSetting, WeightProfile

FOLDER = Path(__file__).parent


def read(name: str) -> list[dict[str, Any]]:
    """Return the blocks of a file: `competencies`, `rules` or `weights`."""
    blocks = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    (only,) = blocks.values()
    return list(only)


def seed(session: Session) -> dict[str, int]:
    """Add the reference rows that are missing, with one audit entry; return how many, by table."""
    added = {
        "competency": _add_competencies(session),
        "rule_setting": _add_rules(session),
        "weight_profile": _add_profiles(session),
    }
    added = {table: count for table, count in added.items() if count}
    if added:
        session.flush()
        record_sync(session, SYSTEM, "reference.seed", None, **added)
    return added


def _add_competencies(session: Session) -> int:
    known = set(session.scalars(select(Competency.code)))
    missing = [block for block in read("competencies") if block["code"] not in known]
    for block in missing:
        levels = block.pop("levels")
        competency = Competency(**block)
        session.add(competency)
        session.flush()
        session.add_all(
            CompetencyLevel(competency_id=competency.id, level=level, indicators=text)
            for level, text in enumerate(levels, start=1)
        )
    return len(missing)


def _add_rules(session: Session) -> int:
    known = {tuple(row) for row in session.execute(select(RuleSetting.code, RuleSetting.valid_from))}
    missing = [block for block in read("rules") if (block["code"], block["valid_from"]) not in known]
    session.add_all(RuleSetting(**block) for block in missing)
    return len(missing)


def _add_profiles(session: Session) -> int:
    known = set(session.scalars(select(WeightProfile.code)))
    missing = [block for block in read("weights") if block["code"] not in known]
    session.add_all(WeightProfile(**block) for block in missing)
    return len(missing)
