"""Write docs/data-model.md from the models: `python scripts/data_model.py`.

A test compares the document with what this makes, so that a new column is documented or not committed.
"""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import CheckConstraint, Column, Table, UniqueConstraint

import models

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "data-model.md"

HEAD = """# Data model

Every table and column of the database, written from the models by `python scripts/data_model.py`. PostgreSQL
keeps the meanings as comments of the columns. Times are UTC; points, rupiah and percent are whole numbers.

The class of a column decides who may see it: **T0** public, **T1** internal, **T2** personal, **T3**
restricted (sanctions, talent, ties, reasons about a person), **TX** technical, tells nothing of a person. The
national identity number, religion, family records, address and salary are not in this model, and the import
refuses them.
"""

CHAPTERS = {
    "Organisation and posts": ("unit", "post", "post_standard", "competency", "competency_level"),
    "People": (
        "person",
        "post_history",
        "performance",
        "talent_box",
        "sanction",
        "assessment",
        "training_record",
        "relation",
    ),
    "Information systems": (
        "system",
        "system_role",
        "role_need",
        "role_service",
        "milestone",
        "service_indicator",
        "indicator_reading",
        "hold",
    ),
    "Rounds and plans": (
        "transfer_round",
        "pin",
        "run",
        "run_point",
        "plan",
        "move",
        "planned_service",
    ),
    "Rules and weights": ("rule_setting", "legal_window", "weight_profile"),
    "Training": (
        "course",
        "course_outcome",
        "course_prerequisite",
        "course_session",
        "training_path",
    ),
    "What is learned": ("system_history", "learned_model", "system_forecast"),
    "Imports": ("import_batch", "import_anomaly", "data_version"),
    "Accounts and audit": ("account", "web_session", "login_attempt", "audit_entry"),
}


def document() -> str:
    """Return the whole document."""
    described = {mapper.local_table.name: mapper.class_.__doc__ or "" for mapper in _mappers()}
    tables = models.Base.metadata.tables
    parts = [HEAD]
    for chapter, names in CHAPTERS.items():
        parts.append(f"## {chapter}\n")
        parts.extend(_table(tables[name], described[name]) for name in names)
    return "\n".join(parts)


def _mappers() -> list:
    return sorted(models.Base.registry.mappers, key=lambda mapper: mapper.local_table.name)


def _table(table: Table, text: str) -> str:
    lines = [
        f"### `{table.name}`\n",
        f"{text.strip()}\n",
        "| column | type | meaning | class |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| `{column.name}` | {_type(column)} | {_meaning(column)} | {column.info['data_class']} |"
        for column in table.columns
    ]
    once = [
        " + ".join(f"`{column.name}`" for column in constraint.columns)
        for constraint in table.constraints
        if isinstance(constraint, UniqueConstraint) and len(constraint.columns) > 1
    ]
    if once:
        lines.append(f"\nOnce only: {'; '.join(sorted(once))}.")
    return "\n".join(lines) + "\n"


def _meaning(column: Column) -> str:
    """Return the comment, with the words of a closed list in the place of its name."""
    comment = str(column.comment)
    for check in column.table.constraints:
        if isinstance(check, CheckConstraint) and str(check.name).endswith(f"_known_{column.name}"):
            words = ", ".join(f"`{word}`" for word in re.findall("'([^']*)'", str(check.sqltext)))
            return re.sub(r"\b[Oo]ne of [A-Z_]+", words, comment)
    return comment


def _type(column: Column) -> str:
    """Say the type in words, with what it refers to and whether it may be empty."""
    words = {
        "String": "text",
        "Text": "text",
        "Integer": "number",
        "BigInteger": "number",
        "Float": "fraction",
    }
    words |= {"Boolean": "yes/no", "Date": "date", "UtcDateTime": "time", "LargeBinary": "bytes"}
    words |= {"JSON": "JSON", "CanonicalJson": "JSON"}
    word = words[type(column.type).__name__]
    length = getattr(column.type, "length", None)
    parts = [f"{word} ({length})" if length else word]
    for key in column.foreign_keys:
        parts = [f"→ `{key.column.table.name}`" + (", falls with it" if key.ondelete == "CASCADE" else "")]
    if column.unique:
        parts.append("unique")
    if column.nullable:
        parts.append("may be empty")
    return ", ".join(parts)


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
