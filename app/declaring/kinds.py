"""Templates by kind of system: what such a system usually measures, passes through and needs."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from app.declaring.draft import IndicatorDraft, MilestoneDraft, RoleDraft, SystemDraft
from app.law.months import add_months
from app.web.i18n import language

FILE = Path(__file__).with_name("kinds.toml")
USUAL_MONTHS = 18
"""How long such a system usually takes; the head writes the date of the own performance contract."""
OTHER = "other"


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def kind_codes() -> list[str]:
    """Return the codes of all kinds in their order."""
    return list(_file()["kind"])


def kind_name(code: str) -> str:
    """Name a kind; one that came by import and has no template is shown as it was written."""
    kind = _file()["kind"].get(code)
    if kind is None:
        return code.replace("_", " ").capitalize()
    return str(kind["name_en"] if language() == "en" else kind["name"])


def role_names(code: str) -> list[str]:
    """Name the roles that a template brings."""
    return [_file()["role"][role]["name"] for role in _file()["kind"][code]["roles"]]


def purpose(code: str) -> str:
    """Say what a system of a kind is usually for."""
    return str(_file()["kind"][code]["purpose"])


def missing(code: str, known: Collection[str]) -> tuple[str, ...]:
    """Return the codes of the competencies that a template asks for and a catalogue does not hold."""
    needs = {name for role in _file()["kind"][code]["roles"] for name in _file()["role"][role]["needs"]}
    return tuple(sorted(needs - set(known)))


def template(code: str, known: Collection[str], today: date) -> SystemDraft:
    """
    Return the draft that a kind begins with.

    Competencies that the catalogue does not hold (`known` are its codes) are left out of the needs.
    """
    kind = _file()["kind"][code]
    finish = add_months(today, USUAL_MONTHS)
    days = (finish - today).days
    return SystemDraft(
        name="",
        kind=code,
        purpose=purpose(code),
        stage="concept",
        built_by="own",
        started_on=today,
        planned_finish=finish,
        roles=tuple(_role(name, known) for name in kind["roles"]),
        milestones=tuple(
            MilestoneDraft(name, today + timedelta(days=days * share // 100))
            for name, share in kind["milestones"]
        ),
        indicators=tuple(IndicatorDraft(name, unit, better) for name, unit, better in kind["indicators"]),
    )


def _role(code: str, known: Collection[str]) -> RoleDraft:
    role = _file()["role"][code]
    return RoleDraft(
        name=role["name"],
        percent=role["percent"],
        is_key=role["key"],
        needs=tuple((name, level) for name, level in role["needs"].items() if name in known),
        ramp=tuple(role["ramp"]),
    )
