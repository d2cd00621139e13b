"""Pictures: labels are escaped, every picture has a sentence, and the geometry says what the numbers say."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree

import pytest

from app.web import svg


def parse(markup: str) -> ElementTree.Element:
    return ElementTree.fromstring(str(markup))  # noqa: S314 - our own drawing


def test_a_label_cannot_bring_its_own_markup():
    picture = svg.picture(10, 10, '"><script>x</script>', [svg.words(1, 1, "<b>Dewi</b>")])
    root = parse(picture)
    assert root.attrib["aria-label"] == '"><script>x</script>'
    assert root.find("text").text == "<b>Dewi</b>"
    assert "<script>" not in str(picture)


def test_a_picture_is_an_image_with_a_sentence():
    root = parse(svg.sparkline([3, 2, 1], "Lama izin turun dari 3 ke 1 hari"))
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"] == "Lama izin turun dari 3 ke 1 hari"


def test_a_stepped_value_holds_until_the_next_one():
    assert svg.steps([(0, 1), (2, 5), (3, 6)]) == [(0, 1), (2, 1), (2, 5), (3, 5), (3, 6)]
    assert svg.steps([]) == []


def test_a_scale_maps_its_ends_and_survives_a_single_value():
    scale = svg.Scale(10, 20, 100, 0)
    assert (scale(10), scale(15), scale(20)) == (100, 50, 0)
    assert svg.Scale(5, 5, 0, 10)(5) == 0


def test_marks_of_an_axis_are_round_and_inside():
    for low, high in ((0, 207), (1750, 2150), (0, 1), (0.0, 0.04), (-3, 12), (0, 2_002_918)):
        marks = svg.ticks(low, high)
        assert 2 <= len(marks) <= 10, (low, high, marks)
        assert all(low <= mark <= high for mark in marks)
    assert svg.ticks(5, 5) == [5]


def test_labels_at_the_end_of_two_close_lines_do_not_lie_on_each_other():
    across, up = svg.Axis(0, 10), svg.Axis(0, 1000)
    chart = svg.line_chart(
        [
            svg.Series([(0, 900), (10, 501)], "atas", end_label="501"),
            svg.Series([(0, 100), (10, 500)], "bawah", end_label="500"),
        ],
        across,
        up,
        "Dua garis",
    )
    heights = {
        node.text: float(node.attrib["y"])
        for node in parse(chart).iter("text")
        if node.text in {"500", "501"}
    }
    assert heights["500"] - heights["501"] >= 14


def test_a_chart_without_points_is_still_a_chart():
    chart = svg.line_chart(
        [svg.Series([], "kosong")], svg.Axis(0, 1), svg.Axis(0, 1), "Belum ada", between=(0, 0)
    )
    assert parse(chart).attrib["aria-label"] == "Belum ada"


def test_coordinates_are_short():
    chart = svg.line_chart([svg.Series([(1 / 3, 2 / 3), (2, 3)], "x")], svg.Axis(0, 3), svg.Axis(0, 3), "x")
    assert not re.search(r"\d\.\d{2,}", str(chart))


def test_months_on_an_axis_are_those_of_the_calendar():
    assert svg.month_starts(date(2026, 11, 24), date(2027, 8, 1)) == [
        date(2027, 1, 1),
        date(2027, 4, 1),
        date(2027, 7, 1),
    ]


@pytest.mark.parametrize(
    ("reach", "marks"),
    [
        (180, [0, 30, 60, 90, 120, 150, 180]),
        (20, [0, 5, 10, 15, 20]),
        (2400, [0, 600, 1200, 1800, 2400]),
        (0.4, [0]),
    ],
)
def test_marks_of_a_clock_fall_on_round_minutes_and_seconds(reach: float, marks: list[float]):
    assert svg.clock_ticks(reach, 6) == marks
