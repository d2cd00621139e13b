"""A small city for the roster pages: two departments, some seventy people, three systems, a few courses.

Everything hangs on the day `TODAY`, so that tests know which dates have passed. Each person carries a
canary word per privacy class: in the name (T0), the rank (T2), and the sanction (T3).
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.passwords import hash_password
from models import Account, Assessment, Competency, DataVersion, Person, Post, PostHistory, PostStandard, Unit
from tests.app.roster import catalogue, systems

TODAY = date(2026, 11, 24)
PASSWORD = "kata sandi uji 2026"

FIRST = (
    "Yoga Dewi Sri Ilham Neneng Hendra Wulan Agus Rina Budi Siti Dedi Lina Eko Maya Joko Ratna Tono".split()
)
LAST = "Prasetya Larasati Mulyati Maulana Hasanah Gunawan Sari Wibowo Kusuma Santoso Aminah Permana".split()
LONG_NAME = "Dr. dr. Raden Ajeng Kartikaningrum Purbawisesa Hadikusumaningrat, Sp.PK., M.Kes., MARS"


@dataclass
class City:
    """Keys of what tests look for."""

    department: str = ""
    foreign_department: str = ""
    unit: str = ""
    person: str = ""
    foreign_person: str = ""
    staff_person: str = ""
    system: str = ""
    foreign_system: str = ""
    post: str = ""
    accounts: dict[str, str] = field(default_factory=dict)


class Builder:
    """Adds rows in an order that the foreign keys allow."""

    def __init__(self, session: Session, seed: int = 7) -> None:
        self.session = session
        self.rng = random.Random(seed)
        self.competencies = {row.code: row for row in session.scalars(select(Competency))}
        self.serial = 0
        self.people: list[Person] = []

    def add(self, row):
        """Add a row and give it its identity."""
        self.session.add(row)
        self.session.flush()
        return row

    def unit(
        self, code: str, name: str, short: str | None, kind: str, parent: Unit | None, **options
    ) -> Unit:
        """Add a unit; a department belongs to itself."""
        unit = self.add(
            Unit(code=code, name=name, short_name=short, kind=kind, parent_id=parent and parent.id, **options)
        )
        unit.department_id = unit.id if unit.is_department else parent and parent.department_id
        return unit

    def post(self, unit: Unit, title: str, kind: str, formation: int = 1, **options) -> Post:
        """Add a post with a standard that grows with its rank."""
        self.serial += 1
        post = self.add(
            Post(
                code=f"J{self.serial:04d}",
                unit_id=unit.id,
                title=title,
                kind=kind,
                formation=formation,
                **options,
            )
        )
        base = {"SENIOR_EXECUTIVE": 4, "ADMINISTRATOR": 3, "SUPERVISOR": 2, "STAFF": 1}.get(kind, 2)
        for code in ("INT", "KOM", "PPB", "MPB"):
            self.standard(post, code, base)
        if kind.startswith("FUNCTIONAL") or kind == "SUPERVISOR":
            for code, level in (("api_interop", 3), ("data_steward", 2), ("business_analysis", 3)):
                self.standard(post, code, level)
        return post

    def standard(self, post: Post, code: str, level: int) -> None:
        """Ask for a level."""
        self.add(PostStandard(post_id=post.id, competency_id=self.competencies[code].id, level=level))

    def person(self, post: Post | None, unit: Unit, **options) -> Person:
        """Add a person with a career, assessments and canaries."""
        self.serial += 1
        number, rng = self.serial, self.rng
        born = options.pop("birth_date", None) or date(1968 + rng.randrange(30), 1 + rng.randrange(12), 10)
        since = options.pop("post_since", None) or TODAY - timedelta(rng.randrange(90, 2300))
        values = {
            "nip": f"{born:%Y%m%d}201001{1 + number % 2}{number:03d}",
            "name": f"{FIRST[number % len(FIRST)]} {LAST[number % len(LAST)]} {number}",
            "employment_kind": "PNS",
            "rank": "III/c",
            "education_level": "S1",
            "education_field": "Informatika",
            "service_start": date(2010, 1, 1),
            **options,
        }
        person = self.add(
            Person(
                birth_date=born,
                post_since=since,
                post_id=post.id if post else None,
                unit_id=unit.id,
                **values,
            )
        )
        self.people.append(person)
        if post is not None:
            self.add(
                PostHistory(
                    person_id=person.id,
                    title="Pengadministrasi umum",
                    unit_name="Sekretariat",
                    kind="STAFF",
                    from_date=date(2012, 3, 1),
                    to_date=since - timedelta(1),
                )
            )
            self.add(
                PostHistory(
                    person_id=person.id,
                    title=post.title,
                    unit_name=unit.name,
                    kind=post.kind,
                    echelon=post.echelon,
                    functional_level=post.functional_level,
                    from_date=since,
                )
            )
        for code in ("INT", "KOM", "PPB", "MPB", "api_interop", "data_steward", "business_analysis"):
            if rng.random() < 0.8:
                self.assess(person, code, rng.randrange(1, 4))
        return person

    def assess(
        self, person: Person, code: str, level: int, source: str = "assessment_centre", **options
    ) -> None:
        """Note an assessed level."""
        self.add(
            Assessment(
                person_id=person.id,
                competency_id=self.competencies[code].id,
                level=level,
                source=source,
                assessed_on=options.pop("assessed_on", date(2025, 6, 1)),
                **options,
            )
        )


def build(session: Session) -> City:
    """Fill a migrated database; return the keys that tests look for."""
    builder, city = Builder(session), City()
    catalogue.technical_competencies(builder)
    top = builder.unit("KOTA", "Pemerintah Kota Wanasari", None, "pemerintah", None)
    kominfo = builder.unit(
        "KOMINFO", "Dinas Komunikasi dan Informatika", "Diskominfo", "dinas", top, is_department=True
    )
    permits = builder.unit(
        "DPMPTSP",
        "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
        "DPMPTSP",
        "dinas",
        top,
        is_department=True,
    )
    city.department, city.foreign_department = kominfo.key, permits.key
    for department in (kominfo, permits):
        _fill(builder, department)
    city.unit = session.scalar(select(Unit.key).where(Unit.code == "KOMINFO-1")) or ""
    own = [
        person for person in builder.people if person.unit_id and _department(session, person) == kominfo.id
    ]
    foreign = [person for person in builder.people if _department(session, person) == permits.id]
    city.person, city.foreign_person = own[3].key, foreign[3].key
    city.staff_person = own[5].key
    city.post = session.scalar(select(Post.key).where(Post.id == own[3].post_id)) or ""
    systems.add_systems(builder, city, kominfo, permits, own, foreign)
    catalogue.add_courses(builder)
    session.add(DataVersion(version=1, cause="import", as_of=TODAY.isoformat()))
    _accounts(builder, city, kominfo, permits, own[0], own[5])
    session.flush()
    return city


def _department(session: Session, person: Person) -> int | None:
    return session.scalar(select(Unit.department_id).where(Unit.id == person.unit_id))


def _fill(builder: Builder, department: Unit) -> None:
    """Give a department its head, two divisions, functional posts, staff, and some vacancies."""
    head = builder.post(
        department, f"Kepala {department.name}", "SENIOR_EXECUTIVE", echelon="II.b", leads_unit=True
    )
    builder.person(head, department, birth_date=date(1970, 3, 4), post_since=date(2023, 1, 2), rank="IV/b")
    for number, name in enumerate(("Aplikasi dan Integrasi", "Pelayanan dan Pengaduan"), 1):
        division = builder.unit(f"{department.code}-{number}", f"Bidang {name}", None, "bidang", department)
        chief = builder.post(
            division, f"Kepala Bidang {name}", "ADMINISTRATOR", echelon="III.b", leads_unit=True
        )
        if number == 1:
            builder.person(
                chief, division, post_since=date(2020, 5, 4), rank="IV/a", birth_date=date(1976, 7, 1)
            )
        officer = builder.post(division, f"Kepala Seksi {name}", "SUPERVISOR", echelon="IV.a")
        builder.person(officer, division, post_since=date(2022, 6, 18), birth_date=date(1985, 4, 12))
        analyst = builder.post(
            division,
            "Pranata Komputer Ahli Muda",
            "FUNCTIONAL_EXPERT",
            4,
            functional_level="Ahli Muda",
            functional_family="Pranata Komputer",
        )
        for place in range(3):
            name_of = {"name": LONG_NAME} if place == 0 and number == 2 else {}
            builder.person(
                analyst, division, birth_date=date(1990 if place == 2 else 1969, 1 + place, 20), **name_of
            )
        clerk = builder.post(division, "Pengelola Layanan Operasional", "STAFF", 14)
        for _ in range(9):
            builder.person(clerk, division)
        builder.person(
            clerk,
            division,
            employment_kind="PPPK",
            rank="IX",
            contract_ends_on=date(2027, 9, 30),
            post_since=date(2024, 10, 1),
        )
    builder.person(None, department, post_since=None)


def _accounts(builder: Builder, city: City, own: Unit, foreign: Unit, head: Person, staff: Person) -> None:
    """Make one account per role, and a head of the other department."""
    password = hash_password(PASSWORD)
    wanted = [
        ("planner", "planner", {}),
        ("advisory", "advisory", {}),
        ("authority", "authority", {}),
        ("auditor", "auditor", {}),
        ("admin", "admin", {}),
        ("head", "head", {"department_id": own.id, "person_id": head.id}),
        ("head-asing", "head", {"department_id": foreign.id}),
        ("staff", "staff", {"person_id": staff.id}),
    ]
    for login, role, options in wanted:
        builder.add(
            Account(login=login, display_name=f"Akun {login}", password_hash=password, role=role, **options)
        )
        city.accounts[login] = role
