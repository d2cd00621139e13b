"""Reads the page of one system."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from app.access import BUSINESS, Actor, access_system
from app.forecasts.contexts import SystemForecastCard
from app.forecasts.queries import forecast_card
from app.law.months import whole_months
from app.law.settings import law_on
from app.systems import sentences
from app.systems.contexts import (
    HoldCard,
    HolderLine,
    MilestoneLine,
    NeedLine,
    OwnSystemContext,
    PlanEffect,
    RoleCard,
    SimilarLine,
    SuccessorLine,
    SystemContext,
    TableRow,
)
from app.systems.indicators import indicator_lines
from app.systems.needs import is_tailored, people_meeting
from app.systems.overlap import similar_systems
from app.systems.plan_effect import effect_on
from app.systems.queries import system_states
from app.systems.risk import risks_of
from app.systems.state import Holder, RoleState, SystemState
from app.systems.successors import nearest_successors
from app.systems.svg_timeline import MilestoneMark, Timeline, lanes_of
from app.web.formats import percent
from app.web.i18n import language
from app.web.i18n import translate as _
from models import Competency, Milestone, RoleNeed, System, SystemRole


async def system_page(db: AsyncSession, actor: Actor, key: str, today: date) -> SystemContext:
    """Return the page of a system that the actor may read."""
    system = await access_system(db, actor, key, joinedload(System.unit))
    law = await law_on(db, today)
    (state,) = await system_states(db, law, today, System.id == system.id)
    needs = await _needs(db, system.id)
    milestones = await _milestones(db, system.id)
    successors = {}
    if actor.role in BUSINESS:
        department = system.unit.department_id or system.unit_id
        successors = await nearest_successors(db, system.id, department, today)
    meeting = await _meeting(db, actor, system.id, today)
    similar = await _similar(db, actor, state)
    indicators = [line for _key, _name, line in await indicator_lines(db, System.id == system.id)]
    short_needs = {
        role: ", ".join(f"{line.name} {line.level}" for line in lines) for role, lines in needs.items()
    }
    marks = [MilestoneMark(line.name, line.planned_on, line.actual_on) for line in milestones]
    timeline = Timeline(state, system.started_on, marks, lanes_of(state, short_needs), today)
    page = SystemContext if actor.sees_whole_city else OwnSystemContext
    return page(
        title=system.name,
        key=system.key,
        kind=system.kind,
        stage=sentences.stage(system.stage),
        department=state.department_name,
        department_key=state.department_key,
        built_by=sentences.builder(system.built_by),
        purpose=_sentence(system.purpose),
        service=_sentence(system.service or ""),
        planned_finish=system.planned_finish,
        forecast_p50=system.forecast_p50,
        forecast_p80=system.forecast_p80,
        months_late=whole_months(system.planned_finish, system.forecast_p80) if system.forecast_p80 else None,
        supports=state.supports,
        weakest_role=_weakest(state),
        filled_roles=state.filled_roles,
        roles_total=len(state.roles),
        empty_roles=tuple(role.name for role in state.roles if not role.holders),
        indicator=indicators[0] if indicators else None,
        timeline=timeline.draw(),
        timeline_rows=_rows(state, milestones),
        people=_people(state, successors),
        risks=_risks(state, today),
        roles=tuple(_role_card(role, needs, meeting) for role in state.roles),
        milestones=milestones,
        holds=_holds(state),
        indicators=tuple(indicators),
        effect=await _effect(db, actor, state),
        forecast=await _forecast(db, actor, state, today),
        similar=similar,
        tailored=any(is_tailored(count) for count in meeting.values()),
        may_open_similar=actor.sees_whole_city,
        may_edit=actor.role in {"head", "planner"},
        may_open_people=actor.role in BUSINESS,
        may_ask_hold=actor.role == "head" and not state.is_finished and bool(state.key_roles),
        may_decide_hold=actor.role == "authority",
        today=today,
    )


async def _effect(db: AsyncSession, actor: Actor, state: SystemState) -> PlanEffect | None:
    if actor.role not in BUSINESS or state.is_finished:
        return None
    return await effect_on(db, actor, state.key)


async def _forecast(
    db: AsyncSession, actor: Actor, state: SystemState, today: date
) -> SystemForecastCard | None:
    """Return the forecast; who may open people also reads what a departure does."""
    if state.is_finished:
        return None
    ends = None
    if actor.role in BUSINESS:
        leaving = {holder.person_key: holder.leaves_on() for role in state.roles for holder in role.holders}
        ends = {key: end.on for key, end in leaving.items() if end is not None}
    return await forecast_card(db, state.key, today, ends)


async def _meeting(db: AsyncSession, actor: Actor, system_id: int, today: date) -> dict[str, int]:
    """Count, by the key of a role, who in the city meets its needs; staff see no such counts."""
    if actor.role not in BUSINESS:
        return {}
    counts = await people_meeting(db, today, SystemRole.system_id == system_id)
    keys = await db.execute(select(SystemRole.id, SystemRole.key).where(SystemRole.id.in_(counts)))
    return {key: counts[number] for number, key in keys}


async def _similar(db: AsyncSession, actor: Actor, state: SystemState) -> tuple[SimilarLine, ...]:
    """Point out running systems of other departments; that they exist is public, what they hold is not."""
    if actor.role not in BUSINESS or state.is_finished:
        return ()
    return tuple(
        SimilarLine(key=each.key, name=each.name, department=each.department, likeness=each.likeness)
        for each in await similar_systems(db, state.key)
    )


async def _needs(db: AsyncSession, system_id: int) -> dict[str, list[NeedLine]]:
    rows = await db.execute(
        select(SystemRole.key, Competency.name, Competency.name_en, RoleNeed.level)
        .join(RoleNeed, RoleNeed.role_id == SystemRole.id)
        .join(Competency, Competency.id == RoleNeed.competency_id)
        .where(SystemRole.system_id == system_id)
        .order_by(Competency.id)
    )
    found: dict[str, list[NeedLine]] = defaultdict(list)
    for role, name, name_en, level in rows:
        found[role].append(NeedLine(name=(name_en or name) if language() == "en" else name, level=level))
    return found


async def _milestones(db: AsyncSession, system_id: int) -> tuple[MilestoneLine, ...]:
    rows = await db.execute(
        select(Milestone.name, Milestone.planned_on, Milestone.actual_on)
        .where(Milestone.system_id == system_id)
        .order_by(Milestone.planned_on, Milestone.id)
    )
    return tuple(
        MilestoneLine(
            name=name,
            planned_on=planned_on,
            actual_on=actual_on,
            is_late=actual_on is not None and actual_on > planned_on,
        )
        for name, planned_on, actual_on in rows
    )


def _sentence(text: str) -> str:
    """End a text with a full stop, so that two of them do not run into each other."""
    text = text.strip()
    return f"{text}." if text and text[-1] not in ".!?" else text


def _weakest(state: SystemState) -> str:
    """Name the key role with the fewest holders."""
    return min(state.key_roles, key=lambda role: len(role.holders)).name if state.key_roles else ""


def _risks(state: SystemState, today: date) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        ("bad" if risk.is_grave else "warn", sentences.cause(risk, today), risk.citation)
        for risk in risks_of(state, today)
    )


def _role_card(role: RoleState, needs: dict[str, list[NeedLine]], meeting: dict[str, int]) -> RoleCard:
    return RoleCard(
        key=role.key,
        name=role.name,
        is_key=role.is_key,
        needed_percent=role.needed_percent,
        served_percent=role.served_percent,
        needs=tuple(needs.get(role.key, ())),
        meeting=meeting.get(role.key),
        is_tailored=is_tailored(meeting.get(role.key)),
    )


def _holds(state: SystemState) -> tuple[HoldCard, ...]:
    return tuple(
        HoldCard(
            key=hold.key,
            person_key=hold.person_key,
            person_name=hold.person_name,
            role_name=hold.role_name,
            status=hold.status,
            from_date=hold.from_date,
            until=hold.until,
            reason=hold.reason,
        )
        for hold in state.holds
    )


def _people(state: SystemState, successors: dict[str, SuccessorLine]) -> tuple[HolderLine, ...]:
    """Return a line per holder and per empty role: key roles first, and of these who leaves soonest."""
    lines = []
    for role in sorted(state.roles, key=_urgency):
        holders: list[Holder | None] = [*sorted(role.holders, key=_leaves)]
        for place, holder in enumerate(holders or [None]):
            hold = state.hold_of(holder.person_key, role.key) if holder else None
            lines.append(
                HolderLine(
                    role_key=role.key,
                    role_name=role.name,
                    is_key=role.is_key,
                    needed_percent=role.needed_percent,
                    served_percent=role.served_percent,
                    person_key=holder.person_key if holder else "",
                    person_name=holder.person_name if holder else "",
                    post_title=holder.post_title if holder else "",
                    unit_name=holder.unit_name if holder else "",
                    share=holder.share if holder else 0,
                    via=holder.via if holder else "",
                    months_in_post=holder.months_in_post if holder else None,
                    next_event=holder.next_event if holder else None,
                    vacant_since=role.vacant_since,
                    hold=hold.status if hold else "",
                    hold_until=hold.until if hold else None,
                    successor=successors.get(role.key),
                    is_first=place == 0,
                )
            )
    return tuple(lines)


def _leaves(holder: Holder) -> date:
    return holder.next_event.on if holder.next_event else date.max


def _urgency(role: RoleState) -> tuple[bool, date]:
    """Order roles: key ones first, empty ones before those that somebody serves."""
    return (not role.is_key, min((_leaves(holder) for holder in role.holders), default=date.min))


def _rows(state: SystemState, milestones: tuple[MilestoneLine, ...]) -> tuple[TableRow, ...]:
    """Say everything that the picture shows."""
    rows = [
        TableRow(what=_("Tonggak"), who=line.name, since=line.planned_on, until=line.actual_on, note="")
        for line in milestones
    ]
    for role in state.roles:
        for holder in role.holders:
            hold = state.hold_of(holder.person_key, role.key)
            end = holder.leaves_on() or holder.due_on()
            rows.append(
                TableRow(
                    what=f"{role.name}, {percent(holder.share)}",
                    who=holder.person_name,
                    since=holder.since,
                    until=hold.until if hold else (end.on if end else None),
                    note=_("penahanan") if hold else "",
                )
            )
        if not role.holders:
            rows.append(
                TableRow(
                    what=role.name, who=_("belum ada"), since=role.vacant_since, until=None, note=_("kosong")
                )
            )
    return tuple(rows)
