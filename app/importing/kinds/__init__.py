"""The kinds of table that can be imported, in the order in which they must be written."""

from app.importing.kinds import organisation, persons, records, systems, training
from app.importing.kinds._base import LEVEL_PREFIX, Field, Kind, plain

KINDS: tuple[Kind, ...] = (
    organisation.UNITS,
    organisation.COMPETENCIES,
    organisation.POSTS,
    organisation.POST_STANDARDS,
    persons.PERSONS,
    records.POST_HISTORY,
    records.PERFORMANCE,
    records.SANCTIONS,
    records.ASSESSMENTS,
    records.TRAINING_RECORDS,
    records.TALENT_BOXES,
    records.RELATIONS,
    systems.SYSTEMS,
    systems.ROLES,
    systems.ROLE_NEEDS,
    systems.ROLE_SERVICE,
    systems.MILESTONES,
    systems.INDICATORS,
    systems.READINGS,
    systems.HOLDS,
    training.COURSES,
    training.COURSE_OUTCOMES,
    training.COURSE_SESSIONS,
)
BY_CODE = {kind.code: kind for kind in KINDS}

__all__ = ["BY_CODE", "KINDS", "LEVEL_PREFIX", "Field", "Kind", "plain"]
