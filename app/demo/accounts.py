"""
The demo accounts: one for each role, tied to people of the city, with passwords made by chance.

The passwords are kept beside the demo's spreadsheets, readable by the owner alone, so that a second start can
print them again. A real installation never has this file.
"""

import json
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from app.accounts import NewAccount, add_account, set_password
from app.demo.city import City
from app.demo.shape import Person
from app.importing.names import full_name

WORDS = (
    "angsana bambu cendana damar embun fajar gambir hujan intan jati kenanga lontar melati nipah ombak "
    "pandan rimba sawah telaga undan waru senja pelita kemuning teratai mahoni cempaka gading lembah "
    "muara puncak selasar "
).split()
FILE = "akun.json"


@dataclass(frozen=True)
class DemoAccount:
    """One line of the table on the terminal."""

    login: str
    password: str
    role: str
    name: str
    about: str


def plan_accounts(city: City) -> list[tuple[NewAccount, str]]:
    """Return the accounts of the demo city with a word on what each can see."""
    planner = _first(city, "BKPSDM", family="Analis SDM Aparatur", level="Ahli Muda")
    head = _leader(city, "KOMINFO")
    licensing = _leader(city, "DPMPTSP")
    developer = _developer(city)
    auditor = _first(city, "INSPEKTORAT", family="Auditor", level="Ahli Madya")
    secretary = _leader(city, "SETDA")
    return [
        (_account("perencana", planner, "planner"), "perencana SDM di BKPSDM: impor, babak, usul"),
        (_account("kadis.kominfo", head, "head", "KOMINFO"), "kepala Diskominfo: sistem dan orangnya"),
        (
            _account("kadis.dpmptsp", licensing, "head", "DPMPTSP"),
            "kepala DPMPTSP: Izin Cepat, mal pelayanan",
        ),
        (
            _account("pegawai", developer, "staff"),
            f"{developer.post.title}: halaman sendiri, jalur pelatihan",
        ),
        (_account("sekda", secretary, "advisory"), "ketua Tim Penilai Kinerja"),
        (NewAccount("walikota", "Wali Kota Wanasari", "authority"), "pejabat pembina kepegawaian"),
        (_account("auditor", auditor, "auditor"), "Inspektorat: membaca semuanya, mengubah tidak"),
        (NewAccount("pengelola", "Pengelola sistem", "admin"), "akun dan pengaturan, tanpa data pegawai"),
    ]


def people_of(accounts: list[tuple[NewAccount, str]]) -> set[str]:
    """Return the NIPs that accounts are tied to."""
    return {account.nip for account, _ in accounts if account.nip}


def create_accounts(session: Session, city: City, folder: Path) -> list[DemoAccount]:
    """Make the accounts with new passwords, and keep these in the folder."""
    made = []
    for account, about in plan_accounts(city):
        password = _password()
        add_account(session, account, password)
        made.append(DemoAccount(account.login, password, account.role, account.name, about))
    _keep(folder, made)
    return made


def known_accounts(session: Session, folder: Path) -> list[DemoAccount]:
    """Return the accounts of an earlier start; lost passwords are replaced by new ones."""
    path = folder / FILE
    accounts = [DemoAccount(**line) for line in json.loads(path.read_text(encoding="utf-8"))]
    if all(account.password for account in accounts):
        return accounts
    renewed = []
    for account in accounts:
        password = _password()
        set_password(session, account.login, password)
        renewed.append(DemoAccount(account.login, password, account.role, account.name, account.about))
    _keep(folder, renewed)
    return renewed


def _keep(folder: Path, accounts: list[DemoAccount]) -> None:
    path = folder / FILE
    path.touch(mode=0o600)
    path.write_text(
        json.dumps([asdict(account) for account in accounts], indent=1, ensure_ascii=False), "utf-8"
    )


def _password() -> str:
    words = [secrets.choice(WORDS) for _ in range(3)]
    return "-".join(words) + f"-{secrets.randbelow(90) + 10}"


def _account(login: str, person: Person, role: str, department: str | None = None) -> NewAccount:
    name = full_name(person.name, person.front or None, person.back or None)
    return NewAccount(login, name, role, department, person.nip)


def _leader(city: City, department: str) -> Person:
    members = [person for person in city.people if person.post.unit.department == department]
    leaders = [person for person in members if person.post.leads_unit and person.status == "Aktif"]
    return min(leaders, key=lambda person: (person.post.echelon, person.nip))


def _first(city: City, department: str, family: str, level: str) -> Person:
    members = [person for person in city.people if person.post.unit.department == department]
    fitting = [person for person in members if person.post.family == family and person.status == "Aktif"]
    return min(fitting, key=lambda person: (person.post.level != level, person.nip))


def _developer(city: City) -> Person:
    """Return somebody who serves a system and whose competencies lie below the standard of the own post."""
    serving = {
        service.person.nip for system in city.systems for role in system.roles for service in role.holders
    }
    members = [
        person
        for person in city.people
        if person.post.family == "Pranata Komputer"
        and person.post.unit.department == "KOMINFO"
        and person.employment == "PNS"
        and person.nip in serving
    ]
    return max(members, key=lambda person: (_gap(person), person.nip))


def _gap(person: Person) -> int:
    return sum(max(0, level - person.levels.get(code, 0)) for code, level in person.post.standard.items())
