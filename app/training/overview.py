"""Reads the catalogue against the competencies that people miss, for those who plan training."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.staff.levels import shortages
from app.training.contexts import CatalogueContext, CourseLine, OutcomeLine
from app.training.material import CourseFacts
from app.training.queries import catalogue, competency_names, stored_paths
from app.web.i18n import translate as _
from app.web.listing import read_paging
from models import Competency, TrainingPath

NEWEST_PATHS = 20


async def catalogue_page(db: AsyncSession, query: Mapping[str, str], today: date) -> CatalogueContext:
    """Return one page of the courses, the gaps that no course closes, and the newest paths."""
    courses = await catalogue(db, today)
    names = await competency_names(db)
    codes = {row.id: row.code for row in await db.execute(select(Competency.id, Competency.code))}
    missing = {codes[number]: people for number, people in await db.execute(shortages(today))}
    titles = {course.code: course.name for course in courses}
    covered = {outcome.competency for course in courses for outcome in course.outcomes}
    counts = dict(
        (await db.execute(select(TrainingPath.status, func.count()).group_by(TrainingPath.status))).all()
    )
    lines = [_line(course, names, titles, missing) for course in courses]
    lines.sort(key=lambda line: (-max((each.people for each in line.outcomes), default=0), line.name))
    wanted = query.get("q", "").casefold().split()
    found = [line for line in lines if all(word in _text(line) for word in wanted)]
    paging = read_paging("/pelatihan", {key: value for key, value in query.items() if value}, len(found))
    return CatalogueContext(
        title=_("Pelatihan"),
        courses=tuple(found[paging.offset : paging.offset + paging.per_page]),
        text=query.get("q", ""),
        paging=paging,
        has_courses=bool(lines),
        uncovered=tuple(
            (code, names[code], people) for code, people in missing.items() if code not in covered
        ),
        paths=tuple(await stored_paths(db, limit=NEWEST_PATHS)),
        waiting=counts.get("proposed", 0),
        approved=counts.get("approved", 0),
        today=today,
    )


def _text(line: CourseLine) -> str:
    """Return the words that a search looks at."""
    words = (line.name, line.provider, *(outcome.name for outcome in line.outcomes))
    return " ".join(words).casefold()


def _line(
    course: CourseFacts, names: dict[str, str], titles: dict[str, str], missing: dict[str, int]
) -> CourseLine:
    return CourseLine(
        name=course.name,
        mode=course.mode,
        provider=course.provider,
        hours=course.hours,
        cost=course.cost,
        self_paced=course.self_paced,
        requires=tuple(titles[code] for code in course.requires),
        outcomes=tuple(
            OutcomeLine(
                name=names.get(outcome.competency, outcome.competency),
                from_level=outcome.from_level,
                to_level=outcome.to_level,
                code=outcome.competency,
                people=missing.get(outcome.competency, 0),
            )
            for outcome in course.outcomes
        ),
        next_session=course.sessions[0].starts_on if course.sessions else None,
        sessions=len(course.sessions),
        seats_left=sum(session.seats_left for session in course.sessions),
    )
