"""A system on the time axis that all share: work, forecast, milestones, and a lane per holder of a role."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from app.continuity.lanes import Lane, Mark
from app.law.months import add_months, month_start
from app.systems.state import SystemState
from app.web import svg
from app.web.formats import date_long, date_short, month
from app.web.i18n import translate as _

WIDTH, LEFT, RIGHT = 1100, 184, 1090
HEAD, ROW, BAR = 24, 32, 18
LETTER = 6.3
"""Usual width of a letter in a label, in units of the picture."""
MONTHS_BACK, LEAST_MONTHS, MOST_MONTHS = 6, 24, 48


def axis(systems: Sequence[SystemState], today: date) -> tuple[date, date]:
    """Return the ends of the axis: from half a year back to past the last finish, four years at most."""
    first = add_months(month_start(today), -MONTHS_BACK)
    latest = max((max(each.finish, each.planned_finish) for each in systems), default=today)
    last = add_months(month_start(latest), 3)
    return first, min(max(last, add_months(first, LEAST_MONTHS)), add_months(first, MOST_MONTHS))


class Picture:
    """Draws one system; a day beyond the axis is drawn at its end, and its date stands in the table."""

    def __init__(self, system: SystemState, ends: tuple[date, date], today: date) -> None:
        self.system, self.ends, self.today = system, ends, today
        self.at = svg.day_scale(*ends, LEFT, RIGHT)

    def x(self, day: date) -> float:
        """Return the position of a day."""
        return self.at(min(max(day, self.ends[0]), self.ends[1]).toordinal())

    def is_inside(self, day: date) -> bool:
        """Tell whether a day lies on the axis."""
        return self.ends[0] <= day <= self.ends[1]

    def draw(self, started_on: date | None, marks: Sequence[Mark], lanes: Sequence[Lane]) -> Markup:
        """Return the finished picture."""
        bottom = HEAD + ROW * (len(lanes) + 1)
        parts = [*self._grid(bottom), *self._work(started_on, marks)]
        for place, lane in enumerate(lanes):
            parts += self._lane(lane, HEAD + ROW * (place + 1))
        parts.append(svg.line(self.x(self.today), HEAD - 4, self.x(self.today), bottom, "line today"))
        label = _(
            "{system}: target {day}, {n} lajur peran; isinya ada dalam tabel di bawah",
            system=self.system.name,
            day=date_long(self.system.planned_finish),
            n=len(lanes),
        )
        return svg.picture(WIDTH, bottom + 4, label, parts, "chart gantt")

    def _grid(self, bottom: float) -> list[Markup]:
        parts, system = [], self.system
        if system.forecast_p50 and system.forecast_p80:
            left, right = self.x(system.forecast_p50), self.x(system.forecast_p80)
            parts.append(svg.rect(left, HEAD - 4, right - left, bottom - HEAD + 4, "finish"))
            parts.append(svg.line(left, HEAD - 4, left, bottom, "edge"))
            parts.append(svg.line(right, HEAD - 4, right, bottom, "edge dash"))
        every = 3 if (self.ends[1] - self.ends[0]).days < 1000 else 6
        for day in svg.month_starts(*self.ends, every=every):
            parts.append(svg.line(self.x(day), HEAD - 4, self.x(day), bottom, "grid"))
            if self.x(day) < RIGHT - 24:
                anchor = "middle" if self.x(day) > LEFT + 18 else "start"
                parts.append(svg.words(self.x(day), 14, month(day), anchor=anchor))
        return parts

    def _work(self, started_on: date | None, marks: Sequence[Mark]) -> list[Markup]:
        begin, target = started_on or self.ends[0], self.system.planned_finish
        left, here, right = self.x(begin), self.x(min(self.today, target)), self.x(target)
        y = HEAD + 5
        parts = [
            svg.words(0, y + 13, _("Tahap dan tonggak"), "who"),
            svg.rect(left, y, here - left, BAR, "bar stage", 2),
            svg.rect(max(here, left), y, right - max(here, left), BAR, "bar stage-next", 2),
        ]
        for mark in marks:
            if self.is_inside(mark.on):
                css = "diamond done" if mark.actual_on else "diamond"
                parts.append(svg.diamond(self.x(mark.on), y + BAR / 2, 5, css))
        parts.append(svg.diamond(right, y + BAR / 2, 6.5))
        return parts

    def _lane(self, lane: Lane, top: float) -> list[Markup]:
        y = top + 5
        who = lane.who.split(",")[0] or _("belum ada")
        parts = [
            svg.line(0, top, RIGHT, top, "lane"),
            svg.words(0, y + 8, _cut(who, 24), "who"),
            svg.words(0, y + 21, _cut(lane.role, 29), "what"),
        ]
        ends = [each for each in (lane.leaves_on, lane.end.on if lane.end else None) if each is not None]
        left, right = self.x(lane.since or self.ends[0]), self.x(min(ends, default=self.ends[1]))
        if lane.is_vacant:
            return [*parts, svg.rect(left, y, self.x(self.system.finish) - left, BAR, "bar vacant", 2)]
        parts.append(svg.rect(left, y, right - left, BAR, "bar second" if lane.is_newcomer else "bar", 2))
        if lane.hold is not None:
            start = self.x(max(lane.hold.from_date, self.today))
            css = "bar hold-approved" if lane.hold.status == "approved" else "bar hold"
            parts.append(svg.rect(start, y, min(self.x(lane.hold.until), right) - start, BAR, css, 2))
        if lane.due is not None and self.is_inside(lane.due.on):
            x = self.x(lane.due.on)
            parts.append(svg.line(x, y - 3, x, y + BAR + 3, "line warn"))
        return parts + self._end(lane, y)

    def _end(self, lane: Lane, y: float) -> list[Markup]:
        """Mark a certain end with a bar and a planned departure with a triangle; one date is written."""
        parts, text, on = [], "", None
        if lane.end is not None and self.is_inside(lane.end.on):
            x, on = self.x(lane.end.on), lane.end.on
            parts.append(svg.rect(x - 1.5, y - 3, 3, BAR + 6, "fill bad"))
            text = date_short(on)
        if lane.leaves_on is not None and self.is_inside(lane.leaves_on):
            on = lane.leaves_on
            parts.append(svg.triangle(self.x(on), y + BAR / 2, 6))
            text = date_short(on)
        if on is not None:
            width = len(text) * LETTER + 10
            fits = self.x(on) + width < RIGHT
            parts.append(
                svg.words(self.x(on) + (8 if fits else -8), y + 13, text, anchor="start" if fits else "end")
            )
        return parts


def _cut(text: str, letters: int) -> str:
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"
