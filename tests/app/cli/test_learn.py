"""`tuntas learn` at a terminal: a file is refused as a whole, or kept and learned from."""

from __future__ import annotations

import pytest

from app.cli import main
from app.forecasts.translate import synthetic_table


@pytest.fixture
def terminal(sqlite_url, monkeypatch, capsys):
    """Run the command line on a fresh database; the answer is exit code, output and errors."""
    monkeypatch.setenv("TUNTAS_DATABASE_URL", sqlite_url)

    def run(*arguments):
        code = main(["learn", *map(str, arguments)])
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return run


def test_a_file_is_kept_learned_from_and_kept_for_the_next_time(terminal, tmp_path):
    path = tmp_path / "h.csv"
    path.write_text(synthetic_table(60), encoding="utf-8")
    code, out, _ = terminal(path)
    assert code == 0
    assert "60 reviews kept" in out
    assert "OFF: too few systems" in out
    code, out, _ = terminal()
    assert code == 0
    assert "overruns of the finished systems" in out


def test_a_faulty_file_is_refused_with_row_and_column_and_nothing_is_kept(terminal, tmp_path):
    path = tmp_path / "h.csv"
    path.write_text(synthetic_table(12).replace(",build,", ",built,", 1), encoding="utf-8")
    code, _, errors = terminal(path)
    assert code == 2
    assert "column stage" in errors
    assert "the plan dates" in terminal()[1]
    assert terminal(tmp_path / "none.csv")[0] == 2
    assert terminal(path, "--column", "nonsense")[0] == 2
