"""The career ladder: which step a post stands on, and how ranks and education levels are ordered."""

from __future__ import annotations

STEPS = ("STAFF", "SUPERVISOR", "ADMINISTRATOR", "SENIOR_EXECUTIVE")
"""From low to high; functional levels stand on them by PermenPANRB 17/2021."""

_STEP_OF_LEVEL = {
    "Pemula": 0,
    "Terampil": 0,
    "Mahir": 0,
    "Penyelia": 0,
    "Ahli Pertama": 0,
    "Ahli Muda": 1,
    "Ahli Madya": 2,
    "Ahli Utama": 3,
}
_GROUPS = {"I": 0, "II": 10, "III": 20, "IV": 30}
_EDUCATION = ("SD", "SMP", "SMA", "D1", "D2", "D3", "S1", "S2", "S3")


def step_of(kind: str, functional_level: str | None) -> int:
    """Return the step of a post, 0 to 3."""
    return STEPS.index(kind) if kind in STEPS else _STEP_OF_LEVEL.get(functional_level or "", 0)


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
