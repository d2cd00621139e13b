"""What departures leave of systems, from a table of who serves which key role."""

from __future__ import annotations

import json
from datetime import date

import pytest

from optimizer.cli import main
from optimizer.learning.departure.career import Career
from optimizer.learning.departure.model import encode_departures
from optimizer.learning.departure.served import left_of, read_holdings
from optimizer.learning.departure.synthetic import LAST
from optimizer.learning.departure.table import write_careers
from optimizer.learning.departure.training import train
from optimizer.learning.table import HistoryError

HEAD = "system,role,need,person,gives,ends_on\n"
ROLES = (
    HEAD
    + "Aduan,analis,100,a,60,2027-10-01\nAduan,analis,100,b,60,\nAduan,desain,50,,,\nAset,data,50,b,50,\n"
)
POSTS = [Career(name, "PNS", "STAFF", date(2024, 1, 1)) for name in "ab"]


def test_certain_departures_leave_their_rest_and_an_empty_role_makes_the_bus_factor_zero(
    tmp_path, capsysbinary
):
    """Nothing was learned from nobody, so only the certain end counts: 120 of 100, then 60."""
    model, careers, roles = (tmp_path / name for name in ("model.json", "careers.csv", "roles.csv"))
    model.write_bytes(encode_departures(train([], LAST)))
    careers.write_text(write_careers(POSTS), encoding="utf-8")
    roles.write_text(ROLES, encoding="utf-8")
    asked = [
        "departure",
        "cover",
        str(model),
        str(careers),
        str(roles),
        "--today",
        "2027-01-01",
        "--rounds",
        "2",
    ]
    assert main(asked) == 0
    answer = json.loads(capsysbinary.readouterr().out)
    assert (answer["basis"], answer["days"]) == ("plan", ["2027-04-01", "2027-10-01"])
    complaints, assets = answer["systems"]
    assert (complaints["bus_factor"], assets["bus_factor"]) == (0, 1)
    assert [(role["expected"], role["nobody"]) for role in complaints["roles"]] == [
        ([100.0, 60.0], [0.0, 0.0]),
        ([0.0, 0.0], [1.0, 1.0]),
    ]


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ("Aduan,analis,0,a,60,", "row 2, column need"),
        ("Aduan,,50,a,60,", "row 2, column role"),
        ("Aduan,analis,50,a,101,", "row 2, column gives"),
        ("Aduan,analis,50,,60,", "row 2, column gives"),
        ("Aduan,analis,50,a,60,soon", "row 2, column ends_on"),
        ("Aduan,analis,50,a,60,\nAduan,analis,60,b,60,", "Aduan, analis: two needs"),
    ],
)
def test_a_faulty_row_is_refused_with_its_place(row, place):
    with pytest.raises(HistoryError) as refused:
        read_holdings((HEAD + row + "\n").encode())
    assert place in str(refused.value)


def test_a_holder_without_a_present_post_is_named():
    with pytest.raises(HistoryError, match="b: serves a role and holds no post"):
        left_of(train([], LAST), read_holdings(ROLES.encode()), POSTS[:1], LAST, [LAST])
