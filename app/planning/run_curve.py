"""The curve of a run: its bound from above, its best value from below, the proven gap between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup
from sqlalchemy import Row

from app.web import svg
from app.web.formats import duration, number
from app.web.i18n import translate as _

Points = Sequence[Row[*tuple[Any, ...]]]
Curve = list[tuple[float, float]]

MOST_DRAWN = 240
"""More points than pixels tell nothing more."""

# The first bounds of a run may lie far above all plans; an axis that showed them would flatten the rest.
_HEADROOM = 3.0


def draw(
    points: Points, elapsed: float, limit: int, *, is_over: bool
) -> tuple[Markup | None, tuple[tuple[str, str, str], ...]]:
    """Draw the curve, and give its points as rows: time, value, bound."""
    values, bounds = _best(points)
    rows = tuple(
        (duration(point.elapsed_ms / 1000), number(point.value), number(point.bound))
        for point in thin(points)
        if point.value is not None or point.bound is not None
    )
    if not bounds and not values:
        return None, rows
    end = max(elapsed, points[-1].elapsed_ms / 1000)
    values, bounds = _prolong(values, end), _prolong(bounds, end)
    low, high = _reach(values, bounds)
    right = max(float(limit), end)
    return (
        svg.line_chart(
            [
                svg.Series(
                    _within(bounds, high),
                    _("batas atas"),
                    "line bound",
                    stepped=False,
                    end_label=number(bounds[-1][1]) if bounds else "",
                    text_class="strong",
                    name_at=0.35,
                ),
                svg.Series(
                    values,
                    _("nilai rencana terbaik") if values else "",
                    "line",
                    stepped=True,
                    dots=len(values) <= 40,
                    end_label=number(values[-1][1]) if values else "",
                    text_class="primary",
                    name_at=0.6,
                    name_below=True,
                ),
            ],
            svg.Axis(0, right, [(mark, duration(mark)) for mark in svg.clock_ticks(right, 6)]),
            svg.Axis(low, high, [(mark, _thousands(mark)) for mark in svg.ticks(low, high, 4)]),
            _label(values, bounds),
            width=720,
            height=480,
            left=64,
            right=84,
            between=(0, 1) if values and bounds else None,
            now=None if is_over else (end, _("sekarang {at}", at=duration(end))),
            limit=None if is_over else (right, _("batas waktu {at}", at=duration(limit))),
        ),
        rows,
    )


def _best(points: Points) -> tuple[Curve, Curve]:
    """
    Return the best value so far and the bound as it was claimed, where they change.

    A bound may rise again when more posts come into question; the lower one was never proven for those. A run
    that begins anew keeps its best plan and proves its bound from the start.
    """
    values: Curve = []
    bounds: Curve = []
    proven_in = None
    for point in points:
        at = point.elapsed_ms / 1000
        if point.value is not None and (not values or point.value > values[-1][1]):
            values.append((at, point.value))
        if point.bound is None:
            continue
        if point.attempt != proven_in:
            proven_in, bounds = point.attempt, []
        if not bounds or point.bound != bounds[-1][1]:
            bounds.append((at, point.bound))
    return thin(values), thin(bounds)


def thin(points: Sequence[Any]) -> list[Any]:
    """Keep at most so many points as can be told apart, the first and the last always."""
    if len(points) <= MOST_DRAWN:
        return list(points)
    step = (len(points) - 1) / (MOST_DRAWN - 1)
    return [points[round(place * step)] for place in range(MOST_DRAWN)]


def _prolong(curve: Curve, end: float) -> Curve:
    """Draw a line on to the present: what was found still holds."""
    return [*curve, (end, curve[-1][1])] if curve and curve[-1][0] < end else curve


def _reach(values: Curve, bounds: Curve) -> tuple[float, float]:
    """Choose the axis: all values, the bound as it stands now, and a little air."""
    shown = [value for _at, value in values]
    if bounds:
        shown.append(bounds[-1][1])
    low, high = min(shown), max(shown)
    reach = (high - low) or max(1.0, abs(high) * 0.01)
    early = [value for _at, value in bounds if value <= high + _HEADROOM * reach]
    high = max([high, *early])
    reach = high - low or reach
    return low - 0.08 * reach, high + 0.08 * reach


def _within(bounds: Curve, high: float) -> Curve:
    """Leave out bounds above the axis."""
    return [point for point in bounds if point[1] <= high]


def _thousands(value: float) -> str:
    """Write a value on the axis in thousands of points."""
    thousands = value / 1000
    text = number(thousands) if float(thousands).is_integer() else number(thousands, 1)
    return _("{n} rb", n=text)


def _label(values: Curve, bounds: Curve) -> str:
    """Say in one sentence what the picture shows."""
    if not values:
        return _("Batas atas {bound} poin; belum ada rencana utuh.", bound=number(bounds[-1][1]))
    if not bounds:
        return _("Nilai rencana terbaik {value} poin; batas atas belum ada.", value=number(values[-1][1]))
    return _(
        "Nilai rencana terbaik naik dari {first} ke {last} poin; batas atas {bound} poin.",
        first=number(values[0][1]),
        last=number(values[-1][1]),
        bound=number(bounds[-1][1]),
    )


_PAIRS = re.compile(r"([\d,]+) of ([\d,]+) lawful pairs")
_PATHS = re.compile(r"([\d,]+) paths$")


def note_in_words(note: str | None) -> str:
    """Write a note of the optimizer, which speaks English, in the language of the reader."""
    if not note:
        return ""
    if (pairs := _PAIRS.match(note)) is not None:
        kept, lawful = (_count(text) for text in pairs.groups())
        return _("{kept} dari {lawful} pasangan sah orang dan jabatan", kept=kept, lawful=lawful)
    if (paths := _PATHS.match(note)) is not None:
        return _("{n} jalur dalam kolam", n=_count(paths[1]))
    code, _sign, rest = note.partition(":")
    if code == "verified" and rest.isdigit():
        return _("{n} rencana diperiksa, semua sah", n=int(rest))
    if code == "certifying":
        done, people = rest.split(":")
        return _("{done} dari {people} orang dihitung ulang", done=int(done), people=int(people))
    if code == "certified":
        people, nodes = rest.split(":")
        return _(
            "{people} orang dihitung ulang atas {nodes} tempat sah, tanpa penghitung",
            people=int(people),
            nodes=int(nodes),
        )
    if rest.isdigit() and (court := _court_note(code, int(rest))):
        return court
    return {
        "judging every post for everybody": _("menilai setiap jabatan bagi setiap orang"),
        "first plan": _("rencana utuh pertama"),
        "verified": _("diperiksa, sah"),
        "uncertified": _("rencana tidak membawa pengali yang membuktikan batas"),
        "optimal": _("terbukti yang terbaik"),
        "feasible": _("sah, dengan celah"),
    }.get(note, note)


def _court_note(code: str, count: int) -> str:
    """Say how far the rule court is."""
    return {
        "hearing": _("{n} orang didengar", n=count),
        "conflict": _("mencari pertentangan terkecil di antara {n} orang", n=count),
        "date": _("mencari tanggal sah pertama; {n} permintaan selesai", n=count),
        "ruled-lawful": _("ada rencana yang sah; {n} orang didengar", n=count),
        "ruled-conflict": _("pertentangan ditemukan dan dikuatkan; {n} orang didengar", n=count),
        "ruled-unconfirmed": _("pertentangan belum dikuatkan; {n} orang didengar", n=count),
        "ruled-open": _("belum terjawab; {n} orang didengar", n=count),
    }.get(code, "")


def _count(text: str) -> int:
    return int(text.replace(",", ""))
