"""What goes on around the planning: which agencies there are, what is kept, and what is not done again."""

from __future__ import annotations

import csv
import json

import pytest

from optimizer.many.conduct import case_files, conduct
from optimizer.many.folder import ResultFolder
from optimizer.many.orders import Order, Refusal
from tests.optimizer.many.canned import Canned, nobody

ASKED = Order(agency="", seconds=1)


@pytest.fixture
def cases(tmp_path):
    """A folder with three case files; what is in them is of no interest here."""
    folder = tmp_path / "cases"
    folder.mkdir()
    for name, length in (("besar", 30), ("kecil", 10), ("sedang", 20)):
        (folder / f"{name}.json").write_bytes(b"x" * length)
    return folder


def plan(cases, out, place, asked=ASKED):
    """Conduct a run, and return who was planned in it."""
    folder = ResultFolder(out)
    with folder.claimed():
        conduct(case_files([cases]), folder, asked, place, nobody, nobody)
    return place.asked


def test_the_largest_agency_begins_first(cases, tmp_path):
    assert plan(cases, tmp_path / "out", Canned()) == ["besar", "sedang", "kecil"]


def test_what_is_finished_is_not_planned_again(cases, tmp_path):
    plan(cases, tmp_path / "out", Canned())
    assert plan(cases, tmp_path / "out", Canned()) == []


def test_an_interrupted_run_goes_on_with_the_rest(cases, tmp_path):
    with pytest.raises(KeyboardInterrupt):
        plan(cases, tmp_path / "out", Canned(breaks_after=1))
    assert (tmp_path / "out" / "besar" / "plan.json").read_bytes() == b"plan of " + b"x" * 30
    assert plan(cases, tmp_path / "out", Canned()) == ["sedang", "kecil"]
    rows = json.loads((tmp_path / "out" / "agencies.json").read_bytes())
    assert [row["agency"] for row in rows["agencies"]] == ["besar", "kecil", "sedang"]


@pytest.mark.parametrize("change", ["case", "settings", "plan", "no plan", "no summary", "half a summary"])
def test_what_has_changed_is_planned_again_and_nothing_else(cases, tmp_path, change):
    out, asked = tmp_path / "out", ASKED
    plan(cases, out, Canned())
    if change == "case":
        (cases / "kecil.json").write_bytes(b"y" * 10)
    elif change == "settings":
        asked = Order(agency="", seconds=2)
    elif change == "plan":
        (out / "kecil" / "plan.json").write_bytes(b"tampered")
    elif change == "no plan":
        (out / "kecil" / "plan.json").unlink()
    elif change == "no summary":
        (out / "kecil" / "summary.json").unlink()
    else:
        summary = (out / "kecil" / "summary.json").read_bytes()
        (out / "kecil" / "summary.json").write_bytes(summary[: len(summary) // 2])
    again = plan(cases, out, Canned(), asked)
    assert again == (["besar", "sedang", "kecil"] if change == "settings" else ["kecil"])


def test_an_agency_that_failed_is_tried_again_and_one_that_is_proven_hopeless_is_not(cases, tmp_path):
    for status, proven, again in (("failed", False, 3), ("no_plan", False, 3), ("no_plan", True, 0)):
        out = tmp_path / f"{status}-{proven}"
        plan(cases, out, Canned(status=status, proven=proven))
        assert len(plan(cases, out, Canned(status=status, proven=proven))) == again


def test_a_failure_takes_an_older_plan_away(cases, tmp_path):
    """A plan beside a summary that speaks of none would be taken for its result."""
    plan(cases, tmp_path / "out", Canned())
    plan(cases, tmp_path / "out", Canned(status="failed"), Order(agency="", seconds=9))
    assert not list((tmp_path / "out").glob("*/plan.json"))


def test_a_case_that_cannot_be_read_stops_no_other(cases, tmp_path, monkeypatch):
    (cases / "hilang.json").symlink_to(cases / "nowhere")
    files = case_files([cases])
    files["hilang"] = cases / "hilang.json"
    folder = ResultFolder(tmp_path / "out")
    with folder.claimed():
        ended = conduct(files, folder, ASKED, Canned(), nobody, nobody)
    status = {summary.agency: summary.status for summary in ended}
    assert status == {"besar": "planned", "sedang": "planned", "kecil": "planned", "hilang": "refused"}
    (words,) = [summary.messages[0] for summary in ended if summary.agency == "hilang"]
    assert "hilang.json: cannot be read" in words


def test_two_runs_do_not_write_to_one_folder(tmp_path):
    first, second = ResultFolder(tmp_path / "out"), ResultFolder(tmp_path / "out")
    with first.claimed(), pytest.raises(Refusal, match="another run writes"), second.claimed():
        pass
    with second.claimed():
        pass


def test_cases_that_make_no_sense_are_refused_by_name(cases, tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "kecil.json").write_bytes(b"x")
    for paths, words in (
        ([tmp_path / "nowhere"], "no such file"),
        ([tmp_path / "empty"], "no case file"),
        ([cases, tmp_path / "other"], "one name"),
    ):
        with pytest.raises(Refusal, match=words):
            case_files(paths)


def test_no_cell_of_the_table_runs_as_a_formula(cases, tmp_path):
    plan(cases, tmp_path / "out", Canned(status="failed", messages=["=1+1"]))
    with open(tmp_path / "out" / "agencies.csv", encoding="utf-8", newline="") as file:
        assert {row["messages"] for row in csv.DictReader(file)} == {"'=1+1"}
