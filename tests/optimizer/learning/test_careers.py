"""A table of careers is read whole or refused with row, column and cure."""

from __future__ import annotations

import pytest

from optimizer.cli import main
from optimizer.learning.departure.synthetic import synthetic
from optimizer.learning.departure.table import read_careers, write_careers
from optimizer.learning.table import HistoryError, Layout

HEAD = "person,employment,post_kind,since,until,ending,promoted_on,observed_from\n"
SOUND = "a,PNS,STAFF,2020-01-01,2021-01-01,moved,,\na,PNS,SUPERVISOR,2021-01-02,,,2021-01-02,\n"


def faults(rows: str) -> str:
    with pytest.raises(HistoryError) as refused:
        read_careers((HEAD + rows).encode())
    return str(refused.value)


def test_written_careers_are_read_as_they_were():
    careers = synthetic(50)
    assert list(read_careers(write_careers(careers).encode()).careers) == careers


@pytest.mark.parametrize(
    ("row", "place", "cure"),
    [
        ("b,PNS,BOSS,2020-01-01,,,,", "row 2, column post_kind", "none of SENIOR_EXECUTIVE"),
        ("b,,STAFF,2020-01-01,,,,", "row 2, column employment", "correct it"),
        ("b,PNS,STAFF,,,,,", "row 2, column since", "fill in the first day"),
        ("b,PNS,STAFF,1/2/2020,,,,", "row 2, column since", "no date of the form"),
        ("b,PNS,STAFF,2020-01-02,2020-01-01,moved,,", "row 2, column until", "before the first day"),
        ("b,PNS,STAFF,2020-01-01,2020-02-01,,,", "row 2, column ending", "both last day and ending"),
        ("b,PNS,STAFF,2020-01-01,,resigned,,", "row 2, column ending", "both last day and ending"),
        ("b,PNS,STAFF,2020-01-01,,,2020-01-02,", "row 2, column promoted_on", "begins a new post"),
        (",PNS,STAFF,2020-01-01,,,,", "row 2, column person", "opaque key"),
        ("b,PNS,STAFF,2020-01-01,,,,,more", "row 2, column person", "quote cells"),
    ],
)
def test_a_faulty_row_is_refused_with_place_and_cure(row, place, cure):
    text = faults(row + "\n" + SOUND)
    assert place in text
    assert cure in text


def test_two_posts_at_once_and_a_post_after_leaving_are_refused():
    twice = SOUND.replace("2021-01-02,,,2021-01-02", "2021-01-01,,,2021-01-01")
    assert "row 3, column since" in faults(twice)
    assert "left in row 2 (resigned)" in faults(SOUND.replace("moved", "resigned"))


def test_a_faulty_row_takes_the_whole_person_out():
    """The second post alone would say that nobody left the first."""
    broken = (HEAD + SOUND.replace("moved", "promoted") + "b,PNS,STAFF,2020-01-01,,,,\n").encode()
    found = read_careers(broken, leave_out_faulty=True)
    assert [one.person for one in found.careers] == ["b"]
    assert len(found.faults) == 1


def test_a_foreign_table_is_read_by_its_headings():
    text = "NIK;Status;Jenis;TMT;Selesai;Sebab\nx;PNS;STAFF;01/02/2020;-;-\n"
    names = dict(zip(text.splitlines()[0].split(";"), HEAD.strip().split(","), strict=False))
    (one,) = read_careers(text.encode(), Layout(names, "%d/%m/%Y", frozenset({"-"}))).careers
    assert one.since.isoformat() == "2020-02-01"
    assert (one.until, one.ending) == (None, "")


def test_the_command_learns_and_says_so(tmp_path, capsysbinary):
    table, model = tmp_path / "careers.csv", tmp_path / "model.json"
    table.write_text(write_careers(synthetic(60)), encoding="utf-8")
    assert main(["departure", "train", str(table), "-o", str(model)]) == 0
    assert b"too few departures" in capsysbinary.readouterr().err
    assert b"tuntas-departure-model" in model.read_bytes()
    assert main(["departure", "evaluate", str(tmp_path / "none.csv")]) == 2
    assert b"cannot be read" in capsysbinary.readouterr().err
