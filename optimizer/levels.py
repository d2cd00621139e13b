"""Scales of the civil service: career steps, ranks, education levels and their order."""

from collections.abc import Mapping
from typing import Literal

PostKind = Literal[
    "SENIOR_EXECUTIVE", "ADMINISTRATOR", "SUPERVISOR", "STAFF", "FUNCTIONAL_EXPERT", "FUNCTIONAL_SKILLED"
]
EmploymentKind = Literal["PNS", "CPNS", "PPPK", "PPPK_PART_TIME"]

STEPS = ("STAFF", "SUPERVISOR", "ADMINISTRATOR", "SENIOR_EXECUTIVE")
"""Career steps from low to high."""

FUNCTIONAL_STEPS = {
    "Pemula": "STAFF",
    "Terampil": "STAFF",
    "Mahir": "STAFF",
    "Penyelia": "STAFF",
    "Ahli Pertama": "STAFF",
    "Ahli Muda": "SUPERVISOR",
    "Ahli Madya": "ADMINISTRATOR",
    "Ahli Utama": "SENIOR_EXECUTIVE",
}
"""Functional levels on the steps of their equals by PermenPANRB 17/2021, unless a dated setting differs."""

_RANK_GROUPS = {"I": 0, "II": 10, "III": 20, "IV": 30}

EDUCATION_LEVELS = ("SD", "SMP", "SMA", "D1", "D2", "D3", "D4", "S1", "S2", "S3")
_EDUCATION_ORDER = {
    "SD": 0,
    "SMP": 1,
    "SMA": 2,
    "D1": 3,
    "D2": 4,
    "D3": 5,
    "D4": 6,
    "S1": 6,
    "S2": 7,
    "S3": 8,
}


def step_of(
    kind: str, functional_level: str | None = None, equals: Mapping[str, str] = FUNCTIONAL_STEPS
) -> int:
    """
    Place a post on the career ladder.

    Parameters
    ----------
    kind : str
        Kind of post.
    functional_level : str, optional
        Level of a functional post, for example ``"Ahli Muda"``.
    equals : mapping
        Step of each functional level; a level that is not listed stands with staff.

    Returns
    -------
    int
        Index into ``STEPS``: 0 staff, 1 supervisor, 2 administrator, 3 senior executive.

    References
    ----------
    .. [1] PermenPANRB 17/2021 and 25/2021 (delayering equivalence).
    """
    if kind in STEPS:
        return STEPS.index(kind)
    return STEPS.index(equals.get(functional_level or "", STEPS[0]))


def rank_order(rank: str | None) -> int | None:
    """
    Order a rank such as ``III/d``.

    Parameters
    ----------
    rank : str or None
        Group and letter; PPPK grades have none.

    Returns
    -------
    int or None
        Whole number that grows with the rank in steps of one inside a group; None when the text is no rank.
    """
    if rank is None or "/" not in rank:
        return None
    group, _, letter = rank.partition("/")
    if group not in _RANK_GROUPS or len(letter) != 1 or letter not in "abcde":
        return None
    return _RANK_GROUPS[group] + "abcde".index(letter)


def education_order(level: str | None) -> int | None:
    """
    Order an education level; D4 equals S1.

    Parameters
    ----------
    level : str or None
        One of ``EDUCATION_LEVELS``.

    Returns
    -------
    int or None
        Whole number that grows with the level; None when unknown.
    """
    return None if level is None else _EDUCATION_ORDER.get(level)
