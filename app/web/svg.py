"""Small pictures drawn on the server: no script, printable, with a sentence as label.

Every function returns markup for a template (`{{ draw.sparkline(…) }}`). Colours come from the classes of
charts.css. Beside a picture stands a table with the same numbers: `ui.twin`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from markupsafe import Markup, escape

Point = tuple[float, float]


def _attributes(values: dict[str, object]) -> str:
    names = ((name.rstrip("_").replace("_", "-"), value) for name, value in values.items())
    return "".join(f' {name}="{escape(_short(value))}"' for name, value in names if value is not None)


def _short(value: object) -> object:
    """Write a coordinate with one decimal at most: pages stay small and comparable."""
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else value


def element(tag: str, content: str | Markup = "", **attributes: object) -> Markup:
    """Make an SVG element; text content is escaped, markup is taken as it is."""
    inner = content if isinstance(content, Markup) else escape(content)
    return Markup(f"<{tag}{_attributes(attributes)}>{inner}</{tag}>")  # noqa: S704 - parts are escaped above


def group(parts: Iterable[Markup]) -> Markup:
    """Join elements."""
    return Markup("").join(parts)


def picture(
    width: float, height: float, label: str, parts: Iterable[Markup], css_class: str = "chart"
) -> Markup:
    """Frame elements as an image with a sentence for those who do not see it."""
    return element(
        "svg",
        group(parts),
        class_=css_class,
        viewBox=f"0 0 {_short(width)} {_short(height)}",
        role="img",
        aria_label=label,
        preserveAspectRatio="xMidYMid meet",
    )


def decoration(width: float, height: float, parts: Iterable[Markup], css_class: str = "chart") -> Markup:
    """Frame elements that say nothing which the text beside them does not say."""
    return element(
        "svg",
        group(parts),
        class_=css_class,
        viewBox=f"0 0 {_short(width)} {_short(height)}",
        aria_hidden="true",
        focusable="false",
        preserveAspectRatio="none",
    )


def rect(x: float, y: float, width: float, height: float, css_class: str, radius: float = 0) -> Markup:
    """Draw a box."""
    return element(
        "rect", x=x, y=y, width=max(width, 0.0), height=height, rx=radius or None, class_=css_class
    )


def line(x1: float, y1: float, x2: float, y2: float, css_class: str) -> Markup:
    """Draw a straight line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=css_class)


def circle(x: float, y: float, radius: float, css_class: str) -> Markup:
    """Draw a dot or a ring."""
    return element("circle", cx=x, cy=y, r=radius, class_=css_class)


def diamond(x: float, y: float, size: float = 5, css_class: str = "diamond") -> Markup:
    """Draw the sign of a target or a milestone."""
    corners = ((x, y - size), (x + size, y), (x, y + size), (x - size, y))
    return element("polygon", points=_points(corners), class_=css_class)


def triangle(x: float, y: float, size: float = 4, css_class: str = "triangle") -> Markup:
    """Draw the sign of somebody who leaves, pointing up at the line above."""
    corners = ((x, y - size), (x + size, y + size * 0.7), (x - size, y + size * 0.7))
    return element("polygon", points=_points(corners), class_=css_class)


def words(x: float, y: float, text: str, css_class: str = "", anchor: str = "start") -> Markup:
    """Write a label."""
    return element("text", text, x=x, y=y, class_=css_class or None, text_anchor=anchor)


def _points(points: Iterable[Point]) -> str:
    return " ".join(f"{_short(float(x))},{_short(float(y))}" for x, y in points)


def polyline(points: Iterable[Point], css_class: str) -> Markup:
    """Draw a line through points."""
    return element("polyline", points=_points(points), class_=css_class, fill="none")


def steps(points: Sequence[Point]) -> list[Point]:
    """Turn points into a stair: a value holds until the next one."""
    stair: list[Point] = list(points[:1])
    for (_, before), (x, y) in pairwise(points):
        stair += [(x, before), (x, y)]
    return stair


@dataclass(frozen=True)
class Scale:
    """Maps values to positions; the range of values is never empty."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return the position of a value."""
        reach = (self.high - self.low) or 1
        return self.start + (value - self.low) / reach * (self.end - self.start)


def ticks(low: float, high: float, wanted: int = 4) -> list[float]:
    """Return round values between two bounds, for the lines of an axis."""
    reach = high - low
    if reach <= 0:
        return [low]
    rough = reach / wanted
    power = 10.0 ** math.floor(math.log10(rough))
    step = next((power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough), rough)
    first = -(-low // step)
    return [step * count for count in range(int(first), int(high // step) + 1)]


CLOCK_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600)
"""Steps of an axis in seconds that read well as minutes and seconds."""


def clock_ticks(reach: float, wanted: int) -> list[float]:
    """Return seconds from 0 on that are round on a clock, at most about as many as wanted."""
    step = next(
        (step for step in CLOCK_STEPS if reach / step <= wanted), 3600 * math.ceil(reach / 3600 / wanted)
    )
    return [float(mark) for mark in range(0, int(reach) + 1, step)]


def sparkline(
    values: Sequence[float],
    label: str,
    *,
    marked: int | None = None,
    width: float = 96,
    height: float = 28,
) -> Markup:
    """Draw the course of a value; `marked` is the place from which something has changed."""
    if not values:
        return Markup("")
    across = Scale(0, max(len(values) - 1, 1), 4, width - 5)
    up = Scale(min(values), max(values), height - 5, 5)
    points = [(across(place), up(value)) for place, value in enumerate(values)]
    parts = [polyline(points, "line"), circle(*points[-1], 2.6, "dot")]
    if marked is not None:
        parts.insert(0, line(across(marked), 1, across(marked), height - 1, "line quiet"))
    return picture(width, height, label, parts, "chart spark")


@dataclass(frozen=True)
class Series:
    """One line of a chart: its points, its name beside it, and how it is drawn."""

    points: Sequence[Point]
    name: str
    css_class: str = "line"
    stepped: bool = False
    dots: bool = False
    end_label: str = ""
    text_class: str = ""
    name_at: float = 0.5
    name_below: bool = False


@dataclass(frozen=True)
class Axis:
    """Bounds and written values of one direction."""

    low: float
    high: float
    marks: Sequence[tuple[float, str]] = field(default_factory=tuple)


def line_chart(
    series: Sequence[Series],
    across: Axis,
    up: Axis,
    label: str,
    *,
    width: float = 840,
    height: float = 360,
    left: float = 56,
    right: float = 80,
    between: tuple[int, int] | None = None,
    now: tuple[float, str] | None = None,
    limit: tuple[float, str] | None = None,
) -> Markup:
    """
    Draw lines with their names on them: the curve of a run, or vacancies by quarter.

    `between` names two series whose gap is filled from the start of the second on; `now` draws the present,
    and `limit` the end of the permitted time with dead time before it.
    """
    x_at = Scale(across.low, across.high, left, width - right)
    y_at = Scale(up.low, up.high, height - 26, 10)
    parts: list[Markup] = []
    if now and limit:
        parts.append(rect(x_at(now[0]), 10, x_at(limit[0]) - x_at(now[0]), height - 36, "fill sunken"))
    for value, text in up.marks:
        parts += [line(left, y_at(value), width - right, y_at(value), "grid")]
        parts += [words(left - 8, y_at(value) + 4, text, anchor="end")]
    for value, text in across.marks:
        parts.append(words(x_at(value), height - 8, text, anchor="middle"))
    parts.append(line(left, height - 26, width - right, height - 26, "axis"))
    drawn = [
        [(x_at(x), y_at(y)) for x, y in (steps(one.points) if one.stepped else one.points)] for one in series
    ]
    if between and all(drawn[place] for place in between):
        parts.append(_area(drawn[between[0]], drawn[between[1]]))
    if now:
        parts.append(line(x_at(now[0]), 10, x_at(now[0]), height - 26, "line quiet"))
        parts.append(words(x_at(now[0]) + 6, 22, now[1]))
    if limit:
        parts.append(words(x_at(limit[0]) - 6, 38, limit[1], anchor="end"))
    heights = _apart(
        [
            points[-1][1] if one.end_label and points else None
            for one, points in zip(series, drawn, strict=True)
        ]
    )
    for one, points, label_y in zip(series, drawn, heights, strict=True):
        parts += _series(one, points, x_at, y_at, label_y)
    return picture(width, height, label, parts)


def _area(upper: Sequence[Point], lower: Sequence[Point]) -> Markup:
    start = lower[0][0]
    above = [point for point in upper if point[0] >= start]
    first = [(start, above[0][1])] if above else []
    return element("polygon", points=_points([*first, *above, *reversed(lower)]), class_="area")


def _apart(heights: Sequence[float | None], distance: float = 15) -> list[float]:
    """Move labels that would lie upon each other apart; None keeps its place in the list."""
    order = sorted((y, place) for place, y in enumerate(heights) if y is not None)
    moved = [0.0] * len(heights)
    for y, place in order:
        moved[place] = y
    for (_, above), (_, below) in pairwise(order):
        overlap = distance - (moved[below] - moved[above])
        if overlap > 0:
            moved[above] -= overlap / 2
            moved[below] += overlap / 2
    return moved


def _series(one: Series, points: Sequence[Point], x_at: Scale, y_at: Scale, label_y: float) -> list[Markup]:
    if not points:
        return []
    parts = [polyline(points, one.css_class)]
    if one.dots:
        parts += [circle(x_at(x), y_at(y), 3, "dot") for x, y in one.points]
    if one.end_label:
        parts.append(words(points[-1][0] + 8, label_y + 4, one.end_label, one.text_class or "strong"))
    if one.name:
        x, y = points[min(int(len(points) * one.name_at), len(points) - 1)]
        parts.append(words(x + 8, y + (18 if one.name_below else -8), one.name, one.text_class))
    return parts


def day_scale(first: date, last: date, start: float, end: float) -> Scale:
    """Return a scale for dates given as ordinals: `at(day.toordinal())`."""
    return Scale(first.toordinal(), last.toordinal(), start, end)


def month_starts(first: date, last: date, every: int = 3) -> list[date]:
    """Return the first days of months between two dates, each `every` months."""
    day, found = first.replace(day=1), []
    while day <= last:
        if day >= first and (day.month - 1) % every == 0:
            found.append(day)
        day = (day + timedelta(days=32)).replace(day=1)
    return found
