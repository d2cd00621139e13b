"""A form takes what is right, and says in words what is wrong, beside the field that has it."""

from __future__ import annotations

from datetime import date

import pytest
from litestar.datastructures import FormMultiDict

from app.web.forms import Form


@pytest.mark.parametrize(
    ("typed", "found", "is_valid"),
    [
        ("6", 6, True),
        (" 12 ", 12, True),
        ("1.200", 1200, True),
        ("−3", -3, False),
        ("0", 0, False),
        ("5000", 5000, False),
        ("", 0, False),
        ("enam", 0, False),
        ("1,5", 0, False),
        ("١٢", 0, False),
    ],
)
def test_a_whole_number_stays_within_its_bounds(typed: str, found: int, is_valid: bool):
    form = Form({"n": typed})
    assert form.integer("n", minimum=1, maximum=1200) == found
    assert form.is_valid == is_valid


def test_a_date_comes_as_the_browser_sends_it_and_within_its_bounds():
    for typed, is_valid in (("2027-04-01", True), ("2027-03-31", False), ("01-04-2027", False), ("", False)):
        form = Form({"hari": typed})
        found = form.day("hari", earliest=date(2027, 4, 1))
        assert form.is_valid == is_valid, typed
        assert not is_valid or found == date(2027, 4, 1)


def test_a_text_is_trimmed_bounded_and_free_of_control_signs():
    assert Form({"alasan": "  dua kata  "}).text("alasan") == "dua kata"
    for wrong in ("", "   ", "x" * 201, "a\x00b"):
        form = Form({"alasan": wrong})
        form.text("alasan")
        assert not form.is_valid, wrong


def test_only_an_offered_choice_is_taken():
    assert Form({"bobot": "fit"}).choice("bobot", ("fit", "balanced")) == "fit"
    form = Form({"bobot": "mine"})
    assert form.choice("bobot", ("fit", "balanced"), otherwise="balanced") == "balanced"
    assert not form.is_valid


def test_several_choices_come_each_once_in_the_offered_order():
    form = Form(FormMultiDict([("opd", "b"), ("opd", "a"), ("opd", "b")]))
    assert form.choices("opd", ("a", "b", "c")) == ["a", "b"]
    assert form.is_valid


def test_the_first_fault_of_a_field_stays():
    form = Form({"n": "x"})
    form.refuse("n", "pertama")
    form.refuse("n", "kedua")
    assert form.faults == {"n": "pertama"}


def test_what_was_typed_is_there_to_be_shown_again():
    assert Form({"nama": "<b>Dewi"}).typed("nama") == "<b>Dewi"
