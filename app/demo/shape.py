"""The things a generated city consists of, before they become rows of spreadsheets."""

from dataclasses import dataclass, field
from datetime import date


@dataclass
class Unit:
    """An organisational unit."""

    code: str
    name: str
    kind: str
    parent: str | None
    department: str
    short: str = ""
    is_department: bool = False


@dataclass
class Post:
    """A row of the post map."""

    code: str
    unit: Unit
    title: str
    kind: str
    formation: int = 1
    echelon: str = ""
    level: str = ""
    family: str = ""
    job_class: int = 7
    rank_min: str = ""
    rank_max: str = ""
    education_min: str = "S1"
    education_fields: tuple[str, ...] = ()
    leads_unit: bool = False
    high_risk: bool = False
    special: str = ""
    standard: dict[str, int] = field(default_factory=dict)


@dataclass
class Career:
    """An earlier or the present line of a career."""

    title: str
    unit: str
    kind: str
    echelon: str
    level: str
    first: date
    last: date | None
    decree: str


@dataclass
class Person:
    """A civil servant."""

    nip: str
    name: str
    front: str
    back: str
    sex: str
    birth: date
    employment: str
    rank: str
    rank_since: date
    education: str
    field_of_study: str
    start: date
    contract_end: date | None
    post: Post
    since: date
    installed: date | None
    status: str = "Aktif"
    levels: dict[str, int] = field(default_factory=dict)
    career: list[Career] = field(default_factory=list)
    predicates: dict[tuple[int, str], tuple[str, str]] = field(default_factory=dict)
    talent_box: int | None = None

    @property
    def retires_at(self) -> int:
        """Return the age of retirement of the present post (UU 20/2023 art. 55; teachers by special law)."""
        if self.post.kind == "SENIOR_EXECUTIVE" or self.post.level in ("Ahli Madya",):
            return 60
        if self.post.level == "Ahli Utama":
            return 65
        return 60 if self.post.family in ("Guru Kelas", "Guru") else 58


@dataclass
class Role:
    """A role on a system, with its holders."""

    code: str
    name: str
    needed: int
    is_key: bool
    ramp: str
    handover: int
    needs: dict[str, int]
    holders: list["Service"] = field(default_factory=list)


@dataclass
class Service:
    """A person serving a role."""

    person: Person
    share: int
    via: str
    decree: str
    since: date


@dataclass
class System:
    """A system under construction."""

    code: str
    name: str
    department: str
    kind: str
    purpose: str
    service: str
    stage: str
    built_by: str
    start: date
    finish: date
    value: int
    roles: list[Role] = field(default_factory=list)
    milestones: list[tuple[str, date, date | None]] = field(default_factory=list)
    indicators: list["Indicator"] = field(default_factory=list)


@dataclass
class Indicator:
    """What citizens notice, with its readings."""

    name: str
    unit: str
    better: str
    target: float
    readings: list[tuple[date, float]]
