"""Histories from CSV: sound files come back the same, faulty ones say row, column and cure."""

from __future__ import annotations

import json

import pytest

from optimizer.cli import main
from optimizer.learning.synthetic import synthetic
from optimizer.learning.table import COLUMNS, HistoryError, Layout, read_histories, write_histories

HEAD = ",".join(COLUMNS)
SOUND = "A,2020-01-01,2022-01-01,2022-05-01,2021-01-01,0.4,build,own,3,0,2"


def refusal(*rows: str, head: str = HEAD, layout: Layout | None = None) -> list[str]:
    with pytest.raises(HistoryError) as refused:
        read_histories("\n".join([head, *rows]).encode(), layout)
    return [str(fault) for fault in refused.value.faults]


def test_what_is_written_is_read_back():
    histories = synthetic(25)
    assert list(read_histories(write_histories(histories).encode()).snapshots) == histories


def test_a_foreign_table_is_read_through_a_layout():
    """Foreign headings and dates, a mark, semicolons, decimal commas, a word for an empty cell."""
    layout = Layout(
        {"Project": "system", "Begin": "started_on", "Planned End": "planned_finish", "End": "finished_on"},
        "%m/%d/%Y",
        frozenset({"PNS"}),
    )
    text = "\ufeffProject;Begin;Planned End;End;progress;Note\nX;01/31/2020;06/30/2021;PNS;0,5;late\n;;;;;\n"
    (one,) = read_histories(text.encode(), layout).snapshots
    assert (one.system, str(one.planned_finish), one.finished_on) == ("X", "2021-06-30", None)
    assert one.reviewed_on == one.started_on
    assert one.progress == 0.5


@pytest.mark.parametrize(
    ("row", "column", "cure"),
    [
        (SOUND.replace("2022-01-01", "01/02/2022"), "planned_finish", "--dates"),
        (SOUND.replace("2022-01-01", ""), "planned_finish", "fill in the date"),
        (SOUND.replace("2022-01-01", "2020-01-01"), "planned_finish", "not after the start"),
        (SOUND.replace("2021-01-01", "2019-01-01"), "reviewed_on", "before the start"),
        (SOUND.replace("2022-05-01", "2020-12-01"), "finished_on", "not after the review"),
        (SOUND.replace("0.4", "40"), "progress", "from 0 to 1"),
        (SOUND.replace("0.4", "nan"), "progress", "from 0 to 1"),
        (SOUND.replace("build", "built"), "stage", "concept, analysis"),
        (SOUND.replace("A,", ",", 1), "system", "name or number"),
    ],
)
def test_a_faulty_cell_is_named_with_row_column_and_cure(row, column, cure):
    (fault,) = refusal(SOUND.replace("A,", "B,", 1), row)
    assert fault.startswith(f"row 3, column {column}: ")
    assert cure in fault


def test_all_faults_are_said_at_once_and_nothing_is_read():
    assert len(refusal(SOUND.replace("0.4", "x"), SOUND.replace("build", "y"))) == 2


def test_the_same_review_twice_is_refused():
    (fault,) = refusal(SOUND, SOUND)
    assert "same system and review as row 2" in fault


def test_a_missing_or_doubled_heading_is_named():
    assert "column finished_on: missing" in refusal(head="system,started_on,planned_finish")[0]
    assert "there twice" in refusal(head=HEAD + ",size")[0]


def test_a_row_longer_than_the_headings_and_a_file_that_is_no_table_are_refused():
    assert "more cells" in refusal(SOUND + ",7")[0]
    with pytest.raises(HistoryError, match="empty"):
        read_histories(b"")
    with pytest.raises(HistoryError, match="UTF-8"):
        read_histories(b"\xff\xfe")


def test_faulty_rows_are_left_out_only_on_request_and_counted():
    text = "\n".join([HEAD, SOUND, SOUND.replace("build", "y")]).encode()
    found = read_histories(text, leave_out_faulty=True)
    assert (len(found.snapshots), len(found.faults)) == (1, 1)


def test_the_command_trains_evaluates_and_predicts(tmp_path, capsys):
    table, model = tmp_path / "h.csv", tmp_path / "m.json"
    table.write_text(write_histories(synthetic(90)), encoding="utf-8")
    assert main(["forecast", "train", str(table), "-o", str(model)]) == 0
    assert "Held out in time order" in capsys.readouterr().err
    now = tmp_path / "now.csv"
    now.write_text(f"{HEAD}\nB,2025-01-01,2027-01-01,,2026-01-01,0.3,build,own,3,0,0\n", encoding="utf-8")
    assert main(["forecast", "predict", str(model), str(now)]) == 0
    (forecast,) = json.loads(capsys.readouterr().out)
    assert forecast["system"] == "B"
    assert "2026-01-01" < forecast["p50"] <= forecast["p80"]


def test_the_command_refuses_with_the_faults(tmp_path, capsys):
    table = tmp_path / "h.csv"
    table.write_text(f"{HEAD}\n{SOUND.replace('build', 'y')}\n", encoding="utf-8")
    assert main(["forecast", "evaluate", str(table)]) == 2
    assert "row 2, column stage" in capsys.readouterr().err
    assert main(["forecast", "evaluate", str(tmp_path / "none.csv")]) == 2
    assert "cannot be read" in capsys.readouterr().err
