"""
The second method: journeys of the people concerned, tried one after the other and judged by the verifier's
side of the rules. It knows no solver, no pricing part and no model.

Only the facts in question bind. Posts that the facts do not name and that they judge alike are represented
by as many of them as one journey can visit apart from each other.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from optimizer.calendar import round_dates
from optimizer.case import Person, Post
from optimizer.court.facts import COUPLING, Fact
from optimizer.court.menus import Menu, menus
from optimizer.plan import Assignment
from optimizer.register import Register
from optimizer.rules import RULE_OF, RULES, Rule, parameters_by_round
from optimizer.rules._base import Finding
from optimizer.walk import Journey, Stay, Walk, enter_journey

MOST_JOURNEYS = 40_000
"""Steps tried for one person before the second method gives no answer."""

ENDS_LATE = frozenset({"role_commitment"})
"""Rules that judge how long a stay has been when it is over."""

Place = tuple[str, Menu]
Row = tuple[str, str, int]


class Undecided(Exception):
    """There are too many journeys to try them all."""


@dataclass(frozen=True)
class Trial:
    """Whether the facts can hold together, and journeys in which they do."""

    possible: bool
    journeys: tuple[Journey, ...] = ()


def breaches(register: Register, journey: Journey, codes: Collection[str]) -> Iterator[tuple[Fact, Finding]]:
    """
    Tell which facts a journey breaks, beside the rules over several people.

    Parameters
    ----------
    register : Register
        Records of the case by key.
    journey : Journey
        Stays of one person.
    codes : collection of str
        Rules to ask.

    Yields
    ------
    tuple of Fact and Finding
        The instance broken, and what the verifier says about it.
    """
    walk = Walk(register)
    enter_journey(walk, journey)
    person = journey.person
    for code in codes:
        rule = RULE_OF[code]
        params = parameters_by_round(register.case, rule)
        # The count of holders is a matter of all; what speaks against one entry is a matter of the person.
        verify = Rule.verify if code == "formation" else type(rule).verify
        for finding in verify(rule, walk, params):
            if finding.kind != "breach":
                continue
            if code == "hold":
                yield Fact("hold", "hold", person.id, role=finding.facts["role"]), finding
            else:
                yield Fact("rule", code, person=person.id), finding


def broken_demands(register: Register, walk: Walk, facts: Collection[Fact]) -> Iterator[Fact]:
    """
    Tell which pins, exclusions, marks and wishes one journey breaks.

    Parameters
    ----------
    register : Register
        Records of the case by key.
    walk : Walk
        Walk of one journey.
    facts : collection of Fact
        Demands to ask for.

    Yields
    ------
    Fact
        Each one that is broken.
    """
    journey = walk.journeys[0]
    held = {t: stay for stay in journey.stays for t in range(stay.first, stay.last + 1)}
    for fact in facts:
        later = [stay for t, stay in held.items() if t >= fact.round]
        if fact.kind == "pin" or (fact.kind == "wish" and fact.post):
            is_broken = any(stay.post.id != fact.post for stay in later)
        elif fact.kind == "wish":
            is_broken = any(
                fact.role not in stay.roles
                for t, stay in held.items()
                if t >= fact.round and register.runs(fact.role, t)
            )
        else:
            is_broken = any(move.target.id == fact.post or fact.kind == "mark" for move in walk.moves)
        if fact.kind == "wish" and journey.end <= fact.round:
            is_broken = True
        if is_broken:
            yield fact


def possible(register: Register, facts: Collection[Fact], ignored: Collection[tuple[str, str]] = ()) -> Trial:
    """
    Try whether some facts can hold together.

    Parameters
    ----------
    register : Register
        Records of the case by key.
    facts : collection of Fact
        Facts to hold; nothing else binds but that service ends.
    ignored : collection of (str, str)
        Rule and person whose service it does not end.

    Returns
    -------
    Trial
        The answer, with journeys when it is yes.

    Raises
    ------
    Undecided
        When there are too many journeys.
    """
    people = sorted({fact.person for fact in facts if fact.person})
    rows = {(f.rule, f.post or f.role or f.department, f.round) for f in facts if _is_row(f)}
    named = {fact.post for fact in facts if fact.post} | {register.persons[key].post for key in people}
    choices = []
    for key in people:
        mine = [fact for fact in facts if fact.person == key]
        seen: dict[frozenset[Row], Journey] = {}
        for journey in _Search(register, register.persons[key], mine, (facts, named, ignored)).journeys():
            seen.setdefault(frozenset(_uses(register, journey, rows)), journey)
        # All limits are upper ones: who uses less can always take the place of who uses more.
        least = [use for use in seen if not any(other < use for other in seen)]
        if not least:
            return Trial(False)
        choices.append([(use, seen[use]) for use in sorted(least, key=len)])
    chosen = _together(choices, {row: _limit(register, row) for row in rows})
    return Trial(chosen is not None, tuple(chosen or ()))


def _is_row(fact: Fact) -> bool:
    return fact.rule in COUPLING and not fact.person


def _uses(register: Register, journey: Journey, rows: set[Row]) -> Iterator[Row]:
    post = register.posts[journey.person.post]
    for stay in journey.stays:
        if stay.post is not post:
            leaving = ("unit_turnover", register.department[post.id], stay.first)
            if register.department[post.id] != register.department[stay.post.id] and leaving in rows:
                yield leaving
            post = stay.post
        for t in range(stay.first, stay.last + 1):
            if ("formation", post.id, t) in rows:
                yield "formation", post.id, t
            yield from (row for role in stay.roles if (row := ("role_places", role, t)) in rows)


def _limit(register: Register, row: Row) -> int:
    """Read a limit from the words of the rule's own description, apart from its rows."""
    code, key, t = row
    params = parameters_by_round(register.case, RULE_OF[code])[t]
    if code == "formation":
        return max(register.posts[key].formation, register.holders[key])
    if code == "unit_turnover":
        present = sum(register.department[person.post] == key for person in register.case.persons)
        return max(1, present * params.percent // 100)
    if not register.runs(key, t):
        return len(register.persons)
    whole, rest = divmod(register.roles[key][1].need_percent, params.share)
    served = sum(service.role == key for service in register.case.services)
    return max(whole + bool(rest) + params.spare, served)


def _together(choices: list[list[tuple[frozenset[Row], Journey]]], limits: dict[Row, int]) -> list | None:
    """Choose a journey for everybody within the limits, by trying; None when there is none."""
    used: Counter[Row] = Counter()
    chosen: list[Journey] = []
    order = sorted(range(len(choices)), key=lambda i: len(choices[i]))

    def fits(n: int) -> bool:
        if n == len(order):
            return True
        for use, journey in choices[order[n]]:
            if all(used[row] < limits[row] for row in use):
                used.update(use)
                chosen.append(journey)
                if fits(n + 1):
                    return True
                chosen.pop()
                used.subtract(use)
        return False

    return chosen if fits(0) else None


class _Search:
    """Journeys of one person that keep the person's facts, found depth first."""

    def __init__(
        self,
        register: Register,
        person: Person,
        mine: list[Fact],
        shared: tuple[Collection[Fact], set[str], Collection[tuple[str, str]]],
    ) -> None:
        facts, named, ignored = shared
        self.register, self.person = register, person
        self.facts = set(mine)
        self.demands = [each for each in mine if each.kind in {"pin", "exclusion", "mark", "wish"}]
        self.codes = sorted({fact.rule for fact in mine if fact.kind in {"rule", "hold"}})
        self.early = [code for code in self.codes if code not in ENDS_LATE]
        self.enders = [
            (rule, parameters_by_round(register.case, rule))
            for rule in RULES
            if rule.ends_service and (rule.code, person.id) not in ignored
        ]
        self.dates = round_dates(register.case.horizon)
        self.class_of: dict[str, tuple] = {}
        asked = list(dict.fromkeys(each.role for each in mine if each.kind in {"hold", "wish"} and each.role))
        posts = self._posts(named, facts, asked)
        self.present = menus(register, person, register.posts[person.post], ())[0]
        self.places = [(post, menu) for post in posts for menu in menus(register, person, post, tuple(asked))]
        self.steps = 0

    def _posts(self, named: set[str], facts: Collection[Fact], asked: list[str]) -> list[Post]:
        """Named posts, and some of each class of the others."""
        register, rounds = self.register, self.register.rounds
        departments = {fact.department for fact in facts if fact.department}
        units = {register.roles[role][0].unit for role in asked}
        rules = [(RULE_OF[code], parameters_by_round(register.case, RULE_OF[code])) for code in self.codes]
        classes: defaultdict[tuple, list[Post]] = defaultdict(list)
        chosen = []
        for post in register.case.posts:
            if post.id in named:
                chosen.append(post)
                continue
            department = register.department[post.id]
            mark: tuple = (
                post.kind if asked or {"freeze", "performance"} & set(self.codes) else "",
                post.leads_unit and "freeze" in self.codes,
                register.step[post.id],
                post.unit if post.unit in units else "",
                department if department in departments else "",
                tuple(
                    rule.objection(register, self.person, post, self.dates[t], params[t]) is None
                    for rule, params in rules
                    for t in range(rounds)
                ),
                tuple(self._serves(post, t) for t in range(rounds)),
            )
            classes[mark].append(post)
            self.class_of[post.id] = mark
        for group in classes.values():
            chosen += group[: (rounds + 1) // 2]
        return chosen

    def _serves(self, post: Post, t: int) -> bool:
        return all(
            rule.serves(self.register, self.person, post, self.dates[t], params[t])
            for rule, params in self.enders
        )

    def journeys(self) -> Iterator[Journey]:
        """Yield every journey that keeps the facts."""
        yield from self._on([], self.register.posts[self.person.post], 0)

    def _on(self, stays: list[Stay], post: Post, t: int) -> Iterator[Journey]:
        """Go on from a post before round t."""
        if t == self.register.rounds or not self._serves(post, t):
            journey = Journey(self.person, stays, t)
            if self._keeps(journey, self.codes, whole=True):
                yield journey
            return
        for target, menu in self._next(stays, post):
            if not self._serves(target, t):
                continue
            later = self._extended(stays, target, menu, t)
            if self._keeps(Journey(self.person, later, t + 1), self.early, whole=False):
                yield from self._on(later, target, t + 1)

    def _next(self, stays: list[Stay], post: Post) -> Iterator[tuple[Post, Menu]]:
        """Places to be in next: of equal posts the first not yet visited, and none from its equal."""
        if not stays or (len(stays) == 1 and stays[0].post.id == self.person.post):
            yield self.register.posts[self.person.post], self.present
        visited = {stay.post.id for stay in stays}
        fresh: set[tuple] = set()
        for target, menu in self.places:
            kind = self.class_of.get(target.id)
            if kind is not None and target is not post:
                if target.id in visited or self.class_of.get(post.id) == kind or (kind, menu) in fresh:
                    continue
                fresh.add((kind, menu))
            yield target, menu

    @staticmethod
    def _extended(stays: list[Stay], post: Post, menu: Menu, t: int) -> list[Stay]:
        roles = {role: Assignment(role=role, share=share, via=via) for role, share, via in menu}
        if stays and stays[-1].post is post and stays[-1].roles == roles:
            return [*stays[:-1], Stay(post, stays[-1].first, t, roles)]
        return [*stays, Stay(post, t, t, roles)]

    def _keeps(self, journey: Journey, codes: list[str], whole: bool) -> bool:
        self.steps += 1
        if self.steps > MOST_JOURNEYS:
            raise Undecided
        walk = Walk(self.register)
        enter_journey(walk, journey)
        for fact in broken_demands(self.register, walk, self.demands):
            # A journey that is not over yet has not missed the round of a wish.
            if whole or fact.kind != "wish" or journey.end > fact.round:
                return False
        return not any(fact in self.facts for fact, _ in breaches(self.register, journey, codes))


__all__ = ["Trial", "Undecided", "breaches", "broken_demands", "possible"]
