"""The calibration plot: how often a quantile covers, against how often it says it does."""

from __future__ import annotations

from collections.abc import Sequence

from app.web import svg
from app.web.formats import percent
from app.web.i18n import translate as _

SIZE, LEFT, BOTTOM = 260, 40, 34


def calibration_picture(points: Sequence[tuple[float, float]]) -> str:
    """Draw said against covered, both 0 to 1; on the diagonal they agree."""
    if not points:
        return ""
    across = svg.Scale(0, 1, LEFT, SIZE - 8)
    up = svg.Scale(0, 1, SIZE - BOTTOM, 8)
    parts = []
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        parts.append(svg.line(LEFT, up(tick), SIZE - 8, up(tick), "grid"))
        parts.append(svg.words(LEFT - 5, up(tick) + 4, percent(tick * 100), anchor="end"))
        parts.append(svg.words(across(tick), SIZE - BOTTOM + 15, percent(tick * 100), anchor="middle"))
    parts.append(svg.line(across(0), up(0), across(1), up(1), "line quiet"))
    parts.append(svg.polyline([(across(said), up(covered)) for said, covered in points], "line"))
    parts += [svg.circle(across(said), up(covered), 3.5, "dot") for said, covered in points]
    parts.append(svg.words((LEFT + SIZE) / 2, SIZE - 3, _("dikatakan"), anchor="middle"))
    label = _("Kalibrasi: {points}", points="; ".join(_pair(*point) for point in points))
    return svg.picture(SIZE, SIZE, label, parts)


def _pair(said: float, covered: float) -> str:
    return _("dikatakan {said}, tercakup {covered}", said=percent(said * 100), covered=percent(covered * 100))
