"""The rule court: which demands and rules are in conflict, what would resolve it, and from which date."""

from optimizer.court.demanded import first_dates
from optimizer.court.facts import Wish
from optimizer.court.judge import judge
from optimizer.court.verdict import Verdict

__all__ = ["Verdict", "Wish", "first_dates", "judge"]
