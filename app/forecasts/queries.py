"""Reads the model in use, and the forecast of one system with what departures would do to it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.forecasts import words
from app.forecasts.contexts import (
    DepartureLine,
    DriverLine,
    ModelCard,
    ModelsContext,
    ScoreLine,
    SystemForecastCard,
)
from app.forecasts.drawing import calibration_picture
from app.forecasts.translate import Card, Giver, Served, card_of, loss_of, rate_is_learned
from app.staff.levels import proven_levels
from app.web.i18n import translate as _
from models import LearnedModel, Person, RoleNeed, RoleService, System, SystemForecast, SystemRole

DRIVERS_SHOWN = 5
"""The strongest facts are shown; the rest move the date by less than the last of them."""

LEAST_SHOWN = 0.05
"""Months that a fact must move the P80 by to be shown, either way."""

LEAST_PROFICIENCY = 50
"""Below this percent of the least met need a person gives nothing to a role, as in the rule on service."""

DAYS_PER_MONTH = 365.25 / 12
ROUND_MONTHS = (4, 10)
"""Rounds begin on the first of April and of October."""


async def newest_model(db: AsyncSession) -> LearnedModel | None:
    """Return the finish model in use."""
    return (
        await db.scalars(
            select(LearnedModel)
            .where(LearnedModel.kind == "finish")
            .order_by(LearnedModel.id.desc())
            .limit(1)
        )
    ).first()


async def models_page(db: AsyncSession) -> ModelsContext:
    """Return the cards of the models in use."""
    row = await newest_model(db)
    finish = None
    if row is not None:
        card = await asyncio.to_thread(card_of, row.document)
        finish = _model_card(row, card)
    return ModelsContext(title=_("Model"), finish=finish)


def _model_card(row: LearnedModel, card: Card) -> ModelCard:
    return ModelCard(
        trained_at=row.trained_at,
        known_on=row.known_on,
        is_on=card.basis == "model",
        verdict=_(words.VERDICTS[card.reason]),
        basis_sentence=_(words.BASES[card.basis]),
        systems=card.systems,
        reviews=card.reviews,
        still_open=card.still_open,
        from_files=row.from_files,
        from_records=row.from_records,
        sources=tuple(str(name) for name in row.sources),
        fingerprint=card.data_sha256,
        features=tuple(words.feature(name) for name in card.features),
        tested=card.tested,
        folds=card.folds,
        scores=tuple(
            ScoreLine(
                method=_(words.METHODS[line.method]),
                loss_p50=line.losses[0],
                loss_p80=line.losses[1],
                covered_p50=line.covered[0] * 100,
                covered_p80=line.covered[1] * 100,
                is_model=line.method == "model",
            )
            for line in card.methods
        ),
        gain=card.gain,
        gain_low=card.gain_low,
        effect=card.effect,
        rate=card.rate,
        calibration=card.calibration,
        picture=calibration_picture(card.calibration),
    )


async def forecast_card(
    db: AsyncSession, system_key: str, today: date, ends: Mapping[str, date] | None
) -> SystemForecastCard | None:
    """
    Return the forecast of a system.

    `ends` gives, by key of a person, the day on which law or contract ends the service; without it nothing is
    said of people.
    """
    row = (
        await db.execute(
            select(SystemForecast, LearnedModel.document, System.value_per_month)
            .join(System, System.id == SystemForecast.system_id)
            .join(LearnedModel, LearnedModel.id == SystemForecast.model_id)
            .where(System.key == system_key)
        )
    ).one_or_none()
    if row is None:
        return None
    forecast, document, value = row
    leaves_on = next_round(today)
    key_roles = [] if ends is None else await _key_roles(db, forecast.system_id, today, ends)
    return SystemForecastCard(
        p50=forecast.p50,
        p80=forecast.p80,
        basis=forecast.basis,
        basis_sentence=_(words.BASES[forecast.basis]),
        made_on=forecast.made_on,
        drivers=tuple(
            DriverLine(
                name=words.feature(str(driver["feature"])),
                value=words.value(driver["value"]),
                months=float(driver["months"]),
            )
            for driver in forecast.drivers[:DRIVERS_SHOWN]
            if abs(driver["months"]) >= LEAST_SHOWN
        ),
        leaves_on=leaves_on,
        departures=_departures(document, key_roles, leaves_on, forecast.p80, value),
        rate=card_of(document).rate,
        is_learned=rate_is_learned(document),
    )


def next_round(today: date) -> date:
    """Return the first day of the next round."""
    days = [date(year, month, 1) for year in (today.year, today.year + 1) for month in ROUND_MONTHS]
    return next(day for day in days if day > today)


async def _key_roles(db: AsyncSession, system_id: int, today: date, ends: Mapping[str, date]) -> list[Served]:
    """Read key roles with what each holder gives: share times the least met need, as the planner counts."""
    roles = (
        await db.scalars(
            select(SystemRole)
            .where(SystemRole.system_id == system_id, SystemRole.is_key)
            .order_by(SystemRole.id)
        )
    ).all()
    serving = and_(RoleService.since <= today, or_(RoleService.until.is_(None), RoleService.until >= today))
    people = select(RoleService.person_id).where(
        RoleService.role_id.in_([role.id for role in roles]), serving
    )
    proven = proven_levels(today, people)
    met = func.coalesce(proven.c.level, 0) * 100 // RoleNeed.level
    rows = await db.execute(
        select(RoleService.role_id, RoleService.share, Person.key, Person.name, func.min(met).label("met"))
        .join(Person, Person.id == RoleService.person_id)
        .outerjoin(RoleNeed, and_(RoleNeed.role_id == RoleService.role_id, RoleNeed.level > 0))
        .outerjoin(
            proven,
            and_(proven.c.person_id == Person.id, proven.c.competency_id == RoleNeed.competency_id),
        )
        .where(RoleService.role_id.in_([role.id for role in roles]), serving, Person.active)
        .group_by(RoleService.id, RoleService.role_id, RoleService.share, Person.key, Person.name)
        .order_by(RoleService.id)
    )
    givers: dict[int, list[Giver]] = {}
    for role_id, share, key, name, least in rows:
        percent = 100 if least is None else min(100, int(least))
        gives = share * percent // 100 if percent >= LEAST_PROFICIENCY else 0
        givers.setdefault(role_id, []).append(Giver(key, name, gives, ends.get(key)))
    return [
        Served(
            role.name,
            role.needed_percent,
            tuple(int(percent) for percent in role.ramp),
            tuple(givers.get(role.id, ())),
        )
        for role in roles
    ]


def _departures(
    document: str, roles: list[Served], leaves_on: date, finish: date, value: int
) -> tuple[DepartureLine, ...]:
    """Price each departure without and with a successor, the gravest first."""
    found = []
    for role in roles:
        for giver in role.givers:
            alone, followed = (
                loss_of(document, role, giver, leaves_on, finish, value, successor)
                for successor in (False, True)
            )
            found.append(
                DepartureLine(
                    person_key=giver.person_key,
                    person=giver.person,
                    role=role.name,
                    gives=giver.gives,
                    months=alone.delay_months,
                    months_followed=followed.delay_months,
                    p80=finish + timedelta(days=round(alone.delay_months * DAYS_PER_MONTH)),
                    points=alone.points,
                    points_followed=followed.points,
                )
            )
    return tuple(sorted(found, key=lambda line: (-line.months, line.person)))
