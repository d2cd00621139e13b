"""
A case as arrays: what rules and engine need about people, posts and roles, indexed by position.

Positions follow the order of the lists in the case. A missing number is -1. Built once per case;
nothing here decides what is lawful or what it is worth.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optimizer.calendar import round_dates, whole_months
from optimizer.case import Case, Role, System
from optimizer.competence import Competence
from optimizer.levels import education_order, rank_order, step_of
from optimizer.settings import functional_steps

Array = NDArray

KINDS = (
    "STAFF",
    "SUPERVISOR",
    "ADMINISTRATOR",
    "SENIOR_EXECUTIVE",
    "FUNCTIONAL_EXPERT",
    "FUNCTIONAL_SKILLED",
)
EMPLOYMENTS = ("PNS", "CPNS", "PPPK", "PPPK_PART_TIME")
IMPORTANCE_OF_STEP = (1, 2, 4, 8)
"""Default importance of a post by career step (house rule)."""


def _positions(keys: list[str]) -> dict[str, int]:
    return {key: position for position, key in enumerate(keys)}


def _coded(values: list[str | None], codes: Mapping[str, int]) -> Array:
    return np.array([-1 if value is None else codes.get(value, -1) for value in values], np.int32)


def _ordered(values: list[int | None]) -> Array:
    return np.array([-1 if value is None else value for value in values], np.int32)


@dataclass(frozen=True)
class Present:
    """A service of today: person and role by position, share, kind of access, months served."""

    person: int
    role: int
    share: int
    via_team: bool
    months: int


@dataclass(frozen=True)
class Arrays:
    """
    Arrays of one case; sizes ``P`` people, ``J`` posts, ``R`` roles, ``C`` competencies, ``T`` rounds.

    Attributes
    ----------
    case : Case
        The case itself.
    """

    case: Case

    @cached_property
    def rounds(self) -> int:
        """Number of rounds T."""
        return self.case.horizon.rounds

    @cached_property
    def dates(self) -> tuple:
        """Dates of rounds 0..T; the last one ends the horizon."""
        return round_dates(self.case.horizon)

    @cached_property
    def tables(self) -> dict[tuple[str, str], Any]:
        """Tables that rules have worked out for the whole case, by name and parameters; see ``by_post``."""
        return {}

    # Keys and positions -------------------------------------------------------------------------

    @cached_property
    def person_position(self) -> dict[str, int]:
        """Position of each person key."""
        return _positions([person.id for person in self.case.persons])

    @cached_property
    def post_position(self) -> dict[str, int]:
        """Position of each post key."""
        return _positions([post.id for post in self.case.posts])

    @cached_property
    def unit_position(self) -> dict[str, int]:
        """Position of each unit key."""
        return _positions([unit.id for unit in self.case.units])

    @cached_property
    def departments(self) -> list[str]:
        """Department keys in order of first appearance among the units."""
        return list(dict.fromkeys(unit.department for unit in self.case.units))

    @cached_property
    def role_pairs(self) -> list[tuple[System, Role]]:
        """Every role with its system, in order."""
        return [(system, role) for system in self.case.systems for role in system.roles]

    @cached_property
    def role_position(self) -> dict[str, int]:
        """Position of each role key; role keys are unique in a case."""
        return _positions([role.id for _, role in self.role_pairs])

    @cached_property
    def competency_position(self) -> dict[str, int]:
        """Position of every competency that a person, a standard, a need or the dictionary names."""
        keys = dict.fromkeys(competency.id for competency in self.case.competencies)
        for post in self.case.posts:
            keys.update(dict.fromkeys(post.standard))
        for _, role in self.role_pairs:
            keys.update(dict.fromkeys(role.needs))
        for person in self.case.persons:
            keys.update(dict.fromkeys(person.levels))
            keys.update(dict.fromkeys(gain.competency for gain in person.gains))
        return _positions(list(keys))

    # Units --------------------------------------------------------------------------------------

    @cached_property
    def unit_department(self) -> Array:
        """Department of each unit, shape (U,)."""
        position = _positions(self.departments)
        return np.array([position[unit.department] for unit in self.case.units], np.int32)

    @cached_property
    def unit_chain(self) -> Array:
        """Each unit with those above it, the nearest first and -1 behind the highest, shape (U, D)."""
        parent = [-1 if u.parent is None else self.unit_position[u.parent] for u in self.case.units]
        above = np.array([*parent, -1], np.int32)
        chain = [np.arange(len(parent), dtype=np.int32)]
        while len(parent) and (above[chain[-1]] >= 0).any():
            chain.append(above[chain[-1]])
        return np.stack(chain, axis=1)

    # Posts --------------------------------------------------------------------------------------

    @cached_property
    def post_unit(self) -> Array:
        """Unit of each post, shape (J,)."""
        return np.array([self.unit_position[post.unit] for post in self.case.posts], np.int32)

    @cached_property
    def post_department(self) -> Array:
        """Department of each post, shape (J,)."""
        return self.unit_department[self.post_unit]

    @cached_property
    def post_kind(self) -> Array:
        """Index into ``KINDS``, shape (J,)."""
        return np.array([KINDS.index(post.kind) for post in self.case.posts], np.int8)

    @cached_property
    def post_step(self) -> Array:
        """Career step 0..3, shape (J,)."""
        equals = functional_steps(self.case.settings, self.dates[0])
        steps = [step_of(post.kind, post.functional_level, equals) for post in self.case.posts]
        return np.array(steps, np.int8)

    @cached_property
    def post_managerial(self) -> Array:
        """Whether the post leads (supervisor, administrator, senior executive), shape (J,)."""
        return (self.post_kind >= 1) & (self.post_kind <= 3)

    @cached_property
    def formation(self) -> Array:
        """Places of each post, shape (J,)."""
        return np.array([post.formation for post in self.case.posts], np.int64)

    @cached_property
    def importance(self) -> Array:
        """Importance of each post, from the case or by career step, shape (J,)."""
        default = np.array(IMPORTANCE_OF_STEP)[self.post_step]
        given = np.array([post.importance or 0 for post in self.case.posts], np.int64)
        return np.where(given > 0, given, default).astype(np.int64)

    @cached_property
    def post_open(self) -> Array:
        """Whether the post may be entered at all, shape (J,)."""
        return np.array([post.open for post in self.case.posts], bool)

    @cached_property
    def post_high_risk(self) -> Array:
        """Whether the post is marked as prone to corruption, shape (J,)."""
        return np.array([post.high_risk for post in self.case.posts], bool)

    @cached_property
    def post_leads_unit(self) -> Array:
        """Whether the holder leads a unit, shape (J,)."""
        return np.array([post.leads_unit for post in self.case.posts], bool)

    @cached_property
    def post_rank_min(self) -> Array:
        """Least rank order, -1 none, shape (J,)."""
        return _ordered([rank_order(post.rank_min) for post in self.case.posts])

    @cached_property
    def post_rank_max(self) -> Array:
        """Greatest rank order, -1 none, shape (J,)."""
        return _ordered([rank_order(post.rank_max) for post in self.case.posts])

    @cached_property
    def post_education_min(self) -> Array:
        """Least education order, -1 none, shape (J,)."""
        return _ordered([education_order(post.education_min) for post in self.case.posts])

    @cached_property
    def education_fields(self) -> list[str]:
        """Fields of study named anywhere, in order of first appearance."""
        names = dict.fromkeys(field for post in self.case.posts for field in post.education_fields)
        names.update(dict.fromkeys(p.education_field for p in self.case.persons if p.education_field))
        return list(names)

    @cached_property
    def post_accepts_field(self) -> Array:
        """Whether post j accepts field f (all when it names none), shape (J, F + 1); last: no field."""
        position = _positions(self.education_fields)
        accepts = np.zeros((len(self.case.posts), len(position) + 1), bool)
        for index, post in enumerate(self.case.posts):
            if post.education_fields:
                accepts[index, [position[field] for field in post.education_fields]] = True
            else:
                accepts[index] = True
        return accepts

    @cached_property
    def posts_of_field(self) -> list[Array]:
        """Posts that accept each field of study, and last those that accept people without one."""
        return [np.flatnonzero(accepts) for accepts in self.post_accepts_field.T]

    @cached_property
    def functional_families(self) -> list[str]:
        """Families of functional posts, in order of first appearance."""
        return list(dict.fromkeys(p.functional_family for p in self.case.posts if p.functional_family))

    @cached_property
    def post_family(self) -> Array:
        """Functional family, -1 none, shape (J,)."""
        return _coded([p.functional_family for p in self.case.posts], _positions(self.functional_families))

    # People -------------------------------------------------------------------------------------

    @cached_property
    def person_post(self) -> Array:
        """Present post, shape (P,)."""
        return np.array([self.post_position[person.post] for person in self.case.persons], np.int32)

    @cached_property
    def person_step(self) -> Array:
        """Career step of the present post, shape (P,)."""
        return self.post_step[self.person_post]

    @cached_property
    def holders(self) -> Array:
        """People who hold each post today, shape (J,)."""
        return np.bincount(self.person_post, minlength=len(self.case.posts)).astype(np.int64)

    @cached_property
    def months_in_post(self) -> Array:
        """Whole months in the present post at round 0; -1 when the start is unknown, shape (P,)."""
        start = self.dates[0]
        return _ordered(
            [
                None if person.post_since is None else max(0, whole_months(person.post_since, start))
                for person in self.case.persons
            ]
        )

    @cached_property
    def person_rank(self) -> Array:
        """Rank order, -1 none, shape (P,)."""
        return _ordered([rank_order(person.rank) for person in self.case.persons])

    @cached_property
    def person_education(self) -> Array:
        """Education order, -1 unknown, shape (P,)."""
        return _ordered([education_order(person.education) for person in self.case.persons])

    @cached_property
    def person_field(self) -> Array:
        """Field of study; F (the last column of ``post_accepts_field``) when unknown, shape (P,)."""
        position = _positions(self.education_fields)
        none = len(position)
        return np.array([position.get(p.education_field or "", none) for p in self.case.persons], np.int32)

    @cached_property
    def employment(self) -> Array:
        """Index into ``EMPLOYMENTS``, shape (P,)."""
        return np.array([EMPLOYMENTS.index(person.employment) for person in self.case.persons], np.int8)

    @cached_property
    def movable(self) -> Array:
        """Whether the person may be moved at all, shape (P,)."""
        return np.array([person.movable for person in self.case.persons], bool)

    # Roles --------------------------------------------------------------------------------------

    @cached_property
    def role_system(self) -> Array:
        """System of each role, shape (R,)."""
        sizes = [len(system.roles) for system in self.case.systems]
        return np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)

    @cached_property
    def role_unit(self) -> Array:
        """Host unit of each role, shape (R,)."""
        return np.array([self.unit_position[system.unit] for system, _ in self.role_pairs], np.int32)

    @cached_property
    def role_department(self) -> Array:
        """Host department of each role, shape (R,)."""
        return self.unit_department[self.role_unit]

    @cached_property
    def role_key(self) -> Array:
        """Whether the role is a key role, shape (R,)."""
        return np.array([role.key for _, role in self.role_pairs], bool)

    @cached_property
    def role_need(self) -> Array:
        """Service needed per round in percent of a person, shape (R,)."""
        return np.array([role.need_percent for _, role in self.role_pairs], np.int64)

    @cached_property
    def role_handover(self) -> Array:
        """Rounds of service after which somebody can take over, shape (R,)."""
        return np.array([role.handover_rounds for _, role in self.role_pairs], np.int64)

    @cached_property
    def role_keep(self) -> Array:
        """Rounds that a stay begun with the role lasts at least: ramp or handover, shape (R,)."""
        return np.array([max(len(role.ramp), role.handover_rounds) for _, role in self.role_pairs], np.int64)

    @cached_property
    def role_rounds(self) -> Array:
        """Rounds 0..n-1 begin before the system is finished; n per role, shape (R,)."""
        days = self.dates[:-1]
        return np.array([sum(day < s.finishes_on for day in days) for s, _ in self.role_pairs], np.int64)

    @cached_property
    def services(self) -> list[Present]:
        """Services of today, by position, in the order of the case."""
        start = self.dates[0]
        return [
            Present(
                self.person_position[service.person],
                self.role_position[service.role],
                service.share,
                service.via == "team",
                max(0, whole_months(service.since, start)),
            )
            for service in self.case.services
        ]

    @cached_property
    def roles_served(self) -> dict[int, tuple[tuple[int, int, bool], ...]]:
        """Services of today by person: (role, share, via team) each."""
        served: dict[int, tuple[tuple[int, int, bool], ...]] = {}
        for each in self.services:
            served[each.person] = (*served.get(each.person, ()), (each.role, each.share, each.via_team))
        return served

    @cached_property
    def months_served(self) -> dict[tuple[int, int], int]:
        """Months served at round 0 by (person, role)."""
        return {(each.person, each.role): each.months for each in self.services}

    @cached_property
    def competence(self) -> Competence:
        """How people meet the standards of posts and the needs of roles."""
        return Competence.of(self)
