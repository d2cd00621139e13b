"""
Export the data as the workbook that the import reads back without a single change.

The headings are the first synonyms of each field, so that the workbook also serves as the sample file.
"""

from sqlalchemy.orm import Session

from app.importing.book import Book
from app.importing.kinds import BY_CODE, Kind
from app.importing.present import Present
from app.importing.targets import JOINT, Values
from app.importing.values import Scalar

Row = dict[str, Scalar]

TARGET_OF = {
    "units": "unit", "competencies": "competency", "posts": "post", "post_standards": "post_standard",
    "persons": "person", "post_history": "post_history", "performance": "performance",
    "sanctions": "sanction",
    "assessments": "assessment", "training_records": "training_record", "talent_boxes": "talent_box",
    "relations": "relation", "systems": "system", "roles": "system_role", "role_needs": "role_need",
    "role_service": "role_service", "milestones": "milestone", "indicators": "service_indicator",
    "readings": "indicator_reading", "holds": "hold", "courses": "course",
    "course_outcomes": "course_outcome",
    "course_sessions": "course_session",
}  # fmt: skip
RENAMED = {"person": "nip", "required": "prerequisites"}


def export_book(db: Session, kinds: tuple[str, ...] = tuple(TARGET_OF)) -> bytes:
    """Return a workbook with one sheet for each kind that has rows."""
    present = Present(db)
    book = Book()
    for code in kinds:
        kind = BY_CODE[code]
        rows = list(present.rows(TARGET_OF[code]).values())
        if code == "persons":
            # Who has left is no part of a roster; a roster that named them would bring them back.
            rows = [row for row in rows if row["active"]]
        if not rows:
            continue
        cells = [_cells(present, kind, row) for row in rows]
        fields = [field for field in kind.fields if any(line.get(field.name) is not None for line in cells)]
        headings = [field.headings[0].upper() for field in fields]
        book.sheet(kind.title, headings, ([line.get(field.name) for field in fields] for line in cells))
    return book.bytes()


def _cells(present: Present, kind: Kind, row: Values) -> Row:
    cells: Row = {RENAMED.get(column, column): value for column, value in row.items()}
    if "role" in cells:
        cells["system"], cells["role"] = str(cells["role"]).split(JOINT)
    if kind.code == "readings":
        cells["system"], cells["indicator"] = str(cells["indicator"]).split(JOINT)
    if kind.code == "systems" or kind.code == "posts":
        cells["unit_code"] = row["unit"]
    if kind.code == "persons":
        cells["unit_code"], cells["post_code"] = row["unit"], row["post"]
    if kind.code == "competencies":
        for level in range(1, 6):
            standard = present.rows("competency_level").get(f"{row['code']}{JOINT}{level}")
            cells[f"indicators_{level}"] = standard["indicators"] if standard else None
    if kind.code == "courses":
        required = [
            str(line["required"])
            for line in present.rows("course_prerequisite").values()
            if line["course"] == row["code"]
        ]
        cells["prerequisites"] = "; ".join(required) or None
    return cells
