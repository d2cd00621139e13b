"""Reads what a head weighs before asking for a hold: who can be held, what the law says, what is left."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from app.access import Actor, access_system
from app.law.quota import hold_quota
from app.law.settings import law_on
from app.systems.contexts import HoldRequestContext
from app.systems.holds import holdable
from app.systems.queries import system_states
from app.web.formats import date_long
from app.web.forms import Form
from app.web.i18n import translate as _
from models import Hold, LegalWindow, Person, Post, System, SystemRole, Unit


async def hold_page(db: AsyncSession, actor: Actor, key: str, form: Form, today: date) -> HoldRequestContext:
    """Return the page that asks for a hold on a key person of a system."""
    system = await access_system(db, actor, key, joinedload(System.unit))
    law = await law_on(db, today)
    (state,) = await system_states(db, law, today, System.id == system.id)
    people = await holdable(db, actor, key, today)
    names = {each.person for each in people}
    limits = []
    for role in state.key_roles:
        for holder in role.holders:
            if holder.person_name not in names:
                continue
            for event in holder.dates:
                words = {"person": holder.person_name, "day": date_long(event.on)}
                if event.kind == "move_due":
                    tone, sentence = "warn", _("{person}: sejak {day} perlu alasan tertulis", **words)
                elif event.kind == "may_move":
                    continue
                else:
                    tone, sentence = (
                        "bad",
                        _("{person}: tugas berakhir {day}, penahanan tidak menundanya", **words),
                    )
                if event.on <= state.finish:
                    limits.append((tone, sentence, event.article))
    limits += await _post_limits(db, {each.choice.partition(".")[0] for each in people}, today, state.finish)
    department = system.unit.department_id or system.unit_id
    units = list((await db.scalars(select(Unit.id).where(Unit.department_id == department))).all())
    quota = await hold_quota(db, law, units, today)
    return HoldRequestContext(
        title=_("Minta tahan orang kunci"),
        key=system.key,
        system=system.name,
        form=form,
        people=tuple((each.choice, f"{each.person}, {each.role}") for each in people),
        limits=tuple(limits),
        finish=max(state.finish, today),
        today=today,
        used=quota.used if quota else 0,
        allowed=quota.allowed if quota else None,
        quota_citation=quota.citation if quota else "",
        held=await _held(db, units, today),
    )


async def _post_limits(
    db: AsyncSession, keys: Collection[str], today: date, finish: date
) -> list[tuple[str, str, str]]:
    """Say who of the people holds a post with regular rotation, and when moves stand still anyway."""
    found = []
    risky = await db.scalars(
        select(Person.name)
        .join(Post, Post.id == Person.post_id)
        .where(Person.key.in_(keys), Post.high_risk)
        .order_by(Person.name)
    )
    for name in risky:
        sentence = _("{person}: jabatan rawan yang berganti teratur; alasan penahanan diperiksa", person=name)
        found.append(("warn", sentence, ""))
    windows = await db.execute(
        select(LegalWindow.from_date, LegalWindow.to_date, LegalWindow.citation)
        .where(LegalWindow.kind == "election", LegalWindow.to_date >= today, LegalWindow.from_date <= finish)
        .order_by(LegalWindow.from_date)
    )
    for first, last, citation in windows:
        words = {"first": date_long(first), "last": date_long(last)}
        sentence = _(
            "Pemilihan {first} sampai {last}: mutasi perlu persetujuan dari luar, juga tanpa penahanan",
            **words,
        )
        found.append(("ok", sentence, citation))
    return found


async def _held(db: AsyncSession, units: Collection[int], today: date) -> tuple[tuple[str, str, date], ...]:
    """Return who of the department is held now, on which system and until when."""
    rows = await db.execute(
        select(Person.name, System.name, Hold.until)
        .select_from(Hold)
        .join(Person, Person.id == Hold.person_id)
        .join(SystemRole, SystemRole.id == Hold.role_id)
        .join(System, System.id == SystemRole.system_id)
        .where(Hold.status == "approved", Hold.until >= today, Person.unit_id.in_(units))
        .order_by(Hold.until, Person.name)
    )
    return tuple((name, on, until) for name, on, until in rows)
