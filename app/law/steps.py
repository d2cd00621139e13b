"""The career ladder: which step a post stands on, and how ranks and education levels are ordered."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from app.law.settings import Law
from app.seeds import read

DELAYERING = "delayering"
"""Code of the setting that places functional levels on the steps."""

STEPS = ("STAFF", "SUPERVISOR", "ADMINISTRATOR", "SENIOR_EXECUTIVE")
"""From low to high; on which of them a functional level stands is a setting (PermenPANRB 17/2021)."""

_GROUPS = {"I": 0, "II": 10, "III": 20, "IV": 30}
_EDUCATION = ("SD", "SMP", "SMA", "D1", "D2", "D3", "S1", "S2", "S3")


def step_of(kind: str, functional_level: str | None, law: Law) -> int:
    """Return the step of a post, 0 to 3; the lowest for a functional level that no law in force lists."""
    if kind in STEPS:
        return STEPS.index(kind)
    setting = law.settings.get(DELAYERING)
    equals = setting.parameters.get("steps", {}) if setting else _shipped_steps()
    step = equals.get(functional_level or "")
    return STEPS.index(step) if step in STEPS else 0


@cache
def _shipped_steps() -> Mapping[str, str]:
    """Steps that come with the program: they hold where a database is older than their setting."""
    setting = next(each for each in read("rules") if each["code"] == DELAYERING)
    steps: dict[str, str] = setting["parameters"]["steps"]
    return steps


def rank_order(rank: str | None) -> int | None:
    """Return a number that grows with the rank; nothing for a grade of contract staff."""
    group, _, letter = (rank or "").partition("/")
    if group not in _GROUPS or len(letter) != 1 or letter not in "abcde":
        return None
    return _GROUPS[group] + "abcde".index(letter)


def education_order(level: str | None) -> int | None:
    """Return a number that grows with the education level; D4 equals S1."""
    level = "S1" if level == "D4" else level
    return _EDUCATION.index(level) if level in _EDUCATION else None
