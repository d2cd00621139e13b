"""
The register of a case: its records by key, for whoever reads a plan in terms of people and posts.

The verifier and the explanations look things up here. The engine has its own arrays and knows nothing
of this, so that a slip in one of the two shows as a disagreement.
"""

from collections import Counter, defaultdict
from datetime import date

from optimizer.calendar import round_dates
from optimizer.case import Case, Hold, Person, Pin, Post, Role, Service, System
from optimizer.levels import step_of
from optimizer.settings import functional_steps

LEAST_PROFICIENCY = 50
IMPORTANCE = {0: 1, 1: 2, 2: 4, 3: 8}
MANAGERIAL = frozenset({"SUPERVISOR", "ADMINISTRATOR", "SENIOR_EXECUTIVE"})
FUNCTIONAL = frozenset({"FUNCTIONAL_EXPERT", "FUNCTIONAL_SKILLED"})


class Register:
    """
    Records of a case by key.

    Attributes
    ----------
    case : Case
        The case.
    rounds : int
        Number of rounds.
    dates : tuple of date
        Date of each round, and of the end of the horizon.
    """

    def __init__(self, case: Case) -> None:
        self.case = case
        self.rounds = case.horizon.rounds
        self.round_months = case.horizon.round_months
        self.dates: tuple[date, ...] = round_dates(case.horizon)
        self.persons: dict[str, Person] = {person.id: person for person in case.persons}
        self.posts: dict[str, Post] = {post.id: post for post in case.posts}
        equals = functional_steps(case.settings, case.horizon.starts_on)
        self.step: dict[str, int] = {
            post.id: step_of(post.kind, post.functional_level, equals) for post in case.posts
        }
        department = {unit.id: unit.department for unit in case.units}
        self.department: dict[str, str] = {post.id: department[post.unit] for post in case.posts}
        self.parent: dict[str, str | None] = {unit.id: unit.parent for unit in case.units}
        self.roles: dict[str, tuple[System, Role]] = {
            role.id: (system, role) for system in case.systems for role in system.roles
        }
        self.holders = Counter(person.post for person in case.persons)
        self.services: defaultdict[str, dict[str, Service]] = defaultdict(dict)
        for service in case.services:
            self.services[service.person][service.role] = service
        self.holds: defaultdict[str, list[Hold]] = defaultdict(list)
        for hold in case.holds:
            self.holds[hold.person].append(hold)
        self.pins: dict[str, Pin] = {pin.person: pin for pin in case.pins}
        self.transfers = {(each.person, each.post): each for each in case.transfers}
        self.visitors = {each.person for each in case.transfers if each.direction == "in"}
        self.outside = {each.post for each in case.transfers if each.direction == "out"}
        self.outside |= {self.persons[key].post for key in self.visitors}
        self.departs: dict[str, date] = {each.person: each.on for each in case.departures}
        self.excluded = {(each.person, each.post) for each in case.exclusions}

    def importance(self, post: Post) -> int:
        """Return what scales the vacancy and fit points of a post."""
        return post.importance or IMPORTANCE[self.step[post.id]]

    def is_promotion(self, person: Person, post: Post) -> bool:
        """Tell whether a post lies above the career step of the post that the person holds today."""
        return self.step[post.id] > self.step[person.post]

    def commanding_units(self, post: Post) -> list[str]:
        """Return the units whose heads command a post, the nearest first; a head is not under itself."""
        units, unit = [], self.parent[post.unit] if post.leads_unit else post.unit
        while unit is not None:
            units.append(unit)
            unit = self.parent[unit]
        return units

    def round_on(self, day: date) -> int:
        """Return the last round that has begun on a day; the first one before the horizon."""
        begun = sum(begins <= day for begins in self.dates[:-1])
        return max(0, begun - 1)

    @staticmethod
    def level(person: Person, competency: str, t: int) -> int:
        """Return the level of a competency in a round, planned training included."""
        level = person.levels.get(competency, 0)
        for gain in person.gains:
            if gain.competency == competency and gain.round <= t:
                level = max(level, gain.level)
        return level

    def fit(self, person: Person, post: Post, t: int) -> int:
        """Return by how many percent the person meets the standard of the post in a round."""
        needed = sum(post.standard.values())
        if not needed:
            return 100
        met = sum(min(self.level(person, key, t), need) for key, need in post.standard.items())
        return 100 * met // needed

    def proficiency(self, person: Person, role: Role, t: int) -> int:
        """Return by how many percent the person meets the least met need of a role; 0 when below half."""
        least = 100
        for key, need in role.needs.items():
            if need:
                least = min(least, 100 * self.level(person, key, t) // need)
        return least if least >= LEAST_PROFICIENCY else 0

    def runs(self, role: str, t: int) -> bool:
        """Tell whether the system of a role is still being built at the date of a round."""
        return self.dates[t] < self.roles[role][0].finishes_on

    def served_rounds(self, service: Service) -> int:
        """Return how many whole rounds a service of today has lasted at the date of round 0."""
        start = self.dates[0]
        months = (start.year - service.since.year) * 12 + start.month - service.since.month
        if start.day < service.since.day:
            months -= 1
        return max(0, months) // self.round_months
