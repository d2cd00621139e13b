"""A history: what was known of a system on a review date, and when it was finished."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

STAGES = ("concept", "analysis", "build", "test", "rollout")
BUILDERS = ("own", "vendor", "mixed")

DAYS_PER_MONTH = 365.25 / 12
"""Mean length of a month of the Gregorian calendar, in days."""


@dataclass(frozen=True)
class Snapshot:
    """
    One system on one review date.

    Attributes
    ----------
    system : str
        Key of the system; snapshots of one system are never split between training and test.
    started_on, planned_finish, reviewed_on : date
        Start of the work, plan date, and the day on which the rest was known; start < plan, start <= review.
    finished_on : date or None
        Outcome, not before the review; None while the work goes on.
    progress : float or None
        Share of the work done on the review date, 0 to 1; None when nobody recorded it.
    stage : str or None
        One of ``STAGES`` on the review date; None when unknown.
    built_by : str or None
        One of ``BUILDERS``; None when unknown.
    size : float or None
        Full persons that all roles need together, above 0; None when unknown.
    lost_before : float or None
        Months of key-role service lost from start to review, as the optimizer counts service.
    lost_ahead : float or None
        The same from the review to the *plan date*. The window does not end at the finish, for a late system
        has more time to lose people in, and the loss would then seem to explain the delay.
    """

    system: str
    started_on: date
    planned_finish: date
    reviewed_on: date
    finished_on: date | None = None
    progress: float | None = None
    stage: str | None = None
    built_by: str | None = None
    size: float | None = None
    lost_before: float | None = None
    lost_ahead: float | None = None

    @property
    def planned_months(self) -> float:
        """Months from start to plan date."""
        return months_between(self.started_on, self.planned_finish)

    def slip_by(self, cut: date) -> float:
        """Months from the plan date to the finish, or to the cut where the work was still going on then."""
        end = self.finished_on if self.finished_on and self.finished_on <= cut else cut
        return months_between(self.planned_finish, end)

    def is_open_on(self, cut: date) -> bool:
        """Tell whether the work was still going on at a date."""
        return self.finished_on is None or self.finished_on > cut


def months_between(since: date, until: date) -> float:
    """
    Count months as a real number.

    Parameters
    ----------
    since, until : date
        First and last day.

    Returns
    -------
    float
        Mean months of 30.4 days; negative when ``until`` is earlier.
    """
    return (until - since).days / DAYS_PER_MONTH


def in_time_order(snapshots: Sequence[Snapshot]) -> list[Snapshot]:
    """
    Order snapshots by review date, then by system, so that the order of the input has no meaning.

    Parameters
    ----------
    snapshots : sequence of Snapshot
        Any order.

    Returns
    -------
    list of Snapshot
        The same, oldest first.
    """
    return sorted(snapshots, key=lambda one: (one.reviewed_on, one.system))
