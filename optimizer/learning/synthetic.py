"""Synthetic histories whose truth is known, so that what training finds can be held against it."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import log

import numpy as np

from optimizer.learning.history import BUILDERS, DAYS_PER_MONTH, STAGES, Snapshot, months_between

FIRST_START = date(2008, 1, 1)
STARTS_OVER_DAYS = 15 * 365
STAGE_OF_SHARE = (0.05, 0.2, 0.7, 0.9)
"""Share of the work at which a stage ends: concept, analysis, build, test; the rest is rollout."""


@dataclass(frozen=True)
class Truth:
    """
    How late systems are, by law of this little world.

    slip = planned months * (noise - early) + vendor * months left (vendor only) + behind * months behind
    + lost * months of key-role service lost before the plan date; noise is exponential with mean ``spread``.
    """

    spread: float = 0.12
    early: float = 0.06
    vendor: float = 0.25
    behind: float = 0.7
    lost: float = 0.8

    def quantile(self, one: Snapshot, share: float) -> float:
        """Return the true quantile of the slip in months, for a share between 0 and 1."""
        noise = -self.spread * log(1 - share)
        return one.planned_months * (noise - self.early) + self._known(one)

    def draw(self, one: Snapshot, dice: np.random.Generator) -> float:
        """Draw a slip in months."""
        return one.planned_months * (dice.exponential(self.spread) - self.early) + self._known(one)

    def _known(self, one: Snapshot) -> float:
        left = max(0.0, months_between(one.reviewed_on, one.planned_finish))
        gone = months_between(one.started_on, one.reviewed_on) / one.planned_months
        behind = (gone - (one.progress or 0.0)) * one.planned_months
        vendor = self.vendor * left * (one.built_by == "vendor")
        return vendor + self.behind * behind + self.lost * (one.lost_ahead or 0.0)


NOISE = Truth(spread=0.25, early=0.1, vendor=0.0, behind=0.0, lost=0.0)
"""A world in which nothing but the planned time says how late a system will be: a model can win nothing."""


def synthetic(systems: int, seed: int = 1, truth: Truth | None = None) -> list[Snapshot]:
    """
    Draw histories: one review of each system between a fifth and four fifths of its planned time.

    Parameters
    ----------
    systems : int
        Number of systems, at least 0.
    seed : int
        Equal seeds give equal histories.
    truth : Truth, optional
        The law of the world; the usual one when missing.

    Returns
    -------
    list of Snapshot
        All finished, in order of their number.
    """
    law = truth or Truth()
    dice = np.random.default_rng(seed)
    return [_system(number, dice, law) for number in range(systems)]


def _system(number: int, dice: np.random.Generator, law: Truth) -> Snapshot:
    start = FIRST_START + timedelta(days=int(dice.integers(0, STARTS_OVER_DAYS)))
    planned = int(dice.integers(9, 37))
    plan = start + timedelta(days=round(planned * DAYS_PER_MONTH))
    gone = dice.uniform(0.2, 0.8)
    review = start + timedelta(days=round(planned * gone * DAYS_PER_MONTH))
    progress = float(np.clip(gone - dice.normal(0.08, 0.12), 0.0, 0.97))
    left = months_between(review, plan)
    # Some teams lose nobody; others lose a key person and wait, or train a newcomer.
    lost = 0.0 if dice.random() < 0.45 else float(min(left, dice.exponential(4.0)))
    before = 0.0 if dice.random() < 0.5 else float(dice.exponential(2.0))
    one = Snapshot(
        system=f"H{number + 1:04}",
        started_on=start,
        planned_finish=plan,
        reviewed_on=review,
        progress=round(progress, 2),
        stage=STAGES[sum(progress > end for end in STAGE_OF_SHARE)],
        built_by=str(dice.choice(BUILDERS, p=[0.5, 0.3, 0.2])),
        size=float(dice.integers(4, 25)) / 4,
        lost_before=round(before, 1),
        lost_ahead=round(lost, 1),
    )
    finish = plan + timedelta(days=round(law.draw(one, dice) * DAYS_PER_MONTH))
    finish = max(finish, review + timedelta(days=1))
    return Snapshot(**{**vars(one), "finished_on": finish})
