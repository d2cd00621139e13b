"""Readings that are written down: opening a record, a whole NIP, sanctions, and looking a NIP up."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.access import Actor, own_people
from app.audit import record
from models import Person


async def note_reading(db: AsyncSession, actor: Actor, person_key: str, part: str = "record") -> None:
    """Write down who opened which part of whose record; the person can see it on the own page."""
    await record(db, actor.by, f"person.read_{part}", ("person", person_key), role=actor.role)


async def find_by_nip(db: AsyncSession, actor: Actor, nip: str) -> str | None:
    """Return the key of the person with a NIP among those whose records the actor may read."""
    return await db.scalar(select(Person.key).where(Person.nip == nip, Person.active, own_people(actor)))
