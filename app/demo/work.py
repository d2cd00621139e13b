"""Who serves which system: teams, milestones so far, readings of the indicators, holds asked for."""

from collections import Counter
from datetime import date

from app.demo.dice import Dice, first_of_month, months_after
from app.demo.roles import ENGINEERS, MANAGED, NEEDS, ROLE_NAMES, TECHNICAL
from app.demo.shape import Indicator, Person, Role, Service, System
from app.demo.systems import SYSTEMS, Blueprint

STAGES = ("concept", "analysis", "build", "test", "rollout")
MILESTONES = (
    "Konsep dan anggaran",
    "Analisis dan rancangan",
    "Pembangunan inti",
    "Uji terima",
    "Penerapan bertahap",
)
EMPTY_ROLE = 0.07
"""Share of roles that nobody serves at present."""
FULL_TIME = 100


class Work:
    """Forms the teams; nobody serves more than two roles or more than the whole working time."""

    def __init__(self, dice: Dice, people: list[Person], as_of: date) -> None:
        self._dice = dice
        self._as_of = as_of
        self._load: Counter[str] = Counter()
        self._roles: Counter[str] = Counter()
        self._by_department: dict[str, list[Person]] = {}
        for person in people:
            if person.employment != "CPNS" and person.post.family not in ("Guru", "Guru Kelas"):
                self._by_department.setdefault(person.post.unit.department, []).append(person)
        self._engineers = [person for person in people if person.post.family in ENGINEERS]

    def systems(self) -> list[System]:
        """Return all systems with their teams."""
        return [self._system(plan) for plan in SYSTEMS]

    def _system(self, plan: Blueprint) -> System:
        start = months_after(self._as_of, -plan.months_since_start)
        finish = months_after(self._as_of, plan.months_to_finish)
        noticed, unit, _, _, _, target = plan.indicator
        system = System(
            plan.code, plan.name, plan.department, plan.kind, plan.service,
                f"{noticed}, target {target:g} {unit}",
            plan.stage, plan.built_by, start, finish, plan.value,
        )  # fmt: skip
        for entry in plan.team.split():
            system.roles.append(self._role(system, entry.rstrip("!"), is_key=entry.endswith("!")))
        system.milestones = self._milestones(system)
        system.indicators = [self._indicator(plan, start)]
        return system

    def _role(self, system: System, code: str, *, is_key: bool) -> Role:
        name, needed, ramp, handover = ROLE_NAMES[code]
        role = Role(code, name, needed, is_key, ramp, handover, dict(NEEDS[code]))
        if not is_key and self._dice.share(EMPTY_ROLE):
            return role
        served = 0
        # A key role often rests on one person alone; that is what makes it dangerous.
        target = needed if not is_key or self._dice.share(0.7) else needed * 0.6
        while served < target and len(role.holders) < 3:
            person = self._find(system, code, role)
            if person is None:
                break
            service = self._service(system, person, needed - served)
            role.holders.append(service)
            served += service.share
        return role

    def _find(self, system: System, code: str, role: Role) -> Person | None:
        own = self._by_department.get(system.department, [])
        taken = {service.person.nip for service in role.holders}
        if code in MANAGED:
            candidates = [p for p in own if p.post.kind == "ADMINISTRATOR"] or own
        elif code in TECHNICAL:
            near = [p for p in own if p.post.family in ENGINEERS]
            candidates = near if near and self._dice.share(0.75) else self._engineers
        else:
            candidates = [p for p in own if p.post.kind in ("FUNCTIONAL_EXPERT", "SUPERVISOR", "STAFF")]
        free = [
            p for p in candidates if p.nip not in taken and self._roles[p.nip] < 2 and self._load[p.nip] <= 60
        ]
        if not free and code in TECHNICAL:
            free = [
                p
                for p in self._engineers
                if self._roles[p.nip] < 2 and self._load[p.nip] <= 60 and p.nip not in taken
            ]
        if not free:
            return None
        sample = self._dice.some(free, 14)
        return max(sample, key=lambda person: (_fit(person, role.needs), -self._load[person.nip]))

    def _service(self, system: System, person: Person, missing: int) -> Service:
        via = "jabatan" if person.post.unit.department == system.department else "tim"
        room = FULL_TIME - self._load[person.nip]
        most = room if via == "jabatan" else min(room, 50)
        share = max(20, min(most, missing, self._dice.choice((40, 50, 60, 80, 100))) // 10 * 10)
        self._load[person.nip] += share
        self._roles[person.nip] += 1
        earliest = max(system.start, person.since if via == "jabatan" else person.start)
        latest = max(earliest, months_after(self._as_of, -1))
        since = first_of_month(self._dice.day(earliest, latest)) if self._dice.share(0.5) else earliest
        since = max(since, earliest)
        decree = f"000.7/Kep.{self._dice.randint(10, 400)}-Org/{since.year}" if via == "tim" else ""
        return Service(person, share, via, decree, since)

    def _milestones(self, system: System) -> list[tuple[str, date, date | None]]:
        total = (system.finish.year - system.start.year) * 12 + system.finish.month - system.start.month
        reached = STAGES.index(system.stage)
        slip = self._dice.randint(0, 3)
        lines: list[tuple[str, date, date | None]] = []
        for place, name in enumerate(MILESTONES):
            planned = months_after(system.start, round(total * (place + 1) / (len(MILESTONES) + 1)))
            actual = None
            if place < reached:
                latest = months_after(self._as_of, place - reached)
                actual = min(months_after(planned, self._dice.randint(0, 1 + slip)), latest)
                actual = max(actual, months_after(system.start, place + 1))
            lines.append((name, planned, actual))
        lines.append(("Selesai dan diserahterimakan", system.finish, None))
        return lines

    def _indicator(self, plan: Blueprint, start: date) -> Indicator:
        name, unit, better, first, now, target = plan.indicator
        count = max(2, plan.months_since_start // 3)
        readings = []
        for step in range(count + 1):
            value = first + (now - first) * step / count
            noise = 0 if step in (0, count) else self._dice.uniform(-0.06, 0.06) * abs(now - first)
            day = months_after(start, round(plan.months_since_start * step / count))
            readings.append((min(day, first_of_month(self._as_of)), round(value + noise, 1)))
        return Indicator(name, unit, better, target, list(dict(readings).items()))


def _fit(person: Person, needs: dict[str, int]) -> float:
    return sum(min(person.levels.get(code, 0), level) / level for code, level in needs.items()) / len(needs)


def holds(
    dice: Dice, systems: list[System], as_of: date
) -> list[tuple[Person, System, Role, str, date, date, str]]:
    """Return the holds that departments have asked for: of some single key people, some of them approved."""
    asked = []
    for system in systems[:16]:
        for role in system.roles:
            if not role.is_key or len(role.holders) != 1 or not dice.share(0.55):
                continue
            person = role.holders[0].person
            law = date(person.since.year + 5, person.since.month, 1)
            retires = date(person.birth.year + person.retires_at, person.birth.month, 1)
            until = min(system.finish, law, retires)
            if until <= months_after(as_of, 2) or person.employment == "PPPK":
                continue
            reason = f"Satu-satunya {role.name.lower()} {system.name} sampai sistem selesai"
            status = "disetujui" if dice.share(0.6) else "diajukan"
            asked.append((person, system, role, reason, first_of_month(as_of), until, status))
    return asked
