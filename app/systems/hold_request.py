"""Reads what a head weighs before asking for a hold: who can be held, what the law says, what is left."""

from __future__ import annotations

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
from models import System, Unit


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
    )
