"""
The price loop for transfers between agencies: a master that knows prices and answers, and nothing else.

Each agency plans its own case at given prices for people who may move. A host pays the price and the home
gets it, so that prices cancel out where both agree. For any prices the sum of the agencies' proven bounds is
a bound on every joint plan (Lagrangian relaxation of "who leaves enters"). The master lowers a price where
somebody leaves and does not enter, and raises it where somebody would enter and does not leave. Transfers on
which both sides agree are then fixed, and each agency plans once more without prices; what is kept is never
worse than no transfer at all.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from optimizer.case import Case
from optimizer.errors import SolveError
from optimizer.io import decode_plan
from optimizer.many.offers import Link
from optimizer.many.orders import Delivery
from optimizer.many.sides import Agreed, outside_post, priced_case, settled_case, visitor
from optimizer.plan import Plan

PlanAll = Callable[[str, Mapping[str, Case]], Mapping[str, Delivery]]
"""Plans cases by agency, side by side; the text names the step of the loop."""

OWN = "own"
"""Name of the step in which every agency plans its own case."""

MOST_POINTS = 900_000
"""Prices are held within this, well inside of what a case may state."""


@dataclass(frozen=True)
class Turn:
    """One turn of the loop: bound of its prices, and how many links the sides disagreed about."""

    number: int
    bound: int
    disagreements: int
    prices: dict[tuple[int, int], int]


@dataclass
class Joint:
    """
    What the loop has found.

    Attributes
    ----------
    value : int
        Points of all agencies' plans together.
    bound : int
        Points that no joint plan exceeds, within the offers.
    baseline : int
        Points of the plans without any transfer.
    agreed : list of Agreed
        Transfers of the best plan.
    deliveries : mapping
        Verified plans by agency, those of the agencies' own cases or of their settled ones.
    cases : mapping
        The cases that these plans belong to.
    turns : list of Turn
        What happened.
    """

    value: int
    bound: int
    baseline: int
    agreed: list[Agreed]
    deliveries: dict[str, Delivery]
    cases: dict[str, Case]
    turns: list[Turn] = field(default_factory=list)


class PriceLoop:
    """
    Coordinates agencies by prices.

    Parameters
    ----------
    cases : mapping
        Cases by agency, without transfers.
    links : sequence of Link
        Who may move where.
    plan_all : callable
        Plans cases side by side.
    say : callable
        Told of each turn in a sentence.
    """

    def __init__(
        self,
        cases: Mapping[str, Case],
        links: Sequence[Link],
        plan_all: PlanAll,
        say: Callable[[str], None] = lambda words: None,
    ) -> None:
        self._cases = dict(cases)
        self._links = list(links)
        self._plan_all = plan_all
        self._say = say
        self._concerned = sorted({agency for link in links for agency in (link.home, link.host)})
        self._tried: set[frozenset[tuple[int, str, int]]] = {frozenset()}

    def run(self, turns: int) -> Joint:
        """
        Go through the loop.

        Parameters
        ----------
        turns : int
            Most turns; the loop ends earlier where value and bound meet.

        Returns
        -------
        Joint
            Lawful in every agency, for the verifier has judged each plan against its case. The bound holds
            for plans in which only the offered people change agencies, each once, to posts and in rounds
            that are offered.

        Raises
        ------
        SolveError
            When an agency has no plan without transfers, or none at some prices.
        """
        own = self._planned(OWN, self._cases)
        values = {agency: _value(each) for agency, each in own.items()}
        baseline = sum(values.values())
        rest = sum(_bound(each) for agency, each in own.items() if agency not in self._concerned)
        joint = Joint(baseline, 2**62, baseline, [], own, dict(self._cases))
        prices = {(link.number, t): 0 for link in self._links for t in link.rounds}
        reach = 1.0
        for number in range(1, turns + 1):
            answers = self._at(f"prices-{number:02d}", prices)
            bound = rest + sum(_bound(each) for each in answers.values())
            reach = reach if bound < joint.bound else reach / 2
            joint.bound = min(joint.bound, bound)
            leaves, enters = self._answers(answers)
            slope = {key: (key in leaves) - (key in enters) for key in prices}
            apart = sum(map(abs, slope.values()))
            joint.turns.append(Turn(number, bound, apart, dict(prices)))
            for n, wanted in enumerate(self._proposals(leaves, enters, prices)):
                self._try(f"fixed-{number:02d}-{n}", wanted, own, joint)
            self._say(
                f"turn {number}: {apart} disagreements, bound {joint.bound:,}, value {joint.value:,} "
                f"with {len(joint.agreed)} transfers ({joint.value - baseline:+,} points)"
            )
            if joint.value >= joint.bound or not apart:
                break
            step = reach * max(1, bound - joint.value) / apart
            prices = {key: _held(round(prices[key] - step * slope[key])) for key in prices}
        return joint

    def _at(self, name: str, prices: Mapping[tuple[int, int], int]) -> dict[str, Delivery]:
        cases = {agency: priced_case(agency, self._cases, self._links, prices) for agency in self._concerned}
        return self._planned(name, cases)

    def _planned(self, name: str, cases: Mapping[str, Case]) -> dict[str, Delivery]:
        answers = dict(self._plan_all(name, cases))
        for agency in sorted(cases):
            summary = answers[agency].summary
            if summary.status != "planned":
                words = "; ".join(summary.messages)
                raise SolveError(f"{agency} has no plan at step {name} ({summary.status}): {words}")
        return answers

    def _answers(
        self, answers: Mapping[str, Delivery]
    ) -> tuple[set[tuple[int, int]], dict[tuple[int, int], str]]:
        """Who leaves by which link in which round, and who enters so, with the post."""
        plans = {agency: decode_plan(each.plan) for agency, each in answers.items()}
        leaves: set[tuple[int, int]] = set()
        enters: dict[tuple[int, int], str] = {}
        for link in self._links:
            for post, t in _entered(plans[link.home], link.person):
                if post == outside_post(link):
                    leaves.add((link.number, t))
            for post, t in _entered(plans[link.host], visitor(link)):
                if post in link.posts:
                    enters[link.number, t] = post
        return leaves, enters

    def _proposals(
        self,
        leaves: set[tuple[int, int]],
        enters: Mapping[tuple[int, int], str],
        prices: Mapping[tuple[int, int], int],
    ) -> Iterator[list[Agreed]]:
        """Transfers on which both sides agree; and all that hosts want, each person by the highest price."""
        both = {key: post for key, post in enters.items() if key in leaves}
        for chosen in (both, enters):
            best: dict[tuple[str, str], tuple[int, int]] = {}
            for key in sorted(chosen, key=lambda key: (-prices[key], key)):
                link = self._links[key[0]]
                best.setdefault((link.home, link.person), key)
            yield [Agreed(self._links[n], chosen[n, t], t) for n, t in sorted(best.values())]

    def _try(self, name: str, wanted: list[Agreed], own: Mapping[str, Delivery], joint: Joint) -> None:
        """Fix transfers and plan whom they concern; keep the result when it is better."""
        key = frozenset((each.link.number, each.post, each.round) for each in wanted)
        if key in self._tried:
            return
        self._tried.add(key)
        concerned = {agency for each in wanted for agency in (each.link.home, each.link.host)}
        cases = {agency: settled_case(agency, self._cases, wanted) for agency in sorted(concerned)}
        answers = self._plan_all(name, cases)
        if any(answers[agency].summary.status != "planned" for agency in cases):
            return
        deliveries = {**own, **answers}
        value = sum(_value(each) for each in deliveries.values())
        if value > joint.value:
            joint.value, joint.agreed = value, wanted
            joint.deliveries, joint.cases = deliveries, {**self._cases, **cases}


def _entered(plan: Plan, person: str) -> Iterator[tuple[str, int]]:
    """Posts that a person holds in a plan, with the round from which on."""
    held = ""
    for path in plan.paths:
        if path.person == person:
            for stay in path.stays:
                if stay.post != held:
                    yield stay.post, stay.first
                held = stay.post


def _value(delivery: Delivery) -> int:
    return delivery.summary.value or 0


def _bound(delivery: Delivery) -> int:
    bound = delivery.summary.bound
    if bound is None:
        raise SolveError(f"{delivery.summary.agency} has a plan without a bound")
    return bound


def _held(price: int) -> int:
    return max(-MOST_POINTS, min(MOST_POINTS, price))
