"""The competency profile of one person against the standard of one post."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.law.months import whole_months
from app.staff import words
from app.staff.contexts import CompetencyLine
from app.staff.levels import STRENGTH, fit
from app.web.i18n import language
from models import Assessment, Competency, PostStandard

FAMILIES = ("managerial", "sociocultural", "technical")


async def competency_lines(
    db: AsyncSession, person_id: int, post_id: int | None, today: date
) -> tuple[CompetencyLine, ...]:
    """Return the competencies that the post asks for or the person has, each with its evidence."""
    standards = dict(
        (
            await db.execute(
                select(PostStandard.competency_id, PostStandard.level).where(PostStandard.post_id == post_id)
            )
        ).all()
    )
    assessed: dict[int, list[Any]] = defaultdict(list)
    for row in await db.execute(
        select(
            Assessment.competency_id,
            Assessment.level,
            Assessment.source,
            Assessment.assessed_on,
            Assessment.valid_until,
            Assessment.assessed_by,
            Assessment.evidence,
        ).where(Assessment.person_id == person_id)
    ):
        assessed[row.competency_id].append(row)
    competencies = await db.execute(
        select(Competency.id, Competency.code, Competency.name, Competency.name_en, Competency.family)
        .where(Competency.id.in_({*standards, *assessed}))
        .order_by(Competency.id)
    )
    lines = [
        _line(row, standards.get(row.id), _best(assessed.get(row.id, []), today), today)
        for row in competencies
    ]
    return tuple(sorted(lines, key=lambda line: (line.standard is None, FAMILIES.index(line.family))))


def _best(rows: list[Any], today: date) -> Any | None:
    """Return the assessment that counts; a guess stands in only where nothing was assessed."""
    valid = [row for row in rows if row.valid_until is None or row.valid_until >= today]
    counted = [row for row in valid if row.source in STRENGTH]
    if counted:
        return max(counted, key=lambda row: (STRENGTH[row.source], row.level, row.assessed_on))
    return max(valid, key=lambda row: row.assessed_on, default=None)


def _line(competency: Any, standard: int | None, best: Any | None, today: date) -> CompetencyLine:
    is_guess = best is not None and best.source not in STRENGTH
    return CompetencyLine(
        code=competency.code,
        name=competency.name_en or competency.name if language() == "en" else competency.name,
        family=competency.family,
        standard=standard,
        level=best.level if best is not None else 0,
        source=words.source(best.source) if best is not None else "",
        assessed_on=best.assessed_on if best is not None else None,
        age_months=max(whole_months(best.assessed_on, today), 0) if best is not None else None,
        assessed_by=(best.assessed_by or "") if best is not None else "",
        evidence=(best.evidence or "") if best is not None else "",
        is_guess=is_guess,
    )


def fit_of(lines: tuple[CompetencyLine, ...]) -> int | None:
    """Return the fit to the standard, 0 to 100; a guess counts as nothing."""
    standard = {line.code: line.standard for line in lines if line.standard is not None}
    return fit({line.code: 0 if line.is_guess else line.level for line in lines}, standard)
