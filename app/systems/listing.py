"""The list of systems with their risks; the dashboard shows its head."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.access import Actor, own_systems
from app.law.settings import Law, law_on
from app.systems import sentences
from app.systems.contexts import OwnSystemsContext, RiskLine, SystemsContext
from app.systems.queries import system_states
from app.systems.risk import risks_of
from app.systems.state import SystemState
from app.systems.svg import axis_ends, axis_picture, range_picture
from app.web.i18n import translate as _
from models import Unit

VIEWS = ("berjalan", "berisiko", "selesai", "semua")


async def own_states(db: AsyncSession, actor: Actor, law: Law, today: date) -> list[SystemState]:
    """Read all systems that the actor may see."""
    return await system_states(db, law, today, own_systems(actor))


def risk_line(system: SystemState, ends: tuple[date, date], today: date) -> RiskLine:
    """Turn a system into a line of the list."""
    risks = risks_of(system, today)
    first = risks[0] if risks else None
    return RiskLine(
        key=system.key,
        name=system.name,
        department=system.department_name,
        department_key=system.department_key,
        stage=sentences.stage(system.stage),
        planned_finish=system.planned_finish,
        forecast_p50=system.forecast_p50,
        forecast_p80=system.forecast_p80,
        supports=system.supports,
        filled_roles=system.filled_roles,
        roles=len(system.roles),
        risk=first,
        sentence=sentences.cause(first, today) if first else "",
        decision=sentences.decision(first) if first else "",
        decision_href=sentences.decision_href(system.key, first) if first else f"/sistem/{system.key}",
        picture=range_picture(system, risks, ends, today),
    )


def at_risk(systems: list[SystemState], today: date) -> list[SystemState]:
    """Keep the systems with a cause, those whose delay costs citizens most first."""
    return [system for system in systems if risks_of(system, today)]


async def system_list(
    db: AsyncSession, actor: Actor, query: Mapping[str, str], today: date
) -> SystemsContext:
    """Return the list that an address asks for."""
    law = await law_on(db, today)
    everything = await own_states(db, actor, law, today)
    risky = {system.key for system in at_risk(everything, today)}
    view = query.get("tampil", "")
    view = view if view in VIEWS else "berjalan"
    words = query.get("q", "").casefold().split()
    department = query.get("opd", "")
    shown = [
        system
        for system in everything
        if _is_in(system, view, risky)
        and all(word in f"{system.name} {system.department_name}".casefold() for word in words)
        and department in ("", system.department_key)
    ]
    ends = axis_ends([system for system in shown if not system.is_finished], today)
    page = SystemsContext if actor.sees_whole_city else OwnSystemsContext
    return page(
        title=_("Sistem"),
        systems=tuple(risk_line(system, ends, today) for system in shown),
        total=len(everything),
        at_risk=len(risky),
        finished=sum(system.is_finished for system in everything),
        view=view,
        text=query.get("q", ""),
        department=department,
        departments=await _departments(db, actor, everything),
        axis=axis_picture(ends),
        may_declare=actor.role in {"head", "planner"},
    )


def _is_in(system: SystemState, view: str, risky: set[str]) -> bool:
    if view == "berisiko":
        return system.key in risky
    return view == "semua" or system.is_finished == (view == "selesai")


async def _departments(
    db: AsyncSession, actor: Actor, systems: list[SystemState]
) -> tuple[tuple[str, str], ...]:
    if not actor.sees_whole_city:
        return ()
    keys = {system.department_key for system in systems}
    rows = await db.execute(
        select(Unit.key, Unit.name).where(Unit.key.in_(keys)).order_by(Unit.position, Unit.name)
    )
    return tuple((key, name) for key, name in rows)
