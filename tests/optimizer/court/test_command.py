"""`tuntas court`: what it prints, and with which status it ends."""

from __future__ import annotations

import msgspec
import pytest

from optimizer.cli import main
from optimizer.court import Verdict
from optimizer.rules._examples import office, person, post


@pytest.fixture
def case_file(tmp_path):
    """Ani has been in her post for a year; two people are pinned to the one place of c."""

    def write(**more):
        record = office(
            [post("a"), post("b"), post("c")],
            [person("ani", "a", post_since="2026-04-01"), person("budi", "b"), person("cici", "b")],
            **more,
        )
        record["posts"][1]["formation"] = 2
        path = tmp_path / "case.json"
        path.write_bytes(msgspec.json.encode(record))
        return str(path)

    return write


PINS = [{"person": name, "post": "c", "round": 0} for name in ("budi", "cici")]


def test_a_lawful_wish_ends_with_zero(case_file, capsys):
    assert main(["court", case_file(), "--person", "budi", "--post", "c"]) == 0
    assert "budi: c 0-1" in capsys.readouterr().out


def test_a_conflict_ends_with_one_and_names_law_and_date(case_file, capsys):
    assert main(["court", case_file(), "--person", "ani", "--post", "c"]) == 1
    out = capsys.readouterr().out
    assert "the shortest is 24 months" in out
    assert "1 April 2028" in out
    assert "no demand can be taken back" in out


def test_it_speaks_indonesian(case_file, capsys):
    assert main(["court", case_file(pins=PINS), "--language", "id"]) == 1
    out = capsys.readouterr().out
    assert "budi dipin pada jabatan c mulai 1 April 2027." in out
    assert "tarik kembali" in out


def test_its_json_reads_back_as_a_verdict(case_file, capsys):
    """Contradictory pins, which other verbs refuse, are what the court is asked about."""
    assert main(["court", case_file(pins=PINS), "--json"]) == 1
    verdict = msgspec.json.decode(capsys.readouterr().out, type=Verdict)
    assert {each.kind for each in verdict.conflict.facts} == {"pin", "rule"}
    assert verdict.relaxation.paths


@pytest.mark.parametrize(
    "arguments",
    [
        ["--person", "nobody", "--post", "c"],
        ["--post", "c"],
        ["--person", "ani"],
        ["--person", "ani", "--post", "c", "--round", "7"],
    ],
)
def test_a_wish_that_makes_no_sense_is_refused_with_two(case_file, arguments):
    assert main(["court", case_file(), *arguments]) == 2


def test_a_pin_on_a_post_that_is_not_there_is_refused_with_two(case_file, capsys):
    pins = [{"person": "budi", "post": "x", "round": 0}]
    assert main(["court", case_file(pins=pins)]) == 2
    assert '$.pins[0].post: no post "x"' in capsys.readouterr().err
