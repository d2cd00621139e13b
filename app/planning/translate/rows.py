"""
Reads everything that a case is made of, in plain column queries and without judging it.

The rows leave the database here, so that the case can be assembled outside any transaction and, in the web,
off the event loop.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, func, or_, select
from sqlalchemy.orm import Session

from models import (
    Assessment,
    Competency,
    DataVersion,
    Hold,
    LearnedModel,
    LegalWindow,
    Performance,
    Person,
    Pin,
    Post,
    PostHistory,
    PostStandard,
    RoleNeed,
    RoleService,
    RuleSetting,
    Sanction,
    System,
    SystemRole,
    TrainingPath,
    TransferRound,
    Unit,
    WeightProfile,
)

Rows = Sequence[Row[*tuple[Any, ...]]]

FIRST_RATING_YEARS = 5
"""Appraisals of so many years before the round are told to the optimizer; the longest rule looks back two."""


@dataclass(frozen=True)
class RoundTerms:
    """What a round and a run fix beside the roster: the horizon and the weights."""

    round_id: int
    name: str
    starts_on: date
    rounds: int
    round_months: int
    profile: str


@dataclass(frozen=True)
class Roster:
    """The rows of one moment, under one data version."""

    terms: RoundTerms
    data_version: int
    units: Rows
    posts: Rows
    standards: Rows
    competencies: Rows
    people: Rows
    history: Rows
    ratings: Rows
    sanctions: Rows
    assessments: Rows
    paths: Rows
    systems: Rows
    roles: Rows
    needs: Rows
    services: Rows
    holds: Rows
    pins: Rows
    settings: Rows
    windows: Rows
    weights: dict[str, Any]
    finish_model: str | None
    """The newest finish forecast as JSON, for the price of lost service."""


def terms_of(transfer_round: TransferRound, profile: str | None = None) -> RoundTerms:
    """Take the terms of a round, with another weight profile when one is named."""
    return RoundTerms(
        round_id=transfer_round.id,
        name=transfer_round.name,
        starts_on=transfer_round.starts_on,
        rounds=transfer_round.rounds,
        round_months=transfer_round.round_months,
        profile=profile or transfer_round.profile,
    )


def data_version(db: Session) -> int:
    """Return the version that the roster stands at; 0 before the first import."""
    return db.scalar(select(func.max(DataVersion.version))) or 0


def gather(db: Session, terms: RoundTerms) -> Roster:
    """Read the rows of a case in the session's transaction, each table in the order of its identity."""
    posted = select(Person.id).where(Person.active, Person.post_id.is_not(None))
    unfinished = select(System.id).where(System.stage != "finished")
    return Roster(
        terms=terms,
        data_version=data_version(db),
        units=db.execute(
            select(Unit.id, Unit.key, Unit.name, Unit.parent_id, Unit.department_id).order_by(Unit.id)
        ).all(),
        posts=_posts(db),
        standards=db.execute(
            select(PostStandard.post_id, PostStandard.competency_id, PostStandard.level)
        ).all(),
        competencies=db.execute(
            select(
                Competency.id, Competency.key, Competency.code, Competency.name, Competency.family
            ).order_by(Competency.id)
        ).all(),
        people=_people(db),
        history=db.execute(
            select(
                PostHistory.person_id,
                PostHistory.kind,
                PostHistory.functional_level,
                PostHistory.from_date,
                PostHistory.to_date,
            )
            .where(PostHistory.person_id.in_(posted))
            .order_by(PostHistory.person_id, PostHistory.from_date, PostHistory.id)
        ).all(),
        ratings=db.execute(
            select(Performance.person_id, Performance.year, Performance.period, Performance.predicate)
            .where(
                Performance.person_id.in_(posted),
                Performance.year >= terms.starts_on.year - FIRST_RATING_YEARS,
            )
            .order_by(Performance.person_id, Performance.year, Performance.period)
        ).all(),
        sanctions=db.execute(
            select(Sanction.person_id, Sanction.level, Sanction.from_date, Sanction.to_date)
            .where(Sanction.person_id.in_(posted))
            .order_by(Sanction.person_id, Sanction.from_date, Sanction.id)
        ).all(),
        assessments=_assessments(db),
        paths=db.execute(
            select(TrainingPath.person_id, TrainingPath.steps)
            .where(TrainingPath.status == "approved", TrainingPath.person_id.in_(posted))
            .order_by(TrainingPath.person_id, TrainingPath.id)
        ).all(),
        systems=db.execute(
            select(
                System.id,
                System.key,
                System.name,
                System.unit_id,
                System.planned_finish,
                System.forecast_p80,
                System.value_per_month,
            )
            .where(System.id.in_(unfinished))
            .order_by(System.id)
        ).all(),
        roles=db.execute(
            select(
                SystemRole.id,
                SystemRole.key,
                SystemRole.system_id,
                SystemRole.name,
                SystemRole.needed_percent,
                SystemRole.is_key,
                SystemRole.ramp,
                SystemRole.handover_rounds,
            )
            .where(SystemRole.system_id.in_(unfinished))
            .order_by(SystemRole.id)
        ).all(),
        needs=db.execute(select(RoleNeed.role_id, RoleNeed.competency_id, RoleNeed.level)).all(),
        services=_services(db, terms),
        holds=db.execute(
            select(Hold.person_id, Hold.role_id, Hold.until)
            .where(Hold.status == "approved", Hold.until >= terms.starts_on)
            .order_by(Hold.id)
        ).all(),
        pins=db.execute(
            select(Pin.kind, Pin.person_id, Pin.post_id, Pin.round_index)
            .where(Pin.round_id == terms.round_id)
            .order_by(Pin.id)
        ).all(),
        settings=db.execute(
            select(
                RuleSetting.code,
                RuleSetting.valid_from,
                RuleSetting.valid_to,
                RuleSetting.parameters,
                RuleSetting.citation,
                RuleSetting.confidence,
            ).order_by(RuleSetting.code, RuleSetting.valid_from)
        ).all(),
        windows=db.execute(
            select(
                LegalWindow.kind,
                LegalWindow.from_date,
                LegalWindow.to_date,
                LegalWindow.approved,
                LegalWindow.citation,
            ).order_by(LegalWindow.from_date, LegalWindow.id)
        ).all(),
        weights=db.scalar(select(WeightProfile.weights).where(WeightProfile.code == terms.profile)) or {},
        finish_model=db.scalar(
            select(LearnedModel.document)
            .where(LearnedModel.kind == "finish")
            .order_by(LearnedModel.id.desc())
            .limit(1)
        ),
    )


def _posts(db: Session) -> Rows:
    """Read the posts in force, and abolished ones that somebody still holds."""
    held = select(Person.post_id).where(Person.active, Person.post_id.is_not(None))
    return db.execute(
        select(
            Post.id,
            Post.key,
            Post.unit_id,
            Post.title,
            Post.kind,
            Post.echelon,
            Post.functional_level,
            Post.functional_family,
            Post.formation,
            Post.rank_min,
            Post.rank_max,
            Post.education_min,
            Post.education_fields,
            Post.leads_unit,
            Post.high_risk,
            Post.special,
            Post.active,
        )
        .where(or_(Post.active, Post.id.in_(held)))
        .order_by(Post.id)
    ).all()


def _people(db: Session) -> Rows:
    """Read the people whom the plan is about: in service, with a post."""
    return db.execute(
        select(
            Person.id,
            Person.key,
            Person.post_id,
            Person.post_since,
            Person.employment_kind,
            Person.rank,
            Person.education_level,
            Person.education_field,
            Person.birth_date,
            Person.service_start,
            Person.contract_ends_on,
            Person.legal_status,
        )
        .where(Person.active, Person.post_id.is_not(None))
        .order_by(Person.id)
    ).all()


def _assessments(db: Session) -> Rows:
    """Read what was assessed or rated; inferred levels are guesses and no facts to plan with."""
    return db.execute(
        select(
            Assessment.person_id,
            Assessment.competency_id,
            Assessment.level,
            Assessment.source,
            Assessment.valid_until,
        )
        .where(Assessment.source != "inferred")
        .order_by(Assessment.person_id, Assessment.competency_id, Assessment.id)
    ).all()


def _services(db: Session, terms: RoundTerms) -> Rows:
    """Read who serves a role when the round begins."""
    return db.execute(
        select(
            RoleService.person_id,
            RoleService.role_id,
            RoleService.since,
            RoleService.share,
            RoleService.via,
        )
        .where(
            RoleService.since <= terms.starts_on,
            or_(RoleService.until.is_(None), RoleService.until >= terms.starts_on),
        )
        .order_by(RoleService.person_id, RoleService.id)
    ).all()
