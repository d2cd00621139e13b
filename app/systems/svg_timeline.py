"""The timeline of a system: stages and milestones, then one lane per holder, with what the law makes certain.

Labels never cross a mark: a label that has no room inside its bar goes beside it, and one that has no room
there either is left to the table below the picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from app.law.months import add_months, month_start
from app.systems import sentences
from app.systems.state import Holder, HoldState, RoleState, SystemState
from app.web import svg
from app.web.formats import date_long, date_short, month, percent
from app.web.i18n import translate as _

WIDTH = 1100
LEFT, RIGHT = 196, 1086
HEAD = 26
STAGE_HEIGHT, LANE_HEIGHT, BAR = 66, 43, 21
LETTER = 6.3
"""Usual width of a letter in a label, in units of the picture."""
WHO_LETTERS, WHAT_LETTERS = 25, 32
LONGEST_MONTHS = 48


@dataclass(frozen=True)
class MilestoneMark:
    """A milestone of the first lane."""

    name: str
    planned_on: date
    actual_on: date | None


@dataclass(frozen=True)
class Lane:
    """One row of the picture: a holder of a role, or a role that nobody serves."""

    role: RoleState
    holder: Holder | None
    hold: HoldState | None
    needs: str = ""


def lanes_of(system: SystemState, needs: dict[str, str]) -> list[Lane]:
    """Return a lane per holder and per empty role; key roles come first."""
    lanes: list[Lane] = []
    for role in system.roles:
        lanes += [Lane(role, holder, system.hold_of(holder.person_key, role.key)) for holder in role.holders]
        if not role.holders:
            lanes.append(Lane(role, None, None, needs.get(role.key, "")))
    return lanes


class Timeline:
    """Draws one system; everything hangs on the scale from days to positions."""

    def __init__(
        self,
        system: SystemState,
        started_on: date | None,
        milestones: Sequence[MilestoneMark],
        lanes: Sequence[Lane],
        today: date,
    ) -> None:
        self.system, self.milestones, self.lanes, self.today = system, milestones, lanes, today
        self.started_on = started_on
        begin = max(started_on or today, add_months(today, -8))
        self.first = month_start(min(begin, add_months(today, -3)))
        last = max([system.finish, system.planned_finish, today, *(each.planned_on for each in milestones)])
        self.last = min(add_months(month_start(last), 4), add_months(self.first, LONGEST_MONTHS))
        self.at = svg.day_scale(self.first, self.last, LEFT, RIGHT)
        self.bottom = HEAD + STAGE_HEIGHT + LANE_HEIGHT * len(lanes)

    def x(self, day: date) -> float:
        """Return the position of a day, kept within the picture."""
        return self.at(min(max(day, self.first), self.last).toordinal())

    def draw(self) -> Markup:
        """Return the finished picture."""
        parts = [*self._finish(), *self._grid(), *self._stages()]
        for place, lane in enumerate(self.lanes):
            parts += self._lane(lane, HEAD + STAGE_HEIGHT + LANE_HEIGHT * place)
        parts += self._today()
        label = _(
            "Garis waktu {system}: target {day}, {n} pemegang peran",
            system=self.system.name,
            day=date_long(self.system.planned_finish),
            n=sum(lane.holder is not None for lane in self.lanes),
        )
        return svg.picture(WIDTH, self.bottom + 24, label, parts, "chart gantt")

    def _grid(self) -> list[Markup]:
        months = (self.last - self.first).days / 30
        every = 3 if months < 30 else 6
        parts = []
        flag = self.x(self.today)
        for day in svg.month_starts(self.first, self.last, every=every):
            x = self.x(day)
            parts.append(svg.line(x, HEAD - 4, x, self.bottom, "grid"))
            if abs(x - flag) > 46 and x < RIGHT - 10:
                parts.append(svg.words(x, 14, month(day), anchor="middle" if x > LEFT + 18 else "start"))
        return parts

    def _today(self) -> list[Markup]:
        x = self.x(self.today)
        text = date_short(self.today).rsplit(" ", 1)[0]
        width = len(text) * LETTER + 12
        return [
            svg.line(x, HEAD - 8, x, self.bottom, "line today"),
            svg.rect(x - width / 2, 2, width, 17, "today-flag", 3),
            svg.words(x, 14.5, text, "on-flag", anchor="middle"),
        ]

    def _finish(self) -> list[Markup]:
        middle, late = self.system.forecast_p50, self.system.forecast_p80
        if middle is None or late is None:
            return []
        left, right, below = self.x(middle), self.x(late), self.bottom + 16
        return [
            svg.rect(left, HEAD - 4, right - left, self.bottom - HEAD + 4, "finish"),
            svg.line(left, HEAD - 4, left, self.bottom, "edge"),
            svg.line(right, HEAD - 4, right, self.bottom, "edge dash"),
            svg.words(left - 4, below, _("P50 {day}", day=date_short(middle)), "warn", anchor="end"),
            svg.words(right + 4, below, _("P80 {day}", day=date_short(late)), "warn")
            if right < RIGHT - 100
            else svg.words(RIGHT, below, _("P80 {day}", day=date_short(late)), "warn", anchor="end"),
        ]

    def _stages(self) -> list[Markup]:
        begin, target = self.started_on or self.first, self.system.planned_finish
        y, parts = HEAD + 6, [svg.words(0, HEAD + 20, _("Tahap dan tonggak"), "who")]
        done = min(self.today, target) if not self.system.is_finished else target
        left, here, right = self.x(begin), self.x(max(done, begin)), self.x(max(target, begin))
        parts.append(svg.rect(left, y, here - left, 19, "bar stage", 2))
        parts.append(svg.rect(here, y, right - here, 19, "bar stage-next", 2))
        stage = sentences.stage(self.system.stage)
        parts += self._inside(stage, left, here, y + 13.5, "in-stage")
        parts += self._inside(_("sampai target"), here, right, y + 13.5, "what")
        parts += self._milestones(y + 31)
        parts.append(svg.line(0, HEAD + STAGE_HEIGHT - 2, RIGHT, HEAD + STAGE_HEIGHT - 2, "lane"))
        return parts

    def _milestones(self, y: float) -> list[Markup]:
        """Draw the milestones; a label that would run into the one before goes one row lower, or away."""
        target = MilestoneMark(_("Target"), self.system.planned_finish, None)
        marks = sorted([*self.milestones, target], key=lambda each: each.actual_on or each.planned_on)
        ends = [0.0, 0.0]
        parts = []
        shown = [each for each in marks if self.first <= (each.actual_on or each.planned_on) <= self.last]
        for place, mark in enumerate(shown):
            day = mark.actual_on or mark.planned_on
            following = shown[place + 1 :]
            ahead = self.x(following[0].actual_on or following[0].planned_on) - 8 if following else RIGHT
            x = self.x(day)
            text = f"{mark.name}, {date_short(day).rsplit(' ', 1)[0]}"
            parts.append(svg.diamond(x, y, 5.5, "diamond done" if mark.actual_on else "diamond"))
            width = len(text) * LETTER + 14
            # In the upper row the next sign stands in the way, in the lower one only another label.
            limits = (ahead, RIGHT + 14)
            row = next((row for row in (0, 1) if x > ends[row] and x + width < limits[row]), None)
            before = x - width > max(ends) and self._crosses(x + 9, x + width)
            if before and not self._crosses(x - width, x - 9):
                parts.append(svg.words(x - 9, y + 4, text, "small", anchor="end"))
            elif row is not None:
                parts.append(svg.words(x + 9, y + 4 + 12 * row, text, "small"))
                ends[row] = x + width
            # The sign itself stands in the upper row whatever happens to its label.
            ends[0] = max(ends[0], x + 8)
        return parts

    def _crosses(self, left: float, right: float) -> bool:
        """Tell whether a label would cross the line of today or an edge of the forecast."""
        days = (self.today, self.system.forecast_p50, self.system.forecast_p80)
        return any(left < self.x(day) < right for day in days if day is not None)

    def _lane(self, lane: Lane, top: float) -> list[Markup]:
        y, holder = top + 10, lane.holder
        who = holder.person_name if holder else lane.role.name
        share = percent(holder.share) if holder else ""
        what = f"{lane.role.name}, {share}" if holder else _("peran kosong")
        parts = [
            svg.line(0, top + LANE_HEIGHT - 2, RIGHT, top + LANE_HEIGHT - 2, "lane"),
            svg.words(0, y + 8, _cut(who.split(",")[0], WHO_LETTERS), "who"),
            svg.words(0, y + 22, _cut(what, WHAT_LETTERS), "what"),
        ]
        if holder is None:
            return parts + self._vacant(lane, y)
        return parts + self._served(lane, holder, y)

    def _vacant(self, lane: Lane, y: float) -> list[Markup]:
        since = lane.role.vacant_since or self.started_on or self.first
        left, right = self.x(since), self.x(max(self.system.finish, self.today))
        if lane.role.vacant_since:
            text = _("Kosong sejak {day}", day=date_short(since))
        else:
            text = _("Belum pernah terisi")
        text = _("{text}: butuh {needs}", text=text, needs=lane.needs) if lane.needs else text
        # The line of today stands in the way of a label that begins shortly before it.
        here = self.x(self.today)
        begin = here if left < here < left + len(text) * LETTER else left
        room = int((right - begin - 12) / LETTER)
        words = [svg.words(begin + 7, y + 14, _cut(text, room), "bad")] if room > 12 else []
        return [svg.rect(left, y, right - left, BAR, "bar vacant", 2), *words]

    def _served(self, lane: Lane, holder: Holder, y: float) -> list[Markup]:
        end = holder.leaves_on()
        last = min(end.on if end else self.last, self.last)
        left, right = self.x(holder.since), self.x(last)
        hold, parts = lane.hold, []
        if hold is not None:
            start = max(hold.from_date, self.today)
            middle, hold_end = self.x(start), self.x(min(hold.until, last))
            css = "bar hold-approved" if hold.status == "approved" else "bar hold"
            parts.append(svg.rect(left, y, middle - left, BAR, "bar", 2))
            if right > hold_end:
                parts.append(svg.rect(hold_end, y, right - hold_end, BAR, "bar second", 2))
            parts.append(svg.rect(middle, y, hold_end - middle, BAR, css, 2))
            parts += self._inside(holder.post_title, left, middle, y + 14, "in-bar")
            parts += self._hold_label(hold, holder, middle, hold_end, y + 14)
        else:
            parts.append(svg.rect(left, y, right - left, BAR, "bar", 2))
            parts += self._inside(holder.post_title, left, self._free_until(holder, right), y + 14, "in-bar")
        return parts + self._limits(holder, y)

    def _free_until(self, holder: Holder, right: float) -> float:
        """Return how far a label may reach before it would meet the mark of a longest time."""
        due = holder.due_on()
        inside = due is not None and self.first <= due.on <= self.last
        return min(right, self.x(due.on) - 4) if inside and due is not None else right

    def _hold_label(
        self, hold: HoldState, holder: Holder, left: float, right: float, y: float
    ) -> list[Markup]:
        day = date_short(hold.until)
        if hold.status == "approved":
            text = _("Ditahan sampai {day}", day=day)
        else:
            text = _("Diminta ditahan sampai {day}", day=day)
        due = holder.due_on()
        if due is not None and left < self.x(due.on) < right:
            left = self.x(due.on) + 3 if right - self.x(due.on) > self.x(due.on) - left else left
            right = right if left > self.x(due.on) else self.x(due.on)
        return self._inside(text, left, right, y, "hold")

    def _limits(self, holder: Holder, y: float) -> list[Markup]:
        parts = []
        due, end = holder.due_on(), holder.leaves_on()
        if due is not None and self.today <= due.on <= self.last and not (end and end.on < due.on):
            parts.append(svg.line(self.x(due.on), y - 4, self.x(due.on), y + BAR + 4, "limit"))
        if end is not None and end.on <= self.last:
            x = self.x(end.on)
            text = (
                _("pensiun {day}", day=date_short(end.on))
                if end.kind == "retires"
                else _("kontrak berakhir {day}", day=date_short(end.on))
            )
            parts.append(svg.line(x + 2, y - 4, x + 2, y + BAR + 4, "limit"))
            if x + 10 + len(text) * LETTER < RIGHT:
                parts.append(svg.words(x + 9, y + 14, text, "bad"))
        return parts

    def _inside(self, text: str, left: float, right: float, y: float, css: str) -> list[Markup]:
        """Write into a bar what fits there."""
        room = int((right - left - 12) / LETTER)
        return [svg.words(left + 7, y, _cut(text, room), css)] if room >= min(len(text), 9) else []


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: max(longest - 1, 1)].rstrip()}…"
