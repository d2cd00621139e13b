"""
Plans tested against drawn futures: people go, moves are refused, systems slip; what a repair is then worth.

A draw depends on seed and key alone, not on the plan, so that several plans meet the same futures.
"""

import hashlib
import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from optimizer.calendar import add_months, round_dates
from optimizer.case import Case, Departure
from optimizer.choosing.events import DEFAULT_CHARGE, Events, Refusal, Slip, moves_of
from optimizer.choosing.replanning import Replanned, replan
from optimizer.errors import NoPlanError
from optimizer.plan import Plan
from optimizer.walk import walk_plan

CERTAIN = 1_000_000
"""Parts of a chance: draws are whole numbers below this."""


@dataclass(frozen=True)
class Odds:
    """
    Chances of what may happen; house figures, to be replaced by learned ones where there are any.

    Attributes
    ----------
    leave : float
        That a person goes in a round, 0..1, apart from retirement, which the rules know.
    refuse : float
        That a move of the first round is refused, 0..1.
    slip : float
        That a system is finished later than forecast, 0..1.
    slip_months : int
        Longest delay; each whole number of months up to it is as likely.
    """

    leave: float = 0.01
    refuse: float = 0.05
    slip: float = 0.3
    slip_months: int = 12


@dataclass(frozen=True)
class Future:
    """
    One drawn future and the repair in it.

    Attributes
    ----------
    number : int
        Which draw.
    events : Events
        What happens.
    repaired : Replanned or None
        None where no lawful plan was found.
    """

    number: int
    events: Events
    repaired: Replanned | None


@dataclass(frozen=True)
class Tested:
    """
    A plan over many futures.

    Attributes
    ----------
    futures : tuple of Future
        In the order of their numbers.
    value : int
        Points of the plan where nothing happens.
    weak_posts : tuple of (post, futures, futures with the post concerned)
        Posts that have fewer holders in the last round than planned, most often first; counted over the
        futures in which something happened to one of their planned holders.
    """

    futures: tuple[Future, ...]
    value: int
    weak_posts: tuple[tuple[str, int, int], ...]

    @property
    def worths(self) -> list[int]:
        """Points of the repaired plans without what keeping earns, in the order of their futures."""
        return [each.repaired.worth for each in self.futures if each.repaired is not None]

    @property
    def mean(self) -> float | None:
        """Mean worth over the futures with a repair; None without one."""
        return sum(self.worths) / len(self.worths) if self.worths else None

    @property
    def tenth(self) -> int | None:
        """Worth that nine of ten repaired futures reach; None without a repair."""
        return sorted(self.worths)[(len(self.worths) - 1) // 10] if self.worths else None

    @property
    def error(self) -> float | None:
        """Standard error of the mean; None with fewer than two repairs."""
        worths, mean = self.worths, self.mean
        if mean is None or len(worths) < 2:
            return None
        spread = sum((each - mean) ** 2 for each in worths) / (len(worths) - 1)
        return math.sqrt(spread / len(worths))

    def record(self) -> dict[str, Any]:
        """
        Put it into words for programs.

        Returns
        -------
        dict
            Numbers over all futures, weak posts, and each future with its events and its repair.
        """
        return {
            "value": self.value,
            "futures": len(self.futures),
            "without_lawful_repair": sum(each.repaired is None for each in self.futures),
            "mean": self.mean,
            "standard_error": self.error,
            "tenth": self.tenth,
            "weak_posts": [{"post": p, "short": n, "concerned": of} for p, n, of in self.weak_posts],
            "each": [_recorded(each) for each in self.futures],
        }


def _recorded(future: Future) -> dict[str, Any]:
    events = future.events
    return {
        "number": future.number,
        "refusals": [each.person for each in events.refusals],
        "departures": [{"person": each.person, "on": each.on.isoformat()} for each in events.departures],
        "slips": [{"system": s.system, "finishes_on": s.finishes_on.isoformat()} for s in events.slips],
        "repaired": None if future.repaired is None else future.repaired.record(),
    }


def draw(case: Case, plan: Plan, odds: Odds, seed: int, number: int) -> Events:
    """
    Draw one future.

    Parameters
    ----------
    case : Case
        The case.
    plan : Plan
        The plan, of which moves of the first round may be refused.
    odds : Odds
        Chances.
    seed, number : int
        Which futures, and which of them.

    Returns
    -------
    Events
        The same person goes, the same system slips, whatever the plan; who would refuse refuses any move.
    """

    def falls(kind: str, key: str, chance: float) -> bool:
        return _chance(seed, number, kind, key) < chance * CERTAIN

    dates = round_dates(case.horizon)[:-1]
    departures = []
    for person in case.persons:
        goes = next((t for t in range(len(dates)) if falls(f"leave {t}", person.id, odds.leave)), None)
        if goes is not None:
            departures.append(Departure(person=person.id, on=dates[goes]))
    gone = {each.person for each in departures if each.on == dates[0]}
    refusals = [
        Refusal(move.person.id, move.target.id)
        for move in moves_of(case, plan)
        if move.round == 0 and move.person.id not in gone and falls("refuse", move.person.id, odds.refuse)
    ]
    slips = []
    for system in case.systems:
        if system.finishes_on > dates[0] and falls("slip", system.id, odds.slip):
            months = 1 + _chance(seed, number, "months", system.id) * odds.slip_months // CERTAIN
            slips.append(Slip(system.id, _later(system.finishes_on, months)))
    return Events(tuple(refusals), tuple(departures), tuple(slips))


def _later(day: date, months: int) -> date:
    """The first of the month that many months later."""
    return add_months(day.replace(day=1), months)


def _chance(*parts: object) -> int:
    """A whole number below ``CERTAIN`` that depends on its parts alone."""
    text = " ".join(map(str, parts)).encode()
    return int.from_bytes(hashlib.sha256(text).digest()[:8], "big") % CERTAIN


def future_test(
    case: Case,
    plan: Plan,
    *,
    futures: int = 200,
    odds: Odds | None = None,
    charge: int = DEFAULT_CHARGE,
    seed: int = 0,
    on_future: Callable[[Future], None] | None = None,
) -> Tested:
    """
    Repair a plan in many drawn futures.

    Parameters
    ----------
    case : Case
        A sound case.
    plan : Plan
        A lawful plan of it.
    futures : int
        How many.
    odds : Odds, optional
        Chances.
    charge : int
        Points for each changed move when repairs are chosen; worths are stated without it.
    seed : int
        Which futures; equal seeds give equal futures to different plans.
    on_future : callable, optional
        Told of each future.

    Returns
    -------
    Tested
        Every repair is verified. What happens later is known to the repair at once: the worths say what a
        planner who learns of everything in time could still reach. Cost: one ``replan`` for each future.

    Raises
    ------
    PlanError
        When the plan belongs to another case.
    """
    found = []
    for number in range(futures):
        events = draw(case, plan, odds or Odds(), seed, number)
        try:
            repaired = replan(case, plan, events, charge=charge, seed=seed)
        except NoPlanError:
            repaired = None
        found.append(Future(number, events, repaired))
        if on_future is not None:
            on_future(found[-1])
    return Tested(tuple(found), plan.value, _weak(case, plan, found))


def _weak(case: Case, plan: Plan, futures: list[Future]) -> tuple[tuple[str, int, int], ...]:
    """Posts that lost a planned holder for good, with the futures in which one of theirs was struck."""
    planned = _last_posts(case, plan)
    short: Counter[str] = Counter()
    concerned: Counter[str] = Counter()
    before = Counter(planned.values())
    for future in futures:
        struck = {each.person for each in future.events.refusals}
        struck |= {each.person for each in future.events.departures}
        posts = {planned[who] for who in struck if who in planned}
        concerned.update(posts)
        if future.repaired is not None:
            after = Counter(_last_posts(future.repaired.case, future.repaired.plan).values())
            short.update(post for post in posts if after[post] < before[post])
    order = sorted(short, key=lambda post: (-short[post], post))
    return tuple((post, short[post], concerned[post]) for post in order)


def _last_posts(case: Case, plan: Plan) -> dict[str, str]:
    """Post that each person holds in the last round; nobody who has gone by then."""
    held = walk_plan(case, plan).held({person.id for person in case.persons})
    return {who: posts[-1].id for who, posts in held.items() if posts and posts[-1] is not None}


def sturdier(tested: dict[str, Tested], within: float = 0.01) -> list[str]:
    """
    Order near-equal plans by what nine of ten futures leave of them.

    Parameters
    ----------
    tested : dict
        Plans by name, tested over the same futures.
    within : float
        Share of the best value by which a plan may be worth less and still count as near.

    Returns
    -------
    list of str
        Names of the near plans: fewer futures without a lawful repair first, then the greater worth of the
        worst tenth, then the greater mean.
    """
    if not tested:
        return []
    best = max(each.value for each in tested.values())
    near = [name for name, each in tested.items() if best - each.value <= within * abs(best)]

    def rank(name: str) -> tuple[int, float, float]:
        each = tested[name]
        failed = sum(future.repaired is None for future in each.futures)
        return (failed, -(each.tenth or -math.inf), -(each.mean or -math.inf))

    return sorted(near, key=rank)
