"""Bring the demo city into a database: spreadsheets first, then the real import, then the accounts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import func, select

from app.audit import SYSTEM, By
from app.database import Database
from app.demo.accounts import FILE, DemoAccount, create_accounts, known_accounts, people_of, plan_accounts
from app.demo.books import write_books, write_later_roster
from app.demo.city import AS_OF, SEED, City, make_city
from app.demo.later import later_city
from app.forecasts.service import keep_histories, learn
from app.forecasts.translate import read_table, synthetic_table
from app.importing import service
from models import Account, Person

HISTORIES = "riwayat-sistem-sintetis.csv"
PAST_SYSTEMS = 160

Say = Callable[[str], None]


@dataclass(frozen=True)
class Prepared:
    """What a start found or made."""

    accounts: list[DemoAccount]
    people: int
    is_new: bool


def prepare(
    database: Database, folder: Path, say: Say, today: date, seed: int = SEED, as_of: date = AS_OF
) -> Prepared:
    """Return the accounts of the demo city; generate and import it when the database does not hold it yet."""
    with database.read() as db:
        has_people = db.scalar(select(Person.id).limit(1)) is not None
        has_accounts = db.scalar(select(Account.id).limit(1)) is not None
    if has_people and has_accounts and (folder / FILE).exists():
        with database.write() as db:
            return Prepared(known_accounts(db, folder), _count(database), is_new=False)
    say("Menyusun kota contoh …")
    city = make_city(seed, as_of)
    for path in write_books(city, folder, spared_people(city)):
        say(f"Mengimpor {path.name} …")
        key = service.preview(database, path, path.name, SYSTEM, today)
        service.commit(database, key, SYSTEM)
    with database.write() as db:
        accounts = create_accounts(db, city, folder)
    _learn(database, folder, say, today)
    _stage_later_roster(database, city, folder, today)
    return Prepared(accounts, _count(database), is_new=True)


def _learn(database: Database, folder: Path, say: Say, today: date) -> None:
    """Read a file of synthetic past systems as any file of histories is read, and learn from it."""
    path = folder / HISTORIES
    path.write_text(synthetic_table(PAST_SYSTEMS), encoding="utf-8")
    say(f"Belajar dari {path.name} …")
    table = read_table(path.read_bytes(), {}, "%Y-%m-%d", (), leave_out=False)
    keep_histories(database, table, path.name, SYSTEM)
    learn(database, SYSTEM, today)


def _stage_later_roster(database: Database, city: City, folder: Path, today: date) -> None:
    spared = spared_people(city)
    path = write_later_roster(later_city(city, spared), folder, spared)
    with database.read() as db:
        planner = db.scalars(select(Account).where(Account.role == "planner")).first()
    by = By(planner.id, planner.login) if planner is not None else SYSTEM
    service.preview(database, path, path.name, by, today)


def spared_people(city: City) -> set[str]:
    """Return the NIPs of people whose rows stay clean: those on systems, and those behind accounts."""
    serving = {
        service.person.nip for system in city.systems for role in system.roles for service in role.holders
    }
    return serving | people_of(plan_accounts(city)) | {line.person.nip for line in city.sanctions}


def _count(database: Database) -> int:
    with database.read() as db:
        return db.scalar(select(func.count()).select_from(Person).where(Person.active)) or 0
