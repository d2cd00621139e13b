"""An official plan can be made again: another process, order of rows and hash seed give the same plan."""

from __future__ import annotations

from optimizer.generate import generate
from optimizer.io import write
from scripts import repeat


def test_other_processes_rows_and_hash_seeds_give_the_same_plan(tmp_path, capsys):
    """Two threads, two processes; the hash covers every stay and role of the plan."""
    write(generate(60, 3), tmp_path / "case.json")
    assert repeat.main([str(tmp_path / "case.json"), "--work", "70", "--runs", "2"]) == 0
    assert capsys.readouterr().out.startswith("2 of 2: ")


def test_a_difference_is_reported(tmp_path, capsys, monkeypatch):
    write(generate(60, 3), tmp_path / "case.json")
    monkeypatch.setattr(repeat, "run_once", lambda case, options, number, folder: (f"h{number}", 1, 2))
    assert repeat.main([str(tmp_path / "case.json"), "--runs", "2"]) == 1
    assert "1 of 2: h0, value 1, bound 2" in capsys.readouterr().out


def test_rows_really_change_places():
    case = generate(60, 3)
    mixed = repeat.shuffled(case, 1)
    assert [person.id for person in mixed.persons] != [person.id for person in case.persons]
    assert sorted(person.id for person in mixed.persons) == sorted(person.id for person in case.persons)
