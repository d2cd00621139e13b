"""Competency levels as queries: which of a person's assessments counts, and who is below a standard.

Within the strongest source that is still valid the highest level counts. Inferred levels are guesses: they
are shown marked, and never counted as reached.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, exists, func, or_, select

from models import Assessment, Person, PostStandard

STRENGTH = {"assessment_centre": 2, "certificate": 2, "superior": 1, "self": 0}
"""How strong a source is; a weaker one counts only where no stronger one says anything valid."""

_BASE = 10  # Levels end at 5, so a source's strength and a level fit into one number that sorts by both.


def _proof() -> ColumnElement[int]:
    strength = case(*((Assessment.source == source, rank * _BASE) for source, rank in STRENGTH.items()))
    return strength + Assessment.level


def valid(on: date) -> ColumnElement[bool]:
    """Assessments that count on a day."""
    return and_(
        Assessment.source != "inferred",
        or_(Assessment.valid_until.is_(None), Assessment.valid_until >= on),
    )


def proven_levels(on: date, people: Any = None, competencies: Any = None) -> Subquery:
    """Return one row per person and competency with the level that counts on a day, of some of them only."""
    narrowed = () if people is None else (Assessment.person_id.in_(people),)
    if competencies is not None:
        narrowed = (*narrowed, Assessment.competency_id.in_(competencies))
    return (
        select(
            Assessment.person_id,
            Assessment.competency_id,
            (func.max(_proof()) % _BASE).label("level"),
        )
        .where(valid(on), *narrowed)
        .group_by(Assessment.person_id, Assessment.competency_id)
        .subquery("proven")
    )


def below_standard(competency_id: int, on: date) -> ColumnElement[bool]:
    """People who miss the level of one competency that their present post asks for."""
    level = (
        select(func.max(_proof()) % _BASE)
        .where(Assessment.person_id == Person.id, Assessment.competency_id == competency_id, valid(on))
        .correlate(Person)
        .scalar_subquery()
    )
    return exists(
        select(PostStandard.id)
        .where(
            PostStandard.post_id == Person.post_id,
            PostStandard.competency_id == competency_id,
            PostStandard.level > func.coalesce(level, 0),
        )
        .correlate(Person)
    )


def shortages(on: date, *conditions: ColumnElement[bool]) -> Select[int, int]:
    """Count, by competency, the people who miss what their present post asks for; the most missed first."""
    proven = proven_levels(on)
    missed = func.count(Person.id)
    return (
        select(PostStandard.competency_id, missed)
        .join(Person, Person.post_id == PostStandard.post_id)
        .outerjoin(
            proven,
            and_(proven.c.person_id == Person.id, proven.c.competency_id == PostStandard.competency_id),
        )
        .where(Person.active, PostStandard.level > func.coalesce(proven.c.level, 0), *conditions)
        .group_by(PostStandard.competency_id)
        .order_by(missed.desc(), PostStandard.competency_id)
    )


def fit(levels: dict[str, int], standard: dict[str, int]) -> int | None:
    """Return how much of a standard is met, 0 to 100; nothing when no standard is set."""
    wanted = sum(standard.values())
    if wanted == 0:
        return None
    return 100 * sum(min(levels.get(key, 0), level) for key, level in standard.items()) // wanted
