"""The small range of a finish in a table row: from today to P50, P80, the target, and who leaves before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.law.months import add_months, month_start
from app.systems.risk import Risk
from app.systems.state import SystemState
from app.web import svg
from app.web.formats import date_short, month
from app.web.i18n import translate as _

WIDTH, HEIGHT, Y = 224, 30, 13
MARGIN = 6


def axis_ends(systems: Sequence[SystemState], today: date) -> tuple[date, date]:
    """Return the days between which all ranges of a list are drawn: at least eighteen months."""
    latest = max((max(each.finish, each.planned_finish) for each in systems), default=today)
    end = max(min(latest, add_months(today, 42)), add_months(today, 18))
    return month_start(today), add_months(month_start(end), 1)


def axis_picture(ends: tuple[date, date]) -> str:
    """Draw the months above the ranges."""
    at = svg.day_scale(*ends, MARGIN, WIDTH - MARGIN)
    every = 6 if (ends[1] - ends[0]).days < 900 else 12
    marks = svg.month_starts(*ends, every=every)
    parts = [
        svg.words(at(day.toordinal()), 11, month(day), anchor="middle")
        for day in marks
        if WIDTH - 20 > at(day.toordinal()) > 18
    ]
    return svg.decoration(WIDTH, 14, parts)


def range_picture(system: SystemState, risks: Sequence[Risk], ends: tuple[date, date], today: date) -> str:
    """Draw the range of one system; a date beyond the axis is drawn at its end."""
    at = svg.day_scale(*ends, MARGIN, WIDTH - MARGIN)

    def x(day: date) -> float:
        return at(min(max(day, ends[0]), ends[1]).toordinal())

    calm = "" if risks else " calm"
    target, middle, late = system.planned_finish, system.forecast_p50, system.forecast_p80
    grid = [
        svg.line(at(day.toordinal()), 2, at(day.toordinal()), HEIGHT - 6, "grid")
        for day in svg.month_starts(*ends, every=6)
    ]
    reach = late or target
    parts = [*grid, svg.line(x(today), Y, x(middle or reach), Y, "range")]
    if middle and late:
        parts.append(svg.rect(x(middle), Y - 5, x(late) - x(middle), 10, f"band{calm}"))
        parts.append(svg.circle(x(middle), Y, 3.4, "point"))
        parts.append(svg.line(x(late), Y - 7, x(late), Y + 7, f"cap{calm}"))
    parts.append(svg.diamond(x(target), Y, 4.5))
    parts += [svg.triangle(x(risk.on), Y + 12, 3.4) for risk in risks if risk.on and risk.on >= today]
    label = _("Target {day}", day=date_short(target))
    if middle and late:
        label = _(
            "Target {day}, perkiraan {early} sampai {late}",
            day=date_short(target),
            early=date_short(middle),
            late=date_short(late),
        )
    return svg.picture(WIDTH, HEIGHT, label, parts, "chart range-picture")
