"""Features of a snapshot: months and counts, none about a person."""

from collections.abc import Sequence

import numpy as np

from optimizer.learning.history import STAGES, Snapshot, months_between

FEATURES = (
    "planned_months",
    "months_left",
    "months_overdue",
    "months_behind",
    "stages_left",
    "size",
    "vendor_months",
    "mixed_months",
    "lost_before",
    "lost_ahead",
)
"""Names of the columns, in order. No sex, religion, marriage, age or name, nor a stand-in for one."""

LAST_STAGE = len(STAGES) - 1
LOST_AHEAD = FEATURES.index("lost_ahead")


def features(snapshots: Sequence[Snapshot]) -> np.ndarray:
    """
    Write snapshots as numbers; what was not recorded is NaN.

    Parameters
    ----------
    snapshots : sequence of Snapshot
        Of length n.

    Returns
    -------
    numpy.ndarray
        Shape (n, len(FEATURES)), floats. In months, but ``stages_left`` (0 to 4) and ``size`` (persons).
        ``months_behind`` is (share of planned time gone - progress) * planned months, negative when ahead.
    """
    return np.array([_row(one) for one in snapshots], float).reshape(len(snapshots), len(FEATURES))


def _row(one: Snapshot) -> list[float]:
    planned = one.planned_months
    left = months_between(one.reviewed_on, one.planned_finish)
    gone = min(1.0, max(0.0, months_between(one.started_on, one.reviewed_on) / planned))
    unknown = float("nan")
    return [
        planned,
        max(0.0, left),
        max(0.0, -left),
        unknown if one.progress is None else (gone - one.progress) * planned,
        unknown if one.stage is None else LAST_STAGE - STAGES.index(one.stage),
        unknown if one.size is None else one.size,
        unknown if one.built_by is None else max(0.0, left) * (one.built_by == "vendor"),
        unknown if one.built_by is None else max(0.0, left) * (one.built_by == "mixed"),
        unknown if one.lost_before is None else one.lost_before,
        unknown if one.lost_ahead is None else one.lost_ahead,
    ]
