"""Who may do what: the roles, the signed-in actor, the policy of a route, and the way to guarded objects.

A route names its policy (`opt=allow("planner", "head")`); the server refuses to start when one does not.
Within a route, objects are reached only through the `access_*` functions: what the actor may not see
answers exactly like what does not exist.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from litestar.exceptions import NotFoundException
from sqlalchemy import ColumnElement, Select, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from app.audit import By
from models import ROLES, Account, Person, RoleService, System, SystemRole, TransferRound, Unit

POLICY = "policy"
"""Key of a route's policy in its `opt`."""

EVERYBODY = frozenset(ROLES)
BUSINESS = frozenset({"planner", "advisory", "authority", "head", "auditor"})
"""Roles that work with the whole city or with a department; not staff, and not the administrator."""
WHOLE_CITY = frozenset({"planner", "advisory", "authority", "auditor"})
"""Roles that may read every department; a head reads only the own one."""


@dataclass(frozen=True)
class Actor:
    """The account behind a request, as far as decisions about access need it."""

    account_id: int
    key: str
    login: str
    name: str
    role: str
    language: str
    person_id: int | None
    department_id: int | None

    @property
    def by(self) -> By:
        """Return the actor as the audit chain writes it."""
        return By(self.account_id, self.login)

    @property
    def sees_whole_city(self) -> bool:
        """Tell whether every department is open to this role."""
        return self.role in WHOLE_CITY


@dataclass(frozen=True)
class Policy:
    """Who may call a route: anyone at all, or signed-in accounts of the roles named."""

    roles: frozenset[str]
    is_public: bool = False

    def admits(self, actor: Actor | None) -> bool:
        """Tell whether this caller may go on."""
        return self.is_public or (actor is not None and actor.role in self.roles)


def allow(*roles: str) -> dict[str, Any]:
    """Give a route to the roles named: `@get("/babak", opt=allow("planner", "auditor"))`."""
    unknown = set(roles) - EVERYBODY
    if unknown or not roles:
        raise ValueError(f"A policy names roles of {sorted(EVERYBODY)}, not {sorted(unknown)}")
    return {POLICY: Policy(frozenset(roles))}


def signed_in() -> dict[str, Any]:
    """Give a route to every signed-in account, whatever its role."""
    return {POLICY: Policy(EVERYBODY)}


def public() -> dict[str, Any]:
    """Give a route to everybody, signed in or not."""
    return {POLICY: Policy(frozenset(), is_public=True)}


def own_units(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on `Unit` that keeps a list to the units this actor may read."""
    if actor.sees_whole_city:
        return true()
    return Unit.department_id == (actor.department_id if actor.role == "head" else None)


def own_people(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on `Person` that keeps a list to the people whose records this actor may read."""
    if actor.sees_whole_city:
        return true()
    himself = Person.id == actor.person_id
    if actor.role != "head":
        return himself
    in_department = select(Unit.id).where(Unit.department_id == actor.department_id)
    return or_(himself, Person.unit_id.in_(in_department))


def own_systems(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on `System` that keeps a list to the systems this actor may read.

    A head sees the systems of the own department, staff the systems that they serve.
    """
    if actor.sees_whole_city:
        return true()
    if actor.role == "head":
        return System.unit_id.in_(select(Unit.id).where(Unit.department_id == actor.department_id))
    served = (
        select(SystemRole.system_id)
        .join(RoleService, RoleService.role_id == SystemRole.id)
        .where(RoleService.person_id == actor.person_id, RoleService.until.is_(None))
    )
    return System.id.in_(served)


async def _one(db: AsyncSession, statement: Select[Any]) -> Any:
    """Return the only row of a guarded query; say "not found" alike for missing and for foreign ones."""
    found = (await db.scalars(statement)).one_or_none()
    if found is None:
        raise NotFoundException
    return found


async def access_unit(db: AsyncSession, actor: Actor, key: str, *options: Any) -> Unit:
    """Reach a unit that the actor may read."""
    unit: Unit = await _one(db, select(Unit).where(Unit.key == key, own_units(actor)).options(*options))
    return unit


async def access_person(db: AsyncSession, actor: Actor, key: str, *options: Any) -> Person:
    """Reach a person whose record the actor may read."""
    statement = select(Person).where(Person.key == key, own_people(actor)).options(*options)
    person: Person = await _one(db, statement)
    return person


async def access_own_person(db: AsyncSession, actor: Actor, *options: Any) -> Person:
    """Reach the actor's own record."""
    statement = select(Person).where(Person.id == actor.person_id).options(*options)
    person: Person = await _one(db, statement)
    return person


async def access_system(db: AsyncSession, actor: Actor, key: str, *options: Any) -> System:
    """Reach a system that the actor may read."""
    statement = select(System).where(System.key == key, own_systems(actor)).options(*options)
    system: System = await _one(db, statement)
    return system


async def access_round(db: AsyncSession, actor: Actor, key: str, *options: Any) -> TransferRound:
    """Reach a round; its runs and plans are reached through it. Heads and staff see no round as a whole."""
    if not actor.sees_whole_city:
        raise NotFoundException
    statement = select(TransferRound).where(TransferRound.key == key).options(*options)
    found: TransferRound = await _one(db, statement)
    return found


async def access_account(db: AsyncSession, actor: Actor, key: str) -> Account:
    """Reach an account: the own one, or any for the administrator and the auditor."""
    allowed = true() if actor.role in {"admin", "auditor"} else Account.id == actor.account_id
    account: Account = await _one(db, select(Account).where(Account.key == key, allowed))
    return account
