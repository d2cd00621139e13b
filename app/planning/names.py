"""Names behind opaque keys: people, posts, roles, systems and competencies, a few at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.web.i18n import language
from models import Competency, Person, Post, System, SystemRole, Unit

_AT_ONCE = 500


@dataclass(frozen=True)
class RoleName:
    """A role with its system."""

    name: str
    system_key: str
    system: str


@dataclass(frozen=True)
class Names:
    """Names by key; a key that the roster has lost since is shown as it is."""

    people: dict[str, str] = field(default_factory=dict)
    posts: dict[str, str] = field(default_factory=dict)
    roles: dict[str, RoleName] = field(default_factory=dict)
    systems: dict[str, str] = field(default_factory=dict)
    competencies: dict[str, str] = field(default_factory=dict)

    def person(self, key: str) -> str:
        """Name a person."""
        return self.people.get(key, key)

    def competency(self, key: str) -> str:
        """Name a competency."""
        return self.competencies.get(key, key)


def parts(keys: Iterable[str]) -> Iterable[list[str]]:
    """Cut a set of keys into parts that a database takes as parameters."""
    ordered = sorted(set(keys))
    return (ordered[start : start + _AT_ONCE] for start in range(0, len(ordered), _AT_ONCE))


async def people_names(db: AsyncSession, keys: Iterable[str]) -> dict[str, str]:
    """Return the names of people."""
    found: dict[str, str] = {}
    for part in parts(keys):
        rows = await db.execute(select(Person.key, Person.name).where(Person.key.in_(part)))
        found.update((row[0], row[1]) for row in rows)
    return found


async def post_names(db: AsyncSession, keys: Iterable[str]) -> dict[str, str]:
    """Return the titles of posts with their units."""
    found: dict[str, str] = {}
    for part in parts(keys):
        rows = await db.execute(
            select(Post.key, Post.title, Unit.name)
            .join(Unit, Unit.id == Post.unit_id)
            .where(Post.key.in_(part))
        )
        found.update((row[0], f"{row[1]}, {row[2]}") for row in rows)
    return found


async def role_names(db: AsyncSession, keys: Iterable[str]) -> dict[str, RoleName]:
    """Return the names of roles with their systems."""
    found: dict[str, RoleName] = {}
    for part in parts(keys):
        rows = await db.execute(
            select(SystemRole.key, SystemRole.name, System.key, System.name)
            .join(System, System.id == SystemRole.system_id)
            .where(SystemRole.key.in_(part))
        )
        found.update((row[0], RoleName(row[1], row[2], row[3])) for row in rows)
    return found


async def unit_names(db: AsyncSession, keys: Iterable[str]) -> dict[str, str]:
    """Return the names of units."""
    found: dict[str, str] = {}
    for part in parts(keys):
        rows = await db.execute(select(Unit.key, Unit.name).where(Unit.key.in_(part)))
        found.update((row[0], row[1]) for row in rows)
    return found


async def system_names(db: AsyncSession, keys: Iterable[str]) -> dict[str, str]:
    """Return the names of systems."""
    found: dict[str, str] = {}
    for part in parts(keys):
        rows = await db.execute(select(System.key, System.name).where(System.key.in_(part)))
        found.update((row[0], row[1]) for row in rows)
    return found


async def competency_names(db: AsyncSession) -> dict[str, str]:
    """Return the names of all competencies in the language of the request; there are some dozens."""
    rows = await db.execute(select(Competency.key, Competency.name, Competency.name_en))
    wants_english = language() == "en"
    return {row[0]: (row[2] or row[1]) if wants_english else row[1] for row in rows}
