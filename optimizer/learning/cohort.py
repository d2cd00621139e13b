"""Which histories may teach at a date, so that nothing is learned from the future or from the quick alone."""

from collections.abc import Sequence
from datetime import date, timedelta

from optimizer.learning.history import Snapshot, in_time_order

MATURITY = timedelta(days=365)
"""A snapshot teaches once its plan date and its review lie so far back. Taking only what is finished would
learn from the quick systems; at this age nearly all are finished, and the others enter as lasting at least
until now, which leaves every quantile below that length untouched (Powell 1986)."""


def mature(snapshots: Sequence[Snapshot], cut: date) -> list[Snapshot]:
    """
    Return the snapshots whose outcome is known well enough at a date.

    Parameters
    ----------
    snapshots : sequence of Snapshot
        Any order.
    cut : date
        Nothing that happened on this day or later is used.

    Returns
    -------
    list of Snapshot
        Oldest review first.
    """
    ripe = [one for one in snapshots if max(one.planned_finish, one.reviewed_on) + MATURITY <= cut]
    return in_time_order(ripe)


def split_by_time(snapshots: Sequence[Snapshot], share: float) -> tuple[list[Snapshot], list[Snapshot]]:
    """
    Split into older and newer systems; no system is in both.

    Parameters
    ----------
    snapshots : sequence of Snapshot
        Any order.
    share : float
        Share of the systems in the older part, between 0 and 1.

    Returns
    -------
    tuple of list of Snapshot
        Older, then newer, by the first review of each system.
    """
    ordered = in_time_order(snapshots)
    systems = list(dict.fromkeys(one.system for one in ordered))
    older = set(systems[: round(len(systems) * share)])
    return [one for one in ordered if one.system in older], [
        one for one in ordered if one.system not in older
    ]


def last_of_each(snapshots: Sequence[Snapshot]) -> list[Snapshot]:
    """
    Keep the newest snapshot of each system.

    Parameters
    ----------
    snapshots : sequence of Snapshot
        Any order.

    Returns
    -------
    list of Snapshot
        One per system, oldest review first.
    """
    return in_time_order(list({one.system: one for one in in_time_order(snapshots)}.values()))
