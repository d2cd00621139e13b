"""From the rows of each kind of table to changes of the database's tables, kind after kind."""

from collections.abc import Callable

from app.importing.expand import organisation, records, roster, systems, training
from app.importing.expand.ground import Ground, Row
from app.importing.kinds import KINDS
from app.importing.outcome import Outcome, TableOutcome
from app.importing.present import Present

Expander = Callable[[Ground, TableOutcome, list[tuple[int, Row]]], None]

EXPANDERS: dict[str, Expander] = {
    "units": organisation.expand_units,
    "competencies": organisation.expand_competencies,
    "posts": organisation.expand_posts,
    "post_standards": organisation.expand_post_standards,
    "persons": roster.expand_persons,
    "post_history": records.expand_post_history,
    "performance": records.expand_performance,
    "sanctions": records.expand_sanctions,
    "assessments": records.expand_assessments,
    "training_records": records.expand_training_records,
    "talent_boxes": records.expand_talent_boxes,
    "relations": records.expand_relations,
    "systems": systems.expand_systems,
    "roles": systems.expand_roles,
    "role_needs": systems.expand_role_needs,
    "role_service": systems.expand_role_service,
    "milestones": systems.expand_milestones,
    "indicators": systems.expand_indicators,
    "readings": systems.expand_readings,
    "holds": systems.expand_holds,
    "courses": training.expand_courses,
    "course_outcomes": training.expand_course_outcomes,
    "course_sessions": training.expand_course_sessions,
}


def expand(present: Present, outcome: Outcome) -> Ground:
    """Compare a parsed file with the database; kinds are taken in the order of writing."""
    ground = Ground(present, outcome)
    order = [kind.code for kind in KINDS]
    for place in sorted(outcome.tables, key=lambda table: order.index(table.table.kind)):
        table = place.table
        rows: list[tuple[int, Row]] = [
            (int(row[0] or 0), dict(zip(table.fields, row[1:], strict=True))) for row in table.rows
        ]
        if table.kind == "posts":
            ground.had_posts = ground.had_posts or bool(rows)
        if table.kind == "units":
            ground.had_units = ground.had_units or bool(rows)
        EXPANDERS[table.kind](ground, place, rows)
    roster.continue_careers(ground)
    return ground
