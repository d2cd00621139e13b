"""The competency profile as a picture: a dot for the level now, a bar for the standard, a gap between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from app.staff.contexts import CompetencyLine
from app.web import svg
from app.web.i18n import translate as _

ROW = 33
TOP = 22
LABELS = 168
WIDTH = 366


def _shortened(text: str, longest: int = 24) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def profile_picture(lines: Sequence[CompetencyLine], after: Mapping[str, int] | None = None) -> str:
    """Draw the competencies that the post asks for; `after` gives levels once a path is done."""
    asked = [line for line in lines if line.standard is not None]
    if not asked:
        return ""
    at = svg.Scale(0, 5, LABELS + 14, WIDTH - 14)
    height = TOP + ROW * len(asked) + 4
    parts = []
    for level in range(1, 6):
        parts.append(svg.words(at(level), 12, str(level), anchor="middle"))
        parts.append(svg.line(at(level), TOP, at(level), height - 4, "grid"))
    for place, line in enumerate(asked):
        parts += _row(line, TOP + ROW * place + ROW / 2, at, after or {})
    missing = sum(1 for line in asked if line.gap)
    label = _(
        "Profil kompetensi: {n} dari {total} kompetensi di bawah standar jabatan",
        n=missing,
        total=len(asked),
    )
    return svg.picture(WIDTH, height, label, parts, "chart profile")


def _row(line: CompetencyLine, y: float, at: svg.Scale, after: Mapping[str, int]) -> list[Markup]:
    standard = line.standard or 0
    parts = [
        svg.words(0, y + 4, _shortened(line.name), "name strong" if line.gap else "name"),
    ]
    if line.gap:
        parts.append(svg.line(at(line.level), y, at(standard), y, "gap"))
    gained = after.get(line.code, line.level)
    if gained > line.level:
        parts.append(svg.line(at(line.level), y, at(gained), y, "gap gained"))
    parts.append(svg.rect(at(standard) - 2, y - 9, 4, 18, "standard", 1))
    shape = "ring bad" if line.gap else "dot"
    if line.is_guess:
        shape = "ring guess"
    parts.append(svg.circle(at(line.level), y, 6.5, shape))
    return parts
