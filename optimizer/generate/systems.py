"""The information systems of a synthetic government: roles, needs, who serves them, and holds."""

from collections import Counter, defaultdict
from datetime import date

from msgspec.structs import replace

from optimizer.calendar import add_months
from optimizer.case import Hold, Person, Role, Service, System
from optimizer.generate.city import City
from optimizer.generate.dictionary import FIELDS

PEOPLE_PER_SYSTEM = 160
ROLE_NAMES = (
    "Pemilik produk",
    "Pimpinan teknis",
    "Pengembang",
    "Walidata",
    "Pengelola operasi",
    "Keamanan informasi",
)
TEAM_SHARES = (20, 30, 40, 50)
MANAGERS = frozenset({"SENIOR_EXECUTIVE", "ADMINISTRATOR", "SUPERVISOR"})


class Programme:
    """Collects systems, services and holds; raises the skills of servers to what their role needs."""

    def __init__(self, city: City, persons: list[Person], starts_on: date) -> None:
        self.city, self.dice, self.starts_on = city, city.dice, starts_on
        self.persons = {person.id: person for person in persons}
        self.systems: list[System] = []
        self.services: list[Service] = []
        self.holds: list[Hold] = []
        self.share: Counter[str] = Counter()
        self.roles_of: Counter[str] = Counter()
        self.in_unit: defaultdict[str, list[str]] = defaultdict(list)
        post_of = {post.id: post for post in city.posts}
        for person in persons:
            post = post_of[person.post]
            self.in_unit[post.unit].append(person.id)
        self.for_teams = [each.id for each in persons if post_of[each.post].kind not in MANAGERS]

    def add_system(self, number: int, unit: str) -> None:
        """Add a system with its roles, the people on it, and holds for some of its key people."""
        finishes_on = add_months(self.starts_on, self.dice.between(3, 42))
        field = self.city.field_of_unit[unit]
        names = self.dice.sample(ROLE_NAMES, self.dice.between(2, 6))
        roles = [self._role(f"r{number:03d}-{n}", name, field) for n, name in enumerate(names)]
        self.systems.append(
            System(
                id=f"s{number:03d}",
                unit=unit,
                name=f"Sistem {number + 1}",
                finishes_on=finishes_on,
                roles=roles,
                value_per_month=self.dice.between(40, 300),
            )
        )
        for role in roles:
            self._staff(role, unit, finishes_on)

    def _role(self, key: str, name: str, field: str) -> Role:
        skills = self.dice.sample(tuple(FIELDS[field]), self.dice.between(1, 2))
        skills += self.dice.sample(tuple(FIELDS["informatika"]), 1)
        return Role(
            id=key,
            name=name,
            needs={skill: self.dice.between(2, 4) for skill in sorted(skills)},
            need_percent=self.dice.choice((50, 50, 100, 100, 150)),
            key=self.dice.chance(45),
            ramp=self.dice.choice(([], [50], [50], [40, 70])),
            handover_rounds=self.dice.choice((1, 1, 2)),
        )

    def _staff(self, role: Role, unit: str, finishes_on: date) -> None:
        wanted = role.need_percent if self.dice.chance(80) else role.need_percent // 2
        given = 0
        for _ in range(4):
            if given >= wanted:
                break
            given += self._serve(role, unit, finishes_on)

    def _serve(self, role: Role, unit: str, finishes_on: date) -> int:
        """Let one more person serve the role; return the share given."""
        by_team = self.dice.chance(30) or not self.in_unit[unit]
        pool = self.for_teams if by_team else self.in_unit[unit]
        share = self.dice.choice(TEAM_SHARES if by_team else (50, 50, 100))
        key = self.dice.choice(pool) if pool else ""
        taken = any(each.person == key and each.role == role.id for each in self.services[-12:])
        if not key or taken or self.roles_of[key] >= 2 or self.share[key] + share > 100:
            return 0
        person = self.persons[key]
        since = max(
            person.post_since or self.starts_on, add_months(self.starts_on, -self.dice.between(0, 24))
        )
        self.services.append(
            Service(person=key, role=role.id, since=since, share=share, via="team" if by_team else "post")
        )
        self.share[key] += share
        self.roles_of[key] += 1
        levels = {**person.levels, **{c: max(person.levels.get(c, 0), n) for c, n in role.needs.items()}}
        self.persons[key] = replace(person, levels=dict(sorted(levels.items())))
        if role.key and self.dice.chance(35):
            until = min(finishes_on, add_months(self.starts_on, self.dice.choice((6, 12, 18, 24))))
            self.holds.append(Hold(person=key, role=role.id, until=until))
        return share


def build(city: City, persons: list[Person], starts_on: date) -> Programme:
    """
    Lay out the systems of a government.

    Parameters
    ----------
    city : City
        Units and posts.
    persons : list of Person
        The people.
    starts_on : date
        Date of round 0.

    Returns
    -------
    Programme
        Systems, services, holds, and the people with the skills that their roles need.
    """
    programme = Programme(city, persons, starts_on)
    units = [unit.id for unit in city.units if unit.id != unit.department]
    hosts = city.dice.shuffled(units)
    for number in range(max(1, round(len(persons) / PEOPLE_PER_SYSTEM))):
        programme.add_system(number, hosts[number % len(hosts)])
    return programme
