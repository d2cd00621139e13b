"""The command line finds its verbs, helps with a mistyped one, and starts fast."""

from __future__ import annotations

import subprocess
import sys

import pytest

from app.cli import CommandError, main, solver, verbs


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of verbs of our own: `import` and `load-city`."""
    (tmp_path / "import_.py").write_text('"""Read a workbook.\n\nMore."""\n')
    (tmp_path / "load_city.py").write_text('"""Fill a city."""\n')
    (tmp_path / "_shared.py").write_text("raise RuntimeError\n")
    (tmp_path / "verbs.py").write_text("raise RuntimeError\n")
    monkeypatch.setattr(verbs, "FOLDER", tmp_path)
    return tmp_path


def test_a_file_name_is_a_verb(folder):
    """An underscore at the end avoids a word of Python; one inside is a hyphen."""
    assert list(verbs.modules(folder)) == ["import", "load-city"]


def test_the_help_is_the_first_line_of_each_module(folder, capsys):
    """Read from the text: a module that is listed is not imported."""
    assert main(["--help"]) == 0
    listed = dict(line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines() if line[:2] == "  ")
    assert listed["import"] == "Read a workbook."
    assert listed["load-city"] == "Fill a city."


@pytest.mark.parametrize("arguments", [[], ["-h"], ["--help"], ["help"]])
def test_without_a_verb_the_verbs_are_listed(arguments, capsys):
    """Nobody has to know the switch for it."""
    assert main(arguments) == 0
    assert "usage: tuntas <verb>" in capsys.readouterr().out


def test_a_mistyped_verb_is_answered_with_the_nearest(capsys):
    """On the error stream, and with the exit code of a wrong call."""
    assert main(["verfiy"]) == 2
    assert capsys.readouterr().err == "tuntas: there is no verb `verfiy`; did you mean `verify`?\n"


def test_a_strange_verb_is_answered_with_the_way_to_the_list(capsys):
    """A far-fetched guess would only confuse."""
    assert main(["xyzzy"]) == 2
    assert "`tuntas --help` lists the verbs" in capsys.readouterr().err


def test_the_optimizer_gets_its_verbs_with_their_arguments(monkeypatch):
    """The verb first, as the optimizer's own command line expects it."""
    seen: list[list[str]] = []
    monkeypatch.setattr("optimizer.cli.main", lambda argv: seen.append(argv) or 7)
    assert main(["verify", "case.json"]) == 7
    assert seen == [["verify", "case.json"]]


def test_help_before_a_verb_is_help_after_it(monkeypatch):
    """`tuntas help verify` is `tuntas verify --help`."""
    seen: list[list[str]] = []
    monkeypatch.setattr("optimizer.cli.main", lambda argv: seen.append(argv) or 0)
    main(["help", "verify"])
    assert seen == [["verify", "--help"]]


@pytest.mark.parametrize(
    ("error", "code"), [(CommandError("no such file"), 1), (CommandError("bad call", exit_code=2), 2)]
)
def test_a_refusal_is_a_sentence_and_an_exit_code(monkeypatch, capsys, error, code):
    """Without a traceback."""

    def refuse(argv):
        raise error

    monkeypatch.setattr("app.cli.dispatch", refuse)
    assert main(["solve"]) == code
    assert capsys.readouterr().err == f"tuntas: {error}\n"


def test_an_interruption_ends_with_the_code_of_an_interruption(monkeypatch):
    """130, as shells have it."""

    def interrupt(argv):
        raise KeyboardInterrupt

    monkeypatch.setattr("app.cli.dispatch", interrupt)
    assert main(["serve"]) == 130


def test_listing_the_verbs_imports_neither_web_nor_database_nor_solver():
    """Otherwise every start would wait for them."""
    program = (
        "import sys, app.cli; app.cli.main(['--help']); "
        "print(sorted({'litestar', 'sqlalchemy', 'numpy', 'highspy', 'ortools'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("verb", sorted(verbs.catalogue()))
def test_each_verb_explains_itself(verb):
    """`--help` of every verb works, in a process of its own as at a terminal."""
    command = [sys.executable, "-m", "app.cli", verb, "--help"]
    result = subprocess.run(command, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    assert f"tuntas {verb}" in result.stdout


def test_the_optimizer_verbs_are_in_the_list():
    """They live elsewhere, and the user need not know."""
    assert "verify" in verbs.modules(solver.FOLDER)
    assert verbs.modules(solver.FOLDER).keys() <= verbs.catalogue().keys()


def test_no_verb_exists_twice():
    """The web's verb would hide the optimizer's, or the other way round."""
    assert not verbs.modules(solver.FOLDER).keys() & verbs.modules(verbs.FOLDER).keys()
