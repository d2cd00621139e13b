"""Searches each kind with the same conditions as its own list, and takes the first few of each."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from app.access import Actor, own_systems, own_units
from app.search.contexts import Hit, HitGroup, SearchContext
from app.staff.queries import staff_list
from app.units.posts import post_list
from app.web.i18n import translate as _
from models import System, Unit

FIRST = 8

Host = aliased(Unit, name="host")


async def search(db: AsyncSession, actor: Actor, text: str, today: date) -> SearchContext:
    """Return what a text finds among people, systems, posts and units."""
    groups = []
    if text:
        query = {"q": text}
        groups = [
            await _people(db, actor, query, today),
            await _systems(db, actor, text),
            await _posts(db, actor, query),
            await _units(db, actor, text),
        ]
    return SearchContext(
        title=_("Hasil pencarian"), text=text, groups=tuple(group for group in groups if group.total)
    )


async def _people(db: AsyncSession, actor: Actor, query: dict[str, str], today: date) -> HitGroup:
    page = await staff_list(db, actor, query, today)
    return HitGroup(
        title=_("Pegawai"),
        icon="people",
        hits=tuple(
            Hit(
                href=f"/pegawai/{line.key}",
                name=line.name,
                note=", ".join(part for part in (line.post_title, line.unit_name) if part),
            )
            for line in page.people[:FIRST]
        ),
        total=page.paging.total,
        href=f"/pegawai?{urlencode(query)}",
    )


async def _posts(db: AsyncSession, actor: Actor, query: dict[str, str]) -> HitGroup:
    page = await post_list(db, actor, query)
    return HitGroup(
        title=_("Jabatan"),
        icon="briefcase",
        hits=tuple(
            Hit(href=f"/jabatan/{line.key}", name=line.title, note=line.unit_name)
            for line in page.posts[:FIRST]
        ),
        total=page.paging.total,
        href=f"/jabatan?{urlencode(query)}",
    )


async def _systems(db: AsyncSession, actor: Actor, text: str) -> HitGroup:
    matches = [
        or_(*(field.icontains(word, autoescape=True) for field in (System.name, Host.name, Host.short_name)))
        for word in text.split()
    ]
    rows = (
        await db.execute(
            select(System.key, System.name, Host.name, Host.short_name)
            .join(Host, Host.id == System.unit_id)
            .where(own_systems(actor), *matches)
            .order_by(System.name)
        )
    ).all()
    return HitGroup(
        title=_("Sistem"),
        icon="hdd-stack",
        hits=tuple(
            Hit(href=f"/sistem/{key}", name=name, note=short or host)
            for key, name, host, short in rows[:FIRST]
        ),
        total=len(rows),
        href=f"/sistem?{urlencode({'q': text, 'tampil': 'semua'})}",
    )


async def _units(db: AsyncSession, actor: Actor, text: str) -> HitGroup:
    matches = [
        or_(*(field.icontains(word, autoescape=True) for field in (Unit.name, Unit.short_name)))
        for word in text.split()
    ]
    rows = (
        await db.execute(
            select(Unit.key, Unit.name, Unit.short_name)
            .where(Unit.active, own_units(actor), *matches)
            .order_by(Unit.name)
        )
    ).all()
    return HitGroup(
        title=_("Unit"),
        icon="diagram-3",
        hits=tuple(
            Hit(href=f"/unit/{key}", name=name, note=short or "") for key, name, short in rows[:FIRST]
        ),
        total=len(rows),
        href=f"/unit?{urlencode({'q': text})}",
    )
