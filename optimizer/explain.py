"""
Why a person stays or moves, what else was possible, and which rule closes which post until when.

Everything is read from case and plan with the verifier's side of the rules. Prices come from the plan's
certificate and are estimates: what a change costs the whole plan at the margin, not after replanning.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from optimizer.case import Case, Person, Post
from optimizer.errors import Fault, PlanError
from optimizer.plan import Plan
from optimizer.register import Register
from optimizer.rules import RULES, Rule, parameters_by_round, parameters_on
from optimizer.rules._base import Finding
from optimizer.verify import assess
from optimizer.walk import Journey, Stay, Walk, enter_journey, walk_plan

STEPS_AHEAD = 24
"""Objections that are followed from date to date before a move counts as not lawful within what is known."""

JUDGES = tuple(rule for rule in RULES if type(rule).objection is not Rule.objection)
"""Rules that can object to entering a post."""

PERSONAL = tuple(rule for rule in RULES if type(rule).master is Rule.master)
"""Rules whose points hang on one person's path alone."""


@dataclass(frozen=True)
class Check:
    """What one rule says about entering a post on a day; ``finding`` is None when it does not object."""

    rule: Rule
    finding: Finding | None
    lawful_from: date | None


@dataclass(frozen=True)
class Option:
    """
    Another post that the person could hold.

    Attributes
    ----------
    post : Post
        The post.
    round : int
        First round in which moving there is lawful for the person.
    fit : int
        Percent of the standard met in that round.
    points : int
        Own points against what the plan does, without the effect on others.
    price : float or None
        Estimated change of the plan's value, with the effect on others; None without a certificate.
    """

    post: Post
    round: int
    fit: int
    points: int
    price: float | None


@dataclass(frozen=True)
class Explanation:
    """
    What can be said about one person.

    Attributes
    ----------
    person : Person
        The person.
    journey : Journey
        The stays of the plan.
    points : dict
        Own points by rule.
    findings : list of Finding
        What the verifier found about the person.
    checks : list of (int, Post, list of Check)
        Round and post of each move, with what every rule says about it.
    options : list of Option
        Lawful alternatives, the best first.
    closed : Counter
        Posts that are not lawful within the horizon, by the first rule that bars them.
    """

    person: Person
    journey: Journey
    points: dict[str, int]
    findings: list[Finding]
    checks: list[tuple[int, Post, list[Check]]]
    options: list[Option]
    closed: Counter = field(default_factory=Counter)


def check(register: Register, person: Person, post: Post, rule: Rule, day: date) -> Check:
    """
    Ask one rule about entering a post on a day.

    Parameters
    ----------
    register : Register
        Records of the case by key.
    person : Person
        Who would move, from the post of today.
    post : Post
        Post that would be entered.
    rule : Rule
        The rule.
    day : date
        Day of the move.

    Returns
    -------
    Check
        The rule's objection, if any, and the first day from which it has none.
    """
    facts = rule.objection(register, person, post, day, parameters_on(register.case, rule, day))
    if facts is None:
        return Check(rule, None, day)
    return Check(rule, rule.breach(**facts), first_lawful(register, person, post, (rule,), day))


def first_lawful(
    register: Register, person: Person, post: Post, rules: tuple[Rule, ...] = JUDGES, day: date | None = None
) -> date | None:
    """
    Find the first day on which no rule objects to a move.

    Parameters
    ----------
    register : Register
        Records of the case by key.
    person : Person
        Who would move, from the post of today.
    post : Post
        Post that would be entered.
    rules : tuple of Rule
        Rules to ask; all that judge entries when missing.
    day : date, optional
        First day in question; the start of the horizon when missing.

    Returns
    -------
    date or None
        The day, or None when an objection has no end that the case knows.
    """
    day = day or register.dates[0]
    for _ in range(STEPS_AHEAD):
        objections = [
            rule.objection(register, person, post, day, parameters_on(register.case, rule, day))
            for rule in rules
        ]
        ends = [facts["lawful_from"] for facts in objections if facts is not None]
        if not ends:
            return day
        known = [end for end in ends if end is not None]
        if len(known) < len(ends) or max(known) <= day:
            return None
        day = max(known)
    return None


def explain_person(case: Case, plan: Plan, key: str) -> Explanation:
    """
    Explain what a plan does with a person.

    Parameters
    ----------
    case : Case
        A sound case.
    plan : Plan
        A plan of this case.
    key : str
        Key of the person.

    Returns
    -------
    Explanation
        Path, points, checks, alternatives and closed posts.

    Raises
    ------
    PlanError
        When the case has no such person.
    """
    walk = walk_plan(case, plan)
    register = walk.register
    if key not in register.persons:
        raise PlanError([Fault("--person", f'no person "{key}" in the case')])
    person = register.persons[key]
    journey = next(each for each in walk.journeys if each.person is person)
    findings = [each for each in assess(case, plan).findings if each.facts.get("person") == key]
    moves = [move for move in walk.moves if move.person is person]
    checks = [
        (
            move.round,
            move.target,
            [check(register, person, move.target, rule, register.dates[move.round]) for rule in JUDGES],
        )
        for move in moves
    ]
    options, closed = _options(walk, plan, journey)
    return Explanation(person, journey, _own_points(register, journey), findings, checks, options, closed)


def _options(walk: Walk, plan: Plan, journey: Journey) -> tuple[list[Option], Counter]:
    """Go through all posts of the case."""
    register, person = walk.register, journey.person
    planned = {stay.post.id for stay in journey.stays} | {person.post}
    params = {rule.code: parameters_by_round(walk.case, rule) for rule in JUDGES}
    prices = _Prices(plan)
    today = sum(_own_points(register, journey).values())
    priced_today = today - prices.of(register, journey) if prices else 0.0
    options, closed = [], Counter[str]()
    for post in walk.case.posts:
        if post.id in planned:
            continue
        first_bar = ""
        for t in range(journey.end):
            day = register.dates[t]
            first_bar = next(
                (
                    rule.code
                    for rule in sorted(JUDGES, key=lambda rule: rule.precedence)
                    if rule.objection(register, person, post, day, params[rule.code][t]) is not None
                ),
                "",
            )
            if not first_bar:
                other = _moving_at(register, journey, post, t)
                points = sum(_own_points(register, other).values())
                price = points - prices.of(register, other) - priced_today if prices else None
                fit = register.fit(person, post, t)
                options.append(Option(post, t, fit, points - today, price))
                break
        else:
            closed[first_bar] += 1
    options.sort(key=lambda each: (-(each.points if each.price is None else each.price), each.post.id))
    return options, closed


def _moving_at(register: Register, journey: Journey, post: Post, t: int) -> Journey:
    """The journey that stays as today until round t and then holds a post without roles."""
    present = register.posts[journey.person.post]
    stays = [Stay(present, 0, t - 1, {})] if t else []
    return Journey(journey.person, [*stays, Stay(post, t, journey.end - 1, {})], journey.end)


def _own_points(register: Register, journey: Journey) -> dict[str, int]:
    walk = Walk(register)
    enter_journey(walk, journey)
    points: Counter[str] = Counter()
    for rule in PERSONAL:
        for finding in rule.verify(walk, parameters_by_round(register.case, rule)):
            points[rule.code] += finding.points
    return {code: total for code, total in points.items() if total}


class _Prices:
    """The multipliers of a certificate, as points per unit of a row; false without one."""

    def __init__(self, plan: Plan) -> None:
        self.certificate = plan.certificate

    def __bool__(self) -> bool:
        return self.certificate is not None

    def of(self, register: Register, journey: Journey) -> float:
        """Return what the places and departures of a journey cost at these prices."""
        if self.certificate is None:
            return 0.0
        price = self.certificate.multipliers.get
        total = 0
        post = register.posts[journey.person.post]
        for stay in journey.stays:
            total += sum(price(f"formation:{stay.post.id}:{t}", 0) for t in range(stay.first, stay.last + 1))
            if register.department[stay.post.id] != register.department[post.id]:
                total += price(f"unit_turnover:{register.department[post.id]}:{stay.first}", 0)
            post = stay.post
        return total / self.certificate.scale
