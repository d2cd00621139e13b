"""Pictures of the benchmark: how far each method is behind at each moment, and what size costs."""

from collections.abc import Sequence
from html import escape
from math import ceil, floor, log10
from typing import Any

WIDTH, HEIGHT = 720, 360
LEFT, RIGHT, TOP, BOTTOM = 64, 150, 16, 40
LEAST_BEHIND = 1e-4
"""Share behind the bound at which the axis ends: a hundredth of a percent."""

COLOURS = {
    "tuntas": "#0b5c4a",
    "highs": "#b3541e",
    "cpsat": "#3c5a99",
    "cpsat-tuned": "#7a8fc7",
    "local-search": "#8a3a7a",
    "greedy": "#777777",
    "deferred-acceptance": "#a08000",
}


class _Axis:
    """A logarithmic axis between two values, in pixels."""

    def __init__(self, least: float, most: float, start: float, end: float) -> None:
        self.least, self.most = floor(log10(least)), ceil(log10(most))
        self._start, self._end = start, end

    def at(self, value: float) -> float:
        share = (log10(max(value, 10**self.least)) - self.least) / max(1, self.most - self.least)
        return round(self._start + min(1.0, share) * (self._end - self._start), 1)

    @property
    def ticks(self) -> list[float]:
        return [10.0**power for power in range(self.least, self.most + 1)]


def over_time(records: Sequence[dict[str, Any]], bound: int) -> str:
    """
    Draw how far each method is behind the least bound at each moment.

    Parameters
    ----------
    records : sequence of dict
        Runs on one case with one limit.
    bound : int
        Points that no plan exceeds.

    Returns
    -------
    str
        SVG; a method without a plan has no line, but its name in the legend says so.
    """
    limit = max(record["limit"] for record in records)
    across = _Axis(0.1, limit, LEFT, WIDTH - RIGHT)
    down = _Axis(LEAST_BEHIND, 1.0, HEIGHT - BOTTOM, TOP)
    parts = _frame(across, down, "seconds", "behind the bound", "{:g} %", 100)
    for n, record in enumerate(records):
        colour = COLOURS.get(record["engine"], "#000000")
        points = [(elapsed, (bound - value) / abs(bound)) for elapsed, value, *_ in record["trace"]]
        note = record["engine"] if points else f"{record['engine']}: no plan"
        if points:
            parts.append(_steps(points, limit, across, down, colour))
        parts.append(
            f'<text x="{WIDTH - RIGHT + 12}" y="{TOP + 14 + 18 * n}" fill="{colour}">{escape(note)}</text>'
        )
    return _picture(parts, "Distance of each method to the bound over time")


def over_size(records: Sequence[dict[str, Any]], read: str, unit: str) -> str:
    """
    Draw what a run costs by number of people, beside a line of equal cost per person.

    Parameters
    ----------
    records : sequence of dict
        Runs of one method.
    read : str
        Key of the figure.
    unit : str
        Its unit.

    Returns
    -------
    str
        SVG.
    """
    points = sorted((record["people"], record[read]) for record in records)
    across = _Axis(points[0][0], points[-1][0], LEFT, WIDTH - RIGHT)
    down = _Axis(min(y for _, y in points), max(y for _, y in points), HEIGHT - BOTTOM, TOP)
    parts = _frame(across, down, "people", unit, "{:,g}", 1)
    first = points[0]
    even = " ".join(f"{across.at(x)},{down.at(first[1] * x / first[0])}" for x, _ in (points[0], points[-1]))
    parts.append(f'<polyline points="{even}" fill="none" stroke="#999999" stroke-dasharray="4 4"/>')
    for x, y in points:
        parts.append(f'<circle cx="{across.at(x)}" cy="{down.at(y)}" r="4" fill="{COLOURS["tuntas"]}"/>')
        parts.append(f'<text x="{across.at(x) + 7}" y="{down.at(y) + 4}">{y:,g}</text>')
    return _picture(parts, f"{unit} by number of people; the dashed line costs the same per person")


def _steps(points: list[tuple[float, float]], limit: float, across: _Axis, down: _Axis, colour: str) -> str:
    path, before = [], None
    for elapsed, behind in points:
        if before is not None:
            path.append(f"{across.at(elapsed)},{before}")
        before = down.at(behind)
        path.append(f"{across.at(elapsed)},{before}")
    path.append(f"{across.at(limit)},{before}")
    return f'<polyline points="{" ".join(path)}" fill="none" stroke="{colour}" stroke-width="2"/>'


def _frame(across: _Axis, down: _Axis, x_name: str, y_name: str, label: str, factor: float) -> list[str]:
    bottom, right = HEIGHT - BOTTOM, WIDTH - RIGHT
    parts = []
    for tick in across.ticks:
        x = across.at(tick)
        parts.append(f'<line x1="{x}" y1="{TOP}" x2="{x}" y2="{bottom}" stroke="#dddddd"/>')
        parts.append(f'<text x="{x}" y="{bottom + 16}" text-anchor="middle">{tick:,g}</text>')
    for tick in down.ticks:
        y = down.at(tick)
        parts.append(f'<line x1="{LEFT}" y1="{y}" x2="{right}" y2="{y}" stroke="#dddddd"/>')
        parts.append(
            f'<text x="{LEFT - 6}" y="{y + 4}" text-anchor="end">{label.format(factor * tick)}</text>'
        )
    parts.append(f'<text x="{(LEFT + right) / 2}" y="{HEIGHT - 6}" text-anchor="middle">{x_name}</text>')
    parts.append(f'<text x="{right + 12}" y="{bottom}">{y_name}</text>')
    return parts


def _picture(parts: list[str], title: str) -> str:
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'font-family="sans-serif" font-size="12">\n<title>{escape(title)}</title>\n'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>\n{body}\n</svg>\n'
    )


__all__ = ["over_size", "over_time"]
