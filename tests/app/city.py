"""A small city for tests of pages: two departments, a system in each, and one account per role.

The names are canaries: what belongs to the foreign department carries the word `Asing`, so that a page that
shows it to the wrong account can be caught by looking for one word.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from app.passwords import hash_password
from models import (
    ROLES,
    Account,
    DataVersion,
    Hold,
    Milestone,
    Person,
    Post,
    PostHistory,
    RoleService,
    Sanction,
    System,
    SystemRole,
    TransferRound,
    Unit,
)

PASSWORD = "kereta pagi menuju Wanasari"
FOREIGN = "Asing"
FOREIGN_NIP = "198811052014022007"
OWN_NIP = "198604122010012014"
SANCTION = "Penundaan Kenari"
"""The kind of a disciplinary sanction of the own person: nobody sees it without opening it by name."""

# Hashing is slow on purpose; every account of the tests has the same password, so it is hashed once.
_HASH = hash_password(PASSWORD)


@dataclass
class City:
    """Keys and numbers of what a test asks for."""

    unit: str = ""
    foreign_unit: str = ""
    person: str = ""
    foreign_person: str = ""
    post: str = ""
    foreign_post: str = ""
    system: str = ""
    foreign_system: str = ""
    hold: str = ""
    round: str = ""
    run: str = ""
    """A run of the round, once it was solved."""
    move: str = ""
    """A move of its plan."""
    pin: str = ""
    """A wish that the run kept to."""
    accounts: dict[str, str] = field(default_factory=dict)

    def keys(self, *, foreign: bool) -> dict[str, str]:
        """Return the keys of one department's things, by the kind that an access row names."""
        start = "foreign_" if foreign else ""
        return {kind: getattr(self, f"{start}{kind}") for kind in ("unit", "person", "post", "system")}


def _department(session: Session, city: City, code: str, name: str, top: Unit, *, foreign: bool) -> Unit:
    mark = FOREIGN if foreign else "Milik"
    unit = Unit(
        code=code, name=name, short_name=name[:12], kind="dinas", parent_id=top.id, is_department=True
    )
    session.add(unit)
    session.flush()
    unit.department_id = unit.id
    post = Post(
        code=f"{code}.1",
        unit_id=unit.id,
        title=f"Kepala Seksi {mark}",
        kind="SUPERVISOR",
        echelon="IV.a",
        formation=2,
        rank_min="III/b",
        rank_max="III/d",
        education_min="S1",
    )
    session.add(post)
    session.flush()
    person = Person(
        nip=FOREIGN_NIP if foreign else OWN_NIP,
        name=f"Dewi {mark} Larasati",
        employment_kind="PNS",
        birth_date=date(1986, 4, 12),
        rank="III/c",
        rank_since=date(2022, 4, 1),
        education_level="S1",
        service_start=date(2010, 1, 1),
        unit_id=unit.id,
        post_id=post.id,
        post_since=date(2024, 4, 1),
    )
    system = System(
        code=f"SYS-{code}",
        name=f"Sistem {mark}",
        unit_id=unit.id,
        kind="licensing",
        purpose=f"Layanan {mark}",
        stage="build",
        planned_finish=date(2027, 9, 30),
    )
    session.add_all([person, system])
    session.flush()
    role = SystemRole(
        system_id=system.id, code="lead", name="Pimpinan teknis", is_key=True, needed_percent=100
    )
    session.add_all(
        [
            role,
            PostHistory(person_id=person.id, title=post.title, kind=post.kind, from_date=date(2024, 4, 1)),
            Milestone(system_id=system.id, name="Rilis uji", planned_on=date(2027, 1, 31)),
            Sanction(person_id=person.id, level="medium", kind=SANCTION, from_date=date(2026, 6, 1)),
        ]
    )
    session.flush()
    session.add(RoleService(person_id=person.id, role_id=role.id, since=date(2024, 4, 1)))
    for kind, thing in (("unit", unit), ("post", post), ("person", person), ("system", system)):
        setattr(city, f"foreign_{kind}" if foreign else kind, thing.key)
    if not foreign:
        hold = Hold(
            person_id=person.id,
            role_id=role.id,
            reason="Satu-satunya yang menguasai integrasi",
            from_date=date(2026, 11, 1),
            until=date(2027, 12, 12),
        )
        session.add(hold)
        session.flush()
        city.hold = hold.key
    _accounts(session, city, unit, person, foreign=foreign)
    return unit


def _accounts(session: Session, city: City, unit: Unit, person: Person, *, foreign: bool) -> None:
    """Give the first department an account of every role, the foreign one a head and a member of staff."""
    for role in ("head", "staff") if foreign else ROLES:
        account = Account(
            login=f"{role}-asing" if foreign else role,
            display_name=f"Akun {role}",
            password_hash=_HASH,
            role=role,
            department_id=unit.id if role == "head" else None,
            person_id=person.id if role == "staff" else None,
        )
        session.add(account)
        session.flush()
        city.accounts[account.login] = account.key


def build(session: Session) -> City:
    """Fill an empty database."""
    city = City()
    top = Unit(code="0", name="Kota Wanasari", kind="kota")
    session.add(top)
    session.flush()
    _department(session, city, "1", "Dinas Perizinan", top, foreign=False)
    _department(session, city, "2", f"Dinas {FOREIGN}", top, foreign=True)
    opened = TransferRound(name="April 2027", starts_on=date(2027, 4, 1))
    session.add_all([opened, DataVersion(version=1, cause="import", as_of="2026-11-19")])
    session.flush()
    city.round = opened.key
    return city
