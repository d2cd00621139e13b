"""The catalogue of rules as a document: what each asks, what it rests on, its parameters and examples."""

import dataclasses
import inspect
from typing import Any

from optimizer.rules import RULES, Rule
from optimizer.rules._base import LegalBasis
from optimizer.rules._parameters import default_of
from optimizer.wording import citation

CONFIDENCE = {"C": "text seen", "N": "secondary report", "M": "to be checked"}
PRECEDENCE = (
    (1, "end of service"),
    (2, "discipline"),
    (3, "freeze of appointments"),
    (4, "eligibility"),
    (5, "rotation of posts prone to corruption"),
    (6, "longest time in post"),
    (7, "approved hold"),
    (8, "wishes of staff"),
    (9, "value and house rules"),
)
HEAD = """# Rules

Generated from the code by `tuntas rules > docs/rules.md`; a test compares. {count} rules, by code. Each
stands in `optimizer/rules/<code>.py`; how to add one is in [howto/add-a-rule.md](howto/add-a-rule.md).

Parameters are dated: a setting of the case overrides the default from its first day on, and the one in
force on a round's date decides for that round. The legal basis is marked by how well it is known:
{confidence}.

When rules collide, the stronger one decides: {precedence}.

| rule | title | judul | basis |
|---|---|---|---|
"""


def rules_document() -> str:
    """
    Write the catalogue.

    Returns
    -------
    str
        Markdown.
    """
    head = HEAD.format(
        count=len(RULES),
        confidence=", ".join(f"{mark} {word}" for mark, word in CONFIDENCE.items()),
        precedence=", ".join(f"{number} {word}" for number, word in PRECEDENCE),
    )
    rows = [
        f"| [`{rule.code}`](#{rule.code}) | {rule.title_en} | {rule.title} | {citation(rule.legal[0])} |"
        for rule in RULES
    ]
    return head + "\n".join(rows) + "\n\n" + "\n\n".join(map(_section, RULES)) + "\n"


def _section(rule: Rule) -> str:
    summary, _, notes = (inspect.getdoc(type(rule)) or "").partition("\nNotes\n-----\n")
    parts = [
        f"## {rule.code}",
        f"**{rule.title_en}** / **{rule.title}**",
        summary.strip().replace("\n", " ").replace("``", "`"),
        notes.strip().replace("\n", " ").replace("``", "`"),
        "Basis: " + "; ".join(map(_basis, rule.legal)) + ".",
        f"Precedence {rule.precedence}. " + _sides(rule),
        _parameters(rule),
        "> " + rule.sentence + "\n>\n> " + rule.sentence_en,
        "Examples: " + "; ".join(example.title for example in rule.examples) + ".",
    ]
    return "\n\n".join(part for part in parts if part)


def _basis(basis: LegalBasis) -> str:
    if basis.instrument.startswith("ADR"):
        return f"house rule, {citation(basis)}"
    return f"{citation(basis)} ({CONFIDENCE[basis.confidence]})"


def _sides(rule: Rule) -> str:
    sides = []
    if type(rule).pricing is not Rule.pricing:
        sides.append("a person's own path")
    if type(rule).master is not Rule.master:
        sides.append("how people together fill posts and roles")
    return f"It concerns {' and '.join(sides)}." if sides else "It names approvals to obtain."


def _parameters(rule: Rule) -> str:
    fields = dataclasses.fields(rule.Params)
    if not fields:
        return ""
    rows = ["| parameter | meaning | arti | default | unit | bounds |", "|---|---|---|---|---|---|"]
    for field in fields:
        meta, default = field.metadata, default_of(field)
        bounds = "" if meta["low"] is None else f"{meta['low']} to {meta['high']}"
        cells = (f"`{field.name}`", meta["text_en"], meta["text"], _shown(default), meta["unit"], bounds)
        rows.append("| " + " | ".join(cells) + " |")
    return "\n".join(rows)


def _shown(default: Any) -> str:
    if isinstance(default, dict):
        return ", ".join(
            f"{key} {' to '.join(v) if isinstance(v, list) else v}" for key, v in default.items()
        )
    if isinstance(default, bool):
        return "yes" if default else "no"
    return ", ".join(map(str, default)) if isinstance(default, list) else str(default)
